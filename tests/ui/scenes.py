"""The moments of the till that the gallery shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from app.domain.errors import NotInConsignment, ShopError
from app.domain.line import LineStatus
from app.domain.tour import Lesson
from app.messages import sentence
from app.services.pickups import Group
from app.storage.neighbours import Branch
from app.ui import format as written
from app.ui.desks.order_desk import OrderDesk
from app.ui.desks.receiving import ReceiveDesk
from app.ui.desks.sending import SendDesk
from app.ui.desks.sending import _panel as address
from app.ui.desks.transferring import TransferDesk
from app.ui.screen import Screen
from app.ui.screens.about import AboutScreen
from app.ui.screens.attention import AttentionScreen
from app.ui.screens.devices import DevicesScreen
from app.ui.screens.figures import FiguresScreen
from app.ui.screens.find_order import FindOrderScreen
from app.ui.screens.find_order_view import FindOrderView
from app.ui.screens.goods import ReceiveScreen, TransferScreen
from app.ui.screens.goods_tab import ReceiveTab, TransferTab
from app.ui.screens.goods_view import GoodsView
from app.ui.screens.history import HistoryScreen
from app.ui.screens.keys import KeysScreen
from app.ui.screens.limits import LimitsScreen
from app.ui.screens.pay import PayScreen
from app.ui.screens.pay_view import PayView
from app.ui.screens.pickups import PickupsScreen
from app.ui.screens.pickups_view import PickupsView, pickups_view
from app.ui.screens.place_order import PlaceOrderScreen
from app.ui.screens.place_order_view import PlaceOrderView
from app.ui.screens.refund import ReturnScreen
from app.ui.screens.return_view import FindView, ReturnView
from app.ui.screens.sell import SellScreen
from app.ui.screens.sell_panels import SellPanels
from app.ui.screens.sell_view import SellView
from app.ui.screens.settings import SettingsScreen
from app.ui.screens.settings_view import settings_view
from app.ui.screens.shelf_panel import ShelfPanel
from app.ui.screens.shift import ShiftScreen
from app.ui.screens.shift_view import NoShiftView, ShiftView
from app.ui.screens.signin import SignInScreen
from app.ui.screens.stock import StockScreen
from app.ui.screens.stock_count import CountTab
from app.ui.screens.stock_labels import LabelsTab
from app.ui.screens.stock_lists import TasksTab, WantedTab
from app.ui.screens.stock_product import ProductTab
from app.ui.screens.stockroom import StockroomScreen
from app.ui.screens.ticket import TicketScreen
from app.ui.screens.tour import TourScreen
from app.ui.screens.tour_view import tour_view
from app.ui.screens.wave import WaveScreen
from app.ui.screens.wave_view import WaveView
from app.ui.screens.who_panel import WhoPanel
from app.ui.widgets.panel import Panel
from app.ui.widgets.ways import WaysPanel
from app.ui.window import Window
from ui import goods_samples, order_samples, order_states, samples, stock_samples, ticket_samples

NOT_OURS = NotInConsignment(code="8437000000012")
TABLET = ((800, 1280), (1280, 800))


@dataclass(frozen=True)
class Scene:
    screen: str
    make: Callable[[Window], Screen]
    arrange: Callable[[Window], object] = lambda _window: None
    bar: bool = True
    line: tuple[LineStatus, ...] = ()
    """How the till stands with its chain; several are chips side by side."""
    sizes: tuple[tuple[int, int], ...] = ()
    """Of the window, two, when it is not a till's."""


def selling(view: SellView, known: object = samples.KNOWN) -> Callable[[Window], Screen]:
    def make(window: Window) -> Screen:
        do: Any = samples.Anything(
            search=samples.FOUND,
            why=samples.WHY,
            name_of="Camisa lino azul · talla M",
            rates=(("21", "21 %"), ("10", "10 %"), ("4", "4 %"), ("0", "0 %")),
            parked=(samples.FOUND[0],),
            invoice_now=None,
            measure_of="",
            refused=False,
            facts=known,
        )
        return SellScreen(lambda: view, do, SellPanels(do, do), window.bar.search)

    return make


def on_sell(act: Callable[[Any], object]) -> Callable[[Window], object]:
    return lambda window: act(window.screen_open)


