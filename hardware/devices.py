"""What the counter asks of a device, whoever made it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.results import LookUp, Outcome


class RequestKind(StrEnum):
    SALE = "sale"
    REFUND = "refund"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class CardRequest:
    """`reference` names it for ever: asked twice, a terminal charges once."""

    reference: str
    kind: RequestKind
    cents: int
    original: str = ""
    """The reference of the payment that a refund or reversal gives back."""


class PaymentTerminal(Protocol):
    """A card terminal; both calls may take as long as a customer does."""

    def ask(self, request: CardRequest) -> Outcome:
        """Charge, refund or reverse, and wait for the end of it."""

    def look_up(self, reference: str) -> LookUp:
        """What became of a request."""


class ReceiptPrinter(Protocol):
    """Whatever brings out a ticket."""

    columns: int

    def print(self, name: str, lines: list[str]) -> None:
        """Bring out one ticket; `name` is its number. Raises DeviceError."""
