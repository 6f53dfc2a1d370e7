"""What may go wrong, and which of it does in one seed."""

from __future__ import annotations

import random
from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    # of the line
    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"
    REPEATED = "repeated later"
    REORDERED = "reordered"
    SLOW = "slow"
    PARTITION = "a shop cut off"
    OUTAGE = "outage"
    # of central
    SERVER_CRASH = "central crashes"
    LATE_PRICES = "prices commit late"
    SERVER_RESTORED = "central restored"
    STORM = "429 and 503"
    SERVER_FULL = "central's disk full"
    TRIMMED = "feeds trimmed"
    EMPTIED = "most of the catalogue taken away"
    # of a till
    TILL_CRASH = "till crashes"
    DISK_RESTORED = "till's disk restored"
    CLONED = "till cloned"
    BROUGHT_BACK = "till brought back from a backup"
    CLOCK_JUMP = "clock jumps"
    NEWER = "newer and older programs"
    POISON = "poison"
    DISK_FULL = "till's disk full"
    REVOKED = "revoked"


# After two of these at once something is gone that no program can bring back: what a till forgot
# with its disk, central forgot with its own.
_ALONE = (Fault.SERVER_RESTORED, Fault.DISK_RESTORED, Fault.CLONED, Fault.BROUGHT_BACK)


class Swarm:
    """A random half of the faults. `struck` counts what came of them."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        enabled = {fault for fault in Fault if dice.random() < 0.5}
        kept = dice.choice(_ALONE)
        self.enabled = frozenset(enabled - {fault for fault in _ALONE if fault is not kept})
        self.struck: Counter[Fault] = Counter()
        self.calm = False
        """Healed: nothing strikes any more."""

    def strikes(self, fault: Fault, likely: float = 1.0) -> bool:
        if self.calm or fault not in self.enabled or self._dice.random() >= likely:
            return False
        self.struck[fault] += 1
        return True
