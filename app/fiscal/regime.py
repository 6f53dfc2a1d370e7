"""The one way the shop speaks to a fiscal regime, whichever territory's it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.fiscal.document import ChainHead, FiscalDocument, Installation, Issuer


@dataclass(frozen=True, slots=True)
class Legends:
    """The law's words around the QR; Spanish whatever the language of the paper."""

    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Issued:
    """The record of one document, to be stored in the transaction of the sale."""

    xml: bytes
    """One record, canonical (C14N), UTF-8, without declaration; kept byte by byte."""
    hash: str
    previous_hash: str
    """"" for the first of a chain."""
    digest: str
    """SHA-256 of `xml`, hexadecimal: the huella covers neither buyer nor breakdown, this does."""
    head: ChainHead
    qr_url: str
    """"" when nothing is printed (an annulment)."""
    legends: Legends


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it lies in the journal."""

    seq: int
    """Its place in the chain, ascending; the caller's numbering."""
    xml: bytes
    chain: str = ""
    """The installation's generation: A, B...; a label for file names that sorts in order."""
    digest: str | None = None
    """`Issued.digest` as kept elsewhere; None when the XML lies under the journal's own hash."""


class AnomalyKind(StrEnum):
    UNREADABLE = "unreadable"
    """Not a record, or not in the canonical form it was stored in."""
    DIGEST = "digest"
    HASH = "hash"
    """The huella does not follow from the record's fields."""
    LINK = "link"
    """It does not name the record before it."""
    TIME = "time"
    NUMBER = "number"
    """A series has a gap or goes back."""
    INSTALLATION = "installation"
    """Another installation, or another taxpayer, in the same chain."""
    END = "end"
    """The last record is not the one that the head names."""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One thing wrong with a chain: in which record, what should be there, what is."""

    seq: int
    number: str
    """Of the invoice, "" when it cannot be read."""
    kind: AnomalyKind
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one chain in one file, as they would be sent."""

    chain: str
    first: int
    last: int
    xml: bytes


class FiscalRegime(Protocol):
    """What the counter needs of a regime.

    Sending will add `interpret(answer)`; `batches` already makes what is sent, in chain
    order and unchanged. A regime that signs takes its signer in its constructor.
    """

    @property
    def code(self) -> str: ...

    def issue(
        self, document: FiscalDocument, head: ChainHead | None, installation: Installation
    ) -> Issued | None:
        """The record of `document` after `head` (None: the first of the installation).

        None from a regime that keeps no records. Raises ShopError when the law does not let
        the document be issued, ValueError when the caller contradicts itself.
        """

    def head_of(self, xml: bytes) -> ChainHead:
        """The head that the chain has once `xml` is its last record."""

    def verify(
        self,
        records: Iterable[StoredRecord],
        after: ChainHead | None = None,
        head: ChainHead | None = None,
    ) -> list[Anomaly]:
        """What is wrong with one chain, the first bad record first; [] when nothing is.

        `records` follow `after` (None: from the very first); `head`, when known, is what the
        last must be: without it a missing tail cannot be noticed.
        """

    def batches(
        self, records: Iterable[StoredRecord], issuer: Issuer, incident: bool = False
    ) -> Iterator[Batch]:
        """`records` in files of at most 1,000, never two chains in one."""
