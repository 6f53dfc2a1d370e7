"""The card terminal's totals of a closed shift against the till's own."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.attempt import Attempt, AttemptKind, AttemptState
from app.domain.money import Money, total
from app.domain.staff import Permission
from app.services.till import Till
from app.storage import terminal_totals
from app.storage.terminal_totals import Compared
from hardware.devices import PaymentTerminal


@dataclass(frozen=True, slots=True)
class ToCompare:
    """A closed shift: what the terminal is asked for, and what it should say."""

    shift: int
    groups: tuple[str, ...]
    ours: Money


class TerminalTotals:
    def __init__(self, till: Till) -> None:
        self._till = till

    def waiting(self) -> list[ToCompare]:
        """Closed shifts whose card payments are all known and were not compared yet."""
        with self._till.db.read() as connection:
            found = terminal_totals.waiting(connection)
        return [
            ToCompare(shift, tuple(sorted({one.group for one in of})), _ours(of))
            for shift, of in found.items()
            if not any(one.state.open for one in of)
        ]

    @staticmethod
    def ask(terminal: PaymentTerminal, about: ToCompare) -> Money | None:
        """What the terminal booked; None when it does not say. Needs no database."""
        said = [terminal.totals(group) for group in about.groups]
        sums = [Money(one.taken - one.given) for one in said if one is not None]
        return total(sums) if len(sums) == len(said) else None

    def compare(self, about: ToCompare, theirs: Money | None) -> Compared | None:
        """Write down what it said; None while it has said nothing: it is asked again."""
        if theirs is None:
            return None
        compared = Compared(about.shift, about.ours, theirs, seen=theirs == about.ours)
        with self._till.act() as act:
            terminal_totals.save(act.tx, compared)
        return compared

    def settle(self, terminal: PaymentTerminal) -> list[Compared]:
        """Ask and compare all that waits, for who has no window to keep alive."""
        said = [self.compare(one, self.ask(terminal, one)) for one in self.waiting()]
        return [one for one in said if one is not None]

    def differing(self) -> list[Compared]:
        """Those that nobody has looked at."""
        with self._till.db.read() as connection:
            return terminal_totals.unseen(connection)

    def seen(self, shift: int) -> None:
        """A manager has looked into it. Raises NotAllowed."""
        self._till.session.need(Permission.ACCEPT_DIFFERENCE)
        with self._till.act() as act:
            terminal_totals.seen(act.tx, shift)


def _ours(attempts: list[Attempt]) -> Money:
    done = [one for one in attempts if one.state is AttemptState.APPROVED]
    return total(one.taken if one.kind is AttemptKind.SALE else -one.taken for one in done)
