"""Strays: parcels that came and that nobody in the shop knows; its devices hear of each other's."""

from __future__ import annotations

from sqlalchemy import select

from sync.central import bulk
from sync.central.database import Tx
from sync.central.goods_tables import strays as t
from sync.central.outbox import Said
from sync.central.projections.work import Strayed, Trouble, Work
from sync.protocol import PUT, Record

_COLUMNS = tuple(t.c.keys())


def shelved(work: Work, record: Record) -> None:
    """Raises ValueError."""
    code, place = _text(record, "code"), _text(record, "place")
    work.strays.append(Strayed(record.seq, code, place, record.at))


def ended(work: Work, record: Record) -> None:
    """It was identified, or sent back. Raises ValueError."""
    code, how = _text(record, "code"), _text(record, "how")
    work.strays.append(Strayed(record.seq, code, "", record.at, how))


def write(tx: Tx, work: Work) -> list[Trouble]:
    """What is said last of a parcel holds."""
    shop = work.of.shop
    for said in work.strays:
        here = (t.c.shop == shop) & (t.c.code == said.code)
        row = tx.execute(select(t).where(here).with_for_update()).first()
        version = (row.version if row else 0) + 1
        again = not said.ended and (row is None or row.ended)
        since = said.at if again or row is None else row.since
        place = said.place or (row.place if row else "")
        values = (shop, said.code, place, since, said.ended, version)
        bulk.upsert(tx, t, _COLUMNS, [values])
        value = {"place": place, "since": since, "ended": said.ended}
        work.said.append(Said(f"store:{shop}", PUT, "stray", said.code, version, value))
    return []


def _text(record: Record, name: str) -> str:
    found = record.body.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= 200 or "\0" in found:
        raise ValueError(f"{name} {found!r:.60}")
    return found
