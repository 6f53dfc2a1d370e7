"""The sale in hand: lines, discounts, tenders; what may be done to it while it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.buyer import Buyer
from app.domain.collecting import Collector
from app.domain.errors import NoSuchLine
from app.domain.facts import Body
from app.domain.money import ZERO, Money, total
from app.domain.non_resident import NonResident
from app.domain.order import Delivery
from app.domain.product import Product, Unit
from app.domain.sale_terms import FREE, SaleTerms
from app.domain.tax import TaxCategory, TaxedLine, breakdown
from app.domain.tender import Tender, TenderKind
from app.domain.why_back import WhyBack


@dataclass(frozen=True, slots=True)
class Percent:
    """Per cent off, above 0 and up to 100."""

    percent: Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """Euro off."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Discount:
    """What is taken off, why, who gave it and who else had to allow it ("" for nobody)."""

    off: Percent | Amount
    why: str
    who: str
    allowed_by: str = ""


LABEL = "label"
"""Why a price was set by hand: the label on the shelf says so."""


@dataclass(frozen=True, slots=True)
class Override:
    """A unit price set by hand instead of the listed one."""

    price: Money
    why: str
    who: str
    allowed_by: str = ""


OF_ORDER = "order"
"""The list of a line that has its price from an order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The unit price a line was scanned at, with the list and the version that gave it."""

    price: Money
    price_list: str
    version: str
    """Of `OF_ORDER` the order's number."""
    starts: datetime | None = None
    """From when the list has it, and until when (the first moment without); None: always."""
    ends: datetime | None = None

    @property
    def order(self) -> str:
        """The order that it was promised in; "" for none."""
        return self.version if self.price_list == OF_ORDER else ""


@dataclass(frozen=True, slots=True)
class Attached:
    """That a line came with another one and goes with it: a deposit, a bag, an eco fee."""

    to: int
    """The number of that line; in a corrective, in the document that it corrects."""
    each: Decimal
    """How many for one of the other; of what is measured, for all of it."""


class WeightFrom(StrEnum):
    """Who says how much of something measured it is."""

    HAND = "hand"
    """A person typed it: to be told on the ticket (Directive 2014/31/EU, Annex I, 14)."""
    SCALE = "scale"
    LABEL = "label"
    """The bar code of what was weighed and wrapped elsewhere."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ticket. Prices are VAT-included; the last fields are `priced`'s to fill.

    `number` is stable: a removed line's number is not used again. In a corrective `quantity`
    and the amounts are negative and `of` is the corrected document's line.
    """

    number: int
    sku: str
    name: str
    unit: Unit
    tax: TaxCategory
    listed: Listed
    quantity: Decimal
    code: str = ""
    """What was scanned, when it was scanned."""
    override: Override | None = None
    discount: Discount | None = None
    note: str = ""
    seller: str = ""
    of: int | None = None
    otherwise: Listed | None = None
    """What it costs anybody, where the customer's level has a better price."""
    weight_from: WeightFrom = WeightFrom.HAND
    labelled: Money | None = None
    """What the label on it says that it costs: that holds, to the cent, as long as its price is
    the one that anybody pays."""
    batch: str = ""
    expires: date | None = None
    """As its code says."""
    terms: SaleTerms = FREE
    """What limits its sale, as it was when it was scanned."""
    attached: Attached | None = None
    why_back: WhyBack = WhyBack.RESTOCK
    """In a corrective; of one without goods the quantity is 0."""
    percent: Decimal = Decimal(0)
    """The VAT rate."""
    gross: Money = ZERO
    """Quantity by unit price."""
    reduced: Money = ZERO
    """After the line's discount."""
    share: Money = ZERO
    """This line's part of the ticket's discount."""

    @property
    def price(self) -> Money:
        """What one unit costs on this line before discounts."""
        return self.override.price if self.override else self.listed.price

    @property
    def total(self) -> Money:
        return self.reduced - self.share

    @property
    def benefit(self) -> Money:
        """What the customer's level takes off it, before any discount."""
        if self.otherwise is None or self.override is not None:
            return ZERO
        return self.otherwise.price.times(self.quantity) - self.gross

    @property
    def needs_weight(self) -> bool:
        return self.quantity == 0

    @property
    def label_amount(self) -> Money | None:
        """What the label makes it cost, where that is what counts."""
        return None if self.override or self.otherwise else self.labelled

    @property
    def typed_weight(self) -> bool:
        """Whether the ticket has to say that its weight came from a person."""
        return self.unit.measured and self.weight_from is WeightFrom.HAND

    def joins(self, product: Product, listed: Listed, terms: SaleTerms = FREE) -> bool:
        """Whether another one of `product`, of those terms, may be counted onto this line."""
        return (
            self.sku == product.sku
            and not self.unit.measured
            and (self.unit, self.tax) == (product.unit, product.tax)
            and self.listed.price == listed.price
            and self.listed.price_list == listed.price_list
            and not (self.override or self.discount or self.note)
            and self.labelled is None
            and self.attached is None
            and self.terms == terms
        )


