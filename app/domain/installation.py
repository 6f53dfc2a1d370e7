"""Whose number an installation has: numbers only grow in one folder, life after life.

1..26              a stand-alone till's own, by the letter of its series
FIRST_OF_CENTRAL   given by a central
FIRST_OF_RESTORED  chosen by a till of a chain that was restored, until it enrols again
"""

from __future__ import annotations

from enum import StrEnum


class DeviceKind(StrEnum):
    """What an installation is, from its enrolment on."""

    TILL = "till"
    STOCK = "stock"
    """The picker's tablet: own journal and keys, no drawer, no series (retail-rules 11)."""


FIRST_OF_CENTRAL = 1001
"""Smaller numbers are never heard by a central."""
FIRST_OF_RESTORED = 10**14
"""No central gives so many; what was stated under such a number is sent by the life after it."""
CHOICES = 100_000
"""Numbers for those who are restored in one second."""


def number_of_restored(newest: int, at: int, dice: int) -> int:
    """The number of a life that no central knows yet, beyond `newest` of its folder.

    `at`: seconds since 1970; `dice`: from 0 to CHOICES - 1.
    """
    return max(FIRST_OF_RESTORED + at * CHOICES, newest + 1) + dice
