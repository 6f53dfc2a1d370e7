"""What the counter asks of a device, whoever made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from hardware.health import Check, Row
from hardware.results import LookUp, Outcome, PrintEnd, Reading, Totals
from hardware.ticket import Ticket


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
    transaction: str = ""
    """What the terminal called that payment; "" when another terminal took it."""
    group: str = ""
    """What its totals are asked by."""
    terminal: str = ""
    """The `id` of the terminal that was asked first: no other knows what became of it."""


class PaymentTerminal(Protocol):
    """A card terminal; the calls may take as long as a customer does."""

    id: str
    """What it is called by whoever owns it; another in its place has another."""

    def ask(self, request: CardRequest) -> Outcome:
        """Charge, refund or reverse, and wait for the end of it."""

    def look_up(self, request: CardRequest) -> LookUp:
        """What became of a request."""

    def abort(self, reference: str) -> None:
        """Give up a request that is under way; from another thread than the one that asked.
        What became of it, only the answer to `ask` says."""

    def totals(self, group: str) -> Totals | None:
        """What it booked for those requests; None when it does not say."""


class Device(Protocol):
    """What every device of till.toml is to whoever keeps it; never slow, from any thread."""

    row: Row

    def start(self) -> None: ...

    def stop(self) -> None:
        """What is under way ends as it ends; the thread is gone afterwards."""

    def check(self, what: Check) -> None:
        """Try it, as a person asked; what comes of it is in the row. Raises DeviceError (ILLEGAL)
        when it cannot be tried."""


class TicketPrinter(Device, Protocol):
    """Whatever brings out a ticket."""

    columns: int
    dots: int
    """Across the paper."""

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        """Bring it out, once. `name` is its number; `done` is called once, on the device's thread.
        Whoever gives it has written down that it is being sent. Raises DeviceError (BUSY)."""


@runtime_checkable
class LabelPrinter(TicketPrinter, Protocol):
    """Whatever brings out labels, which are as large as they are."""

    def holds(self, ticket: Ticket) -> bool:
        """Whether one label has room for it."""


@runtime_checkable
class SheetPrinter(LabelPrinter, Protocol):
    """Whatever brings out a sheet of labels at once."""

    places: int
    """Labels on a sheet."""


class Drawer(Device, Protocol):
    def kick(self) -> None:
        """Open it, also while the printer that it hangs on has no paper."""

    @property
    def open(self) -> bool | None:
        """None: its sensor is not read."""


class Scale(Device, Protocol):
    approval: str
    """By which the scale and this till may compute a price together (its type approval); "": none
    was named, and a weight is typed from what the scale itself shows or prints."""

    def read(self, done: Callable[[Reading], object]) -> None:
        """What lies on it now; `done` is called once, on the device's thread."""


class Display(Device, Protocol):
    """What the customer sees in two lines; only the newest is shown."""

    def show(self, upper: str, lower: str) -> None: ...
