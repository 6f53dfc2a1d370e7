"""Who changed what at central; what was changed at tills is written here from their facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.facts import canonical
from sync.central import bulk
from sync.central.database import Tx
from sync.central.tables import audit

_NAMED = 50
"""Keys that are named; of more, as imports change them, only the first, the last and how many."""


def note(tx: Tx, who: str, what: str, **details: object) -> None:
    """Say in this transaction that it changes `what`. No personal data: it is never erased."""
    note_each(tx, who, what, [details])


def note_each(tx: Tx, who: str, what: str, details: Sequence[Mapping[str, object]]) -> None:
    """As `note`, of many things that are each worth a row."""
    at = tx.at.isoformat()
    rows = [(at, who, what, canonical(dict(one))) for one in details]
    bulk.add(tx, audit, ["at", "who", "what", "details_json"], rows)


def note_all(tx: Tx, who: str, what: str, keys: Sequence[str]) -> None:
    """Say that things of one kind change; of none, nothing."""
    if not keys:
        return
    named = keys if len(keys) <= _NAMED else [keys[0], keys[-1]]
    note(tx, who, what, keys=list(named), count=len(keys))
