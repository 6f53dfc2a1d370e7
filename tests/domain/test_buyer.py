"""Whom a full invoice names, and what identifies them."""

from __future__ import annotations

import pytest

from app.domain.buyer import Buyer, IdKind, buyer
from app.domain.errors import BadTaxId, BuyerIncomplete


@pytest.mark.parametrize(
    ("typed", "nif"),
    [
        ("12345678z", "12345678Z"),
        ("12.345.678-Z", "12345678Z"),
        ("X1234567L", "X1234567L"),
        (" b-12345674 ", "B12345674"),
    ],
)
def test_a_nif_cif_or_nie_is_taken_as_people_write_it(typed: str, nif: str) -> None:
    found = buyer(typed, "  María   Núñez ", "Calle Mayor, 1\n50001 Zaragoza")
    assert found == Buyer(nif, "María Núñez", "Calle Mayor, 1 50001 Zaragoza")


@pytest.mark.parametrize(
    "typed", ["", "12345678A", "B12345678", "X1234567A", "1234567", "FR12345678901", "K"]
)
def test_a_wrong_check_letter_is_refused(typed: str) -> None:
    with pytest.raises(BadTaxId):
        buyer(typed, "María", "Calle Mayor, 1")


@pytest.mark.parametrize(("name", "address"), [("", "Calle"), ("María", " "), ("\n", "\t")])
def test_a_buyer_has_a_name_and_an_address(name: str, address: str) -> None:
    with pytest.raises(BuyerIncomplete):
        buyer("12345678Z", name, address)


@pytest.mark.parametrize(
    ("typed", "number", "kind", "country"),
    [
        ("fr 40 303 265 045", "FR40303265045", IdKind.VAT, ""),
        ("EL094259216", "EL094259216", IdKind.VAT, ""),
        ("ESB12345674", "B12345674", IdKind.NIF, ""),
        ("passport:gb:123 456 789", "123456789", IdKind.PASSPORT, "GB"),
        ("passport:ES:AAA123456", "AAA123456", IdKind.PASSPORT, "ES"),
        ("document:MA:AB-1234", "AB-1234", IdKind.DOCUMENT, "MA"),
    ],
)
def test_a_foreign_buyer_has_a_vat_number_a_passport_or_a_document(
    typed: str, number: str, kind: IdKind, country: str
) -> None:
    found = buyer(typed, "Ana", "Rua Nova, 1")
    assert (found.nif, found.kind, found.country) == (number, kind, country)
    assert buyer(found.typed, found.name, found.address) == found


@pytest.mark.parametrize(
    "typed",
    [
        "FR40303265046",
        "US123456789",
        "passport::123456",
        "passport:XX:123456",
        "passport:GB:",
        "passport:GB:123456789012345678901",
        "document:ES:12345678Z",
        "document:MA:ñ1",
        "licence:GB:1",
        "nif:ES:12345678Z",
    ],
)
def test_what_identifies_nobody_is_refused(typed: str) -> None:
    with pytest.raises(BadTaxId):
        buyer(typed, "Ana", "Rua Nova, 1")
