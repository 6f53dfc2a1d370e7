"""The attention screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import ClockBlocked, ShopError
from app.domain.staff import Permission
from app.services.attention import InterruptedPrint, Matter, UnknownCard, UnknownCode
from app.services.counter import Counter
from app.ui.desks.cards import Cards
from app.ui.leave import Leave
from app.ui.screens.attention_view import MatterView, attention_view


class AttentionDesk:
    def __init__(
        self,
        counter: Counter,
        cards: Cards,
        leave: Leave,
        print_out: Callable[[], object],
        resume: Callable[[], object],
        say: Callable[[ShopError], str],
        open_order: Callable[[str], object],
    ) -> None:
        self._counter, self._cards, self._leave = counter, cards, leave
        self._print_out, self._resume, self._say = print_out, resume, say
        self._open_order = open_order

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
        match does:
            case "look":
                self._look(what)
            case "finish":
                self._resume()
            case "print" | "again" | "out":
                self._paper(does, what)
            case "forget":
                self._counter.register.forget_unknown(what)
            case "given" | "kept":
                self._parcel(does, *what.split("/", 1))
            case "accept":
                self._leave(lambda: self._counter.drawer.accept(int(what)))
            case "backup":
                self._counter.backups.make(self._counter.till.now())
            case "clock":
                self._allow_clock()
            case "let":
                self._leave(lambda: self._let(what))
            case _:
                raise ValueError(does)

    def _paper(self, does: str, what: str) -> None:
        if does == "print":
            self._print_out()
        else:
            self._settle_print(int(what), came_out=does == "out")

    def _parcel(self, does: str, number: str, parcel: str) -> None:
        """Of one that was scanned out: whoever says that it was handed over says how."""
        if does == "given":
            self._open_order(number)
        else:
            self._counter.handing.keep(number, parcel)

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

    def _settle_print(self, number: int, *, came_out: bool) -> None:
        """What became of an interrupted job, as a person saw it."""
        for matter in self._matters():
            if isinstance(matter, InterruptedPrint) and matter.job.id == number:
                if came_out:
                    self._counter.printing.came_out(matter.job)
                else:
                    self._counter.printing.print_again(matter.job)
                    self._print_out()
