"""The regime without records: numbering and immutability, no huella, no QR, no legend.

For a taxpayer outside RD 1007/2023 (art. 3.3: SII; Basque Country and Navarra) and for
everybody until the obligation's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.fiscal.checks import check
from app.fiscal.document import ChainHead, FiscalDocument, Installation, Issuer
from app.fiscal.regime import Anomaly, Batch, Issued, StoredRecord


class NoRecords:
    """Implements FiscalRegime by refusing what no invoice may be, and nothing more."""

    code = "none"

    def issue(
        self,
        document: FiscalDocument,
        head: ChainHead | None,
        installation: Installation,
    ) -> Issued | None:
        check(document)
        return None

    def head_of(self, xml: bytes) -> ChainHead:
        raise ValueError("this regime keeps no records")

    def verify(
        self,
        records: Iterable[StoredRecord],
        after: ChainHead | None = None,
        head: ChainHead | None = None,
    ) -> list[Anomaly]:
        return []

    def batches(
        self,
        records: Iterable[StoredRecord],
        issuer: Issuer,
        incident: bool = False,
    ) -> Iterator[Batch]:
        return iter(())
