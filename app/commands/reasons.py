"""Why rows of an import were left out or are odd, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.commands.refusals import shown
from app.importing.report import Reason

# The report keeps the codes, for scripts; these are for whoever reads the screen.
_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.UNREADABLE: ("filas ilegibles", "unreadable rows"),
    Reason.NO_SKU: ("sin SKU ni código", "without SKU or barcode"),
    Reason.BAD_SKU: ("con un SKU que no vale", "with an unusable SKU"),
    Reason.BAD_CODE: ("con un código de barras imposible", "with an impossible barcode"),
    Reason.BAD_CHECK_DIGIT: ("con el dígito de control mal", "with a wrong check digit"),
    Reason.NO_NAME: ("sin nombre", "without a name"),
    Reason.NO_PRICE: ("sin precio utilizable", "without a usable price"),
    Reason.NO_TAX: ("sin IVA utilizable", "without a usable tax"),
    Reason.DUPLICATE_SKU: ("con un SKU repetido", "with a duplicate SKU"),
    Reason.DUPLICATE_BARCODE: ("con un código de barras repetido", "with a duplicate barcode"),
    Reason.NO_CODE: ("sin código de persona", "without a person's code"),
    Reason.BAD_ROLE: ("con un puesto desconocido", "with an unknown role"),
    Reason.BAD_PIN: ("con un PIN que no vale", "with an unusable PIN"),
    Reason.BAD_BADGE: ("con una tarjeta que no vale", "with an unusable badge"),
    Reason.DUPLICATE_CODE: ("con un código de persona repetido", "with a duplicate code"),
    Reason.UNKNOWN_SKU: ("con un artículo que no existe", "with an unknown product"),
    Reason.UNKNOWN_LIST: ("con una tarifa que no existe", "with an unknown price list"),
    Reason.UNKNOWN_SHOP: ("con una tienda que no existe", "with an unknown shop"),
    Reason.UNKNOWN_REGION: ("de una zona sin tiendas", "of a region without shops"),
    Reason.UNKNOWN_CUSTOMER: ("de un cliente borrado", "of an erased customer"),
    Reason.DUPLICATE_ROW: ("repetidas", "that were there before"),
    Reason.DUPLICATE_CARD: ("con la tarjeta de otro cliente", "with another customer's card"),
    Reason.NO_CARD: ("sin tarjeta", "without a card"),
    Reason.BAD_DATE: ("con una fecha que no vale", "with an unusable date"),
    Reason.BAD_POSITION: (
        "con una posición en la que ninguna caja de esa tienda ha podido estar",
        "with a position where no till of that shop can have stood",
    ),
    Reason.BAD_VALUE: ("con un dato que no vale", "with an unusable value"),
    Reason.BAD_ATTRIBUTE: ("con un atributo que no vale", "with an unusable attribute"),
    Reason.BAD_IMAGE: ("con una imagen que no vale", "with an unusable picture"),
    Reason.NOT_PRICED: (
        "sin ningún precio: no se venden hasta que lo tengan",
        "without any price: not sold until they have one",
    ),
    Reason.SAME_NAME: ("con el nombre de otro producto", "with another product's name"),
    Reason.ODD_PRICE: ("con un precio extraño", "with an odd price"),
    Reason.ROUNDED_PRICE: ("con el precio redondeado al céntimo", "with a price rounded"),
    Reason.BAD_WEB_PRICE: ("con un precio web que no vale", "with an unusable web price"),
    Reason.BAD_CONTENT: ("con un contenido que no se entiende", "with a content that is none"),
    Reason.BAD_STOCK: ("con existencias que no valen", "with an unusable stock"),
    Reason.UNKNOWN_UNIT: ("con una unidad desconocida", "with an unknown unit"),
    Reason.LONG_NAME: ("con el nombre recortado", "with a shortened name"),
    Reason.UNMAPPED_COLUMN: ("columnas que no se usan", "columns not used"),
    Reason.RELATED_MISSING: ("con un relacionado que no existe", "with a missing related SKU"),
}


def in_words(reason: str) -> str:
    """A KeyError here is a bug that a test looks for."""
    return shown(*_WORDS[Reason(reason)])


def left_out(counted: Mapping[str, int]) -> Sequence[str]:
    """`fuera: 3 sin precio utilizable`, what happened most first."""
    return _lines(shown("fuera", "out"), counted)


def odd(counted: Mapping[str, int]) -> Sequence[str]:
    """As `left_out`, of rows that went in."""
    return _lines(shown("aviso", "warning"), counted)


def _lines(kind: str, counted: Mapping[str, int]) -> Sequence[str]:
    often_first = sorted(counted.items(), key=lambda item: -item[1])
    return [f"{kind}: {number} {in_words(reason)}" for reason, number in often_first]