def signing_in(_window: Window) -> Screen:
    return SignInScreen(lambda: samples.SIGN_IN, lambda *a: None, lambda *a: None, str)


def paying(view: PayView) -> Callable[[Window], Screen]:
    return lambda _window: PayScreen(lambda: view, samples.Anything())  # type: ignore[arg-type]


def pickups(
    view: Callable[[], PickupsView] = order_samples.pickups,
) -> Callable[[Window], Screen]:
    return lambda _window: PickupsScreen(view, samples.Anything())  # type: ignore[arg-type]


def waving(view: WaveView) -> Callable[[Window], Screen]:
    return lambda _window: WaveScreen(lambda: view, samples.Anything())  # type: ignore[arg-type]


def placing(view: PlaceOrderView) -> Callable[[Window], Screen]:
    return lambda _window: PlaceOrderScreen(lambda: view, samples.Anything())  # type: ignore[arg-type]


def finding(view: FindOrderView) -> Callable[[Window], Screen]:
    return lambda _window: FindOrderScreen(lambda: view, samples.Anything())  # type: ignore[arg-type]


def stockroom() -> Callable[[Window], Screen]:
    return lambda _window: StockroomScreen(order_samples.stockroom)


def nothing_to_collect() -> Callable[[Window], Screen]:
    counts = dict.fromkeys(Group, 0)
    view = pickups_view([], counts, None, None, "", order_samples.rows)
    return pickups(lambda: view)


def refuse(error: ShopError) -> Callable[[Window], object]:
    """What a scan that is refused says."""
    return lambda window: window.toast.say(sentence(error, written.language()[:2]), tone="warning")


def on_pickups(panel: Callable[[], Panel]) -> Callable[[Window], object]:
    return on_sell(lambda screen: screen.host.open(panel()))


def send(ask: Callable[[SendDesk, Any], object]) -> Callable[[Window], object]:
    """What is asked of an order that goes to a home."""
    nobody: Any = None
    words: Any = SimpleNamespace(choose_word=partial(OrderDesk.choose_word, nobody))
    return on_sell(lambda screen: ask(SendDesk(words), screen.host))


def look_at_shelf(screen: Any) -> None:
    screen.shelf.show_view(order_samples.shelf())
    screen._pages.setCurrentWidget(screen.shelf)


def stock(tab: str, *, counting: bool = True, alone: bool = False) -> Callable[[Window], Screen]:
    def make(_window: Window) -> Screen:
        do: Any = samples.Anything()
        count = stock_samples.count if counting else stock_samples.ways
        count = stock_samples.one_place if alone else count
        screen = StockScreen(
            [
                ProductTab(stock_samples.product, do),
                CountTab(count, do),
                TasksTab(stock_samples.tasks, do.choose),
                WantedTab(stock_samples.wanted, do.choose),
                LabelsTab(stock_samples.labels, do),
            ]
        )
        screen.show_tab(tab)
        return screen

    return make


def moving(tab: str, view: Callable[[], GoodsView]) -> Callable[[Window], Screen]:
    """A tab of goods that move, as a screen of its own."""

    def make(_window: Window) -> Screen:
        do: Any = samples.Anything()
        if tab == "receive":
            return ReceiveScreen([ReceiveTab(view, do)])
        return TransferScreen([TransferTab(view, do)])

    return make


def ask_why_it_differs(screen: Any) -> None:
    desk: Any = ReceiveDesk.__new__(ReceiveDesk)
    desk._ask_why(screen.tab.host)


def ask_another_shop(screen: Any) -> None:
    """The form that asks another shop for goods."""
    desk: Any = TransferDesk.__new__(TransferDesk)
    near = samples.Anything(branches=[Branch("043", "Torrero", "", None),
                                      Branch("044", "Actur", "", None)])  # fmt: skip
    desk._counter = SimpleNamespace(
        goods=SimpleNamespace(consignments=samples.Anything(), neighbours=near)
    )
    desk.ask(screen.tab.host)


def returning(view: FindView | ReturnView) -> Callable[[Window], Screen]:
    return lambda _window: ReturnScreen(lambda: view, samples.Anything())  # type: ignore[arg-type]


def shift(view: Callable[[], NoShiftView | ShiftView]) -> Callable[[Window], Screen]:
    return lambda _window: ShiftScreen(view, samples.Anything())  # type: ignore[arg-type]


