"""What a code means, and the one key of every way to write a GTIN."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.barcode import CardCode, ProductCode, TicketCode, card_of, key, meaning
from app.domain.errors import BadCode

TICKET = "T042C03AS26-000001"
AEAT = "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?nif=B12345674&numserie={}&importe=1.00"


def with_check_digit(payload: str) -> str:
    """GS1 General Specifications 7.9: threes and ones from the right."""
    odd_even = sum(int(d) * (3, 1)[i % 2] for i, d in enumerate(reversed(payload)))
    return payload + str(-odd_even % 10)


def gtins(*lengths: int) -> st.SearchStrategy[str]:
    def of(length: int) -> st.SearchStrategy[str]:
        numbers = st.integers(1, 10 ** (length - 1) - 1)
        return numbers.map(lambda number: with_check_digit(str(number).zfill(length - 1)))

    return st.sampled_from(lengths).flatmap(of)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("8410000000016", "08410000000016"),
        (" 8410000000016\r\n", "08410000000016"),
        ("]E08410000000016", "08410000000016"),
        ("841-0000-000016", "08410000000016"),
        ("]E496385074", "00000096385074"),
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("18410000000013", "18410000000013"),
        ("843760494X", "09788437604947"),
        ("84-376-0494-x", "09788437604947"),
        ("978-84-376-0494-7", "09788437604947"),
        ("]E004252614", "00042100005264"),  # UPC-E: the hardware spec's trap (c)
        ("977123456700312", "09771234567003"),  # a magazine with its issue number
        ("]E3978843760494751999", "09788437604947"),
    ],
)
def test_every_way_to_write_a_gtin_has_one_key(code: str, expected: str) -> None:
    assert key(code) == expected


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("8410000000017", "check_digit"),
        ("0000000000000", "check_digit"),
        ("8437604940", "check_digit"),
        ("123", "length"),
        ("", "characters"),
        ("ABC-1", "characters"),
        ("８４１００００００００１６", "characters"),
    ],
)
def test_what_is_no_gtin_says_why(code: str, reason: str) -> None:
    with pytest.raises(BadCode) as refusal:
        key(code)
    assert refusal.value.facts["reason"] == reason


@given(gtins(8, 12, 13, 14))
def test_the_key_of_a_gtin_is_its_digits_filled_with_zeros(gtin: str) -> None:
    assert key(gtin) == gtin.zfill(14)
    assert meaning(gtin) == ProductCode(gtin.zfill(14), gtin)


@given(gtins(8, 12, 13, 14), st.data())
def test_one_wrong_digit_is_always_noticed(gtin: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(gtin) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != gtin[at]]))
    with pytest.raises(BadCode):
        meaning(gtin[:at] + digit + gtin[at + 1 :])


@pytest.mark.parametrize(
    "code",
    [TICKET, TICKET.lower(), f" {TICKET}\n", f"]C0{TICKET}", "T042C03AS26'000001"]
    + [AEAT.format(number) for number in (TICKET, TICKET.lower())]
    + ["]Q1" + AEAT.format(TICKET)],
)
def test_our_ticket_is_known_however_it_is_read(code: str) -> None:
    assert meaning(code) == TicketCode(TICKET)


def test_the_fiscal_qr_of_another_program_is_still_a_ticket() -> None:
    assert meaning(AEAT.format("12345678%26G33")) == TicketCode("12345678&G33")


@pytest.mark.parametrize(
    "code",
    [
        "]C10108410000000016\x1d10AB",
        "]d2010841000000001610AB\x1d17271231",
        "0108410000000016",
        "\x1d01084100000000163103001250",
        "(01)08410000000016(10)ABC",
        "https://id.gs1.org/01/08410000000016/10/AB-C?17=271231",
        "]Q1https://id.gs1.org/01/08410000000016",
        "HTTPS://ID.GS1.ORG/01/08410000000016",
    ],
)
def test_gs1_element_strings_and_links_give_their_product(code: str) -> None:
    found = meaning(code)
    assert isinstance(found, ProductCode)
    assert found.key == "08410000000016"


@pytest.mark.parametrize("code", ["PAN-01", "12345", "ZAP 42 azul", "https://example.com/x", "ñ"])
def test_anything_else_is_looked_up_as_it_was_written(code: str) -> None:
    assert meaning(code) == ProductCode(None, code)


@pytest.mark.parametrize("code", ["", "   ", "]C1", "a\x00b", "x" * 5000, "0108410000000017"])
def test_noise_is_refused(code: str) -> None:
    with pytest.raises(BadCode):
        meaning(code)


pieces = st.sampled_from(
    ["]C1", "]E3", "]Q1", "https://", "01", "/01/", "?numserie=", "\x1d", "(01)", TICKET, "[", "X"]
)


@given(st.lists(st.one_of(pieces, gtins(8, 13, 14), st.text(max_size=12))).map("".join))
def test_no_input_whatever_raises_anything_but_bad_code(code: str) -> None:
    for read in (key, meaning):
        with contextlib.suppress(BadCode):
            read(code)


@given(st.text())
def test_no_text_whatever_raises_anything_but_bad_code(code: str) -> None:
    for read in (key, meaning):
        with contextlib.suppress(BadCode):
            read(code)


@pytest.mark.parametrize(
    ("code", "card"),
    [
        ("MC:2900000012", "2900000012"),
        ("]Q1mc:socio-7", "SOCIO-7"),
        ("MC: 29 0000 0012\r", "2900000012"),
        ("MCÑ2900000012", "2900000012"),  # a scanner set to US under a Spanish keyboard
    ],
)
def test_the_qr_of_the_app_is_a_card_and_nothing_else(code: str, card: str) -> None:
    assert meaning(code) == CardCode(card)
    assert card_of(code) == card


@pytest.mark.parametrize("code", ["MC:", "MC:  ", f"MC:{'9' * 41}"])
def test_a_qr_without_a_number_is_no_card(code: str) -> None:
    assert not isinstance(meaning(code), CardCode)


@pytest.mark.parametrize(
    ("code", "card"),
    [
        ("]C1" + "socio 0042", "SOCIO0042"),
        ("2900000000012", "2900000000012"),  # an EAN-13 of the shop's own range
        ("6012345678901", "6012345678901"),  # thirteen digits that are no GTIN
        ("603112345678901234", "603112345678901234"),
        (TICKET, None),
        (AEAT.format(TICKET), None),
        ("", None),
    ],
)
def test_any_number_may_be_a_cards_but_a_tickets(code: str, card: str | None) -> None:
    assert card_of(code) == card


@given(st.text(max_size=60))
def test_whatever_is_scanned_has_a_card_or_none(text: str) -> None:
    card = card_of(text)
    assert card is None or (0 < len(card) <= 40 and card == card.upper() and " " not in card)
