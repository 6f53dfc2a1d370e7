"""The lines of an order on the pickups screen: what became of each, what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.collecting import Refused
from app.domain.fulfilment import DONE, Fulfilment, content_of
from app.domain.order import Delivery, OrderLine
from app.domain.order_event import Settled, Short
from app.domain.parcel import Parcel, ParcelState
from app.ui import format as written
from app.ui.screens.order_banners import settled_words
from app.ui.screens.reasons import refusal_words, reject_words
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class LineView:
    """`key`: what touching it is about; "" when nothing can be done with the line."""

    quantity: str
    name: str
    detail: str
    amount: str
    tone: str = "muted"
    key: str = ""


def line_view(line: OrderLine, f: Fulfilment, refused: Refused, *, started_here: bool) -> LineView:
    detail, tone = _line_detail(line, f, refused)
    return LineView(
        written.quantity(line.quantity, line.unit),
        line.name,
        detail,
        written.money(line.amount),
        tone,
        str(line.number) if line_steps(f, line, refused, started_here=started_here) else "",
    )


def _line_detail(line: OrderLine, f: Fulfilment, refused: Refused) -> tuple[str, str]:
    progress = f.line(line.number)
    if line.number in refused:
        return _refused(line, f, *refused[line.number]), "warning"
    if progress.refused:
        return _stayed(line, f), "warning"
    if progress.rejected:
        return fill(tr("rechazada: %1"), reject_words(progress.rejected)), "warning"
    if progress.short:
        missing = fill(tr("faltan %1"), written.quantity(progress.short, line.unit))
        instead = ", ".join(one.name for one in progress.substitutes)
        chosen = fill(tr("en su lugar: %1"), instead) if instead else settled_words(progress)
        sold = tr("se vendió en la tienda") if _was_sold(f, line.number) else ""
        return " · ".join(filter(None, (missing, sold, chosen))), "warning"
    if f.holder and not f.set and f.wanted(line.number):
        left = written.quantity(f.wanted(line.number), line.unit)
        return fill(tr("quedan por encontrar %1"), left), "muted"
    if progress.picked and not f.set:
        if line.unit.measured:
            return fill(tr("pesado: %1"), written.quantity(progress.picked, line.unit)), "positive"
        return tr("encontrado"), "positive"
    if line.minimum_age:
        return fill(tr("solo para mayores de %1 años"), line.minimum_age), "muted"
    return "", "muted"


def _refused(line: OrderLine, f: Fulfilment, much: Decimal, why: str) -> str:
    """`no quiere 1 de 2: No es su talla`."""
    there = dict(content_of(one for one in f.set if one.state is ParcelState.OUT))
    of = there.get(line.number, line.quantity)
    part = fill(tr("no quiere %1 de %2"), *_two(line, much, of))
    return f"{part}: {refusal_words(why)}"


def _stayed(line: OrderLine, f: Fulfilment) -> str:
    """`se quedó en la tienda 1 de 2: No es su talla`."""
    much, of = f.line(line.number).refused, f.given.get(line.number, line.quantity)
    part = fill(tr("se quedó en la tienda %1 de %2"), *_two(line, much, of))
    whys = [
        refusal_words(why)
        for one in f.hand_overs
        for number, _, why in one.said.refused
        if number == line.number and why
    ]
    return ": ".join(filter(None, (part, ", ".join(dict.fromkeys(whys)))))


def _two(line: OrderLine, much: Decimal, of: Decimal) -> tuple[str, str]:
    return written.quantity(much, line.unit), written.quantity(of, line.unit)


def _was_sold(f: Fulfilment, number: int) -> bool:
    """Whether a unit of the line went to a customer on the floor (retail-rules 11)."""
    shorts = [one.what for one in f.events if isinstance(one.what, Short)]
    return any(one.sold and one.line == number for one in shorts)


def line_steps(
    f: Fulfilment, line: OrderLine, refused: Refused, *, started_here: bool
) -> tuple[tuple[str, str], ...]:
    """(does, word) of what may be done with a line as the order is."""
    if f.state in DONE:
        return ()
    number, progress = line.number, f.line(line.number)
    found: list[tuple[str, str]] = []
    packed = any(not parcel.closed for parcel in f.set)
    going = not (f.stopped or f.expired)
    wanted = f.wanted(number) and not f.announced(number)
    if going and started_here and not packed and wanted:
        weigh = tr("Pesarlo") if line.unit.measured else tr("Encontrado: decir cuántos")
        found += [("pick", weigh), ("short", tr("No está"))]
    if f.loose(number) and not packed and (started_here or not going):
        found.append(("down", tr("Volver a dejarlo en su sitio")))
    if progress.short and going:
        found.append(("settle", tr("Qué prefiere el cliente")))
        covered = sum((one.quantity for one in progress.substitutes), start=progress.short * 0)
        if started_here and not packed and progress.short > covered:
            found.append(("substitute", tr("Poner otro artículo en su lugar")))
    if going and not packed and not progress.rejected and not progress.picked:
        found.append(("reject", tr("No podemos prepararlo: buscarlo en otra tienda")))
    comes = f.order.delivery is not Delivery.HOME  # at home nobody can be asked
    if f.order.paid and going and comes and any(_holds(one, number) for one in f.set):
        kept = number in refused
        found.append(("want", tr("Sí lo quiere")) if kept else ("refuse", tr("No lo quiere")))
    return tuple(found)


def _holds(parcel: Parcel, number: int) -> bool:
    return parcel.state is ParcelState.OUT and number in dict(parcel.content)


def short_lines(f: Fulfilment) -> list[OrderLine]:
    """Lines of which something is missing and nobody has said what the customer prefers."""
    return [
        line
        for line in f.order.lines
        if f.line(line.number).short and f.line(line.number).settled is Settled.OPEN
    ]
