"""What a fiscal regime is told: the document to record, the program and installation, the head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.money import Money, total
from app.domain.tax import TaxedLine

_ID = re.compile(r"[A-Z0-9]{2}")
_INSTALLATION = re.compile(r"[\x21-\x7e]{1,100}")
_VERSION = re.compile(r"[\x21-\x7e]{1,50}")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The taxpayer who issues (RD 1619/2012 art. 6.1.c, 7.1.c)."""

    nif: str
    """Nine characters, upper case."""
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Another invoice, named by what identifies it to the AEAT (IDFactura)."""

    number: str
    issued_on: date
    issuer_nif: str


@dataclass(frozen=True, slots=True)
class FiscalDocument:
    """A document about to be issued; the amounts are final, no regime works them out again."""

    number: str
    issued_on: date
    """The shop's local date."""
    generated_at: datetime
    """Aware, with the shop's UTC offset; recorded to the second, never before the head's."""
    kind: DocumentKind
    issuer: Issuer
    buyer: Buyer | None
    taxes: tuple[TaxedLine, ...]
    """At most 12; those of a corrective carry the sign of the difference."""
    total: Money
    corrects: tuple[Reference, ...] = ()
    """What a corrective corrects, or what an F3 replaces."""
    rectified: tuple[Money, Money] | None = None
    """Base and tax that a corrective by substitution takes the place of; None: it corrects by
    difference (RD 1619/2012 art. 15.5)."""
    description: str = ""
    operation_on: date | None = None
    """When it is not `issued_on` (RD 1619/2012 art. 6.1.i)."""
    territory: str = "IVA"
    """Whose tax the breakdown is."""

    @property
    def tax(self) -> Money:
        return total(line.tax for line in self.taxes)


@dataclass(frozen=True, slots=True)
class Software:
    """The program as its declaración responsable names it (RD 1007/2023 art. 13)."""

    producer: str
    producer_nif: str
    name: str
    id: str
    """Two characters, A-Z and 0-9."""
    version: str
    """The package's version, the same string in the declaration."""
    only_verifactu: bool = True
    several_taxpayers: bool = False

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id) or not _VERSION.fullmatch(self.version):
            raise ValueError(f"system {self.id!r}, version {self.version!r}")


@dataclass(frozen=True, slots=True)
class Installation:
    """One installed till. `number` is never used again, not even after a restore (FAQ AEAT 4)."""

    software: Software
    number: str
    serves_several: bool = False
    """Whether more than one taxpayer is in use now: counted, not configured."""

    def __post_init__(self) -> None:
        # Cutting a long one to fit could make two installations one.
        if not _INSTALLATION.fullmatch(self.number):
            raise ValueError(f"installation {self.number!r}")


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last record of an installation's chain, which the next one names."""

    number: str
    issued_on: date
    issuer_nif: str
    hash: str
    generated_at: datetime
    """Of the record; the next one's may not be earlier."""
