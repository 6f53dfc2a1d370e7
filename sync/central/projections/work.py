"""What facts come to, reckoned in memory before any of it is written.

A fact is read without asking the database, so that one that cannot be read spoils nothing; what a
batch comes to is then written a table at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from msgspec import Meta
from sqlalchemy import Table

from app.domain.consignment import Consignment
from app.domain.consignment_event import Event as Passed
from app.domain.order import Order
from app.domain.order_event import Event
from sync.central.installations import InstallationRow
from sync.central.masters.customer import CustomerValue
from sync.central.masters.stock import Found
from sync.central.outbox import Ready, Said
from sync.central.telling.contacts import Contact
from sync.protocol import Record

Cents = Annotated[int, Meta(ge=-(10**13), le=10**13)]
Name = Annotated[str, Meta(max_length=200, pattern=r"\A[^\x00]*\Z")]
"""What may be a key here: PostgreSQL holds no NUL, and an index no novel."""


class Trouble(NamedTuple):
    """What a person will settle; `exceptions` has its kinds."""

    installation: int
    seq: int
    kind: str
    facts: dict[str, Any]


class Good(NamedTuple):
    """A quantity that left the shop's stock (below zero) or came back, in thousandths."""

    seq: int
    line: int
    sku: str
    delta: int
    name: str


class Step(NamedTuple):
    """Something that befell a shift."""

    seq: int
    at: str
    kind: str
    shift: int
    day: str
    body: Mapping[str, Any]


class Issued(NamedTuple):
    """A document and the fact that states it."""

    installation: int
    seq: int
    day: str
    body: Mapping[str, Any]


class Stood(NamedTuple):
    """An invoice that stands for a ticket: its fact, its number, what was left of the ticket."""

    installation: int
    seq: int
    number: str
    amount: int


class PlacedAt(NamedTuple):
    """An order that a till placed. `contact`: None when what is sealed cannot be read."""

    seq: int
    order: Order
    who: str
    contact: Contact | None


class Returned(NamedTuple):
    """A till says that what it gave back of an order that was placed at one, nobody had.

    `document`: the corrective, "" for none; `goods`: by SKU, above zero; `settled`: whether
    nothing is left to give back of what shops could not bring; `all`: whether it is given up."""

    seq: int
    order: str
    who: str
    document: str
    goods: Mapping[str, Decimal]
    settled: bool
    all: bool


class Points(NamedTuple):
    """What a customer got, or below zero lost."""

    seq: int
    customer: str
    points: int

    @property
    def facts(self) -> dict[str, Any]:
        return {"customer": self.customer, "points": self.points}


class VoucherMove(NamedTuple):
    """What a voucher came to be worth, or below zero, what was taken of it."""

    seq: int
    code: str
    amount: int
    document: str
    at: str
    why: str = ""
    expires: str = ""


class Made(NamedTuple):
    """A customer made at a till; without a key when what is sealed cannot be read."""

    who: str
    uuid: str
    value: CustomerValue
    key: bytes | None


class Stated(NamedTuple):
    """One fact about a consignment: what it makes, what happened to it, or both."""

    seq: int
    number: str
    made: Consignment | None = None
    event: Passed | None = None


class Strayed(NamedTuple):
    """A parcel that nobody knows was shelved, or `ended`: how."""

    seq: int
    code: str
    place: str
    at: str
    ended: str = ""


@dataclass(slots=True)
class Work:
    """What some facts of one installation come to."""

    of: InstallationRow
    """Who stated them."""
    seq: int
    """Of the fact, when it is one; 0 of several."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Beside the facts: what opens what is sealed, base64 by uuid."""
    rows: dict[Table, list[tuple[Any, ...]]] = field(default_factory=dict)
    """Simply added; values in the order of the table's columns, without a number it gives."""
    goods: list[Good] = field(default_factory=list)
    counts: list[tuple[int, dict[str, Found]]] = field(default_factory=list)
    """(seq, what was found by SKU) of closed counts of stock."""
    steps: list[Step] = field(default_factory=list)
    issued: dict[str, Issued] = field(default_factory=dict)
    """By number, what may come back: no correctives."""
    correctives: dict[str, list[Issued]] = field(default_factory=dict)
    """By the number that they correct."""
    repaid: dict[str, Any] = field(default_factory=dict)
    """By number: how it is paid since the last change of that."""
    replaced: dict[str, list[Stood]] = field(default_factory=dict)
    """By the number of what an invoice stands for."""
    points: list[Points] = field(default_factory=list)
    people: list[Made] = field(default_factory=list)
    vouchers: list[VoucherMove] = field(default_factory=list)
    orders: list[tuple[str, Event]] = field(default_factory=list)
    """What happened to which order."""
    taken: list[tuple[int, str]] = field(default_factory=list)
    """(seq, number) of orders taken from their QR."""
    consigned: list[Stated] = field(default_factory=list)
    strays: list[Strayed] = field(default_factory=list)
    placed: list[PlacedAt] = field(default_factory=list)
    returned: list[Returned] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    said: list[Said | Ready] = field(default_factory=list)
    """What the tills will hear; found while it is written."""

    def add(self, table: Table, *row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def raise_(self, seq: int, kind: str, **facts: Any) -> None:
        self.troubles.append(Trouble(self.of.number, seq, kind, facts))

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to write."""
        found = (self.rows, self.steps, self.points, self.people, self.orders, self.taken)
        more = (self.counts, self.consigned, self.strays, self.placed, self.returned)
        return not any((*found, *more))

    def take(self, other: Work) -> None:
        """Add what a later fact came to."""
        for table, rows in other.rows.items():
            self.rows.setdefault(table, []).extend(rows)
        self.goods += other.goods
        self.counts += other.counts
        self.steps += other.steps
        self.issued |= other.issued
        for number, correctives in other.correctives.items():
            self.correctives.setdefault(number, []).extend(correctives)
        self.repaid |= other.repaid
        for number, stood in other.replaced.items():
            self.replaced.setdefault(number, []).extend(stood)
        self.points += other.points
        self.people += other.people
        self.vouchers += other.vouchers
        self.orders += other.orders
        self.taken += other.taken
        self.consigned += other.consigned
        self.strays += other.strays
        self.placed += other.placed
        self.returned += other.returned
        self.troubles += other.troubles


def local(record: Record) -> datetime:
    """When it was stated, by the shop's clock. Raises ValueError."""
    zone = timezone(timedelta(minutes=record.offset))
    return datetime.fromisoformat(record.at).astimezone(zone)
