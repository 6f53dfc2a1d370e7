"""A line of a sale, as the ticket shows it and as its price is explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.domain.pricing import Because, Step
from app.domain.product import Unit
from app.domain.sale import LABEL, OF_ORDER, Line, Percent
from app.ui import format as written
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.ticket_model import LineView
from app.ui.words import fill, tr

OWN = "store"
"""The list of a shop that has no others."""


def line_view(line: Line, name: Callable[[str], str] = str, reserved: str = "") -> LineView:
    """A line of the sale as the ticket shows it; the amount is what it adds to the total.

    `name`: of a person's code; `reserved`: whose it is, when an order keeps it.
    """
    return LineView(
        key=line.number,
        quantity=written.quantity(line.quantity, line.unit) if line.quantity else "",
        name=line.name,
        unit_price=written.unit_price(line.price, line.unit),
        amount="" if line.needs_weight else written.money(line.total),
        saving=_saving(line),
        hint=" · ".join(part for part in (reserved, _hint(line, name)) if part),
        less=line.quantity > 1,
        counted=not line.unit.measured,
        waits=line.needs_weight,
    )


def _saving(line: Line) -> str:
    """`Por su nivel · −0,75 €`, `Rebajas −20 % · −7,99 €`, or one after the other."""
    level = fill(tr("Por su nivel · %1"), written.money(-line.benefit)) if line.benefit else ""
    return " · ".join(part for part in (level, _discounted(line)) if part)


def _discounted(line: Line) -> str:
    """What the line's own discount and its share of the ticket's take off."""
    off = line.gross - line.total
    if not off:
        return ""
    words = tr("Descuento del ticket")
    if line.discount:
        words = line.discount.why or tr("Descuento")
        if isinstance(line.discount.off, Percent):
            words += f" {written.MINUS}{written.percent(line.discount.off.percent)}"
    return f"{words} · {written.money(-off)}"


def _hint(line: Line, name: Callable[[str], str]) -> str:
    parts = []
    if line.needs_weight:
        parts.append(tr("Falta el peso"))
    elif line.typed_weight and line.unit is Unit.KG:
        parts.append(tr("Peso a mano"))
    if line.label_amount is not None:
        parts.append(tr("Importe de su etiqueta"))
    if line.batch:
        parts.append(fill(tr("lote %1"), line.batch))
    if line.override:
        before = written.money(line.listed.price)
        parts.append(_by_hand(line.override.why) or fill(tr("Precio a mano, antes %1"), before))
    if line.attached:
        parts.append(tr("Va con su artículo"))
    if line.terms.not_returnable:
        parts.append(tr("No se devuelve"))
    if line.note:
        parts.append(line.note)
    if line.seller:
        parts.append(fill(tr("vendedor %1"), name(line.seller)))
    return " · ".join(parts)


def _by_hand(why: str) -> str:
    """Why a price was set by hand."""
    return tr("La etiqueta dice") if why == LABEL else why


def why_view(
    steps: tuple[Step, ...], line: Line, name: Callable[[str], str]
) -> tuple[FactView, ...]:
    """Each step by which a line got its price, with its source; `name`: of a person's code."""
    facts = []
    for step in steps:
        by = fill(tr("permitido por %1"), name(step.allowed_by)) if step.allowed_by else ""
        who = name(step.who) if step.who else ""
        source = " · ".join(part for part in (_source(step), who, by) if part)
        words, figure = _step_words(step, line)
        weight = "strong" if step.because is Because.QUANTITY else "plain"
        facts.append(FactView(words, figure, source, weight))
    amount = FactView(tr("Importe de la línea"), written.money(line.total), weight="strong")
    return (*facts[:-1], amount, facts[-1]) if facts else (amount,)


def _source(step: Step) -> str:
    if step.because in (Because.LISTED, Because.LEVEL):
        code, _, version = step.source.partition(" ")
        named = {OWN: tr("Tarifa de la tienda"), OF_ORDER: tr("Prometido en el pedido")}
        words = named.get(code) or fill(tr("Tarifa %1"), code)
        parts = (words, _version(version), _days(step.detail))
        return " · ".join(part for part in parts if part)
    if step.because is Because.OVERRIDE:
        return _by_hand(step.source)
    return "" if step.because is Because.TAX else step.source


def _version(version: str) -> str:
    """Of what a price is from: a catalogue and what changed in it since, or an order."""
    if not version.startswith("catalog-"):
        return version
    file, _, change = version.removeprefix("catalog-").partition("@")
    number = file.removesuffix(".db")
    if not change:
        return fill(tr("catálogo %1"), number)
    return fill(tr("catálogo %1, cambio %2"), number, change)


def _days(detail: str) -> str:
    """`desde el 07/01/2027 hasta el 28/02/2027`: the days with a price."""
    first, _, last = detail.partition("/")
    since = fill(tr("desde el %1"), written.day(date.fromisoformat(first))) if first else ""
    until = fill(tr("hasta el %1"), written.day(date.fromisoformat(last))) if last else ""
    return " ".join(part for part in (since, until) if part)


def _step_words(step: Step, line: Line) -> tuple[str, str]:
    amount = written.money(step.amount)
    detail = step.detail.replace("-", written.MINUS)
    match step.because:
        case Because.LISTED:
            own = step.source.partition(" ")[0] == OWN
            words = tr("Precio de la tienda") if own else tr("Precio de su tarifa")
            return words, written.unit_price(step.amount, line.unit)
        case Because.LEVEL:
            return tr("Precio de su nivel"), written.unit_price(step.amount, line.unit)
        case Because.OVERRIDE:
            return tr("Precio puesto a mano"), written.unit_price(step.amount, line.unit)
        case Because.QUANTITY:
            return f"× {written.quantity(line.quantity, line.unit)}", amount
        case Because.LINE_DISCOUNT:
            return fill(tr("Con el descuento de la línea %1"), detail), amount
        case Because.TICKET_DISCOUNT:
            return fill(tr("Con su parte del descuento del ticket %1"), detail), amount
        case Because.TAX:
            return fill(tr("%1 incluido, %2"), written.tax(), written.percent(line.percent)), amount
