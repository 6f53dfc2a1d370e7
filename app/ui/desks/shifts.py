"""The shift screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.cash import MoveKind, place_named
from app.domain.money import Money, parse_money
from app.domain.shelf_check import ShelfParcel
from app.domain.shift import Count
from app.domain.tender import TenderKind
from app.services.counter import Counter
from app.services.drawer import Closed
from app.ui import format as written
from app.ui.leave import Leave
from app.ui.screens.shelf_page import ShelfRow, ShelfView
from app.ui.screens.shelf_view import shelf_facts
from app.ui.screens.shift_view import (
    NoShiftView,
    ShiftView,
    closed_rows,
    closed_view,
    report_view,
    shift_view,
)
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


class ShiftDesk:
    """Serves `ShiftActions`; keeps the Z of the shift that this window closed."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        name: Callable[[str], str],
        repaint: Callable[[], object],
        confirm: Callable[[str, str, str], bool],
        print_out: Callable[[], object],
        compare: Callable[[], object],
    ) -> None:
        self._counter, self._drawer = counter, counter.drawer
        self._leave, self._name, self._repaint = leave, name, repaint
        self._confirm, self._print_out = confirm, print_out
        self._compare = compare
        self._closed: Closed | None = None
        self._seen: list[str] = []
        """Parcels that were scanned or touched on the pickup shelves."""

    def view(self) -> NoShiftView | ShiftView:
        expected = self._drawer.sees_expected()
        if self._drawer.current() is None:
            check = self._counter.shelf_checks.last() if self._closed else None
            return closed_view(
                self._closed,
                name=self._name,
                expected=expected,
                left=self._drawer.left(),
                shelves=shelf_facts(check),
            )
        report = self._drawer.report()
        return shift_view(
            report,
            self._drawer.unfinished(),
            who=self._name(report.shift.opened_by),
            now=self._counter.till.now(),
            expected=expected,
            counted=self._counter.till.tenders.counted(),
            names=self._counter.other_ways.names(),
        )

    def open_counted(self, pieces: tuple[tuple[Money, int], ...]) -> bool:
        """With the float that these pieces come to."""
        if not pieces:
            return self.open("")
        count = Count(pieces)
        return self._opened(lambda: self._drawer.open(count.cash, count))

    def open(self, amount: str) -> bool:
        """`amount`: the float; nothing typed is asked about, or a stray Intro opens with none."""
        typed = amount.strip(" ,.")
        words = tr("No has escrito el fondo: el cajón empezaría con 0,00 €.")
        if not typed and not self._confirm(tr("¿Abrir sin fondo?"), words, tr("Abrir sin fondo")):
            return False
        money = parse_money(amount if typed else "0")
        return self._opened(lambda: self._drawer.open(money))

    def _opened(self, do: Callable[[], object]) -> bool:
        opened = self._leave.despite_clock(do)
        self._closed = None if opened else self._closed
        return opened

    def cash_in(self, amount: str, why: str) -> None:
        self._drawer.move(MoveKind.IN, parse_money(amount), why)

    def cash_out(self, amount: str, why: str) -> None:
        self._drawer.move(MoveKind.OUT, parse_money(amount), why)

    def drop(self, amount: str, bag: str) -> None:
        self._drawer.move(MoveKind.DROP, parse_money(amount), bag=bag)

    def move(self, source: str, to: str, amount: str, why: str, bag: str) -> None:
        route, money = (place_named(source), place_named(to)), parse_money(amount)
        self._leave(lambda: self._counter.cash.move(*route, money, why, bag))

    def bags(self) -> tuple[str, ...]:
        return tuple(bag.number for bag in self._counter.cash.bags())

    def deposit(self, bags: str, slip: str) -> None:
        """`bags`: their numbers; of another till's `number=amount`."""
        parted = [word.partition("=") for word in bags.split()]
        asked = [(number, parse_money(worth) if eq else None) for number, eq, worth in parted]
        self._leave(lambda: self._counter.cash.deposit(asked, slip))

    def open_drawer(self, why: str) -> None:
        self._leave(lambda: self._drawer.kick(why))

    def x(self) -> tuple[FactView, ...]:
        return report_view(
            self._drawer.report(), name=self._name, expected=self._drawer.sees_expected()
        )

    # X and Z on paper
    def print_x(self) -> None:
        if self._leave(self._counter.shift_papers.x):
            self._print_out()

    def closed(self) -> tuple[RowView, ...]:
        return closed_rows(self._counter.shift_papers.closed(), self._name)

    def print_z(self, shift: str) -> None:
        self._counter.shift_papers.z(int(shift))
        self._print_out()

    # the pickup shelves
    def shelf(self) -> ShelfView | None:
        shift, checks = self._drawer.current(), self._counter.shelf_checks
        if shift is None or checks.done_in(shift.id):
            return None
        parcels = checks.expected()
        known = {one.id for one in parcels}
        rows = tuple(
            ShelfRow(one.id, one.place, f"{one.order} · {one.name}", _note(one),
                     one.id in self._seen)
            for one in parcels
        )  # fmt: skip
        surplus = tuple(name for name in self._seen if name not in known)
        out = tuple(f"{one.order} · {one.name}" for one in checks.out())
        return ShelfView(rows, surplus, out) if rows or surplus or out else None

    def shelf_seen(self, parcel: str) -> None:
        if parcel in self._seen:
            self._seen.remove(parcel)
        else:
            self._seen.append(parcel)

    def shelf_scan(self, code: str) -> bool:
        parcel = self._counter.shelf_checks.parcel(code)
        if parcel and parcel not in self._seen:
            self._seen.append(parcel)
        return bool(parcel)

    def shelf_done(self) -> None:
        self._counter.shelf_checks.check(self._seen)
        self._seen = []

    def shelf_skip(self, why: str) -> None:
        self._counter.shelf_checks.check((), why)
        self._seen = []

    def close(
        self,
        pieces: tuple[tuple[Money, int], ...],
        by_hand: str,
        stays: str,
        bag: str,
        totals: Mapping[str, str],
    ) -> None:
        others = {TenderKind(code): parse_money(text) for code, text in totals.items() if text}
        count = Count(pieces, parse_money(by_hand) if by_hand else None, tuple(others.items()))
        words = fill(tr("Has contado %1. Un turno cerrado no se vuelve a abrir."),
                     written.money(count.cash))  # fmt: skip
        if not self._confirm(tr("Cerrar turno"), words, tr("Cerrar turno")):
            return
        self._drawer.count(count)
        # Closing is never blocked: no more can stay than there is.
        self._closed = self._drawer.close(min(parse_money(stays or "0"), count.cash), bag)
        self._repaint()
        self._compare()  # with the card terminal, which may take its time
        self._print_out()  # the Z, and of the pickup shelves; trouble with it undoes nothing


def _note(parcel: ShelfParcel) -> str:
    if parcel.past:
        return tr("ya no se guarda")
    return tr("sin recoger") if parcel.uncollected else ""
