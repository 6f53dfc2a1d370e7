"""What the paper of a ticket, an invoice or a corrective shows, worked out already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.domain.buyer import Buyer, IdKind
from app.domain.document import Corrected, DocumentKind, Replaced
from app.domain.money import ZERO, Money, total
from app.domain.product import Unit
from app.domain.shift_paper import ShiftWords
from app.domain.slips import SlipWords
from app.domain.tax import TaxCategory, TaxedLine
from app.domain.why_back import WhyBack


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """The words of the paper in one language; the legends of a QR are the law's, not here."""

    titles: Mapping[DocumentKind, str]
    demo: str
    copy: str
    number: str
    date: str
    operation: str
    cashier: str
    order: str
    nif: str
    buyer: str
    identities: Mapping[IdKind, str]
    """What a buyer is known by."""
    corrects: str
    """With {number} and {date}."""
    replaces: str
    """Of an invoice for tickets, before each of them: with {number} and {date}."""
    corrects_whole: str
    """Of one that puts another right, by substitution; the same."""
    why_back: Mapping[WhyBack, str]
    """Why a price is less than it was."""
    typed_weight: str
    discount: str
    ticket_discount: str
    saved: str
    without_tax: str
    """With {price} and {tax}."""
    total: str
    tax_included: str
    tax: str
    base: str
    quota: str
    gross: str
    exempt: str
    not_subject: str
    change: str
    authorisation: str
    points: str
    points_back: str
    balance: str
    """With {at}."""
    balance_unheard: str
    units: Mapping[Unit, str]
    decimal_mark: str
    currency: str
    slips: SlipWords
    shifts: ShiftWords
    date_form: str
    time_form: str
    """Both for strftime; figures only, so that no locale matters."""


@dataclass(frozen=True, slots=True)
class ReceiptIssuer:
    """Who sells: the taxpayer, and the name over the door when it is another."""

    name: str
    nif: str
    address: str
    shop: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptDiscount:
    """What was taken off; negative in a corrective, where it is given back."""

    why: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line; amounts VAT-included, negative in a corrective."""

    name: str
    quantity: Decimal
    unit: Unit
    price: Money
    amount: Money
    """Quantity by price, before discounts."""
    category: TaxCategory
    percent: Decimal
    discount: ReceiptDiscount | None = None
    typed_weight: bool = False
    """The weight came from a person and not from a scale: to be told (NAWI)."""
    note: str = ""
    why: str = ""
    """Of what no goods came back of, why its price is less."""


@dataclass(frozen=True, slots=True)
class ReceiptTender:
    """How it was paid, the name in the paper's language; never a card number."""

    name: str
    amount: Money
    last_four: str = ""
    authorisation: str = ""
    slip: tuple[str, ...] = ()
    """What the card terminal wants on the customer's paper, line by line."""


@dataclass(frozen=True, slots=True)
class ReceiptQr:
    """The regime's URL and its legends."""

    url: str
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class ReceiptPoints:
    """What a document gave its customer, or took back; nothing of who that is (retail-rules 9)."""

    given: int
    balance: int | None = None
    """None of somebody whom the shop knows no more."""
    at: datetime | None = None
    """The shop's local time of what is known of the balance; None when nobody knows."""


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """Everything that the paper shows, worked out already."""

    kind: DocumentKind
    number: str
    issued_at: datetime
    """The shop's local time."""
    issuer: ReceiptIssuer
    cashier: str
    lines: tuple[ReceiptLine, ...]
    taxes: tuple[TaxedLine, ...]
    total: Money
    tenders: tuple[ReceiptTender, ...]
    change: Money = ZERO
    discount: ReceiptDiscount | None = None
    """Of the whole ticket, besides those of the lines."""
    buyer: Buyer | None = None
    corrects: Corrected | None = None
    replaces: Replaced | None = None
    operation_on: date | None = None
    order: str = ""
    """The number of the order that it is of; "" for none."""
    qr: ReceiptQr | None = None
    points: ReceiptPoints | None = None
    copy: bool = False
    """A duplicate (RD 1619/2012 art. 14): an original was delivered before."""
    demo: bool = False
    footer: tuple[str, ...] = ()

    @property
    def saved(self) -> Money:
        """All discounts together."""
        given = [line.discount for line in self.lines] + [self.discount]
        return total(discount.amount for discount in given if discount)
