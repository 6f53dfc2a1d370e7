"""Views of orders as a shop would fill them, for the gallery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from builders import an_order
from orders import begun, picked, then

from app.domain.chain_order import ChainOrder
from app.domain.collecting import Collector
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order import Delivery, Order, Payment, PaymentState
from app.domain.order_event import HandedOver, Packed, Presented, ScannedOut, Shelved, Shown, Told
from app.domain.order_fold import fold
from app.domain.order_money_event import RefundAnswered, RefundOrdered
from app.domain.pickup_figures import Day, Figure, Kpi, PickupFigures
from app.domain.placing import Outcome, Placed
from app.domain.product import Unit
from app.domain.sale import Line, Listed, Sale
from app.domain.tax import TaxCategory
from app.domain.wave import Share, Stop
from app.services.chain_orders import Asked, Looked
from app.services.home_addresses import HomeAddress
from app.services.neighbours import Elsewhere
from app.services.order_matters import OrderMatter, Trouble
from app.services.pickups import Group, Haste, Waiting
from app.ui import format as written
from app.ui.screens.attention_view import attention_view
from app.ui.screens.figures_view import FiguresView, figures_view
from app.ui.screens.find_order_view import FindOrderView, find_order_view
from app.ui.screens.matter_view import MatterView
from app.ui.screens.order_actions import Standing
from app.ui.screens.order_view import order_view
from app.ui.screens.pack_panel import PackLine, PackPanel
from app.ui.screens.pickups_view import PickupsView, QueueRow, pickups_view, queue_row
from app.ui.screens.place_order_view import PlaceOrderView, place_order_view
from app.ui.screens.shelf_page import ShelfRow, ShelfView
from app.ui.screens.stockroom_view import StockroomView, stockroom_view
from app.ui.screens.wave_view import WaveView, wave_view
from app.ui.screens.who_panel import WhoView
from app.ui.words import tr
from ui.samples import AT, NOW

PACKED = Packed((((1, Decimal(2)), (2, Decimal(1))),))


def _device(_installation: int) -> str:
    return tr("la tableta %1").replace("%1", "042-90")


def pickups() -> PickupsView:
    """A morning's queue; its second order is out of its shelf and in its customer's sight."""
    names = {1: "Camisa lino azul · talla M", 2: "Café molido natural 250 g"}
    order = an_order(number="W-1047", name="Iker S.")
    named = tuple(replace(line, name=names[line.number]) for line in order.lines)
    order = replace(order, lines=named, customer="one")
    shelved = then(then(picked(order), PACKED), Shelved("P1-5-1", "A3"))
    out = then(then(shelved, Presented(Shown.CODE)), ScannedOut("P1-5-1"))
    queue = [
        _waiting(out, 70, here=True),
        _waiting(begun(_order("W-1042", "Marta G.", paid=True)), 19),
        _waiting(fold(_order("W-1033", "Sara M.", paid=True), []), -12),
        _waiting(fold(_order("W-1051", "Lucía P.", paid=True), []), 160),
        _waiting(fold(_order("W-1031", "Tomás R.", paid=True, announced=True), []), 300),
        _waiting(then(then(picked(_order("W-1050", "Iker S.", paid=True)), PACKED),
                      Shelved("P1-5-1", "B1")), -60, ready=True),
    ]  # fmt: skip
    counts = {Group.TO_PREPARE: 4, Group.ON_SHELF: 11, Group.COMING: 25, Group.TO_PUT_BACK: 0}
    at = Standing(
        AT,
        lambda _code: "Ana P.",
        _device,
        proved=True,
        started_here=True,
        others=(queue[-1].order,),
    )
    heard = tr("oído a central %1").replace("%1", written.age(AT - timedelta(minutes=12), AT))
    return pickups_view(queue, counts, None, order_view(out, at), heard, rows)


def rows(queue: Sequence[Waiting]) -> tuple[QueueRow, ...]:
    return tuple(queue_row(one, _device) for one in queue)


def pickups_money() -> PickupsView:
    """Of an order that was paid one is not wanted, another not to be had: what goes back, what the
    channel could not do, and what nobody has ordered yet."""
    order = an_order(number="W-1047", name="Iker S.")
    order = replace(order, payments=(Payment("psp-1", order.amount, PaymentState.CAPTURED),))
    f = then(then(picked(order), PACKED), Shelved("P1-5-1", "A3"))
    f = then(then(f, ScannedOut("P1-5-1")), HandedOver(("P1-5-1",), ((1, Decimal(1), "size"),)))
    back = RefundOrdered(
        ((1, Decimal(1), order.lines[0].price, "size"),),
        (("psp-1", order.lines[0].price),),
        date(2026, 12, 5),
        document="T042C03AR26-000007",
    )
    for what in (back, RefundAnswered(1, 9, "psp-1", done=False)):
        f = then(f, what)
    f = then(f, HandedOver((), ((2, Decimal(1), "broken"),)))
    return one(f)


def pickups_home() -> PickupsView:
    """What goes to a home, out of its shelf and waiting for its carrier."""
    order = an_order(number="042-03A-17", name="Iker S.", delivery=Delivery.HOME)
    order = replace(order, payments=(Payment("T1", order.amount, PaymentState.CAPTURED),))
    f = then(then(picked(order), PACKED), Shelved("P1-5-1", "A3"))
    f = then(f, ScannedOut("P1-5-1"))
    return one(f)


def one(f: Fulfilment, **known: Any) -> PickupsView:
    """A queue of that order alone. `known`: what `Standing` has besides."""
    at = Standing(AT, lambda _code: "Ana P.", _device, started_here=True, **known)
    counts = dict.fromkeys(Group, 0)
    return pickups_view([_waiting(f, 70)], counts, None, order_view(f, at), "", rows)


ADDRESS = HomeAddress(
    "W-1047",
    "Iker Sanz Etxeberria",
    "Avenida de Navarra 9, 3.º B, 50010 Zaragoza",
    "600 123 678",
)


def wave() -> WaveView:
    """Two orders on the way, and one that may join."""
    stops = [
        Stop("CAM-LIN-M", "", "Camisa lino azul · talla M", Unit.EACH, "Ropa/Camisas",
             (Share("W-1042", 1, Decimal(2)), Share("W-1047", 1, Decimal(1)))),
        Stop("CAF-001", "", "Café molido natural 250 g", Unit.EACH, "Alimentación/Café",
             (Share("W-1042", 2, Decimal(1)),)),
    ]  # fmt: skip
    going = [begun(_order(number, "Iker S.", paid=True)) for number in ("W-1042", "W-1047")]
    other = _waiting(fold(_order("W-1051", "Lucía P.", paid=True), []), 160)
    return wave_view(stops, going, [other], ["W-1051"], "W-1042: 1 de 2")


def place_order() -> PlaceOrderView:
    """Two products, one shop that has both; an order that waits and one that came to nothing."""
    sku = "CAM-LIN-M"
    listed = Listed(Money(3995), "store", "1")
    line = Line(1, sku, "Camisa lino azul · talla M", Unit.EACH, TaxCategory.GENERAL, listed,
                Decimal(2), gross=Money(7990), reduced=Money(7990))  # fmt: skip
    sale = Sale("s", lines=(line,))
    have = {sku: [Elsewhere("043", "Torrero", "", 1200, Decimal(4), NOW - timedelta(minutes=3))]}
    waits = Placed(fold(_order("042-03A-17", "Iker S.", paid=True), []), Outcome.PENDING, "T1")
    failed = fold(_order("042-03A-16", "Ana P.", paid=True), [])
    owed = Placed(failed, Outcome.NO_STOCK, "T042C03AS26-000041", "Café molido")
    shops = [("043", "Torrero"), ("044", "Actur")]
    return place_order_view(sale, shops, have, [waits, owed], asking=False, told=True, now=NOW)


def no_order() -> PlaceOrderView:
    return place_order_view(None, [], {}, [], asking=False, told=False, now=NOW)


def found_order() -> FindOrderView:
    """Another shop's, ready, its customer told; and one of this shop."""
    away = an_order(number="W-2000", name="Lucía P.", shop="043")
    shelved = then(then(picked(away), PACKED), Shelved("P1-5-1", "B2"))
    shelved = then(shelved, Told("ready", "mail"))
    there = ChainOrder(shelved, "Torrero", NOW - timedelta(minutes=3), NOW)
    here = fold(_order("W-2031", "Lucía P.", paid=True), [])
    looked = Looked((here,), (there,), Asked.ANSWERED, NOW)
    return find_order_view("lucía", looked, "W-2000", asking=False, now=NOW)


