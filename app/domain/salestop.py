"""What must not be sold, whoever asks (retail-rules 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaleStop:
    """A product, or one lot of it, that is not sold until central lifts it."""

    id: str
    sku: str
    lot: str
    """"" for all of the product."""
    text: Mapping[str, str]
    """What is read aloud to the customer, by language; Spanish is always there."""

    def read_aloud(self, language: str) -> str:
        return self.text.get(language) or self.text.get("es", "")


def stopping(stops: Iterable[SaleStop], sku: str, lot: str = "") -> SaleStop | None:
    """The stop that keeps `sku` from being sold.

    A stop by lot holds for a line without a known lot too: nobody can say that it is another one.
    """
    for stop in stops:
        if stop.sku == sku and of_lot(stop.lot, lot):
            return stop
    return None


def of_lot(stopped: str, lot: str) -> bool:
    """Whether a stop of the lot `stopped` ("" for all) is about goods of `lot`, "" when nobody
    knows which."""
    return not stopped or not lot or stopped == lot
