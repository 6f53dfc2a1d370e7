"""What the stock screen shows: how a product stands, a count, what is to be counted, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from app.domain.confidence import Doubt, Trust
from app.domain.counting import AskedBy, Place, Scope, Task
from app.domain.product import Product, Unit
from app.domain.reservation import Reserved
from app.domain.stock import Reason
from app.services.counted import Closed, CountLine
from app.services.label_list import Run, Wanted
from app.services.place_counts import PlaceCounted
from app.services.shelf_labels import Stale
from app.services.stockroom import Lost, Standing
from app.ui import format as written
from app.ui.screens.product_view import row_view, unit_price_of
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr

Facts = tuple[FactView, ...]


def much(of: Decimal, unit: Unit) -> str:
    """`12 uds`, `0,436 kg`; below zero as it is."""
    if unit.measured:
        return written.quantity(of, unit)
    return written.units(int(of)) if of >= 0 else fill(tr("%1 uds"), written.number(of))


# a product
@dataclass(frozen=True, slots=True)
class StandingView:
    name: str
    detail: str
    unit: str
    """Of a quantity that is typed."""
    figure: str
    tone: str
    trust: ChipView
    facts: Facts
    picture: Path | None = None
    stopped: bool = False
    """Whether it was taken off sale at this till, and may be put back on."""
    related: tuple[RowView, ...] = ()
    """What is sold with it, and how many there are."""


def standing_view(
    of: Standing,
    now: datetime,
    beside: Facts = (),
    picture: Path | None = None,
    stops: Sequence[str] = (),
    *,
    stopped: bool = False,
    related: Sequence[tuple[Product, Decimal | None]] = (),
) -> StandingView:
    """`beside`: what is known of it elsewhere, and on its way."""
    product = of.product
    where = " / ".join(part for part in product.family.split("/") if part)
    costs = unit_price_of(product, product.price)
    detail = " · ".join(part for part in (where, product.brand, product.sku, costs) if part)
    figure, tone = tr("Sin contar"), "muted"
    if of.on_hand is not None:
        figure = much(of.on_hand, product.unit)
        tone = "negative" if of.on_hand < 0 else ""
    facts = [*_stopped(stops), *_promise(of), *_doubts(of, now), *beside]
    unit = product.unit.value if product.unit.measured else tr("uds")
    return StandingView(
        product.name, detail, unit, figure, tone, trust_chip(of), tuple(facts), picture, stopped,
        tuple(row_view(one, there) for one, there in related),
    )  # fmt: skip


def _stopped(stops: Sequence[str]) -> Facts:
    """What is read aloud to who asks for it."""
    if not stops:
        return ()
    rows = [FactView(tr("No se vende"), weight="heading")]
    return (*rows, *(FactView(words, tone="negative") for words in stops))


def trust_chip(of: Standing) -> ChipView:
    """How far the figure is to be believed, in words and a colour."""
    return {
        Trust.SURE: ChipView(tr("Cifra segura"), "check-circle", "accent"),
        Trust.FAIR: ChipView(tr("Cifra probable"), "info", "warning"),
        Trust.POOR: ChipView(tr("Cifra dudosa"), "warning", "negative"),
    }[of.confidence.trust]


def _promise(of: Standing) -> Facts:
    unit = of.product.unit
    rows = [FactView(tr("Aquí"), weight="heading")]
    if of.reserved:
        rows.append(FactView(tr("Reservado para pedidos"), much(of.kept, unit)))
        rows += [
            FactView(_for_order(one), much(one.quantity, unit), _where(one, unit))
            for one in of.reserved
        ]
    else:
        rows.append(FactView(tr("Reservado para pedidos"), tr("nada")))
    if of.promise is not None:
        rows.append(FactView(tr("Disponible para prometer"), much(of.promise, unit), "", "strong"))
    return tuple(rows)


def _for_order(one: Reserved) -> str:
    return fill(tr("%1, recogida %2"), one.order, written.clock(one.promised_at))


def _where(one: Reserved, unit: Unit) -> str:
    if not one.held:
        return tr("en la tienda, sin apartar")
    if not one.wanted:
        return tr("ya apartado")
    return fill(tr("%1 ya apartado"), much(one.held, unit))


def _doubts(of: Standing, now: datetime) -> Facts:
    counted = written.age(of.counted_at, now) if of.counted_at else tr("nunca")
    rows = [
        FactView(tr("Fiabilidad"), weight="heading"),
        FactView(tr("Contado"), counted),
    ]
    if of.heard_at is not None:
        rows.append(FactView(tr("Oído a central"), written.age(of.heard_at, now)))
    tone = "negative" if of.confidence.trust is Trust.POOR else "warning"
    rows += [FactView(_doubt(doubt, of), tone=tone) for doubt in of.confidence.doubts]
    return tuple(rows)


def _doubt(doubt: Doubt, of: Standing) -> str:
    match doubt:
        case Doubt.NEGATIVE:
            return tr("Por debajo de cero: se ha vendido más de lo que constaba")
        case Doubt.NEVER_COUNTED:
            return tr("Nadie lo ha contado nunca")
        case Doubt.OLD_COUNT:
            return tr("Hace tiempo que nadie lo cuenta")
        case Doubt.NIL_PICKS if of.nil_picks == 1:
            return tr("Un pedido lo buscó y no lo encontró")
        case Doubt.NIL_PICKS:
            return fill(tr("%1 pedidos lo buscaron y no lo encontraron"), of.nil_picks)
        case Doubt.OLD_WORD:
            return tr("Sin oír a central: otra caja puede haber vendido")


def reserved_hint(one: Reserved) -> str:
    """On a line that takes what an order keeps (retail-rules 11)."""
    when = written.clock(one.promised_at)
    return fill(tr("reservado para %1, recogida %2"), one.order, when)


def reasons() -> tuple[tuple[str, str], ...]:
    """Why a figure is put right without counting: (what is kept, its words)."""
    return (
        (Reason.DAMAGED.value, tr("Roto o estropeado")),
        (Reason.EXPIRED.value, tr("Caducado")),
        (Reason.THEFT.value, tr("Robado")),
        (Reason.OWN_USE.value, tr("Uso de la tienda")),
        (Reason.SAMPLE.value, tr("Muestra")),
        (Reason.FOUND.value, tr("Ha aparecido")),
    )


# a count
@dataclass(frozen=True, slots=True)
class CountView:
    """`begun` False: none is under way, and `rows` are the ways to begin one."""

    begun: bool
    title: str
    about: str
    place: str = ""
    rows: tuple[RowView, ...] = ()
    last: str = ""
    """What was found last, large."""
    last_figure: str = ""
    doubtful: int = 0
    """Differences that nobody looked at twice."""
    alone: bool = False
    """It is of one place, and stays there."""


def places() -> tuple[tuple[str, str], ...]:
    return (
        (Place.FLOOR.value, tr("Tienda")),
        (Place.BACK.value, tr("Trastienda")),
        (Place.PICKUP.value, tr("Recogidas")),
    )


def ways_to_count(tasks: int) -> tuple[RowView, ...]:
    """What may be counted, when nothing is."""
    waiting = fill(tr("%1 por contar"), tasks) if tasks else tr("Nada por contar")
    return (
        RowView("tasks", tr("Lo pendiente"), tr("Lo que un pedido no encontró, lo negativo"),
                waiting),
        RowView("oldest", tr("Lo que hace más tiempo que no se cuenta"), tr("50 artículos")),
        RowView("family", tr("Una familia"), tr("Todo lo de una rama del catálogo")),
        RowView("full", tr("Toda la tienda"), tr("Viendo lo que debería haber")),
        RowView("blind", tr("Toda la tienda, a ciegas"), tr("Sin ver lo que debería haber")),
        RowView("floor", tr("Solo la tienda"), tr("Vale cuando se cuente también la trastienda")),
        RowView("back", tr("Solo la trastienda"), tr("Vale cuando se cuente también la tienda")),
    )  # fmt: skip


def no_count(
    tasks: int, waiting: Sequence[PlaceCounted] = (), lapsed: Sequence[PlaceCounted] = ()
) -> CountView:
    """`waiting`: places counted alone today, whose products wait for the other; `lapsed`: those of
    another day."""
    about = [tr("Elige qué se cuenta. Lo contado queda guardado aunque se vaya la luz.")]
    for one in waiting:
        where = tr("Trastienda") if one.place is Place.BACK else tr("Tienda")
        other = tr("la tienda") if one.place is Place.BACK else tr("la trastienda")
        at, goods = written.clock(one.ended_at), one.products
        words = tr("%1 contada a las %2: sin contar %4 hoy, %3 artículos se quedan como estaban.")
        if goods == 1:
            words = tr("%1 contada a las %2: sin contar %4 hoy, 1 artículo se queda como estaba.")
        about.append(fill(words, where, at, goods, other))
    for one in lapsed:
        where = tr("Trastienda") if one.place is Place.BACK else tr("Tienda")
        words = tr("%1 contada el %2: ha pasado la noche sin contar lo demás, y ya no vale.")
        about.append(fill(words, where, written.day(one.ended_at)))
    return CountView(False, tr("Recuento"), "\n".join(about), rows=ways_to_count(tasks))


def count_view(
    scope: Scope, place: Place, lines: Sequence[CountLine], doubtful: int, who: Callable[[str], str]
) -> CountView:
    words = dict(places())
    what = _what(scope)
    about = tr("Escanea cada unidad, o toca una línea para escribir cuántas hay.")
    if scope.place:
        about += " " + tr("No lleves género de un sitio a otro hasta contar los dos.")
    rows = tuple(_count_row(line, words, who) for line in lines)
    last = lines[0] if lines else None
    return CountView(
        True,
        what,
        about,
        place.value,
        rows,
        last.product.name if last else tr("Escanea el primer artículo"),
        much(last.quantity, last.product.unit) if last else "",
        doubtful,
        scope.place is not None,
    )


def closed_words(closed: Closed, moved: Sequence[str], again: Sequence[str] = ()) -> str:
    """`moved`, `again`: the first names of what is to be counted again in the other place."""
    words = [
        fill(tr("Recuento cerrado: %1 artículos, %2 con diferencia."), closed.lines,
             closed.differing)
    ]  # fmt: skip
    if closed.waiting:
        words.append(fill(tr("Esperan al otro sitio: %1."), closed.waiting))
    if moved:
        names = ", ".join(moved)
        words.append(fill(tr("Se movió género, o lo vendió otro equipo: cuenta otra vez en el otro"
                             " sitio %1."), names))  # fmt: skip
    if again:
        names = ", ".join(again)
        words.append(fill(tr("No cuadra, y aquí se ha contado dos veces: cuenta otra vez en el otro"
                             " sitio %1."), names))  # fmt: skip
    if closed.lapsed:
        words.append(tr("Lo contado otro día en el otro sitio ya no vale: cuéntalo hoy."))
    return " ".join(words)


def _what(scope: Scope) -> str:
    if scope.place:
        floor = scope.place is Place.FLOOR
        return tr("Recuento de la tienda sola") if floor else tr("Recuento de la trastienda sola")
    if scope.family:
        return fill(tr("Recuento de %1"), scope.family.rpartition("/")[2])
    if len(scope.skus) == 1:
        return tr("Recuento de 1 artículo")
    if scope.skus:
        return fill(tr("Recuento de %1 artículos"), len(scope.skus))
    return tr("Recuento de toda la tienda")


def _count_row(line: CountLine, words: dict[str, str], who: Callable[[str], str]) -> RowView:
    parts = [words[line.place.value], who(line.who)]
    if line.checked:
        parts.append(tr("contado dos veces"))
    aside = ""
    if line.expected is not None:
        wanted = much(line.expected, line.product.unit)
        aside = fill(tr("constan %1"), wanted) if line.difference else tr("cuadra")
    figure = much(line.quantity, line.product.unit)
    return RowView(line.product.sku, line.product.name, " · ".join(parts), figure, aside)


# what is to be counted, what was wanted in vain, labels
def task_rows(tasks: Sequence[Task], product: Callable[[str], Product]) -> tuple[RowView, ...]:
    why = {
        AskedBy.SHORT: tr("Un pedido no lo encontró"),
        AskedBy.SOLD: tr("Se vendió una unidad reservada"),
        AskedBy.NEGATIVE: tr("Por debajo de cero"),
        AskedBy.DIFFERENCE: tr("Diferencia sin comprobar"),
        AskedBy.BY_HAND: tr("Pedido a mano"),
    }
    return tuple(
        RowView(task.sku, product(task.sku).name, why[task.why], "", task.about) for task in tasks
    )


def lost_rows(lost: Sequence[Lost]) -> tuple[RowView, ...]:
    return tuple(
        RowView(
            one.sku or f"?{one.name}",
            one.name,
            tr("no lo tenemos") if not one.sku else one.sku,
            written.number(one.quantity),
            tr("1 vez") if one.times == 1 else fill(tr("%1 veces"), one.times),
        )
        for one in lost
    )


@dataclass(frozen=True, slots=True)
class LabelsView:
    """`progress`: how far the printing is; "" when nothing was printed yet. `running`: some of it
    is still to come out. `place`: of the sheet in the tray the first label left; 0 without one."""

    rows: tuple[RowView, ...]
    labels: int = 0
    changed: int = 0
    progress: str = ""
    running: bool = False
    place: int = 0


def labels_view(
    lines: Sequence[Wanted], stale: Sequence[Stale], run: Run | None, place: int = 0
) -> LabelsView:
    was = {one.product.sku: one.was for one in stale}
    rows = tuple(
        RowView(
            line.product.sku,
            line.product.name,
            line.product.sku,
            fill(tr("× %1"), line.copies),
            fill(tr("el estante dice %1"), written.money(was[line.product.sku]))
            if line.product.sku in was
            else "",
        )
        for line in lines
    )
    listed = {line.product.sku for line in lines}
    labels = sum(line.copies for line in lines)
    words, running = _progress(run)
    return LabelsView(rows, labels, len(was.keys() - listed), words, running, place)


def _progress(run: Run | None) -> tuple[str, bool]:
    if run is None:
        return "", False
    left = run.of - run.out - run.unsure
    words = fill(tr("Imprimiendo: %1 de %2"), run.out, run.of)
    if not left:
        words = fill(tr("Impresas: %1 de %2"), run.out, run.of)
    if run.unsure:
        unsure = tr("De %1 no se sabe si salieron: dilo en Pendientes.")
        one = tr("De 1 no se sabe si salió: dilo en Pendientes.")
        words = f"{words}. {one if run.unsure == 1 else fill(unsure, run.unsure)}"
    return words, left > 0
