"""How far two clocks may be apart before somebody has to see to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

SKEW = timedelta(minutes=5)
"""Of a till, of central, and of the newest fact (sync-and-performance 1.2)."""
DAY = timedelta(hours=24)
"""Further apart, a till takes no new money without a manager's leave (the same)."""


class Fault(StrEnum):
    """What a till's clock is known to be wrong by."""

    BEHIND_FACTS = "behind_facts"
    BEHIND_CENTRAL = "behind_central"
    AHEAD_OF_CENTRAL = "ahead_of_central"

    @property
    def behind(self) -> bool:
        """Which way the clock is wrong; set the other way, it is wrong anew."""
        return self is not Fault.AHEAD_OF_CENTRAL


@dataclass(frozen=True, slots=True)
class WrongClock:
    """`by`: how far, never below zero."""

    fault: Fault
    by: timedelta


def faults(behind: timedelta, ahead: timedelta | None) -> dict[Fault, bool | None]:
    """Which of them there are; None: nobody knows now.

    `behind`: how far the machine's clock is behind the newest fact. `ahead`: how far central's is
    ahead of the machine's, when that is known.
    """
    return {
        Fault.BEHIND_FACTS: behind > DAY,
        Fault.BEHIND_CENTRAL: None if ahead is None else ahead > DAY,
        Fault.AHEAD_OF_CENTRAL: None if ahead is None else -ahead > DAY,
    }


def wrong_clock(behind: timedelta, ahead: timedelta | None) -> WrongClock | None:
    """What keeps money from being asked for; as of `faults`. The journal's word is said first: it
    is there with the line down too."""
    for fault, there in faults(behind, ahead).items():
        if there:
            by = behind if fault is Fault.BEHIND_FACTS else abs(ahead or timedelta())
            return WrongClock(fault, by)
    return None
