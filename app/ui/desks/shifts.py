"""The shift screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.money import Money, parse_money
from app.domain.shift import Count, MoveKind
from app.services.counter import Counter
from app.services.drawer import Closed
from app.ui import format as written
from app.ui.leave import Leave
from app.ui.screens.shift_view import NoShiftView, ShiftView, closed_view, report_view, shift_view
from app.ui.widgets.facts_table import FactView
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
    ) -> None:
        self._counter, self._drawer = counter, counter.drawer
        self._leave, self._name, self._repaint = leave, name, repaint
        self._confirm = confirm
        self._closed: Closed | None = None

    def view(self) -> NoShiftView | ShiftView:
        expected = self._drawer.sees_expected()
        if self._drawer.current() is None:
            return closed_view(self._closed, name=self._name, expected=expected)
        report = self._drawer.report()
        return shift_view(
            report,
            self._drawer.unfinished(),
            who=self._name(report.shift.opened_by),
            now=self._counter.till.now(),
            expected=expected,
        )

    def open(self, amount: str) -> bool:
        opened = self._leave.despite_clock(lambda: self._drawer.open(parse_money(amount)))
        self._closed = None if opened else self._closed
        return opened

    def cash_in(self, amount: str, why: str) -> None:
        self._drawer.move(MoveKind.IN, parse_money(amount), why)

    def cash_out(self, amount: str, why: str) -> None:
        self._drawer.move(MoveKind.OUT, parse_money(amount), why)

    def drop(self, amount: str) -> None:
        self._drawer.move(MoveKind.DROP, parse_money(amount))

    def x(self) -> tuple[FactView, ...]:
        return report_view(
            self._drawer.report(), name=self._name, expected=self._drawer.sees_expected()
        )

    def close(self, pieces: tuple[tuple[Money, int], ...], by_hand: str) -> None:
        count = Count(pieces, parse_money(by_hand) if by_hand else None)
        words = fill(tr("Has contado %1. Un turno cerrado no se vuelve a abrir."),
                     written.money(count.cash))  # fmt: skip
        if not self._confirm(tr("Cerrar turno"), words, tr("Cerrar turno")):
            return
        self._drawer.count(count)
        self._closed = self._drawer.close()
        self._repaint()
