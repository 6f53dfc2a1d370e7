"""The window of an open till: its screens, wired to its services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.changes import Changes, Topic
from app.domain.document import Document
from app.domain.installation import DeviceKind
from app.domain.sale import Sale
from app.domain.staff import Permission
from app.domain.tender import TenderKind
from app.services.counter import Counter
from app.services.tour import Tour
from app.ui import format as written
from app.ui.around import Around
from app.ui.desks.beside import BesideDesk
from app.ui.desks.cards import Cards
from app.ui.desks.collecting import CollectDesk
from app.ui.desks.devices import DeviceDesk
from app.ui.desks.finding import FindDesk
from app.ui.desks.history import HistoryDesk
from app.ui.desks.known import CustomerDesk
from app.ui.desks.labelling import LabelDesk
from app.ui.desks.limits import LimitsDesk
from app.ui.desks.matters import AttentionDesk
from app.ui.desks.ordering import OrderingDesk
from app.ui.desks.paying import PayDesk, health_of
from app.ui.desks.picturing import pictured
from app.ui.desks.receiving import ReceiveDesk
from app.ui.desks.returning import ReturnDesk
from app.ui.desks.returning_otherwise import OtherReturns
from app.ui.desks.scale import ScaleDesk
from app.ui.desks.selling import SellDesk
from app.ui.desks.shifts import ShiftDesk
from app.ui.desks.stocking import StockDesk
from app.ui.desks.tickets import TicketDesk
from app.ui.desks.tour import TourDesk
from app.ui.desks.transferring import TransferDesk
from app.ui.desks.waving import WaveDesk
from app.ui.leave import Leave
from app.ui.screen import Screen
from app.ui.screens.pay_view import returned_by
from app.ui.screens.pickups import PickupsScreen
from app.ui.screens.signin_view import SignInView, signin_view
from app.ui.till_bar import TillBar
from app.ui.till_screens import TillScreens
from app.ui.widgets.banner import BannerView
from app.ui.widgets.dialogs import ConfirmDialog
from app.ui.widgets.top_bar import BarView
from app.ui.window import Window
from app.ui.words import fill, tr

INSPECTED = ("about", "history", "document", "keys")
"""The screens of whoever only reads fiscal facts: of customers they show nothing."""


class TillFace:
    """Makes the screens of an open till and answers its commits."""

    def __init__(self, counter: Counter, window: Window, around: Around) -> None:
        self._counter, self._window, self._around = counter, window, around
        self.mirrored = False
        session = counter.till.session
        written.use_tax(counter.till.shop.territory)
        leave = self.leave = Leave(
            lambda: window, counter.signin, session, around.say, counter.timekeeper.allow
        )
        checkout, terminal = counter.checkout, counter.terminal
        self.known = CustomerDesk(
            counter, lambda words: window.toast.say(words), around.post, around.say
        )
        self.cards = Cards(
            checkout,
            counter.terminal_totals,
            lambda about: counter.terminal_totals.ask(terminal, about),
            lambda attempt: checkout.ask(terminal, attempt),
            lambda attempt: checkout.look_up(terminal, attempt),
            around.post,
            self._repaint,
            None if health_of(terminal) is None else lambda one: terminal.abort(one.reference),
        )
        self.paying = PayDesk(
            counter,
            self.cards,
            leave,
            self._paid,
            window.home,
            self.known.scan,
            lambda: health_of(terminal),
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
            otherwise=OtherReturns(counter, leave, window.home, self._invoiced, self._gave_credit),
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
            credit=lambda code: self.paying.other(TenderKind.CREDIT, "", code),
            sundries=lambda code: self.screens.panels.sundries(code),
            ask_invoice=lambda: self.screens.panels.invoice(),
            ask_customer=lambda: self.screens.panels.customer(),
            paid=self._paid,
            print_out=around.print_out,
            scale=ScaleDesk(counter.weighing, around.post, around.say),
            post=around.post,
        )
        self.shifts = ShiftDesk(
            counter,
            leave,
            around.name,
            self._repaint,
            self._confirm,
            around.print_out,
            self.cards.settle,
        )
        self.limits = LimitsDesk(counter, leave, self._repaint)
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
        self.history = HistoryDesk(
            counter,
            around.name,
            self._repaint,
            lambda: window.open("document"),
            leave,
            self._invoiced,
        )
        self.tickets, self.document = (
            TicketDesk(
                which,
                counter,
                self.cards,
                leave,
                around.name,
                around.folder,
                around.print_out,
                self._find_return,
                self._give_back,
                self._confirm,
                self._repaint,
                lambda words: window.toast.say(words),
            )
            for which in (counter.printing.last, self.history.chosen)
        )
        self.collecting = CollectDesk(
            counter,
            leave,
            around.name,
            self._confirm,
            partial(self._confirm, danger=False),
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
            pictured(counter.pictures, around.post, self._repaint),
        )
        self.labelling = LabelDesk(
            counter,
            leave,
            self._repaint,
            lambda words: window.toast.say(words),
            around.print_out,
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
            around.say,
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
        self.devices = DeviceDesk(around.devices, counter.till.now, self._repaint, self._try_drawer)
        self.tour = TourDesk(Tour(counter.till), window.home, window.open)
        self.screens = TillScreens(counter, window, self, around.about)
        self._bar = TillBar(
            counter, self.attention.waiting, self.collecting.chip, self.devices.chip, self.tour.chip
        )

    def makes(self) -> dict[str, Callable[[], Screen]]:
        """The screens by name, each made when first opened."""
        return self.screens.makes()

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
        return self._bar.view()

    def changed(self, topics: Changes) -> None:
        """After every commit."""
        self._counter.facing.heard(topics)
        self._bar.changed(topics)
        if topics & {Topic.ORDERS, Topic.STORE}:
            self.collecting.changed(topics)
        self.selling.sight.heard(topics)
        if Topic.SALE in topics:
            self.selling.changed()
        if Topic.PERSON in topics:
            # The session changes after the commit's listeners have run.
            self._around.post(self._person_changed)
        self._window.changed(topics)

    def _person_changed(self) -> None:
        person = self._counter.till.session.person
        self._window.toast.hide()  # it was said to whoever was here before
        if person is None:
            self._window.start_at()
            self._window.open("signin")
            return
        session = self._counter.till.session
        sells = session.may(Permission.SELL)
        prepares = session.may(Permission.PICKUPS)
        if sells or prepares:
            self._window.start_at("sell" if sells else "stockroom")
        else:
            self._window.start_at("about", INSPECTED)
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

    def _try_drawer(self) -> None:
        self.leave(lambda: self._counter.drawer.kick(tr("Probar el cajón")))

    def _repaint(self) -> None:
        self._bar.recount()
        self._window.repaint_screen()

    def _paid(self, document: Document) -> None:
        """The change in sight first; paper trouble comes after and can undo nothing."""
        self.selling.sight.settle(document)
        self._window.home()
        self._around.print_out()

    def _returned(self, document: Document) -> None:
        self.selling.sight.forget_settled()
        back = fill(tr("Se han devuelto %1."), written.money(-document.total))
        ways = returned_by(document, self._counter.other_ways.names())
        about = fill(tr("Documento %1."), document.number)
        self._issued(back, f"{ways}. {about}")

    def _invoiced(self, document: Document) -> None:
        words = tr("Sustituye al ticket: no se cobra ni se devuelve nada.")
        self._issued(fill(tr("Factura %1."), document.number), words)

    def _issued(self, made: str, words: str) -> None:
        self._window.home()
        self.selling.say(BannerView("said", words, strong=made, tone="accent", icon="check-circle"))
        self._around.print_out()

    def _gave_credit(self, words: str) -> None:
        self._window.toast.say(words)
        self._around.print_out()

    def _confirm(self, title: str, words: str, yes: str, *, danger: bool = True) -> bool:
        dialog = ConfirmDialog(self._window, title, words, yes, danger=danger)
        return dialog.exec() == ConfirmDialog.DialogCode.Accepted

    def _give_back(self, begin: Callable[[], Sale | Document]) -> None:
        self.returning.give_back(begin)
        if self.cards.busy:
            self._window.open("return")

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
        if not self._counter.till.session.may(Permission.PICKUPS):
            return False
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
        if not self.cards.busy and self._counter.signin.relieve(code) is not None:
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
