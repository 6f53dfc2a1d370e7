"""A manager's leave to take money although the clock is wrong, and the fact that states it."""

from __future__ import annotations

from app.changes import Topic
from app.domain.facts import Fact
from app.domain.skew import Fault
from app.storage import state
from app.storage.database import Reader, Write

_NAME = "clock_allowed"


def find(connection: Reader | Write) -> tuple[Fault, tuple[int, int]] | None:
    """What the till may take money in spite of, by which fact; None: nobody allowed anything."""
    kept = state.get(connection, _NAME)
    if kept is None:
        return None
    fault, installation, seq = kept.split()
    return Fault(fault), (int(installation), int(seq))


def put(tx: Write, fault: Fault, fact: Fact) -> None:
    tx.changed(Topic.ATTENTION)
    state.put(tx, _NAME, f"{fault.value} {fact.installation} {fact.seq}")


def forget(tx: Write) -> None:
    tx.changed(Topic.ATTENTION)
    state.forget(tx, _NAME)
