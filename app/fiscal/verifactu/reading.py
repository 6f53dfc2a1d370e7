"""What a stored record says, and the huella that should follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from app.fiscal.document import ChainHead
from app.fiscal.verifactu.huella import of_annulment, of_issue
from app.fiscal.verifactu.names import si


class Unreadable(ValueError):
    """Not a record of ours, or not byte by byte in canonical form."""


@dataclass(frozen=True, slots=True)
class Said:
    """The fields of a record that the chain rests on, as their XML text."""

    annuls: bool
    issuer: str
    number: str
    issued_on: str
    hash: str
    computed: str
    """The huella worked out anew."""
    previous: tuple[str, str, str, str] | None
    """IDEmisorFactura, NumSerieFactura, FechaExpedicionFactura, Huella; None for the first."""
    generated_at: datetime
    installation: tuple[str, str, str]
    """Producer's NIF, system, installation number."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the next record must say of this one."""
        return (self.issuer, self.number, self.issued_on, self.hash)

    @property
    def head(self) -> ChainHead:
        return ChainHead(
            self.number, _date(self.issued_on), self.issuer, self.hash, self.generated_at
        )


def read(xml: bytes) -> Said:
    """Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(xml, parser)
        if bytes(etree.tostring(root, method="c14n")) != xml:
            raise Unreadable("not in canonical form")
        return _said(root)
    except Unreadable:
        raise
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(str(error)) from error


def _said(root: etree._Element) -> Said:
    annuls = root.tag == si("RegistroAnulacion")
    if not annuls and root.tag != si("RegistroAlta"):
        raise Unreadable(f"a {root.tag}")
    suffix = "Anulada" if annuls else ""
    issuer, number, issued_on = (
        _text(root, "IDFactura", f"{name}{suffix}")
        for name in ("IDEmisorFactura", "NumSerieFactura", "FechaExpedicionFactura")
    )
    previous = _previous(root)
    generated_at = _text(root, "FechaHoraHusoGenRegistro")
    before = previous[3] if previous else ""
    if annuls:
        computed = of_annulment(
            issuer=issuer,
            number=number,
            issued_on=issued_on,
            previous=before,
            generated_at=generated_at,
        )
    else:
        computed = of_issue(
            issuer=issuer,
            number=number,
            issued_on=issued_on,
            kind=_text(root, "TipoFactura"),
            tax=_text(root, "CuotaTotal"),
            total=_text(root, "ImporteTotal"),
            previous=before,
            generated_at=generated_at,
        )
    return Said(
        annuls=annuls,
        issuer=issuer,
        number=number,
        issued_on=issued_on,
        hash=_text(root, "Huella"),
        computed=computed,
        previous=previous,
        generated_at=_moment(generated_at),
        installation=(
            _text(root, "SistemaInformatico", "NIF"),
            _text(root, "SistemaInformatico", "IdSistemaInformatico"),
            _text(root, "SistemaInformatico", "NumeroInstalacion"),
        ),
    )


def _previous(root: etree._Element) -> tuple[str, str, str, str] | None:
    if root.findtext(f"{si('Encadenamiento')}/{si('PrimerRegistro')}") == "S":
        return None
    inside = ("Encadenamiento", "RegistroAnterior")
    return (
        _text(root, *inside, "IDEmisorFactura"),
        _text(root, *inside, "NumSerieFactura"),
        _text(root, *inside, "FechaExpedicionFactura"),
        _text(root, *inside, "Huella"),
    )


def _text(root: etree._Element, *path: str) -> str:
    text = root.findtext("/".join(si(name) for name in path))
    if text is None:
        raise Unreadable(f"no {'/'.join(path)}")
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise Unreadable(f"{text} has no UTC offset")
    return moment


def _date(text: str) -> date:
    day, month, year = text.split("-")
    return date(int(year), int(month), int(day))
