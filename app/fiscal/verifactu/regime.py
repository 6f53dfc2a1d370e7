"""VERI*FACTU: a chained record and a QR for every document (RD 1007/2023)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from app.domain.errors import BadInvoiceDate
from app.fiscal.checks import check
from app.fiscal.document import ChainHead, FiscalDocument, Installation, Issuer, Reference
from app.fiscal.regime import Anomaly, Batch, Issued, StoredRecord
from app.fiscal.verifactu import chain
from app.fiscal.verifactu.batch import batches
from app.fiscal.verifactu.names import clean
from app.fiscal.verifactu.qr import LEGENDS, OF_A_DEMO, qr_url
from app.fiscal.verifactu.rates import check_rates
from app.fiscal.verifactu.reading import read
from app.fiscal.verifactu.record import annulment_record, issue_record

FIRST_DAY = date(2024, 10, 28)
"""The AEAT refuses earlier issue dates (1152)."""


class VeriFactu:
    """Implements FiscalRegime. `qr_host` is the AEAT's, test or production, with its scheme;
    `demo`: what is issued is sent to nobody, and its papers say so."""

    code = "verifactu"

    def __init__(self, qr_host: str, *, demo: bool = False) -> None:
        self._qr_host = qr_host
        self._legends = OF_A_DEMO if demo else LEGENDS

    def issue(
        self, document: FiscalDocument, head: ChainHead | None, installation: Installation
    ) -> Issued:
        """Raises what `check` and `check_rates` raise; ValueError when time goes back."""
        check(document)
        check_rates(document)
        if document.issued_on < FIRST_DAY:
            raise BadInvoiceDate(date=document.issued_on.isoformat())
        if not clean(document.description, 500) or not clean(document.issuer.name, 120):
            raise ValueError("no description, or an issuer without name")
        _check_time(document.generated_at, head)
        xml, hash_ = issue_record(document, head, installation)
        url = qr_url(
            self._qr_host,
            document.issuer.nif,
            document.number,
            document.issued_on,
            str(document.total),
        )
        return self._issued(xml, hash_, head, url)

    def annul(
        self,
        of: Reference,
        generated_at: datetime,
        head: ChainHead | None,
        installation: Installation,
    ) -> Issued:
        """An annulment: only for an invoice that never was (Orden 11), never for a return."""
        _check_time(generated_at, head)
        xml, hash_ = annulment_record(of, generated_at, head, installation)
        return self._issued(xml, hash_, head, "")

    def _issued(self, xml: bytes, hash_: str, head: ChainHead | None, url: str) -> Issued:
        return Issued(
            xml=xml,
            hash=hash_,
            previous_hash=head.hash if head else "",
            digest=hashlib.sha256(xml).hexdigest(),
            head=read(xml).head,
            qr_url=url,
            legends=self._legends,
        )

    def head_of(self, xml: bytes) -> ChainHead:
        """Raises Unreadable (a ValueError)."""
        return read(xml).head

    def verify(
        self,
        records: Iterable[StoredRecord],
        after: ChainHead | None = None,
        head: ChainHead | None = None,
    ) -> list[Anomaly]:
        return chain.verify(records, after, head)

    def batches(
        self, records: Iterable[StoredRecord], issuer: Issuer, incident: bool = False
    ) -> Iterator[Batch]:
        return batches(records, issuer, incident)


def _check_time(generated_at: datetime, head: ChainHead | None) -> None:
    # A clock set back must not stop the counter: the service takes the later of the two.
    if head and generated_at.replace(microsecond=0) < head.generated_at:
        raise ValueError(f"generated at {generated_at}, before the head's {head.generated_at}")
