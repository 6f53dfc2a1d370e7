"""The wire of what a till asks of the whole chain, as `protocol` has the rest.

Questions are asked while somebody waits; what is not answered in time is not known.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class StockQuery(Struct, kw_only=True):
    """POST /v1/query/stock: who has this product?"""

    sku: str


class StockAt(Struct, kw_only=True):
    shop: str
    name: str
    on_hand: str
    """A decimal string in the product's unit."""
    counted_at: str = ""
    promise: str = ""
    """What may be promised of it; "" from a central that does not say."""
    heard_at: str = ""
    """When central heard the shop last; "" for never."""


class StockAnswer(Struct, kw_only=True):
    sku: str
    shops: list[StockAt]


class TicketQuery(Struct, kw_only=True):
    """POST /v1/query/ticket: by its number, or by day and total (cents)."""

    number: str = ""
    day: str = ""
    total: int | None = None


class FoundTicket(Struct, kw_only=True):
    """As `ticket` travels on the store stream, with whose it is."""

    number: str
    shop: str
    nif: str
    """A ticket of another NIF is never corrected here (retail-rules 5)."""
    installation: int
    document: dict[str, Any]
    """The body of its document_issued."""
    returned: dict[str, dict[str, Any]] = {}
    """By line: quantity and amount that came back, both positive."""
    paid_back: list[dict[str, Any]] = []
    """How: kind, amount, reference, as the correctives say it."""
    included: dict[str, int] = {}
    """By installation, the seq of its newest corrective of this ticket that is in it."""
    replaced_by: str = ""
    """The invoice that stands for it, which follows it in the answer; "" for none."""
    name: str = ""
    """Of the shop."""
    order: dict[str, Any] | None = None
    """What it paid for, when that is an order: as `placed` travels, without what no other shop
    may see of it; a till so knows what of it nobody has had."""


class TicketAnswer(Struct, kw_only=True):
    tickets: list[FoundTicket]


class CustomerQuery(Struct, kw_only=True):
    """POST /v1/query/customer: by the number of their card."""

    card: str


class CustomerAnswer(Struct, kw_only=True):
    """As `customer` travels on the loyalty stream, but for what only the office needs."""

    uuid: str
    card: str
    name: str
    """The first."""
    level: str
    points: int
    included: dict[str, int]
    """By installation, up to which fact of it `points` are."""


class AddressQuery(Struct, kw_only=True):
    """POST /v1/query/address: where does that order go?"""

    number: str


class AddressAnswer(Struct, kw_only=True):
    """Of an order that the asking shop sends to a home."""

    number: str
    name: str
    address: str
    phone: str = ""


class OrderQuery(Struct, kw_only=True):
    """POST /v1/query/order: by its number or how that begins, by a name, by the end of a telephone;
    of several words all hold."""

    words: str


class FoundOrder(Struct, kw_only=True):
    """An order of any shop, as it travels to its own."""

    number: str
    shop: str
    """Where it is collected."""
    name: str
    """Of that shop."""
    heard: str
    """When any device of that shop was heard last; "" for never."""
    value: dict[str, Any]


class OrderAnswer(Struct, kw_only=True):
    orders: list[FoundOrder]