def count_some(screen: Any) -> None:
    screen._count()
    for place, pieces in ((3, "2"), (4, "7"), (7, "12"), (10, "31")):
        screen.counting.pieces._fields[place][1].setText(pieces)


def count_float(screen: Any) -> None:
    screen._count_float()
    for place, pieces in ((4, "5"), (5, "3"), (8, "20")):
        screen.by_pieces.count._fields[place][1].setText(pieces)


def choose_z(screen: Any) -> None:
    screen._do = SimpleNamespace(closed=samples.zs, print_z=print)
    screen._earlier()


def look_at_x(screen: Any) -> None:
    screen._do = SimpleNamespace(x=samples.x_report, print_x=print)
    screen._x()


SCENES: dict[str, Scene] = {
    "pickups": Scene("pickups", pickups()),
    "pickups-money": Scene("pickups", pickups(order_samples.pickups_money)),
    "pickups-home": Scene("pickups", pickups(order_samples.pickups_home)),
    "pickups-carrier": Scene(
        "pickups",
        pickups(order_samples.pickups_home),
        send(lambda desk, host: desk._ask_carrier(host)),
    ),
    "pickups-address": Scene(
        "pickups",
        pickups(order_samples.pickups_home),
        on_pickups(lambda: address(order_samples.ADDRESS)),
    ),
    "pickups-undelivered": Scene(
        "pickups",
        pickups(order_states.sent),
        send(lambda desk, host: desk.ask_why(host, "")),
    ),
    "pickups-sent": Scene("pickups", pickups(order_states.sent)),
    "pickups-back": Scene("pickups", pickups(order_states.came_back)),
    "pickups-expired": Scene("pickups", pickups(order_states.expired)),
    "pickups-refused": Scene("pickups", pickups(order_states.refused)),
    "pickups-nothing": Scene("pickups", pickups(order_states.took_nothing)),
    "pickups-paid-back": Scene("pickups", pickups(order_states.paid_back)),
    "pickups-who": Scene(
        "pickups", pickups(), on_pickups(lambda: WhoPanel(order_samples.WHO, lambda _who: None))
    ),
    "pickups-shelf": Scene(
        "pickups",
        pickups(),
        on_pickups(lambda: ShelfPanel(order_samples.SHELVES, lambda _place: None, lambda: None)),
    ),
    "pickups-pack": Scene("pickups", pickups(), on_pickups(order_samples.packing)),
    "figures": Scene("figures", lambda _w: FiguresScreen(lambda _days: order_samples.figures())),
    "attention-orders": Scene(
        "attention", lambda w: AttentionScreen(order_samples.order_matters, lambda *a: None)
    ),
    "shift-shelf": Scene("shift", shift(samples.open_shift), on_sell(look_at_shelf)),
    "tablet-pickups": Scene("pickups", pickups(), sizes=TABLET),
    "tablet-refused": Scene("pickups", pickups(order_states.refused), sizes=TABLET),
    "tablet-wave-weight": Scene(
        "wave", waving(order_samples.wave()), on_pickups(order_states.weighing), sizes=TABLET
    ),
    "tablet-wave": Scene("wave", waving(order_samples.wave()), sizes=TABLET),
    "place-order": Scene("place-order", placing(order_samples.place_order())),
    "find-order": Scene("find-order", finding(order_samples.found_order())),
    "tablet-find-order": Scene("find-order", finding(order_samples.found_order()), sizes=TABLET),
    "tablet-home": Scene("stockroom", stockroom(), sizes=TABLET),
    "stock-product": Scene("stock", stock("product")),
    "stock-stop": Scene(
        "stock", stock("product"), on_sell(lambda s: s.tab._ask_stop())
    ),
    "stock-count": Scene("stock", stock("count")),
    "stock-count-place": Scene("stock", stock("count", alone=True)),
    "stock-ways": Scene("stock", stock("count", counting=False)),
    "stock-tasks": Scene("stock", stock("tasks")),
    "stock-labels": Scene("stock", stock("labels")),
    "tablet-stock-product": Scene("stock", stock("product"), sizes=TABLET),
    "receive": Scene("receive", moving("receive", goods_samples.expected)),
    "receive-none": Scene("receive", moving("receive", goods_samples.nothing_expected)),
    "receive-going": Scene("receive", moving("receive", goods_samples.receiving)),
    "receive-why": Scene(
        "receive", moving("receive", goods_samples.receiving), on_sell(ask_why_it_differs)
    ),
    "receive-refused": Scene(
        "receive", moving("receive", goods_samples.receiving), refuse(NOT_OURS)
    ),
    "transfer": Scene("transfer", moving("transfer", goods_samples.transfers)),
    "transfer-none": Scene("transfer", moving("transfer", goods_samples.no_transfers)),
    "transfer-going": Scene("transfer", moving("transfer", goods_samples.sending)),
    "transfer-ask": Scene(
        "transfer", moving("transfer", goods_samples.transfers), on_sell(ask_another_shop)
    ),
    "tablet-receive": Scene(
        "receive", moving("receive", goods_samples.receiving), sizes=TABLET
    ),
    "tablet-transfer": Scene(
        "transfer", moving("transfer", goods_samples.transfers), sizes=TABLET
    ),
    "stock-wanted": Scene("stock", stock("wanted")),
    "pickups-none": Scene("pickups", nothing_to_collect()),
    "place-order-none": Scene("place-order", placing(order_samples.no_order())),
    "tablet-stock-count": Scene("stock", stock("count"), sizes=TABLET),
    "sell": Scene("sell", selling(samples.sell())),
    "sell-customer": Scene(
        "sell",
        selling(samples.sell(customer=(samples.CUSTOMER,))),
        on_sell(lambda s: s._panels.customer()),
    ),
    "sell-customer-who": Scene(
        "sell",
        selling(samples.sell(), known=None),
        on_sell(lambda s: s._panels.customer()),
        line=samples.LINE[:1],
    ),
    "sell-customer-new": Scene(
        "sell", selling(samples.sell()), on_sell(lambda s: s._panels.new_customer())
    ),
    "sell-empty": Scene(
        "sell",
        selling(samples.sell(lines=(), selected=None, banners=(), count="", savings="",
                             total="0,00 €", product=lambda: None, parked=())),
    ),
    "sell-parked": Scene(
        "sell", selling(samples.sell(parked=samples.PARKED, customer=(samples.CUSTOMER,)))
    ),
    "sell-many": Scene("sell", selling(samples.sell(lines=samples.lines(30)))),
    "sell-change": Scene(
        "sell",
        selling(samples.sell(lines=(), selected=None, banners=(), count="", savings="",
                             total="0,00 €", settled=samples.SETTLED)),
    ),
    "sell-sizes": Scene(
        "sell",
        selling(samples.sell(product=lambda: samples.SIZES, banners=(samples.AGE,))),
    ),
    "sell-sizes-elsewhere": Scene(
        "sell",
        selling(samples.sell(product=lambda: samples.SIZES, banners=(samples.ELSEWHERE,))),
    ),
    "sell-unit-price": Scene("sell", selling(samples.sell(product=lambda: samples.OIL))),
    "sell-lost": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.lost())),
    "sell-price": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.price(5))),
    "sell-discount": Scene(
        "sell", selling(samples.sell()), on_sell(lambda s: s._panels.ticket_discount())
    ),
    "sell-why": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.why(5))),
    "sell-search": Scene("sell", selling(samples.sell()), on_sell(lambda s: s.typed("cam"))),
    "sell-more": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.more())),
    "sell-varios": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.sundries())),
    "sell-invoice": Scene("sell", selling(samples.sell()), on_sell(lambda s: s._panels.invoice())),
    "sell-goodwill": Scene(
        "sell", selling(samples.sell()), on_sell(lambda s: s._panels.goodwill())
    ),
    "sell-voucher": Scene(
        "sell",
        selling(samples.sell(lines=(), selected=None, banners=(samples.VOUCHER,), count="",
                             savings="", total="0,00 €", product=lambda: None)),
    ),
    "signin": Scene("signin", signing_in, on_sell(lambda s: s.pad.code.setText("1001")), bar=False),
    "signin-wrong": Scene(
        "signin",
        signing_in,
        on_sell(lambda s: s.pad.say("El código o el PIN no es correcto.")),
        bar=False,
    ),
    "pay": Scene("pay", paying(samples.PAY)),
    "pay-asked": Scene("pay", paying(replace(samples.PAY, card=samples.ASKED))),
    "pay-not-asked": Scene("pay", paying(replace(samples.PAY, card=samples.NOT_ASKED))),
    "pay-unknown": Scene("pay", paying(replace(samples.PAY, card=samples.UNKNOWN_CARD))),
    "pay-by-hand": Scene("pay", paying(samples.PAY), on_sell(lambda s: s._by_hand())),
    "pay-others": Scene("pay", paying(samples.PAY), on_sell(lambda s: s._others())),
    "pay-voucher": Scene(
        "pay", paying(samples.PAY), on_sell(lambda s: s._ask_reference("", "credit"))
    ),
    "pay-no-cash": Scene(
        "pay",
        paying(replace(samples.PAY, due="1.234,00 €", total="1.234,00 €", tenders=(), cash=False,
                       no_cash="La ley no deja cobrar en efectivo operaciones de 1.000,00 € o más "
                               "(Ley 7/2012, art. 7).")),
    ),
    "return-find": Scene("return", returning(FindView(samples.RECENT))),
    "return": Scene("return", returning(samples.RETURN)),
    "return-without": Scene(
        "return", returning(FindView(samples.RECENT)), on_sell(lambda screen: screen._without())
    ),
    "shift-closed": Scene("shift", shift(samples.closed_shift)),
    "shift": Scene("shift", shift(samples.open_shift)),
    "shift-float": Scene("shift", shift(samples.closed_shift), on_sell(count_float)),
    "shift-zs": Scene("shift", shift(samples.closed_shift), on_sell(choose_z)),
    "shift-x": Scene("shift", shift(samples.open_shift), on_sell(look_at_x)),
    "shift-count": Scene("shift", shift(samples.open_shift), on_sell(count_some)),
    "shift-out": Scene("shift", shift(samples.open_shift), on_sell(lambda s: s._ask("out"))),
    "attention": Scene("attention", lambda w: AttentionScreen(samples.matters, lambda *a: None)),
    "attention-line": Scene(
        "attention",
        lambda w: AttentionScreen(samples.line_matters, lambda *a: None),
        line=samples.LINE,
    ),
    "attention-none": Scene("attention", lambda w: AttentionScreen(tuple, lambda *a: None)),
    "last": Scene(
        "last", lambda w: TicketScreen("Último ticket", lambda: ticket_samples.TICKET, print)
    ),
    "last-retender": Scene(
        "last",
        lambda w: TicketScreen("Último ticket", lambda: ticket_samples.TICKET, print),
        on_sell(lambda s: s._host.open(
                WaysPanel("¿Cómo se pagó?", ticket_samples.RETENDER, ticket_samples.WAYS, print)
            )),
    ),
    "history": Scene(
        "history",
        lambda w: HistoryScreen(lambda: ticket_samples.HISTORY, cast(Any, samples.Anything())),
    ),
    "history-z": Scene(
        "history",
        lambda w: HistoryScreen(ticket_samples.zs, cast(Any, samples.Anything())),
    ),
    "history-invoice": Scene(
        "history",
        lambda w: HistoryScreen(lambda: ticket_samples.TOGETHER, cast(Any, samples.Anything())),
    ),
    "history-buyer": Scene(
        "history",
        lambda w: HistoryScreen(lambda: ticket_samples.TOGETHER, cast(Any, samples.Anything())),
        on_sell(lambda s: s._ask_buyer()),
    ),
    "settings": Scene(
        "settings",
        lambda w: SettingsScreen(
            lambda: settings_view(theme="light", language="es", mirrored=False, scale=100,
                                  sounds=True, scanner="auto", sizes=(100, 125)),
            lambda *a: None,
        ),
    ),
    "limits": Scene(
        "limits", lambda w: LimitsScreen(samples.limits, cast(Any, samples.Anything()))
    ),
    "devices": Scene("devices", lambda w: DevicesScreen(samples.devices, lambda *a: None)),
    "tour": Scene(
        "tour",
        lambda w: TourScreen(lambda: tour_view({Lesson.SHIFT, Lesson.CASH, Lesson.UNDO}), print),
    ),
    "about": Scene("about", lambda w: AboutScreen(lambda: samples.ABOUT)),
    "keys": Scene(
        "keys", lambda w: KeysScreen(
            lambda: selling(samples.sell())(w).shortcuts(),
            lambda: selling(samples.sell())(w).typed_keys(),
        )
    ),
}  # fmt: skip
