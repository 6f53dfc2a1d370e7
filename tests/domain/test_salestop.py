"""A sale stop is of a product or of a lot (retail-rules 2)."""

from __future__ import annotations

from app.domain.salestop import SaleStop, stopping

MILK = SaleStop("s1", "LECHE", "", {"es": "Retirada por el fabricante", "en": "Recalled"})
HAM = SaleStop("s2", "JAMON", "L42", {"es": "Lote L42 retirado"})


def test_a_stopped_product_is_stopped_whatever_its_lot() -> None:
    assert stopping([HAM, MILK], "LECHE", "L1") is MILK
    assert stopping([HAM, MILK], "PAN") is None


def test_a_stopped_lot_lets_other_known_lots_through() -> None:
    assert stopping([HAM], "JAMON", "L42") is HAM
    assert stopping([HAM], "JAMON", "L43") is None


def test_without_a_known_lot_a_stopped_lot_stops_the_product() -> None:
    assert stopping([HAM], "JAMON") is HAM


def test_it_is_read_aloud_in_the_language_asked_or_in_spanish() -> None:
    assert MILK.read_aloud("en") == "Recalled"
    assert HAM.read_aloud("en") == "Lote L42 retirado"
