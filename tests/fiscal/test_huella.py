"""The official vectors, and ten thousand random records against somebody else's code."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from verifactu_lint import huella as lint  # type: ignore[import-untyped]
from verifactu_sdk import hashing as sdk

from app.domain.money import Money
from app.fiscal.verifactu.huella import day, moment, of_annulment, of_event, of_issue

FIRST = "3C464DAF61ACB827C65FDA19F352A4E3BDC2C640E9E9FC4CC058073F38F12F60"
SECOND = "F7B94CFD8924EDFF273501B01EE5153E4CE8F259766F88CF6ACB8935802A2B97"
THIRD = "177547C0D57AC74748561D054A9CEC14B4C4EA23D1BEFD6F2E69E3A388F90C68"


def test_the_first_record_of_the_aeat_s_paper() -> None:
    assert (
        of_issue(
            issuer="89890001K",
            number="12345678/G33",
            issued_on="01-01-2024",
            kind="F1",
            tax="12.35",
            total="123.45",
            previous="",
            generated_at="2024-01-01T19:20:30+01:00",
        )
        == FIRST
    )


def test_the_second_record_of_the_aeat_s_paper() -> None:
    assert (
        of_issue(
            issuer="89890001K",
            number="12345679/G34",
            issued_on="01-01-2024",
            kind="F1",
            tax="12.35",
            total="123.45",
            previous=FIRST,
            generated_at="2024-01-01T19:20:35+01:00",
        )
        == SECOND
    )


def test_the_annulment_of_the_aeat_s_paper() -> None:
    assert (
        of_annulment(
            issuer="89890001K",
            number="12345679/G34",
            issued_on="01-01-2024",
            previous=SECOND,
            generated_at="2024-01-01T19:20:40+01:00",
        )
        == THIRD
    )


def test_the_signed_sample_of_the_aeat() -> None:
    assert (
        of_issue(
            issuer="89890001K",
            number="12345678-G66",
            issued_on="03-02-2025",
            kind="R3",
            tax="41.4",
            total="241.4",
            previous="C9AF4AF1EF5EBBA700350DE3EEF12C2D355C56AC56F13DB2A25E0031BD2B7ED5",
            generated_at="2025-02-03T14:30:00+01:00",
        )
        == "FF954378B64ED331A9B2366AD317D86E9DEC1716B12DD0ACCB172A6DC4C105AA"
    )


EVENTS = [
    (
        ("A00000000", "TS", "0.0.1", "01234", "B00000001", "10", "2024-01-01T19:20:30+01:00"),
        "E9714B49E59CBCE753FE1D4A4FDA1D34DED66F6A54C3FF6BD52C38520C2361E1",
    ),
    (
        ("89890001K", "77", "1.0.03", "383", "11111111H", "01", "2024-09-13T12:56:56+02:00"),
        "78765283F55C68FB9EC73DED9D254FBE5B36550C7930F6B3FE7032BA030A4498",
    ),
]


@pytest.mark.parametrize(("values", "expected"), EVENTS)
def test_events_of_third_parties(values: tuple[str, ...], expected: str) -> None:
    producer, system, version, installation, taxpayer, kind, at = values
    found = of_event(
        producer=producer,
        producer_id="",
        system=system,
        version=version,
        installation=installation,
        taxpayer=taxpayer,
        kind=kind,
        previous="",
        generated_at=at,
    )
    assert found == expected


def test_blanks_are_trimmed_outside_and_kept_inside() -> None:
    def of(number: str) -> str:
        return of_annulment(
            issuer="89890001K",
            number=number,
            issued_on="01-01-2024",
            previous="",
            generated_at="2024-01-01T19:20:40+01:00",
        )

    assert of(" \t12345678 / G33\r\n") == of("12345678 / G33") != of("12345678/G33")


def test_ten_thousand_random_records_agree_with_two_other_implementations() -> None:
    dice = random.Random(20261121)
    alphabet = "ABCñÑáé0123456789-/ "
    previous = ""
    for _ in range(10_000):
        issuer = f"B{dice.randrange(10**8):08d}"
        number = "".join(dice.choices(alphabet, k=dice.randrange(1, 60)))
        on = date(2024, 10, 28) + timedelta(days=dice.randrange(2000))
        at = datetime(
            on.year, on.month, on.day, tzinfo=timezone(timedelta(hours=dice.choice((0, 1, 2))))
        )
        tax, whole = Money(dice.randrange(-(10**6), 10**6)), Money(dice.randrange(-(10**9), 10**9))
        ours = of_issue(
            issuer=issuer,
            number=number,
            issued_on=day(on),
            kind="F2",
            tax=str(tax),
            total=str(whole),
            previous=previous,
            generated_at=moment(at),
        )
        theirs = sdk.huella_alta(
            id_emisor=issuer,
            num_serie=number,
            fecha_expedicion=f"{on:%d-%m-%Y}",
            tipo_factura="F2",
            cuota_total=Decimal(tax.cents).scaleb(-2).quantize(Decimal("0.01")),
            importe_total=Decimal(whole.cents).scaleb(-2).quantize(Decimal("0.01")),
            huella_anterior=previous,
            fecha_hora_huso_gen=at.isoformat(timespec="seconds"),
        )
        others = lint.huella_alta(
            issuer,
            number,
            f"{on:%d-%m-%Y}",
            "F2",
            str(tax),
            str(whole),
            previous,
            at.isoformat(timespec="seconds"),
        )
        assert ours == theirs == others
        previous = ours


def test_an_amount_has_two_decimals_and_zero_no_sign() -> None:
    assert [str(Money(cents)) for cents in (10, -10, 0, -0, -1)] == [
        "0.10",
        "-0.10",
        "0.00",
        "0.00",
        "-0.01",
    ]


def test_the_hour_that_comes_twice_is_told_apart_by_its_offset() -> None:
    madrid = ZoneInfo("Europe/Madrid")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=madrid)
    assert moment(first) == "2026-10-25T02:30:00+02:00"
    assert moment(first.replace(fold=1)) == "2026-10-25T02:30:00+01:00"


def test_canary_time_in_winter_is_written_with_an_offset_and_not_z() -> None:
    winter = datetime(2026, 12, 1, 9, 0, 0, 999_999, tzinfo=ZoneInfo("Atlantic/Canary"))
    assert moment(winter) == "2026-12-01T09:00:00+00:00"
    assert moment(datetime(2026, 12, 1, 9, tzinfo=UTC)) == "2026-12-01T09:00:00+00:00"


@pytest.mark.parametrize("offset", [None, timezone(timedelta(seconds=-884))])
def test_a_moment_without_whole_minutes_of_offset_is_a_mistake(offset: timezone | None) -> None:
    with pytest.raises(ValueError, match="offset"):
        moment(datetime(2026, 12, 1, 9, tzinfo=offset))
