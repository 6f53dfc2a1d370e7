"""The window of an open till: its screens, wired to its services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.changes import Changes, Topic
from app.domain.document import Document
from app.domain.errors import ShopError
from app.domain.installation import DeviceKind
from app.domain.staff import Permission
from app.services.counter import Counter
from app.ui import format as written
from app.ui.desks.beside import BesideDesk
from app.ui.desks.cards import Cards, Post
from app.ui.desks.collecting import CollectDesk
from app.ui.desks.finding import FindDesk
from app.ui.desks.known import CustomerDesk
from app.ui.desks.matters import AttentionDesk
from app.ui.desks.ordering import OrderingDesk
from app.ui.desks.paying import PayDesk
from app.ui.desks.receiving import ReceiveDesk
from app.ui.desks.returning import ReturnDesk
from app.ui.desks.selling import SellDesk
from app.ui.desks.shifts import ShiftDesk
from app.ui.desks.stocking import StockDesk
from app.ui.desks.tickets import TicketDesk
from app.ui.desks.transferring import TransferDesk
from app.ui.desks.waving import WaveDesk
from app.ui.leave import Leave
from app.ui.line_view import line_chip
from app.ui.screen import Key, Screen
from app.ui.screens.about import AboutScreen, AboutView
from app.ui.screens.attention import AttentionScreen
from app.ui.screens.figures import FiguresScreen
from app.ui.screens.figures_view import FiguresView, figures_view
from app.ui.screens.find_order import FindOrderScreen
from app.ui.screens.goods import ReceiveScreen, TransferScreen
from app.ui.screens.goods_tab import ReceiveTab, TransferTab
from app.ui.screens.keys import KeysScreen
from app.ui.screens.pay import PayScreen
from app.ui.screens.pickups import PickupsScreen
from app.ui.screens.place_order import PlaceOrderScreen
from app.ui.screens.refund import ReturnScreen
from app.ui.screens.sell import SellScreen
from app.ui.screens.sell_panels import SellPanels
from app.ui.screens.shift import ShiftScreen
from app.ui.screens.signin_view import SignInView, signin_view
from app.ui.screens.stock import StockScreen
from app.ui.screens.stock_count import CountTab
from app.ui.screens.stock_lists import LabelsTab, TasksTab, WantedTab
from app.ui.screens.stock_product import ProductTab
from app.ui.screens.stockroom import StockroomScreen
from app.ui.screens.stockroom_view import StockroomView, stockroom_view
from app.ui.screens.ticket import TicketScreen
from app.ui.screens.wave import WaveScreen
from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.dialogs import ConfirmDialog
from app.ui.widgets.top_bar import BarView
from app.ui.window import Window
from app.ui.words import fill, tr


@dataclass(frozen=True)
class Around:
    """What the window needs from the composition root besides the services."""

    name: Callable[[str], str]
    """A person's code to the name."""
    recent: Callable[[int], list[Document]]
    """The newest documents."""
    print_out: Callable[[], object]
    """Bring out what is queued. Raises DeviceError."""
    about: Callable[[], AboutView]
    say: Callable[[ShopError], str]
    post: Post
    folder: Path
    """Where saved tickets go."""
    ring: Callable[[], object] = lambda: None
    """The sound of an order that arrived."""


def _device_words(kind: DeviceKind) -> str:
    return tr("Tableta %1 · %2") if kind is DeviceKind.STOCK else tr("Caja %1 · %2")


