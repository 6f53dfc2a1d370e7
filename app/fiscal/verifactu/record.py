"""The XML of a record: RegistroAlta and RegistroAnulacion, in the order of the schema.

Orden HAC/1177/2024, annex; SuministroInformacion.xsd 1.0.
"""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from app.domain.buyer import Buyer, IdKind
from app.domain.document import DocumentKind
from app.domain.tax import TaxCategory, TaxedLine
from app.fiscal.document import ChainHead, FiscalDocument, Installation, Reference
from app.fiscal.verifactu.huella import day, moment, of_annulment, of_issue
from app.fiscal.verifactu.names import PREFIXES, clean, si

VERSION = "1.0"
SHA_256 = "01"
TAXES = {"IVA": "01", "IPSI": "02", "IGIC": "03"}
"""List L1, by territory."""
COMMON_REGIME = "01"
EXEMPT_ART_20 = "E1"
"""List L10: an article that the shop calls exempt is so by LIVA art. 20."""
NOT_SUBJECT = "N1"
BY_DIFFERENCE, BY_SUBSTITUTION = "I", "S"
ID_TYPES = {IdKind.VAT: "02", IdKind.PASSPORT: "03", IdKind.DOCUMENT: "04"}
"""List L7; a VAT number names its country itself."""


def issue_record(
    document: FiscalDocument, head: ChainHead | None, installation: Installation
) -> tuple[bytes, str]:
    """The canonical XML of a RegistroAlta and its huella."""
    root = etree.Element(si("RegistroAlta"), nsmap=PREFIXES)
    _put(root, "IDVersion", VERSION)
    _put_invoice(root, "IDFactura", _reference(document))
    _put(root, "NombreRazonEmisor", clean(document.issuer.name, 120))
    _put(root, "TipoFactura", document.kind.value)
    _put_references(root, document)
    if document.operation_on and document.operation_on != document.issued_on:
        _put(root, "FechaOperacion", day(document.operation_on))
    _put(root, "DescripcionOperacion", clean(document.description, 500))
    if document.buyer:
        receiver = _put(_put(root, "Destinatarios"), "IDDestinatario")
        _put(receiver, "NombreRazon", clean(document.buyer.name, 120))
        _put_identity(receiver, document.buyer)
    breakdown = _put(root, "Desglose")
    for line in document.taxes:
        _put_row(breakdown, line, document.territory)
    _put(root, "CuotaTotal", str(document.tax))
    _put(root, "ImporteTotal", str(document.total))
    _put_chain(root, head)
    _put_system(root, installation)
    hash_ = of_issue(
        issuer=document.issuer.nif,
        number=document.number,
        issued_on=day(document.issued_on),
        kind=document.kind.value,
        tax=str(document.tax),
        total=str(document.total),
        previous=head.hash if head else "",
        generated_at=moment(document.generated_at),
    )
    return _sealed(root, document.generated_at, hash_), hash_


def annulment_record(
    of: Reference, generated_at: datetime, head: ChainHead | None, installation: Installation
) -> tuple[bytes, str]:
    """The canonical XML of a RegistroAnulacion and its huella."""
    root = etree.Element(si("RegistroAnulacion"), nsmap=PREFIXES)
    _put(root, "IDVersion", VERSION)
    _put_invoice(root, "IDFactura", of, suffix="Anulada")
    _put_chain(root, head)
    _put_system(root, installation)
    hash_ = of_annulment(
        issuer=of.issuer_nif,
        number=of.number,
        issued_on=day(of.issued_on),
        previous=head.hash if head else "",
        generated_at=moment(generated_at),
    )
    return _sealed(root, generated_at, hash_), hash_


def _put(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, si(name))
    child.text = text
    return child


def _reference(document: FiscalDocument) -> Reference:
    return Reference(document.number, document.issued_on, document.issuer.nif)


