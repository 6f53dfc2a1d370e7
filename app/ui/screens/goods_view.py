"""What the tabs of goods that move show: what is expected, what is scanned, who has what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.consignment import Kind
from app.domain.consignment_fold import Passage, State
from app.domain.fulfilment import OrderState
from app.services.neighbours import Branch, Elsewhere, Lying
from app.services.receiving import Compared
from app.services.scanning import Open
from app.services.unloading import Code, Is, Waiting
from app.ui import format as written
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr

STRAY = "?stray "
"""Begins the key of a row that is no consignment."""


@dataclass(frozen=True, slots=True)
class GoodsView:
    """`going` False: nothing is being scanned, and `rows` are what may be."""

    going: bool
    title: str
    about: str
    rows: tuple[RowView, ...] = ()
    last: str = ""
    """What was scanned last, large."""
    last_figure: str = ""
    nothing: str = ""


def much(of: Decimal) -> str:
    """`12 uds`, `0,436`: consignments mix units, and a box of screws is one as well."""
    return written.units(int(of)) if of == of.to_integral_value() else written.number(of)


def state_words(p: Passage) -> str:
    return {
        State.ASKED: tr("pedido, sin salir"),
        State.DECLINED: tr("rechazado"),
        State.CALLED_OFF: tr("anulado"),
        State.IN_TRANSIT: tr("en camino"),
        State.PART_RECEIVED: tr("recibido en parte"),
        State.CLOSED: tr("recibido"),
    }[p.state]


# receiving
def expected_view(
    expected: Sequence[Passage], strays: Sequence[Waiting], now: datetime, last: tuple[str, str]
) -> GoodsView:
    rows = [_expected(p, now) for p in expected if p.state is not State.ASKED]
    rows += [_stray(one, now) for one in strays]
    return GoodsView(
        False,
        tr("Lo que se espera"),
        tr("Escanea lo que baja del camión: bultos, o el papel de un traspaso."),
        tuple(rows),
        *_or_invited(last),
        nothing=tr(
            "No se espera género. Los bultos de pedidos se reciben en Recogidas; lo que llegue"
            " sin avisar, con F5."
        ),
    )


def _or_invited(last: tuple[str, str]) -> tuple[str, str]:
    """Until something is scanned, what to do."""
    return last if last[0] else (tr("Escanea lo primero"), "")


def _figured(last: tuple[str, str], rows: Sequence[RowView]) -> tuple[str, str]:
    """With how many there are by now of the product that was scanned last."""
    name, figure = _or_invited(last)
    found = "" if figure else next((row.figure for row in rows if row.words == name), "")
    return name, figure or found


def _expected(p: Passage, now: datetime) -> RowView:
    of = p.consignment
    where = fill(tr("de la tienda %1"), of.origin) if of.kind is Kind.TRANSFER else of.origin
    parts = [state_words(p)]
    if p.held:
        here = sum(1 for code in p.held if code in p.boxes)
        parts.append(fill(tr("bultos: %1 de %2"), here, len(p.held)))
    if of.due:
        parts.append(fill(tr("previsto el %1"), f"{of.due:%d/%m}"))
    if of.order:
        parts.append(fill(tr("para el pedido %1"), of.order))
    moving = sum(p.in_transit.values(), Decimal(0))
    age = written.age(p.sent_at or of.made_at, now)
    return RowView(p.number, f"{p.number} · {where}", " · ".join(parts), much(moving), age)


def _stray(one: Waiting, now: datetime) -> RowView:
    known = {
        Is.PARCEL: tr("Ya se sabe: es de un pedido. Toca para meterlo"),
        Is.BOX: tr("Ya se sabe: es de un envío. Toca para meterlo"),
    }
    detail = known.get(one.code.is_) or fill(tr("Por identificar, en %1"), one.stray.place)
    age = written.age(one.stray.since, now)
    return RowView(f"{STRAY}{one.stray.code}", one.stray.code, detail, "", age)


def receiving_view(open_: Open, rows: Sequence[Compared], last: tuple[str, str]) -> GoodsView:
    title = fill(tr("Recibiendo %1"), open_.number)
    about = tr(
        "Escanea cada unidad o cada bulto. Lo escaneado queda guardado aunque se vaya la luz."
    )
    shown = tuple(_compared(row) for row in rows)
    boxes = tuple(
        RowView(box, box, tr("bulto cerrado"), tr("aquí"))
        for box in open_.boxes
        if any(row.box == box and not row.sku for row in open_.rows)
    )
    return GoodsView(True, title, about, shown + boxes, *_figured(last, shown))


def _compared(row: Compared) -> RowView:
    came = row.good + row.damaged
    figure = written.number(came)
    if row.expected is not None:
        figure = fill(tr("%1 de %2"), written.number(came), written.number(row.expected))
    parts = []
    if row.expected is not None and row.left > 0:
        words = tr("falta %1") if row.left == 1 else tr("faltan %1")
        parts.append(fill(words, written.number(row.left)))
    if row.left < 0:
        words = tr("sobra %1") if row.left == -1 else tr("sobran %1")
        parts.append(fill(words, written.number(-row.left)))
    if row.damaged:
        words = tr("dañado %1") if row.damaged == 1 else tr("dañados %1")
        parts.append(fill(words, written.number(row.damaged)))
    # What is still to come is no difference yet.
    tone = "warning" if row.left < 0 or row.damaged else ""
    return RowView(row.sku, row.name, row.sku, figure, " · ".join(parts), tone)


# transfers
def transfers_view(
    found: Sequence[Passage], own: str, now: datetime, last: tuple[str, str]
) -> GoodsView:
    rows = tuple(_transfer(p, own, now) for p in found)
    return GoodsView(
        False,
        tr("Traspasos"),
        tr("Lo que otras tiendas nos piden, lo que les pedimos y lo que va de camino."),
        rows,
        *last,
        nothing=tr("Ningún traspaso pendiente."),
    )


def _transfer(p: Passage, own: str, now: datetime) -> RowView:
    of = p.consignment
    out = of.origin == own
    where = fill(tr("a la tienda %1"), of.destination) if out else ""
    where = where or fill(tr("de la tienda %1"), of.origin)
    parts = [tr("hay que enviarlo") if out and p.state is State.ASKED else state_words(p)]
    parts += [", ".join(line.name or line.sku for line in of.lines[:2])]
    moving = p.in_transit or of.expected
    total = sum(moving.values(), Decimal(0))
    age = written.age(p.sent_at or of.made_at, now)
    return RowView(p.number, f"{p.number} · {where}", " · ".join(parts), much(total), age)


def sending_view(
    open_: Open, p: Passage | None, name: Callable[[str], str], last: tuple[str, str]
) -> GoodsView:
    asked = p.consignment.expected if p else {}
    there = open_.goods()
    rows = []
    for sku in dict.fromkeys((*asked, *there)):
        out = Decimal(there.get(sku, 0)).scaleb(-3)
        out = out.quantize(Decimal(1)) if out == out.to_integral_value() else out
        figure = written.number(out)
        if sku in asked:
            figure = fill(tr("%1 de %2"), figure, written.number(asked[sku]))
        boxes = sorted({row.box for row in open_.rows if row.sku == sku and row.box})
        aside = fill(tr("en %1"), ", ".join(boxes)) if boxes else ""
        rows.append(RowView(sku, name(sku), sku, figure, aside))
    where = p.consignment.destination if p else ""
    title = fill(tr("Enviando %1 a la tienda %2"), open_.number, where)
    about = tr("Escanea lo que sale. Al terminar sale un papel que vale como prueba sin conexión.")
    return GoodsView(True, title, about, tuple(rows), *_figured(last, rows))


def deeds(p: Passage, own: str) -> tuple[RowView, ...]:
    """What may be done with a transfer here."""
    rows, of = [], p.consignment
    if p.state is State.ASKED and of.origin == own:
        rows.append(RowView("send", tr("Prepararlo y enviarlo"), tr("Se escanea lo que sale")))
        rows.append(RowView("decline", tr("No se puede enviar"), tr("Se dice por qué")))
    if p.state is State.ASKED:
        rows.append(RowView("call-off", tr("Anularlo"), tr("Todavía no ha salido nada")))
    if p.state in (State.IN_TRANSIT, State.PART_RECEIVED) and of.destination == own:
        rows.append(RowView("receive", tr("Recibirlo"), tr("Se escanea lo que llega")))
    return tuple(rows)


def branch_rows(found: Sequence[Branch]) -> tuple[tuple[str, str], ...]:
    return tuple((one.code, f"{one.code} {one.name}") for one in found)


def lying_rows(found: Sequence[Lying], name: Callable[[str], str]) -> tuple[RowView, ...]:
    return tuple(_lying(one, name(one.sku)) for one in found)


def _lying(one: Lying, name: str) -> RowView:
    here = written.number(_plain(one.on_hand))
    if not one.to:
        return RowView(one.sku, name, tr("Nadie lo vende"), here)
    sold = written.number(_plain(one.sold))
    where = fill(tr("La tienda %1 vende %2 y le faltan"), one.to, sold)
    return RowView(one.sku, name, where, here,
                   fill(tr("enviar %1"), written.number(_plain(one.propose))))  # fmt: skip


# what was scanned, and what is elsewhere
def scanned_words(found: Code) -> tuple[str, str]:
    """Large, for whoever stands by the lorry."""
    match found.is_:
        case Is.PARCEL if found.order is not None:
            place = found.order.parcels[found.name].place
            ready = found.order.state is OrderState.READY
            words = fill(tr("Bulto del pedido %1"), found.order.order.number)
            where = fill(tr("en %1"), place) if place else tr("llegado")
            return words, fill(tr("%1 · completo"), where) if ready else where
        case Is.ORDER if found.order is not None:
            return fill(tr("Pedido %1"), found.order.order.number), ""
        case Is.BOX if found.passage is not None:
            here, of = len(found.passage.boxes), len(found.passage.held)
            words = fill(tr("Bulto de %1"), found.passage.number)
            return words, fill(tr("bultos: %1 de %2"), here, of)
        case Is.CONSIGNMENT if found.passage is not None:
            moving = sum(found.passage.in_transit.values(), Decimal(0))
            return fill(tr("Envío %1"), found.passage.number), much(moving)
        case Is.PRODUCT if found.product is not None:
            return found.product.name, ""
        case _:
            return fill(tr("%1: por identificar"), found.name), ""


def beside(
    coming: Sequence[tuple[str, Decimal]], near: Sequence[Elsewhere], now: datetime, *, asked: bool
) -> tuple[FactView, ...]:
    """Of a product: what is on its way here, and what the other shops have."""
    rows = []
    if coming:
        rows.append(FactView(tr("En camino hacia aquí"), weight="heading"))
        rows += [FactView(number, much(units)) for number, units in coming]
    if near or asked:
        rows.append(FactView(tr("En otras tiendas"), weight="heading"))
    for one in near:
        rows.append(FactView(one.name, much(_plain(one.promise)), _how(one, now)))
    if asked and not near:
        rows.append(FactView(tr("Ninguna otra tienda tiene")))
    return tuple(rows)


def near_words(found: Sequence[Elsewhere]) -> str:
    """`Centro 3 uds (800 m), Sur 1 ud`: the nearest two that have some."""
    said = []
    for one in found[:2]:
        away = f" ({distance(one.away)})" if one.away is not None else ""
        some = f"{much(_plain(one.promise))}{away}".replace(" ", "\u00a0")
        said.append(f"{one.name} {some}")
    return ", ".join(said)


def _how(one: Elsewhere, now: datetime) -> str:
    parts = []
    if one.away is not None:
        parts.append(distance(one.away))
    if one.as_of is not None:
        parts.append(fill(tr("dicho %1"), written.age(one.as_of, now)))
    return " · ".join(parts)


def distance(metres: int) -> str:
    """`800 m`, `4,5 km`, `67 km`."""
    if metres < 1000:
        return f"{metres} m"
    whole = Decimal(metres) / 1000
    return f"{written.number(whole if metres < 10_000 else whole.quantize(Decimal(1)))} km"


def _plain(of: Decimal) -> Decimal:
    return of.quantize(Decimal(1)) if of == of.to_integral_value() else of.normalize()