class TillFace:
    """Makes the screens of an open till and answers its commits."""

    def __init__(self, counter: Counter, window: Window, around: Around) -> None:
        self._counter, self._window, self._around = counter, window, around
        self.mirrored = False
        self._waiting: int | None = None
        self._pickups: tuple[datetime | None, ChipView | None] = None, None
        """The chip of the queue, and the minute it was counted in."""
        session = counter.till.session
        leave = self.leave = Leave(
            lambda: window, counter.signin, session, around.say, counter.timekeeper.allow
        )
        checkout, terminal = counter.checkout, counter.terminal
        self.known = CustomerDesk(
            counter, lambda words: window.toast.say(words), around.post, around.say
        )
        self.cards = Cards(
            checkout,
            lambda attempt: checkout.ask(terminal, attempt),
            lambda attempt: checkout.look_up(terminal, attempt),
            around.post,
            self._repaint,
        )
        self.paying = PayDesk(
            counter.register,
            checkout,
            self.cards,
            leave,
            self._paid,
            window.home,
            self.known.scan,
        )
        self.returning = ReturnDesk(
            counter,
            self.cards,
            leave,
            around.name,
            around.recent,
            self._repaint,
            self._returned,
            self.known.scan,
            say=around.say,
            post=around.post,
        )
        self.selling = SellDesk(
            counter,
            leave,
            cards=self.cards,
            customer=self.known.chip,
            whose=self.known.ask,
            confirm=self._confirm,
            name=around.name,
            say=around.say,
            open=window.open,
            find_ticket=self._find_return,
            find_order=self._find_order,
            repaint=self._repaint,
            card=self.paying.card,
            sundries=lambda code: self._panels.sundries(code),
            ask_invoice=lambda: self._panels.invoice(),
            ask_customer=lambda: self._panels.customer(),
            paid=self._paid,
        )
        self.shifts = ShiftDesk(
            counter, leave, around.name, self._repaint, self._confirm, around.print_out
        )
        self.attention = AttentionDesk(
            counter,
            self.cards,
            leave,
            around.print_out,
            self.returning.resume,
            around.say,
            self._open_order,
            self._open_queue,
            self._find_return,
        )
        self._tickets = TicketDesk(
            counter.printing,
            around.name,
            around.folder,
            around.print_out,
            self._find_return,
            lambda words: window.toast.say(words),
        )
        self.collecting = CollectDesk(
            counter,
            leave,
            around.name,
            self._confirm,
            window.home,
            lambda: self.selling.exact_cash(),
            self._repaint,
            lambda words: window.toast.say(words),
            around.print_out,
            around.say,
            around.ring,
            lambda words: self.finding.look(words),
            around.post,
        )
        self.stocking = StockDesk(
            counter,
            leave,
            around.name,
            self._confirm,
            self._repaint,
            lambda words: window.toast.say(words),
            around.print_out,
            BesideDesk(counter, around.post, self._repaint).facts,
        )
        goods = (counter, leave, self._confirm, self._repaint)
        self.receiving = ReceiveDesk(*goods, lambda words: window.toast.say(words))
        self.sending = TransferDesk(
            *goods,
            lambda words: window.toast.say(words),
            lambda: window.open("receive"),
            around.print_out,
        )
        self._asked = False
        """Whether somebody was asked what became of parcels that a start found out."""
        self.finding = FindDesk(counter, around.post, self._repaint, self._open_order)
        self.waving = WaveDesk(
            counter,
            leave,
            self._confirm,
            self._repaint,
            around.print_out,
            self._open_order,
            self.collecting.is_one,
        )
        self.ordering = OrderingDesk(
            counter,
            leave,
            around.post,
            self._repaint,
            lambda words: window.toast.say(words),
            lambda: window.open("pay"),
            self._find_return,
            around.print_out,
        )
        self._panels = SellPanels(self.selling, self.known)

    def makes(self) -> dict[str, Callable[[], Screen]]:
        """The screens by name, each made when first opened."""
        everywhere: dict[str, Callable[[], Screen]] = {
            "attention": lambda: AttentionScreen(self.attention.view, self.attention.act),
            "pickups": lambda: PickupsScreen(self.collecting.view, self.collecting),
            "figures": lambda: FiguresScreen(self._figures),
            "find-order": lambda: FindOrderScreen(self.finding.view, self.finding),
            "wave": lambda: WaveScreen(self.waving.view, self.waving),
            "stockroom": lambda: StockroomScreen(self._stockroom),
            "stock": self._make_stock,
            "receive": lambda: ReceiveScreen([ReceiveTab(self.receiving.view, self.receiving)]),
            "transfer": lambda: TransferScreen([TransferTab(self.sending.view, self.sending)]),
            "about": lambda: AboutScreen(self._around.about),
            "keys": lambda: KeysScreen(self._keys),
        }
        if self._counter.till.config.kind is DeviceKind.STOCK:
            return everywhere
        return everywhere | {
            "sell": self._make_sell,
            "place-order": lambda: PlaceOrderScreen(self.ordering.view, self.ordering),
            "pay": lambda: PayScreen(self.paying.view, self.paying, mirrored=self.mirrored),
            "return": lambda: ReturnScreen(self.returning.view, self.returning),
            "shift": lambda: ShiftScreen(self.shifts.view, self.shifts),
            "last": lambda: TicketScreen(self._tickets.view, self._tickets.act),
        }

    def _figures(self, days: int) -> FiguresView:
        if not self._counter.till.session.who().may(Permission.FIGURES):
            return FiguresView(tr("Las cifras las ve una persona encargada."), (), ())
        return figures_view(self._counter.pickup_reports.of_days(days))

    def _stockroom(self) -> StockroomView:
        """What somebody who does not sell here comes for."""
        counter = self._counter
        return stockroom_view(
            counter.pickups.queue(), self.attention.waiting(), tuple(self._window.names)
        )

    def _make_stock(self) -> Screen:
        desk = self.stocking
        return StockScreen(
            [
                ProductTab(desk.standing, desk),
                CountTab(desk.count, desk),
                ReceiveTab(self.receiving.view, self.receiving),
                TransferTab(self.sending.view, self.sending),
                TasksTab(desk.tasks, desk.choose, desk.count_tasks),
                WantedTab(desk.wanted, desk.choose),
                LabelsTab(desk.labels, desk.print_label, desk.print_labels),
            ]
        )

    def _make_sell(self) -> Screen:
        self._panels = SellPanels(self.selling, self.known)
        return SellScreen(
            self.selling.view,
            self.selling,
            self._panels,
            self._window.bar.search,
            mirrored=self.mirrored,
        )

    def _keys(self) -> Sequence[Key]:
        before = self._window.keys_before()
        return before.shortcuts() if before is not None else ()

    def signin_view(self) -> SignInView:
        till = self._counter.till
        return signin_view(
            till.shop,
            till.config.till,
            till.now(),
            self._counter.drawer.current(),
            self._counter.register.sale,
            demo=till.config.demo,
            tablet=till.config.kind is DeviceKind.STOCK,
        )

    def bar(self) -> BarView | None:
        """None while nobody is signed in."""
        till = self._counter.till
        session, tablet = till.session, till.config.kind is DeviceKind.STOCK
        person = session.person
        if person is None:
            return None
        if self._waiting is None:
            self._waiting = self.attention.waiting()
        chips = []
        if self._waiting and (tablet or session.may(Permission.SELL)):
            words = fill(tr("Pendientes %1"), self._waiting)
            chips.append(ChipView(words, "bell", "warning", "attention"))
        if person.may(Permission.PICKUPS) and (pickups := self._pickup_chip()) is not None:
            chips.append(pickups)
        if (line := line_chip(self._counter.line.status, till.now())) is not None:
            chips.append(line)
        if till.config.demo:
            chips.append(ChipView(tr("Demostración"), "info", "quiet"))
        elif not tablet:
            # Until terminals arrive: nobody may believe that a card was charged.
            chips.append(ChipView(tr("Datáfono simulado"), "warning", "warning"))
        return BarView(
            f"{till.shop.code} · {till.shop.name}",
            fill(_device_words(till.config.kind), till.config.till, person.name),
            written.clock(till.now()),
            tuple(chips),
        )

    def _pickup_chip(self) -> ChipView | None:
        minute = self._counter.till.now().replace(second=0, microsecond=0)
        if self._pickups[0] != minute:
            self._pickups = minute, self.collecting.chip()
        return self._pickups[1]

    def changed(self, topics: Changes) -> None:
        """After every commit."""
        if topics & {Topic.ORDERS, Topic.STORE}:
            self._pickups = None, None
            self.collecting.changed(topics)
        if topics != {Topic.SALE}:
            self._waiting = None
        if topics & {Topic.PERSON, Topic.SHIFT}:
            self.selling.sight.forget_settled()
        if Topic.SHIFT in topics:
            self.selling.sight.forget_shift()
        if Topic.SALE in topics:
            self.selling.changed()
        if Topic.STORE in topics:
            self.selling.sight.forget_stops()
        if Topic.CATALOG in topics:
            self.selling.sight.forget_catalogue()
        if topics & {Topic.STOCK, Topic.STORE}:
            self.selling.sight.forget_stock()
        if Topic.PERSON in topics:
            # The session changes after the commit's listeners have run.
            self._around.post(self._person_changed)
        self._window.changed(topics)

    def _person_changed(self) -> None:
        person = self._counter.till.session.person
        self._window.toast.hide()  # it was said to whoever was here before
        if person is None:
            self._window.open("signin")
            return
        session = self._counter.till.session
        sells = session.may(Permission.SELL)
        prepares = session.may(Permission.PICKUPS)
        self._window.start_at("sell" if sells else "stockroom" if prepares else "about")
        self._window.home()
        if sells and self._counter.drawer.current() is None:
            self._window.open("shift")
        if not self._asked and person.may(Permission.PICKUPS):
            self._asked = True
            self._ask_unanswered()

    def _ask_unanswered(self) -> None:
        """A power cut between scan-out and delivery leaves a question (retail-rules 11)."""
        if self.collecting.unanswered():
            self._window.open("pickups")
            screen = self._window.screen_open
            if isinstance(screen, PickupsScreen):
                self.collecting.ask_unanswered(screen.host)

    def _repaint(self) -> None:
        self._waiting = None
        self._window.repaint_screen()

    def _paid(self, document: Document) -> None:
        """The change in sight first; paper trouble comes after and can undo nothing."""
        self.selling.sight.settle(document)
        self._window.home()
        self._around.print_out()

    def _returned(self, document: Document) -> None:
        self.selling.sight.forget_settled()
        self._window.home()
        back = fill(tr("Se han devuelto %1."), written.money(-document.total))
        words = fill(tr("Documento %1."), document.number)
        self.selling.say(BannerView("said", words, strong=back, tone="accent", icon="check-circle"))
        self._around.print_out()

    def _confirm(self, title: str, words: str, yes: str) -> bool:
        dialog = ConfirmDialog(self._window, title, words, yes, danger=True)
        return dialog.exec() == ConfirmDialog.DialogCode.Accepted

    def _find_return(self, number: str) -> None:
        self.returning.find(number)
        self._window.open("return")

    def _open_order(self, number: str, does: str = "") -> None:
        """`does`: a button of it, pressed at once."""
        self.collecting.choose(number)
        self._window.open("pickups")
        screen = self._window.screen_open
        if does and isinstance(screen, PickupsScreen):
            self.collecting.act(does, screen.host)

    def _open_queue(self, what: str) -> None:
        """The queue with only what is late, or what is ready."""
        self.collecting.only(what)
        self._window.open("pickups")

    def _find_order(self, code: str) -> bool:
        """An order's QR or a parcel's label opens the pickups, on whatever screen it is scanned."""
        if not self.collecting.is_one(code):
            return False
        with self._window.gathered():
            self._window.open("pickups")
            self._window.scanned(code)
        return True

    def unclaimed(self, code: str) -> None:
        """A scan that the open screen has no use for: it means what it always means."""
        if self._find_order(code):
            return
        session = self._counter.till.session
        session.need_till()
        if not session.may(Permission.SELL):
            self._window.toast.say(tr("Con este acceso se consulta; no se vende."), "warning")
            return
        self._window.home()
        self._window.scanned(code)

    def close(self) -> None:
        self.selling.close()
        self.cards.close()
