"""Strays: parcels that came and that nobody here knows, as we and the shop's others stated them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, text

from app.changes import Topic
from app.domain.facts import FactType
from app.storage import journal
from app.storage.database import Reader, Write
from app.storage.fact_index import FactIndex
from app.storage.tables import stray_facts as t

_TOLD = text("SELECT code, place, since, ended FROM stray ORDER BY since, code")
_STATED = FactIndex(t, "code", Topic.STOCK, 6)
KINDS = (FactType.STRAY_SHELVED, FactType.STRAY_ENDED)


@dataclass(frozen=True, slots=True)
class Stray:
    """It waits at `place` to be identified. `ours`: this device shelved it."""

    code: str
    place: str
    since: datetime
    ours: bool = False


def waiting(connection: Reader | Write, mirror: Connection) -> list[Stray]:
    """The oldest first. Of what is said of one parcel, the later holds."""
    found: dict[str, Stray] = {}
    ended: dict[str, bool] = {}
    for row in mirror.execute(_TOLD):
        found[row.code] = Stray(row.code, row.place, datetime.fromisoformat(row.since))
        ended[row.code] = bool(row.ended)
    for fact in _STATED.every(connection):
        code, at = fact.body["code"], journal.local_time(fact)
        before = found.get(code)
        if fact.type == FactType.STRAY_ENDED:
            ended[code] = ended.get(code, True) or before is None or at >= before.since
        elif before and at == before.since:
            found[code] = replace(before, ours=True)
        elif before is None or at > before.since:
            since = at if before is None or ended[code] else before.since
            found[code], ended[code] = Stray(code, fact.body["place"], since, ours=True), False
    here = [stray for code, stray in found.items() if not ended[code]]
    return sorted(here, key=lambda one: (one.since, one.code))


# what we state
add = _STATED.add
index = _STATED.rows