def _put_invoice(
    parent: etree._Element, name: str, of: Reference, suffix: str = ""
) -> etree._Element:
    node = _put(parent, name)
    _put(node, f"IDEmisorFactura{suffix}", of.issuer_nif)
    _put(node, f"NumSerieFactura{suffix}", of.number)
    _put(node, f"FechaExpedicionFactura{suffix}", day(of.issued_on))
    return node


def _put_references(root: etree._Element, document: FiscalDocument) -> None:
    if document.kind.corrective:
        by = BY_SUBSTITUTION if document.rectified else BY_DIFFERENCE
        _put(root, "TipoRectificativa", by)
        corrected = _put(root, "FacturasRectificadas")
        for reference in document.corrects:
            _put_invoice(corrected, "IDFacturaRectificada", reference)
    elif document.kind is DocumentKind.F3:
        replaced = _put(root, "FacturasSustituidas")
        for reference in document.corrects:
            _put_invoice(replaced, "IDFacturaSustituida", reference)
    if document.rectified:
        base, tax = document.rectified
        amounts = _put(root, "ImporteRectificacion")
        _put(amounts, "BaseRectificada", str(base))
        _put(amounts, "CuotaRectificada", str(tax))


def _put_identity(receiver: etree._Element, buyer: Buyer) -> None:
    if buyer.kind is IdKind.NIF:
        _put(receiver, "NIF", buyer.nif)
        return
    other = _put(receiver, "IDOtro")
    if buyer.country:
        _put(other, "CodigoPais", buyer.country)
    _put(other, "IDType", ID_TYPES[buyer.kind])
    _put(other, "ID", buyer.nif)


def _put_row(breakdown: etree._Element, line: TaxedLine, territory: str) -> None:
    row = _put(breakdown, "DetalleDesglose")
    _put(row, "Impuesto", TAXES[territory])
    _put(row, "ClaveRegimen", COMMON_REGIME)
    match line.category:
        case TaxCategory.EXENTO:
            _put(row, "OperacionExenta", EXEMPT_ART_20)
        case TaxCategory.NO_SUJETO:
            _put(row, "CalificacionOperacion", NOT_SUBJECT)
        case _:
            _put(row, "CalificacionOperacion", "S1")
            _put(row, "TipoImpositivo", f"{line.percent:.2f}")
    _put(row, "BaseImponibleOimporteNoSujeto", str(line.base))
    if line.category.charged:  # 1207, 1237, 1238: no cuota but with S1
        _put(row, "CuotaRepercutida", str(line.tax))


def _put_chain(root: etree._Element, head: ChainHead | None) -> None:
    chain = _put(root, "Encadenamiento")
    if head is None:
        _put(chain, "PrimerRegistro", "S")
        return
    reference = Reference(head.number, head.issued_on, head.issuer_nif)
    _put(_put_invoice(chain, "RegistroAnterior", reference), "Huella", head.hash)


def _put_system(root: etree._Element, installation: Installation) -> None:
    software = installation.software
    system = _put(root, "SistemaInformatico")
    _put(system, "NombreRazon", clean(software.producer, 120))
    _put(system, "NIF", software.producer_nif)
    _put(system, "NombreSistemaInformatico", clean(software.name, 30))
    _put(system, "IdSistemaInformatico", software.id)
    _put(system, "Version", software.version)
    _put(system, "NumeroInstalacion", installation.number)
    _put(system, "TipoUsoPosibleSoloVerifactu", _yes(software.only_verifactu))
    _put(system, "TipoUsoPosibleMultiOT", _yes(software.several_taxpayers))
    _put(system, "IndicadorMultiplesOT", _yes(installation.serves_several))


def _yes(value: bool) -> str:
    return "S" if value else "N"


def _sealed(root: etree._Element, generated_at: datetime, hash_: str) -> bytes:
    _put(root, "FechaHoraHusoGenRegistro", moment(generated_at))
    _put(root, "TipoHuella", SHA_256)
    _put(root, "Huella", hash_)
    return bytes(etree.tostring(root, method="c14n"))
