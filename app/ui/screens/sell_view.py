"""What the selling screen shows: strings to paint and what may be done, nothing to work out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.barcode import may_be_card
from app.domain.document import SIMPLIFIED_LIMIT, Document
from app.domain.money import ZERO, Money, total
from app.domain.sale import Line, Sale
from app.domain.tender import Tender, cash_limit
from app.ui import format as written
from app.ui.screens.customer_view import points
from app.ui.screens.line_view import line_view
from app.ui.screens.pay_view import means, no_cash, pieces
from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.product_card import ProductView
from app.ui.widgets.ticket_model import LineView
from app.ui.widgets.tiles import TabView, TileView
from app.ui.words import fill, tr


def nothing() -> None:
    """No product to show."""


@dataclass(frozen=True, slots=True)
class SettledView:
    """The sale just finished, in the place of its ticket until the next scan or customer."""

    change: str
    """Empty when none is due; then `total` is what stays large."""
    total: str
    facts: tuple[str, ...]
    """`Ticket T042C03AS26-000123`, `Efectivo 60,00 €`..."""
    caption: str
    """Above what stays large."""


@dataclass(frozen=True, slots=True)
class SellView:
    title: str
    lines: tuple[LineView, ...] = ()
    selected: int | None = None
    """The key of the line that is open; the newest unless another was chosen."""
    parked: tuple[ChipView, ...] = ()
    """All of them, the newest last."""
    heading: tuple[ChipView, ...] = ()
    """What holds for the whole ticket: an invoice's buyer, a discount."""
    customer: tuple[ChipView, ...] = ()
    """Whose the ticket is, when somebody is known."""
    banners: tuple[BannerView, ...] = ()
    count: str = ""
    savings: str = ""
    total: str = ""
    age_to_ask: int = 0
    """An age that whoever buys is still to be asked: before paying, not after."""
    cash: bool = True
    """False when the law forbids cash for this total."""
    product: Callable[[], ProductView | None] = nothing
    """Asked when the ticket is painted: a line does not wait for what is told about it."""
    tabs: tuple[TabView, ...] = ()
    tab: str = ""
    tiles: tuple[TileView, ...] = ()
    settled: SettledView | None = None
    open: bool = True
    """Whether a shift is open; nothing is sold without."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the screen shows besides the sale."""

    parked: tuple[ChipView, ...] = ()
    product: Callable[[], ProductView | None] = nothing
    tabs: tuple[TabView, ...] = ()
    tab: str = ""
    tiles: tuple[TileView, ...] = ()
    settled: SettledView | None = None
    undo: bool = False
    """A line was removed a moment ago."""
    said: BannerView | None = None
    """What was just refused or done."""
    open: bool = True
    """Whether a shift is open."""
    customer: ChipView | None = None
    stopped: tuple[BannerView, ...] = ()
    """Lines that must not be sold any more."""
    reserved: Mapping[int, str] = field(default_factory=dict)
    """Of lines that take what an order keeps: whose it is."""
    cards: bool = False
    """Whether the chain's customers have cards: an unknown code may be one."""


class LineViews:
    """The views of a sale's lines, made again only for lines that changed.

    `priced` leaves an unchanged line the same object, so identity tells (200 lines cost 4 ms).
    """

    def __init__(self, name: Callable[[str], str] = str) -> None:
        self._name = name
        self._made: dict[int, tuple[Line, str, LineView]] = {}

    def of(
        self, lines: Sequence[Line], reserved: Mapping[int, str] | None = None
    ) -> tuple[LineView, ...]:
        """`reserved`: by line, whose it is."""
        before, self._made = self._made, {}
        for line in lines:
            kept = before.get(id(line))
            said = reserved.get(line.number, "") if reserved else ""
            if kept is None or kept[0] is not line or kept[1] != said:
                kept = line, said, line_view(line, self._name, said)
            self._made[id(line)] = kept
        return tuple(view for _line, _said, view in self._made.values())


def sell_view(sale: Sale | None, around: Around, views: LineViews | None = None) -> SellView:
    """The selling screen for `sale`; None is an empty one."""
    sale = sale or Sale("")
    whole = sale.total
    saved = sale.gross - whole + total(line.benefit for line in sale.lines if line.otherwise)
    return SellView(
        title=tr("FACTURA EN CURSO") if sale.buyer else tr("TICKET EN CURSO"),
        lines=(views or LineViews()).of(sale.lines, around.reserved),
        selected=sale.chosen or None,
        parked=around.parked,
        heading=_heading(sale),
        customer=(around.customer,) if around.customer else (),
        banners=_said(sale, around) + around.stopped + _banners(sale, whole, around),
        count=written.units_and_lines(pieces(sale), len(sale.lines)) if sale.lines else "",
        savings=fill(tr("Ahorro %1"), written.money(saved)) if saved else "",
        total=written.money(whole),
        age_to_ask=_age_to_ask(sale),
        cash=whole < _limit(sale),
        product=around.product,
        tabs=around.tabs,
        tab=around.tab,
        tiles=around.tiles,
        settled=around.settled,
        open=around.open,
    )


def _said(sale: Sale, around: Around) -> tuple[BannerView, ...]:
    if around.said:
        return (around.said,)
    if sale.lines and not around.open:
        return (
            BannerView(
                "shift", tr("No hay turno abierto"), actions=(("shift", tr("Abrir turno")),)
            ),
        )
    return ()


def _heading(sale: Sale) -> tuple[ChipView, ...]:
    chips = []
    if sale.collected is not None:
        chips.append(ChipView(fill(tr("Pedido %1"), sale.collected.order), "package"))
    if sale.buyer:
        chips.append(ChipView(sale.buyer.name, "file-text", does="invoice:"))
    if sale.tenders:
        words = fill(tr("Entregado %1"), written.money(sale.paid))
        chips.append(ChipView(words, "money", does="pay:"))
    return tuple(chips)


