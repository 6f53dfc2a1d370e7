"""Reconciling the pickup shelves when a shift closes: what was found is a fact, and a paper."""

from __future__ import annotations

from collections.abc import Collection

from app.domain import shelf_check
from app.domain.errors import BadOrderCode, UnknownOrder
from app.domain.facts import FactType
from app.domain.paper_kind import PaperKind
from app.domain.shelf_check import ShelfCheck, ShelfParcel
from app.domain.staff import Permission
from app.services.folded import FoldedOrders
from app.services.handing import Handing
from app.services.kept import Kept
from app.services.order_papers import OF, SHELF
from app.services.till import Till
from app.storage import journal, prints, shifts, state

LAST = "shelf_check"
"""Where the till remembers its newest check: installation/number of the fact."""


class ShelfChecks:
    def __init__(self, till: Till, folded: FoldedOrders, handing: Handing) -> None:
        self._till, self._folded, self._handing = till, folded, handing
        self._last = Kept(till, self.last)

    def expected(self) -> tuple[ShelfParcel, ...]:
        """What should be on the shelves now."""
        return shelf_check.expected(self._folded.waiting(), self._till.now())

    def out(self) -> tuple[ShelfParcel, ...]:
        """What was taken out of its shelf, by whatever device, and neither handed over nor put
        back."""
        return shelf_check.out(self._folded.waiting(), self._till.now())

    def parcel(self, code: str) -> str:
        """The parcel whose label or announced code was scanned; "" for any other code."""
        try:
            found = self._handing.parcel(code)
        except (BadOrderCode, UnknownOrder):
            return ""
        return found.parcel if found is not None else ""

    def check(self, seen: Collection[str], skipped: str = "") -> ShelfCheck:
        """State what was found, with its paper; nothing is moved by it. Raises NotAllowed."""
        self._till.session.need(Permission.PICKUPS)
        with self._till.act() as act:
            shift = shifts.open_one(act.tx)
            made = shelf_check.checked(shift.id if shift else 0, self.expected(), seen, skipped)
            fact = act.state(FactType.SHELF_CHECKED, shelf_check.body(made))
            state.put(act.tx, LAST, f"{fact.installation}/{fact.seq}")
            job = f"Z{made.shift}{OF}{SHELF}{fact.seq}"
            prints.queue(act.tx, PaperKind.SHELVES, job, copy=True, at=act.at)
        return made

    def last(self) -> ShelfCheck | None:
        """The newest, whose people have no names; None before the first."""
        with self._till.db.read() as connection:
            place = state.get(connection, LAST)
            if place is None:
                return None
            installation, seq = map(int, place.split("/"))
            return shelf_check.check_from(journal.one(connection, installation, seq).body)

    def done_in(self, shift: int) -> bool:
        """Whether somebody looked, or said why not, in that shift."""
        last = self.last()
        return last is not None and last.shift == shift

    def lost(self) -> list[ShelfParcel]:
        """What the newest check did not find and nothing has been heard of since."""
        last = self._last()
        if last is None or not last.missing:
            return []
        missing = set(last.missing)
        return [one for one in self.expected() if one.id in missing]
