"""The pickups screen's side of the services: the queue, the chosen order, and what a scan means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.changes import Changes, Topic
from app.domain.barcode import ProductCode, meaning
from app.domain.collecting import Collector
from app.domain.errors import AllPicked, NotOfOrder, ShopError
from app.domain.fulfilment import DONE, Fulfilment
from app.domain.order import Delivery
from app.domain.order_event import Shown
from app.domain.staff import Permission
from app.services.counter import Counter
from app.services.handing import Scanned
from app.services.loyalty import with_card
from app.services.pickups import Group, Haste, Only, Waiting, counts, narrowed, of_group
from app.ui import format as written
from app.ui.desks.cards import Post
from app.ui.desks.handing import HandDesk
from app.ui.desks.order_desk import Chosen, OrderDesk, is_signed
from app.ui.desks.preparing import PrepareDesk
from app.ui.leave import Leave
from app.ui.screens.order_actions import Standing
from app.ui.screens.order_lines import line_steps
from app.ui.screens.order_view import OrderView, order_view
from app.ui.screens.pickups_view import PickupsView, QueueRows, pickups_view
from app.ui.screens.unanswered_panel import UnansweredPanel
from app.ui.widgets.chip import ChipView
from app.ui.widgets.panel import PanelHost
from app.ui.words import fill, tr

OLD_NEWS = timedelta(minutes=15)
"""From here on how old central's word is stands out."""


