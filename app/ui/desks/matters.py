"""The attention screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.errors import ClockBlocked, ShopError
from app.domain.staff import Permission
from app.services.attention import InterruptedPrint, Matter, UnknownCard, UnknownCode
from app.services.counter import Counter
from app.ui.desks.cards import Cards
from app.ui.leave import Leave
from app.ui.screens.attention_view import attention_view
from app.ui.screens.matter_view import MatterView
from app.ui.words import tr


class AttentionDesk:
    def __init__(
        self,
        counter: Counter,
        cards: Cards,
        leave: Leave,
        print_out: Callable[[], object],
        resume: Callable[[], object],
        say: Callable[[ShopError], str],
        open_order: Callable[[str, str], object],
        open_queue: Callable[[str], object],
        give_back: Callable[[str], object] = lambda _document: None,
    ) -> None:
        """`give_back`: open the return of that document."""
        self._give_back = give_back
        self._counter, self._cards, self._leave = counter, cards, leave
        self._print_out, self._resume, self._say = print_out, resume, say
        self._open_order, self._open_queue = open_order, open_queue

    def view(self) -> tuple[MatterView, ...]:
        return attention_view(
            self._counter.attention.matters(),
            self._counter.till.now(),
            expected=self._counter.drawer.sees_expected(),
            say=self._say,
        )

    def waiting(self) -> int:
        """How many matters; an unknown code has its strip on the ticket and is not counted."""
        matters = self._counter.attention.matters()
        return sum(1 for matter in matters if not isinstance(matter, UnknownCode))

    def act(self, does: str, key: str) -> None:
        what = key.partition(":")[2]
        if key.startswith("order:"):
            number, _, trouble = what.rpartition("/")  # a stray's own code may have others
            self._of_order(does, number, trouble)
        elif key.startswith("parcel:"):
            self._of_order(does, *what.split("/", 1))
        elif does in ("print", "again", "out"):
            self._paper(does, what)
        else:
            self._others()[does](what)

    def _others(self) -> dict[str, Callable[[str], object]]:
        """By what a button does, of what its key says."""
        counter = self._counter
        return {
            "look": self._look,
            "was-charged": lambda reference: self._tell(reference, charged=True),
            "not-charged": lambda reference: self._tell(reference, charged=False),
            "give-back": self._give_back,
            "finish": lambda _: self._resume(),
            "forget": counter.register.forget_unknown,
            "accept": lambda shift: self._leave(lambda: counter.drawer.accept(int(shift))),
            "terminal-seen": lambda shift: self._leave(
                lambda: counter.terminal_totals.seen(int(shift))
            ),
            "backup": lambda _: counter.backups.make(counter.till.now()),
            "clock": lambda _: self._allow_clock(),
            "stop-labels": lambda _: counter.label_list.stop(),
            "let": lambda alarm: self._leave(lambda: self._let(alarm)),
        }

    def _of_order(self, does: str, number: str, about: str) -> None:
        """`about`: the parcel, or the trouble."""
        if does in ("given", "kept"):
            self._parcel(does, number, about)
        elif does in ("late", "ready"):
            self._open_queue(does)
        else:
            self._order(does, number, about)

    def _paper(self, does: str, what: str) -> None:
        if does == "print":
            self._print_out()
        else:
            self._settle_print(int(what), came_out=does == "out")

    def _order(self, does: str, number: str, trouble: str) -> None:
        """Settle a matter of an order here, or where it is seen whole."""
        handing = self._counter.handing
        match does:
            case "settled":
                handing.settle(number, trouble)
            case "refund":
                self._counter.order_money.settle_later(number)
                self._print_out()
            case "agree":
                handing.agree(number)
                self._print_out()
            case "identify":
                self._counter.goods.unloading.identify(number)
            case "send-back":
                self._counter.goods.unloading.send_back(number)
            case "expire":
                handing.expire(number, self._counter.line.heard("store:"))
                self._print_out()
            case _:
                self._open_order(number, does if does == "ask" else "")

    def _parcel(self, does: str, number: str, parcel: str) -> None:
        """Of one that was scanned out: whoever says that it was handed over says how."""
        if does == "given":
            self._open_order(number, "")
        else:
            self._counter.handing.back(number, parcel)

    def _allow_clock(self) -> None:
        wrong = self._counter.timekeeper.wrong()
        if wrong is not None:
            self._leave.clock(ClockBlocked(by=wrong.by, fault=wrong.fault))

    def _let(self, key: str) -> None:
        self._counter.till.session.need(Permission.SETTINGS)
        self._counter.line.settle(key)

    def _matters(self) -> list[Matter]:
        return self._counter.attention.matters()

    def _look(self, reference: str) -> None:
        for matter in self._matters():
            if isinstance(matter, UnknownCard) and matter.attempt.reference == reference:
                self._cards.look_up(matter.attempt, lambda _answered: None)

    def _tell(self, reference: str, *, charged: bool) -> None:
        """A manager says what became of it: the terminal is dead, and its slip is there or not."""
        checkout = self._counter.checkout
        words = tr("Si el justificante del datáfono dice que se cobró, da como motivo su número.")
        if not charged:
            words = tr("Si el cliente no tiene justificante ni cargo, di cómo se ha comprobado.")
        for attempt in checkout.pending():
            if attempt.reference == reference:
                self._leave.reasoned(words, partial(checkout.say, attempt, charged=charged))

    def _settle_print(self, number: int, *, came_out: bool) -> None:
        """What became of an interrupted job, as a person saw it."""
        for matter in self._matters():
            if isinstance(matter, InterruptedPrint) and matter.job.id == number:
                if came_out:
                    self._counter.printing.came_out(matter.job)
                else:
                    self._counter.printing.print_again(matter.job)
                    self._print_out()