class SaleStatus(StrEnum):
    OPEN = "open"
    PARKED = "parked"
    RETURNING = "returning"
    """A corrective being paid back; it completes like a sale."""
    RETENDERING = "retendering"
    """The payment of a document being changed, while the terminal is asked."""


@dataclass(frozen=True, slots=True)
class Returning:
    """The document that a corrective corrects, and whether by wish in one way of paying."""

    number: str
    means: str = ""
    allowed_by: str = ""
    elsewhere: Body | None = None
    """Of a document of another shop, what `domain.elsewhere` reads it from."""
    gift: bool = False
    """Whether a gift ticket brought it: who has that is never shown what was paid."""


@dataclass(frozen=True, slots=True)
class Retendering:
    """The document whose payment is changed, to what, and who allowed it."""

    number: str
    to: TenderKind
    allowed_by: str = ""
    reference: str = ""
    authorisation: str = ""
    last_four: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What comes back in the same operation in which something else is sold."""

    returning: Returning
    lines: tuple[Line, ...]
    """The corrective's: negative."""

    @property
    def amount(self) -> Money:
        """What it is worth, positive."""
        return total(-line.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class Collected:
    """The order that a sale pays: whoever is there for it, and its lines among the sale's."""

    order: str
    who: Collector
    lines: tuple[tuple[int, int], ...]
    """(number of the sale's line, of the order's)."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """The sale in hand becomes an order: where its goods come from, and for whom it is."""

    shop: str
    """That prepares it, and where it is collected."""
    shop_name: str
    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    """Of a home delivery; "" when it is collected."""
    delivery: Delivery = Delivery.COLLECT
    promised_at: datetime | None = None
    """As the customer was told; central may confirm a later hour."""


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale (or a corrective) that is not complete yet; all of it is on disk at every step."""

    id: str
    status: SaleStatus = SaleStatus.OPEN
    lines: tuple[Line, ...] = ()
    tenders: tuple[Tender, ...] = ()
    discount: Discount | None = None
    buyer: Buyer | None = None
    customer: str = ""
    """The uuid of who was known by a card; "" for nobody."""
    level: str = ""
    """Theirs, when they were known."""
    returning: Returning | None = None
    exchange: Exchange | None = None
    collected: Collected | None = None
    ordering: Ordering | None = None
    retendering: Retendering | None = None
    non_resident: NonResident | None = None
    """Who pays declared not to reside here."""
    chosen: int = 0
    """The line last touched; 0 when none."""
    last_number: int = 0
    removed: Line | None = None
    """The line that `undo` would bring back."""
    unknown: tuple[str, ...] = ()
    """Codes scanned that the catalogue does not have, not settled yet."""
    parked_at: str = ""
    removed_with: tuple[Line, ...] = ()
    """What was attached to the line removed last."""
    staff: str = ""
    """The code of who of the staff buys this; "" for anybody else."""
    of_age: int = 0
    """The years that somebody was seen to have."""

    @property
    def total(self) -> Money:
        # In cents: asked many times a scan, and two hundred lines make four hundred Moneys.
        return Money(sum(line.reduced.cents - line.share.cents for line in self.lines))

    @property
    def gross(self) -> Money:
        return total(line.gross for line in self.lines)

    @property
    def paid(self) -> Money:
        return total(tender.amount for tender in self.tenders)

    @property
    def due(self) -> Money:
        """What is still to pay (negative: to pay back); never below zero in a sale."""
        due = self.to_pay - self.paid
        return due if self.returning else max(due, ZERO)

    @property
    def to_pay(self) -> Money:
        """The total, less what comes back in exchange; below zero what its customer gets."""
        return self.total - (self.exchange.amount if self.exchange else ZERO)

    @property
    def owed(self) -> Money:
        """Of an exchange for less, what is still to be paid back."""
        return max(self.paid - self.to_pay, ZERO) if self.to_pay < ZERO else ZERO

    @property
    def change(self) -> Money:
        given = ZERO if self.returning or self.to_pay < ZERO else self.paid - self.to_pay
        return max(given, ZERO)

    @property
    def cash(self) -> bool:
        return any(tender.kind is TenderKind.CASH for tender in self.tenders)

    @property
    def empty(self) -> bool:
        return not self.lines

    def taxes(self) -> tuple[TaxedLine, ...]:
        return breakdown((line.tax, line.percent, line.total) for line in self.lines)

    @property
    def age_to_ask(self) -> int:
        """The years that the customer must have and nobody has asked for; 0: nothing to ask."""
        years = max((line.terms.minimum_age for line in self.lines), default=0)
        return years if years > self.of_age else 0

    def line(self, number: int) -> Line:
        """Raises NoSuchLine."""
        for line in reversed(self.lines):
            if line.number == number:
                return line
        raise NoSuchLine(line=number)
