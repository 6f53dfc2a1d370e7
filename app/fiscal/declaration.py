"""The declaración responsable of the program (RD 1007/2023 art. 13, Orden HAC/1177/2024 art. 15).

In Spanish whatever the language of the till: it is addressed to Spanish taxpayers and the AEAT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import fill

from app.fiscal.dates import FiscalTable

TITLE = "DECLARACIÓN RESPONSABLE DEL SISTEMA INFORMÁTICO DE FACTURACIÓN"
DRAFT = (
    "BORRADOR. Esta versión no remite todavía sus registros a la Agencia Estatal de "
    "Administración Tributaria, por lo que no es un sistema VERI*FACTU ni puede usarse como tal "
    "fuera de las carpetas de demostración. Nadie ha suscrito esta declaración."
)
_PLACEHOLDER = (
    " (dato provisional: lo sustituye quien distribuya el programa y suscriba la declaración)"
)
_FUNCTIONS = (
    "Terminal de punto de venta de escritorio para comercio minorista, que funciona sin "
    "conexión. Emite facturas simplificadas, completas y rectificativas; genera en la misma "
    "transacción el registro de facturación de cada una, con su huella encadenada a la del "
    "anterior, y lo conserva sin posibilidad de modificarlo ni borrarlo; imprime el código QR; "
    "comprueba y exporta los registros. Cada terminal instalado tiene su propia cadena."
)
_COMPLIES = (
    "cumple con lo dispuesto en el artículo 29.2.j) de la Ley 58/2003, de 17 de diciembre, "
    "General Tributaria; en el Reglamento que establece los requisitos que deben adoptar los "
    "sistemas y programas informáticos o electrónicos que soporten los procesos de facturación "
    "de empresarios y profesionales, y la estandarización de formatos de los registros de "
    "facturación, aprobado por el Real Decreto 1007/2023, de 5 de diciembre; en la Orden "
    "HAC/1177/2024, de 17 de octubre; y en la sede electrónica de la Agencia Estatal de "
    "Administración Tributaria para todo aquello que complete las especificaciones de dicha "
    "orden."
)


@dataclass(frozen=True, slots=True)
class Component:
    """Something the program is made of, as it is installed."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class Item:
    """One of the twelve items, in the order of the Orden."""

    letter: str
    asks: str
    says: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the producer declares of one version; a draft while the program does not send."""

    draft: bool
    items: tuple[Item, ...]

    def item(self, letter: str) -> Item:
        return next(item for item in self.items if item.letter == letter)


def declaration(
    table: FiscalTable, version: str, components: Sequence[Component], on: date
) -> Declaration:
    """The declaration of `version` (the string of SistemaInformatico/Version), dated `on`."""
    producer = table.producer
    draft = producer.placeholder or not table.sends
    provisional = _PLACEHOLDER if producer.placeholder else ""
    signature = "no consta: en un sistema que es solo VERI*FACTU los registros no se firman"
    complies = f"El productor hace constar que el sistema, en la versión indicada, {_COMPLIES}"
    if draft:
        complies = f"Sin efecto en este borrador. El texto por suscribir es: «{complies}»"
    place = f"{producer.place}, {on.day:02d}-{on.month:02d}-{on.year:04d}"
    says = (
        ("a", "Nombre del sistema informático", table.system),
        ("b", "Código identificador del sistema informático", table.system_id),
        ("c", "Identificador completo de la versión", version),
        ("d", "Componentes, hardware y software, y descripción", _components(components)),
        ("e", "Funciona exclusivamente como VERI*FACTU", _yes(table.only_verifactu)),
        ("f", "Permite ser usado por varios obligados tributarios", _yes(table.several_taxpayers)),
        ("g", "Tipos de firma de los registros", signature),
        ("h", "Nombre o razón social del productor", f"{producer.name}{provisional}"),
        ("i", "NIF del productor", f"{producer.nif}{provisional}"),
        ("j", "Dirección postal del productor", f"{producer.address}{provisional}"),
        ("k", "Declaración de cumplimiento", complies),
        ("l", "Fecha y lugar", f"{place} (borrador sin suscribir)" if draft else place),
    )
    return Declaration(draft, tuple(Item(*one) for one in says))


def text(of: Declaration, width: int = 80) -> str:
    """The declaration to read, in lines of at most `width` but for words longer than that."""
    parts = [fill(DRAFT, width)] if of.draft else []
    parts.append(fill(TITLE, width))
    for item in of.items:
        head, *rest = item.says.split("\n")
        body = [fill(f"{item.letter}) {item.asks}: {head}", width, subsequent_indent="   ")]
        body += [
            fill(line, width, initial_indent="   - ", subsequent_indent="     ") for line in rest
        ]
        parts.append("\n".join(body))
    return "\n\n".join(parts) + "\n"


def _components(components: Sequence[Component]) -> str:
    hardware = "Ordenador personal con Linux o Windows e impresora de tiques. "
    return "\n".join(
        [
            f"{hardware}{_FUNCTIONS} Componentes de software:",
            *(f"{one.name} {one.version} ({one.licence})" for one in components),
        ]
    )


def _yes(value: bool) -> str:
    return "sí" if value else "no"
