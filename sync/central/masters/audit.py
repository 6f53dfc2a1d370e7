"""Who changed what at central; what was changed at tills is written here from their facts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from app.domain.facts import canonical
from sync.central.database import Tx
from sync.central.tables import audit

_NAMED = 50
"""Keys that are named; of more, as imports change them, only the first, the last and how many."""


def note(tx: Tx, who: str, what: str, **details: object) -> None:
    """Say in this transaction that it changes `what`. No personal data: it is never erased."""
    tx.execute(
        insert(audit).values(
            at=tx.at.isoformat(), who=who, what=what, details_json=canonical(details)
        )
    )


def note_all(tx: Tx, who: str, what: str, keys: Sequence[str]) -> None:
    """Say that things of one kind change; of none, nothing."""
    if not keys:
        return
    named = keys if len(keys) <= _NAMED else [keys[0], keys[-1]]
    note(tx, who, what, keys=list(named), count=len(keys))
