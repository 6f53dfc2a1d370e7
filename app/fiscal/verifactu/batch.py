"""Stored records in the AEAT's envelope, each byte of them as it was stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby, islice

from app.fiscal.document import Issuer
from app.fiscal.regime import Batch, StoredRecord
from app.fiscal.verifactu.names import LR, SI, clean

MOST_RECORDS = 1000
"""Per sending (error 4114)."""


def batches(records: Iterable[StoredRecord], issuer: Issuer, incident: bool) -> Iterator[Batch]:
    """See FiscalRegime.batches. Holds one batch in memory at a time."""
    for chain, of_chain in groupby(records, key=lambda record: record.chain):
        while block := list(islice(of_chain, MOST_RECORDS)):
            xml = envelope([record.xml for record in block], issuer, incident)
            yield Batch(chain, block[0].seq, block[-1].seq, xml)


def envelope(records: list[bytes], issuer: Issuer, incident: bool) -> bytes:
    """A RegFactuSistemaFacturacion, put together as text: serialising the records again could
    change their bytes. `incident` marks what waited for the line (Orden 16.4).

    Raises ValueError without records or above 1,000.
    """
    if not 1 <= len(records) <= MOST_RECORDS:
        raise ValueError(f"{len(records)} records in a batch")
    name = escape(clean(issuer.name, 120), quote=False)
    nif = escape(issuer.nif, quote=False)
    late = "<sf:RemisionVoluntaria><sf:Incidencia>S</sf:Incidencia></sf:RemisionVoluntaria>"
    top = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sfLR:RegFactuSistemaFacturacion xmlns:sfLR="{LR}" xmlns:sf="{SI}">\n'
        "<sfLR:Cabecera><sf:ObligadoEmision>"
        f"<sf:NombreRazon>{name}</sf:NombreRazon><sf:NIF>{nif}</sf:NIF>"
        f"</sf:ObligadoEmision>{late if incident else ''}</sfLR:Cabecera>\n"
    )
    rows = (b"<sfLR:RegistroFactura>%b</sfLR:RegistroFactura>\n" % xml for xml in records)
    return b"".join((top.encode(), *rows, b"</sfLR:RegFactuSistemaFacturacion>\n"))
