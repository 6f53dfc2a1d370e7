"""The side of the services of the screen of limits."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.errors import BadDiscount
from app.domain.money import parse_money
from app.domain.number import read_decimal
from app.domain.role_limits import LIMITED, Measure, cents
from app.domain.staff import Permission, Role
from app.services.counter import Counter
from app.ui.leave import Leave
from app.ui.screens.limits_view import UP_TO, LimitRow, limit_of, limits_view


class LimitsDesk:
    """Serves `LimitActions`."""

    def __init__(self, counter: Counter, leave: Leave, repaint: Callable[[], object]) -> None:
        self._counter, self._leave, self._repaint = counter, leave, repaint

    def view(self) -> tuple[LimitRow, ...]:
        return limits_view(self._counter.till.role_limits())

    def limit(self, role: Role, permission: Permission, how: str, value: str) -> None:
        """Raises BadDiscount, BadAmount for what is no limit."""
        size = _size(LIMITED[permission], value) if how == UP_TO else Decimal(0)
        limit = limit_of(how, size)
        self._leave(lambda: self._counter.settings.limit(role, permission, limit))
        self._repaint()

    def two(self, permission: Permission, *, two: bool) -> None:
        self._leave(lambda: self._counter.settings.four_eyes(permission, two=two))
        self._repaint()


def _size(measure: Measure, typed: str) -> Decimal:
    if measure is Measure.CENTS:
        return cents(parse_money(typed))
    found = read_decimal(typed, 2)
    if found is None or found > 100:
        raise BadDiscount(most=None)
    return found