def stockroom() -> StockroomView:
    """A tablet's home in a busy morning."""
    late = _waiting(begun(_order("W-1042", "Marta G.", paid=True)), -4)
    queue = [late, _waiting(fold(_order("W-1051", "Lucía P.", paid=True), []), 160)]
    screens = ("pickups", "wave", "stock", "receive", "transfer", "attention", "settings")
    return stockroom_view(queue, 2, screens)


def _order(number: str, name: str, *, paid: bool, announced: bool = False) -> Order:
    payments = (Payment("psp", Money(11985), PaymentState.CAPTURED),) if paid else ()
    return an_order(number=number, name=name, payments=payments, announced=announced)


def _waiting(f: Fulfilment, minutes: int, *, here: bool = False, ready: bool = False) -> Waiting:
    haste = Haste.LATE if minutes < 0 else Haste.SOON if minutes < 30 else Haste.CALM
    return Waiting(f, timedelta(minutes=minutes), Haste.CALM if ready else haste, here=here)


def order_matters() -> tuple[MatterView, ...]:
    """One of each."""
    amount, at = Money(8_990), AT - timedelta(minutes=25)
    matters = [
        OrderMatter(trouble, f"W-10{40 + place}", "Marta G.", "A3", amount, at)
        for place, trouble in enumerate(Trouble)
    ]
    return attention_view(matters, AT, expected=True)