def _limit(sale: Sale) -> Money:
    """From which total on no cash may be taken."""
    return cash_limit(non_resident=sale.non_resident is not None)


def _age_to_ask(sale: Sale) -> int:
    """Of an order, whoever collects it is asked."""
    return sale.age_to_ask if sale.ordering is None else 0


def _banners(sale: Sale, whole: Money, around: Around) -> tuple[BannerView, ...]:
    found = []
    if around.undo and sale.removed:
        found.append(
            BannerView("undo", fill(tr("%1 se ha quitado"), sale.removed.name), tone="quiet",
                       icon="trash", actions=(("undo", tr("Deshacer")),))
        )  # fmt: skip
    if years := _age_to_ask(sale):
        words = fill(tr("¿Tiene %1 años o más? Pregúntalo antes de cobrar."), years)
        ways = (("of-age", tr("Sí")), ("under-age", tr("No: quitarlo")))
        found.append(BannerView("age", words, icon="identification-card", actions=ways))
    if sale.ordering is not None:
        words = tr("Este ticket es un pedido: al cobrarlo se pide y no sale género de aquí")
        change = (("no-order", tr("No es un pedido")),)
        found.append(BannerView("order", words, icon="truck", actions=change))
    if sale.exchange is not None:
        found.append(_exchange(sale, sale.exchange.amount))
    if whole > SIMPLIFIED_LIMIT and not sale.buyer:
        words = fill(tr("Por encima de %1 hace falta factura"), written.money(SIMPLIFIED_LIMIT))
        ask = (("invoice", tr("Pedir factura")),)
        found.append(BannerView("bill", words, icon="file-text", actions=ask))
    if whole >= _limit(sale):
        found.append(BannerView("cash", no_cash(_limit(sale)), icon="money"))
    for code in reversed(sale.unknown):
        actions = (
            ("sundries", tr("Vender como varios")),
            ("lost", tr("Faltó")),
            ("forget", tr("Descartar")),
        )
        words = tr("no está en el catálogo")
        if around.cards and may_be_card(code):
            words = tr(
                "no está en el catálogo ni es de un cliente conocido (alta: Más, Cliente nuevo)"
            )
        found.append(BannerView(code, words, strong=code, actions=actions))
    return tuple(found)


def _exchange(sale: Sale, worth: Money) -> BannerView:
    """What comes back in exchange, and what is left to pay or to give back."""
    words = fill(tr("Cambio: vuelve género por %1."), written.money(worth))
    actions: tuple[tuple[str, str], ...] = (("no-exchange", tr("Quitar")),)
    if sale.owed and sale.lines:
        back = fill(tr("Devolver %1"), written.money(sale.owed))
        actions = (("give-back", back), ("give-credit", tr("En un vale")), *actions)
    elif sale.lines:
        words += " " + fill(tr("A pagar %1"), written.money(sale.due))
    else:
        words += " " + tr("Escanea lo que se lleva.")
    return BannerView("exchange", words, icon="arrows-left-right", actions=actions)


def settled_view(document: Document, corrective: Document | None = None) -> SettledView:
    """The sale just issued. `corrective`: of what came back in one go with it: large is only what
    the customer paid, or got."""
    whole = written.money(document.total)
    taken, given = _moved(document, corrective)
    moved = total(tender.amount for tender in taken) - document.change
    got = total(tender.amount for tender in given)
    ways = [f"{means(tender.kind)} {written.money(tender.amount)}" for tender in taken or given]
    kind = tr("Factura") if document.buyer else tr("Ticket")
    order = document.handed_over
    done = fill(tr("Cobrado y entregado %1"), order) if order else tr("Cobrado")
    back = -corrective.total if corrective else ZERO
    return SettledView(
        written.money(document.change) if document.change else "",
        written.money(got or moved),
        (*([done] if document.change and order else []),
         *([fill(tr("Total %1"), whole)] if document.change or back else []),
         *([fill(tr("Género que vuelve: %1"), written.money(back))] if back else []),
         *([" · ".join(ways)] if ways else []),
         f"{kind} {document.number}",
         *([fill(tr("Ha ganado %1"), points(document.points))] if document.points else [])),
        tr("Cambio") if document.change else tr("Devuelto") if got else done,
    )  # fmt: skip


def _moved(document: Document, corrective: Document | None) -> tuple[list[Tender], list[Tender]]:
    """What the customer paid, and got: without what came back paying what was sold."""
    taken, given = list(document.tenders), []
    for tender in corrective.tenders if corrective else ():
        mate = (one for one in taken if (one.kind, one.amount) == (tender.kind, -tender.amount))
        if (paying := next(mate, None)) is not None:
            taken.remove(paying)
        else:
            given.append(replace(tender, amount=-tender.amount))
    return taken, given


def more_parked(many: int) -> ChipView:
    """`+3`: those that have no chip; a tap lists all of them."""
    said = fill(tr("%1 aparcados más"), many) if many > 1 else tr("1 aparcado más")
    return ChipView(f"+{many}", does="parked:", said=said)


def parked_chip(sale: Sale, place: int) -> ChipView:
    """`Aparcado 11:58 · 3 uds`; a tap takes it up again."""
    at = datetime.fromisoformat(sale.parked_at) if sale.parked_at else None
    words = fill(tr("Aparcado %1"), written.clock(at)) if at else tr("Aparcado")
    return ChipView(f"{words} · {written.units(pieces(sale))}", "pause", does=f"recall:{place}")
