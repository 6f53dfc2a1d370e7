"""The figures of click & collect, of what this till has heard of and stated itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from app.domain.fulfilment import Fulfilment
from app.domain.money import Money, total
from app.domain.pickup_figures import PickupFigures, pickup_figures
from app.domain.staff import Permission
from app.services.till import Till
from app.storage import documents, orders


class PickupReports:
    def __init__(self, till: Till) -> None:
        self._till = till

    def of_days(self, days: int) -> PickupFigures:
        """Today and the days before it, `days` together. Raises NotAllowed."""
        self._till.session.need(Permission.FIGURES)
        now = self._till.now()
        first = now.date() - timedelta(days=days - 1)
        begins = datetime.combine(first, time(), now.tzinfo)
        ends = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        found = self._orders(begins, ends)
        return pickup_figures(found, self._attached(found), first, now.date(), now)

    def _orders(self, begins: datetime, ends: datetime) -> list[Fulfilment]:
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            rows = orders.promised(mirror, begins, ends)
            numbers = {*rows, *orders.touched(connection, begins)}
            folds = self._till.folds
            found = (
                orders.folded(folds, connection, rows.get(one) or orders.row_of(mirror, one), one)
                for one in sorted(numbers)
            )
            return [f for f in found if f is not None]

    def _attached(self, found: Iterable[Fulfilment]) -> dict[str, Money]:
        """By our documents that handed an order over, what was on them besides it."""
        numbers = {one.said.document for f in found for one in f.hand_overs if one.said.document}
        with self._till.db.read() as connection:
            issued = documents.of_numbers(connection, numbers)
        return {
            one.number: total(line.total for line in one.lines if not line.listed.order)
            for one in issued
        }
