"""What the shop issues: kinds, their series, and whom a full invoice names."""

from __future__ import annotations

import pytest

from app.domain.document import Buyer, DocumentKind, buyer
from app.domain.errors import BadTaxId, BuyerIncomplete


@pytest.mark.parametrize(
    ("kind", "letter"), [("F2", "S"), ("F1", "F"), ("F3", "F"), ("R1", "R"), ("R5", "R")]
)
def test_each_kind_has_a_series_of_its_own(kind: str, letter: str) -> None:
    assert DocumentKind(kind).series_letter == letter
    assert DocumentKind(kind).corrective == (letter == "R")


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