def shelf() -> ShelfView:
    rows = (
        ShelfRow("1", "A3", "W-1042 · Marta G.", seen=True),
        ShelfRow("2", "A3", "W-1047 · Iker S.", seen=True),
        ShelfRow("3", "B1", "W-1031 · Tomás R.", tr("sin recoger")),
        ShelfRow("4", "C2", "W-1012 · Hugo L.", tr("ya no se guarda")),
    )
    return ShelfView(rows, ("P1042-88-1",))


def figures() -> FiguresView:
    """A week's, not all of it good."""
    days = tuple(
        Day(AT.date() - timedelta(days=6 - ahead), kept, late, kept, timedelta(minutes=pick))
        for ahead, (kept, late, pick) in enumerate(
            ((31, 1, 7), (28, 0, 6), (35, 4, 11), (40, 2, 8), (38, 0, 7), (52, 3, 9), (18, 0, 6))
        )
    )
    values: dict[Kpi, tuple[Decimal | timedelta, int]] = {
        Kpi.PROMISE: (Decimal("96.0"), 252),
        Kpi.ACKNOWLEDGED: (timedelta(minutes=3), 260),
        Kpi.PICK: (timedelta(minutes=7, seconds=30), 255),
        Kpi.NIL: (Decimal("2.6"), 1_204),
        Kpi.SCANNED: (Decimal(100), 1_173),
        Kpi.TOLD: (timedelta(seconds=41), 240),
        Kpi.WAIT: (timedelta(seconds=95), 238),
        Kpi.HAND_OVER: (timedelta(seconds=52), 238),
        Kpi.ATTACHED: (Decimal("23.5"), 81),
        Kpi.UNCOLLECTED: (Decimal("3.1"), 246),
        Kpi.CANCELLED: (Decimal("1.9"), 266),
    }
    found = tuple(Figure(kpi, *values[kpi]) for kpi in Kpi)
    return figures_view(PickupFigures(days[0].day, days[-1].day, 266, found, days, Money(18_455)))


WHO = WhoView(
    "Iker S.", Collector(Shown.NAME), ("Omar B.",), 18, "Cerveza rubia lata 33 cl",
    tr("Mira un documento: tiene que ser de quien lo compró."),
)  # fmt: skip

SHELVES = (("A1", 0), ("A2", 3), ("A3", 2), ("B1", 1))


def packing() -> PackPanel:
    lines = (
        PackLine(1, "Camisa lino azul · talla M", Unit.EACH, Decimal(2), Decimal(1)),
        PackLine(2, "Café molido natural 250 g", Unit.EACH, Decimal(6), Decimal(1)),
    )
    return PackPanel(lines, str, lambda _parcels: None)