class CollectDesk:
    """Serves `PickupActions`; keeps the order chosen, and what its customer showed."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        name: Callable[[str], str],
        confirm: Callable[[str, str, str], bool],
        ask: Callable[[str, str, str], bool],
        sell: Callable[[], object],
        exact: Callable[[], object],
        repaint: Callable[[], object],
        say: Callable[[str], object],
        print_out: Callable[[], object],
        sentence: Callable[[ShopError], str],
        ring: Callable[[], object] = lambda: None,
        find: Callable[[str], object] = lambda _words: None,
        post: Post = lambda do: do(),
    ) -> None:
        """`ring`: a new order is to be prepared; `find`: look in the whole chain."""
        self._find = find
        self._counter, self._leave, self._name = counter, leave, name
        self._repaint, self._ring = repaint, ring
        self._chosen = Chosen()
        desk = OrderDesk(
            counter,
            leave,
            self._chosen,
            name,
            confirm,
            ask,
            repaint,
            say,
            print_out,
            sentence,
            post,
        )
        self._desk = desk
        self._preparing, self._handing = PrepareDesk(desk), HandDesk(desk, sell, exact)
        self._group: Group | None = None
        self._only: Only | None = None
        self._rows = QueueRows(self._desk.device)
        self._view: tuple[tuple[object, ...], PickupsView] | None = None
        """As it was, and all that it hangs on."""
        self._words = ""
        self._known: frozenset[str] | None = None
        """What was to be prepared when we last looked."""

    # what to show
    def view(self) -> PickupsView:
        """The same as before as long as nothing moved: bar, commits and central's word all have
        the screen look again, several times a scan."""
        now, chosen = self._counter.till.now().replace(microsecond=0), self._chosen
        stands = (
            self._counter.pickups.turn(),
            now,
            written.language(),
            (self._group, self._only, self._words),
            (chosen.number, chosen.who, tuple(chosen.refused.items())),
            self._heard(),
            self._counter.till.session.may(Permission.FIGURES),
        )
        if self._view is None or self._view[0] != stands:
            if self._view is not None and self._view[0][2] != stands[2]:
                self._rows = QueueRows(self._desk.device)
            self._view = stands, self._made()
        return self._view[1]

    def _made(self) -> PickupsView:
        counter = self._counter
        queue = counter.pickups.queue()
        shown = narrowed(of_group(queue, self._group), self._only)
        if self._words:
            shown = [counter.pickups.waiting(f) for f in counter.pickups.search(self._words)]
        heard, tone = self._heard()
        return pickups_view(
            shown,
            counts(queue),
            self._group,
            self._order(),
            heard,
            self._rows.rows,
            only=self._only,
            found=bool(self._words),
            heard_tone=tone,
            figures=counter.till.session.may(Permission.FIGURES),
        )

    def _order(self) -> OrderView | None:
        f = self._chosen_order()
        if f is None:
            return None
        now = self._counter.till.now()
        standing = Standing(
            now,
            self._name,
            self._desk.device,
            self._chosen.who.shown is Shown.CODE,
            self._desk.mine(f),
            self._chosen.refused,
            self._counter.pickups.together(f),
            self._counter.till.config.demo,
        )
        return order_view(f, standing)

    def _chosen_order(self) -> Fulfilment | None:
        return self._counter.pickups.order(self._chosen.number) if self._chosen.number else None

    def chip(self) -> ChipView | None:
        """How many orders are to be prepared, as loud as the most urgent is; None without any."""
        queue = of_group(self._counter.pickups.queue(), Group.TO_PREPARE)
        self._listen(queue)
        if not queue:
            return None
        tone = {Haste.CALM: "accent", Haste.SOON: "warning", Haste.LATE: "negative"}
        words = fill(tr("Recogidas %1"), len(queue))
        # Whose customer is here comes first in the queue, late or not.
        haste = max((one.haste for one in queue), key=list(Haste).index)
        late = len([one for one in queue if one.haste is Haste.LATE])
        if late:
            words = fill(tr("Recogidas %1 · %2 tarde"), len(queue), late)
        return ChipView(words, "package", tone[haste], "pickups")

    def _listen(self, queue: list[Waiting]) -> None:
        """Ring for what was not there before."""
        there = frozenset(one.order.order.number for one in queue)
        if self._known is not None and there - self._known:
            self._ring()
        self._known = there

    def _heard(self) -> tuple[str, str]:
        heard, now = self._counter.line.heard("store:"), self._counter.till.now()
        if heard is None:
            return "", "muted"
        tone = "warning" if now - heard > OLD_NEWS else "muted"
        return fill(tr("oído a central %1"), written.age(heard, now)), tone

    # what is chosen
    def choose(self, number: str) -> None:
        self._desk.look_at(number)
        self._repaint()

    def show(self, group: str) -> None:
        self._group = None if self._group == group else Group(group)
        self._repaint()

    def narrow(self, only: str) -> None:
        self._only = None if self._only == only else Only(only)
        self._repaint()

    def only(self, what: str) -> None:
        """What somebody comes from the Attention screen for: `late` or `ready`."""
        self._group = Group.ON_SHELF if what == "ready" else None
        self._only = Only.LATE if what == "late" else None
        self._words = ""

    def seek(self, words: str) -> None:
        self._words = words.strip()
        self._repaint()

    def everywhere(self, words: str) -> None:
        self._find(words)

    # what is scanned
    def scan(self, code: str, host: PanelHost) -> bool:
        """An order's QR opens it; a parcel goes to its shelf, or out of it; a product is picked
        for the order prepared here that wants it. Raises BadOrderCode, OrderElsewhere,
        NotOfOrder, NotInWave, ParcelGone..."""
        found: list[Fulfilment] = []
        if not self._leave(lambda: found.extend(self._taken(code))):
            return True
        if found:
            self._shown(found[0], Shown.CODE)
            return True
        parcel = self._counter.handing.parcel(code)
        if parcel is not None:
            self._handing.scanned(code, parcel.order, parcel.parcel, host)
            return True
        if (customer := with_card(self._counter.till, code)) is not None:
            return self._of_customer(customer.uuid)
        return self._product(code, host)

    def _product(self, code: str, host: PanelHost) -> bool:
        """For the order in sight, or another that this device prepares and that wants it, which
        is opened; never for a sale. Raises NotInWave, NotOfOrder, AllPicked, BadCode."""
        if not isinstance(meaning(code), ProductCode):
            return False
        try:
            if self._chosen_order() is not None and self._preparing.scanned(code, host):
                return True
        except (NotOfOrder, AllPicked) as refusal:
            if (number := self._counter.waves.wants(code)) is None:
                raise refusal from None
        else:
            number = self._counter.waves.need(code)
        self._chosen.choose(number)
        self._preparing.scanned(code, host)
        self._repaint()
        return True

    def _shown(self, f: Fulfilment, shown: Shown) -> None:
        """Somebody is at the counter with it."""
        self._chosen.choose(f.order.number, Collector(shown))
        self._counter.handing.presented(f.order.number, shown)
        self._repaint()

    def _of_customer(self, uuid: str) -> bool:
        """A loyalty card opens its customer's order, the first promised; without one, the card
        means what it always means."""
        theirs = self._counter.pickups.of_customer(uuid)
        if not theirs:
            return False
        self._shown(theirs[0], Shown.CARD)
        return True

    @staticmethod
    def is_one(code: str) -> bool:
        """Whether a code is an order's QR or a parcel's label, good or not."""
        return is_signed(code)

    def _taken(self, code: str) -> list[Fulfilment]:
        f = self._counter.order_codes.scanned(code)
        return [f] if f is not None else []

    # what is touched
    def act(self, does: str, host: PanelHost) -> None:
        """A button of the chosen order; of some, a colon and what it is about stand behind it."""
        what, _, about = does.partition(":")
        match what:
            case "next":
                self._handing.carry_on(about)
            case "settle":
                self._counter.handing.settle(self._chosen.number, about)
            case "scan":
                self._pretend(about, host)
            case _:
                (self._preparing.acts() | self._handing.acts())[what](host)
        self._repaint()

    def touch(self, line: int, host: PanelHost) -> None:
        """A line of the chosen order: what may be done with it."""
        f = self._desk.order()
        one = self._desk.line(line)
        steps = line_steps(f, one, self._chosen.refused, started_here=self._desk.mine(f))
        on_line = self._preparing.on_line() | self._handing.on_line()

        def chosen(does: str) -> None:
            on_line[does](host, line)
            self._repaint()

        if steps:
            self._desk.choose_word(host, one.name, steps, chosen)

    def _pretend(self, parcel: str, host: PanelHost) -> None:
        """A demo has no scanner: the code that would be scanned, of a parcel or of the order."""
        codes = self._counter.order_codes
        f = self._desk.order()
        if not parcel:
            self.scan(codes.of_order(f), host)
            return
        labels = {label.id: text for label, text in codes.labels(f)}
        self.scan(labels.get(parcel, parcel), host)

    # what a start asks
    def unanswered(self) -> list[Scanned]:
        """Parcels that are out of their shelves and of which nobody has said what became."""
        return self._counter.handing.unanswered()

    def ask_unanswered(self, host: PanelHost) -> None:
        """¿Se entregó? One question after the other, until none is left."""
        found = self.unanswered()
        if not found:
            host.close_panel()
            return
        one = found[0]
        self._chosen.choose(one.order.order.number)

        def given() -> None:
            host.close_panel()
            home = one.order.order.delivery is Delivery.HOME
            self.act("carrier" if home else "handover" if one.order.order.paid else "pay", host)

        def kept() -> None:
            self._handing.back_all()
            self.ask_unanswered(host)
            self._repaint()

        host.open(UnansweredPanel(one.order, self._counter.till.now(), given, kept))
        self._repaint()

    def changed(self, topics: Changes) -> None:
        """After a commit: whoever was not wanted what is over is no more."""
        if Topic.ORDERS in topics and self._chosen.refused:
            f = self._chosen_order()
            if f is None or f.state in DONE:
                self._chosen.refused = {}
