"""What the shop issues: tickets, invoices and correctives, complete and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.money import Money
from app.domain.non_resident import NonResident
from app.domain.tax import TaxedLine

if TYPE_CHECKING:
    from app.domain.buyer import Buyer
    from app.domain.sale import Discount, Line
    from app.domain.tender import Tender

SIMPLIFIED_LIMIT = Money(300_000)
"""RD 1619/2012 art. 4.2.a: a retail ticket may reach 3,000 euro, VAT included."""


class DocumentKind(StrEnum):
    """The kinds of invoice (VERI*FACTU list L2)."""

    F1 = "F1"
    """Full invoice."""
    F2 = "F2"
    """Simplified invoice: the ticket."""
    F3 = "F3"
    """Full invoice that stands for tickets (RD 1619/2012 art. 15.6)."""
    R1 = "R1"
    """Corrects a full invoice (LIVA art. 80.Uno, Dos and Seis)."""
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    """Puts right what a full invoice says of its buyer; by substitution (art. 15.5)."""
    R5 = "R5"
    """Corrects a ticket."""

    @property
    def corrective(self) -> bool:
        return self.value.startswith("R")

    @property
    def series_letter(self) -> str:
        """The kind's letter in a series: each has its own (RD 1619/2012 art. 6.1.a, 7.1.a)."""
        if self.corrective:
            return "R"
        return "S" if self is DocumentKind.F2 else "F"


def corrective_of(kind: DocumentKind) -> DocumentKind:
    """What takes back some of it (LIVA art. 80.Uno and Dos): R5 of a ticket, else R1."""
    return DocumentKind.R5 if kind is DocumentKind.F2 else DocumentKind.R1


@dataclass(frozen=True, slots=True)
class Corrected:
    """The document that a corrective refers to (RD 1619/2012 art. 15.4)."""

    number: str
    issued_on: date
    kind: DocumentKind
    shop: str = ""
    """Of a document of another shop: its code..."""
    installation: int = 0
    """...the installation that issued it, 0 when only its paper says..."""
    proof: str = ""
    """...and what showed it: `central` or `paper` (retail-rules 5)."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a document stands for from now on: tickets, of an F3; a full invoice, of an R4.

    It moves neither money nor goods, and counts in no sum: what it replaces did.
    """

    documents: tuple[Corrected, ...]
    amounts: tuple[Money, ...]
    """What had not come back of each of `documents`; they sum to the total."""
    tenders: tuple[Tender, ...]
    """How they were paid, less change and what was given back: by these a return gives back."""
    points: int = 0
    """What they gave their customer, less what returns took."""


@dataclass(frozen=True, slots=True)
class FiscalMark:
    """What the fiscal regime put on a document."""

    hash: str
    previous: str
    """"" for the first of a chain."""
    digest: str
    """SHA-256 of the whole record: the hash leaves buyer and breakdown out."""
    qr: str
    """The URL inside the QR."""
    above: str
    below: str
    """The law's words around the QR."""


@dataclass(frozen=True, slots=True)
class Document:
    """A completed sale or corrective as it was issued; amounts of a corrective are negative."""

    number: str
    kind: DocumentKind
    issued_at: datetime
    """Aware, with the shop's offset: its date is the document's date."""
    shift: int
    who: str
    sale: str
    """The id of the sale that it completed."""
    lines: tuple[Line, ...]
    taxes: tuple[TaxedLine, ...]
    total: Money
    tenders: tuple[Tender, ...]
    change: Money
    discount: Discount | None = None
    buyer: Buyer | None = None
    corrects: Corrected | None = None
    replaces: Replaced | None = None
    allowed_by: str = ""
    """Who else had to allow a corrective or an R4; "" for nobody."""
    fiscal: FiscalMark | None = None
    customer: str = ""
    """The uuid of who was known by a card; of a corrective, of who was so when it was sold."""
    points: int = 0
    """What it gave that customer; of a corrective what it took back, negative."""
    staff: str = ""
    """The code of who of the staff bought it; "" for anybody else."""
    operation_on: date | None = None
    """When it was paid, of what was paid before (RD 1619/2012 art. 6.1.i); None: when issued."""
    non_resident: NonResident | None = None
    """Who paid declared not to reside here."""
    order: str = ""
    """The order that was paid before: what becomes of its goods, its events say."""

    @property
    def counts(self) -> bool:
        """Whether it is in the sums of a shift and of the books (retail-rules 7)."""
        return self.replaces is None and self.kind is not DocumentKind.F3

    @property
    def gave(self) -> int:
        """The points that a return of it may take back."""
        return self.points if self.replaces is None else self.replaces.points

    @property
    def paid(self) -> tuple[Tender, ...]:
        """How what it is about was paid."""
        return self.tenders if self.replaces is None else self.replaces.tenders

    @property
    def of_order(self) -> str:
        """The order that it is of, paid before or with it; "" for none."""
        return self.order or self._collected

    @property
    def handed_over(self) -> str:
        """The order that was paid, and so handed over, with it; "" for none."""
        return "" if self.kind.corrective else self._collected

    @property
    def _collected(self) -> str:
        return next((line.listed.order for line in self.lines if line.listed.order), "")
