"""Taking what tills state: raw first, exactly once, then what it comes to.

A fact is known by its installation, number, uuid and hash. What has been taken is passed over;
what follows is taken; what contradicts it is a fork, and nothing of that batch is taken. What a
fact comes to never decides whether it is taken: see `projections.facts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update

from sync.central import bulk, exceptions, installations
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.fact_tables import journal_raw
from sync.central.installations import InstallationRow
from sync.central.projections import facts
from sync.central.projections.work import Trouble
from sync.central.tables import chain
from sync.central.tables import installations as installations_table
from sync.protocol import MAX_RECORDS, Ack, Batch, Record, encode, whole
from sync.protocol import Trouble as Told

FORK, POISON = "fork", "poison"
_MOST = 2**53
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Read:
    """A batch held against what is there: what of it is new, and what is wrong with the rest."""

    fresh: list[Record]
    texts: list[str]
    """Of each of those, what is put down."""
    known: bool
    """Whether some of it was there."""
    refusal: Refusal | None = None


def receive(central: Central, installation: int, batch: Batch) -> Ack:
    """Take a batch from `installation`, whose request was checked; its own facts or those of one
    before it in the same till.

    Raises Refusal: bad_request, too_large, unknown_installation, not_yours, epoch, fork, poison,
    busy. Before a `poison` the records ahead of it are taken; `fork` and `poison` leave an alarm.
    """
    if len(batch.records) > MAX_RECORDS:
        raise Refusal("too_large", f"{len(batch.records)} records")
    try:
        with central.write() as tx:
            answer = _received(tx, installation, batch, one_by_one=False)
    except facts.Unwritable:
        with central.write() as tx:
            answer = _received(tx, installation, batch, one_by_one=True)
    if isinstance(answer, Refusal):
        raise answer  # only now: what was found out about it is on disk
    return answer


def _received(tx: Tx, caller: int, batch: Batch, *, one_by_one: bool) -> Ack | Refusal:
    of, apart, epoch = _whose(tx, caller, batch)
    if batch.epoch != epoch:
        raise Refusal("epoch", epoch=epoch)
    found = _read(tx, of, batch.records)
    if found.refusal is not None and found.refusal.kind == FORK:
        _alarm(tx, of, found.refusal)
        return found.refusal
    head = _store(tx, of, found, apart=apart)
    if isinstance(head, Refusal):
        _alarm(tx, of, head)
        return head
    if apart:
        troubles = _put_apart(tx, of, found.fresh)
    else:
        works = [facts.project(record, of, batch.keys) for record in found.fresh]
        troubles = facts.write(tx, works, one_by_one=one_by_one) if works else []
        exceptions.raise_all(tx, troubles)
    if found.refusal is not None:
        _alarm(tx, of, found.refusal)
        return found.refusal
    if found.known:
        first, last = batch.records[0].seq, head[0]
        troubles = exceptions.of_facts(tx.connection, of.number, first, last)
    return Ack(
        epoch=epoch,
        acked_seq=head[0],
        acked_hash=head[1],
        exceptions=[_told(trouble) for trouble in troubles],
        server_time=tx.at.isoformat(timespec="milliseconds"),
    )


def _told(trouble: Trouble) -> Told:
    sentence = exceptions.sentence(trouble)
    return Told(seq=trouble.seq, kind=trouble.kind, sentence=sentence)


_EPOCH = select(chain.c.value).where(chain.c.name == "epoch").scalar_subquery().label("epoch")
_LOCKED = (
    select(installations_table, _EPOCH)
    .where(installations_table.c.number == bindparam("of"))
    .with_for_update(of=installations_table)
)


def _whose(tx: Tx, caller: int, batch: Batch) -> tuple[InstallationRow, bool, str]:
    """The installation that stated these facts, held until the end; whether they are put apart,
    because whoever brings them was revoked; and the epoch."""
    numbers = {record.installation for record in batch.records} or {caller}
    if len(numbers) > 1:
        raise Refusal("bad_request", "facts of several installations")
    if not all(0 < record.seq < _MOST for record in batch.records):
        raise Refusal("bad_request", "a seq out of range")
    number = numbers.pop()
    own = None
    if number != caller:
        own = installations.find(tx, caller)
        if own is None:
            raise Refusal("unknown_installation", str(caller))
        if not installations.speaks_for(tx, own, number):
            raise Refusal("not_yours", f"installation {number}")
    row = tx.execute(_LOCKED, {"of": number}).one_or_none()
    if row is None:
        raise Refusal("unknown_installation", str(number))
    cells = dict(row._mapping)
    epoch = cells.pop("epoch") or ""
    of = InstallationRow(**cells)
    return of, (own or of).revoked, epoch


def _read(tx: Tx, of: InstallationRow, records: Sequence[Record]) -> _Read:
    """What follows the last fact, up to a gap or a fault."""
    known = _known(tx, of, [record.seq for record in records if record.seq <= of.last_seq])
    fresh: list[Record] = []
    texts: list[str] = []
    for record in records:
        place = record.seq - of.last_seq - 1
        if place > len(fresh):
            break
        if place < 0 or place < len(fresh):
            there = known.get(record.seq) if place < 0 else _key(fresh[place])
            if there is not None and there != _key(record):
                return _forked("another fact has this seq", record)
            continue
        if not (text := _sound(record)):
            refusal = Refusal(POISON, "not its hash", seq=record.seq)
            return _Read(fresh, texts, bool(known), refusal)
        if not _follows(tx, of, fresh, record):
            return _forked("another fact was before it", record)
        fresh.append(record)
        texts.append(text)
    return _Read(fresh, texts, bool(known))


def _forked(why: str, record: Record) -> _Read:
    return _Read([], [], True, Refusal(FORK, why, seq=record.seq))


def _key(record: Record) -> tuple[str, str]:
    return record.uuid, record.hash


def _known(tx: Tx, of: InstallationRow, seqs: list[int]) -> dict[int, tuple[str, str]]:
    if not seqs:
        return {}
    rows = tx.execute(_KEYS, {"of": of.number, "first": min(seqs), "last": max(seqs)})
    return {row.seq: (row.uuid, row.hash) for row in rows}


_KEYS = select(journal_raw.c.seq, journal_raw.c.uuid, journal_raw.c.hash).where(
    journal_raw.c.installation == bindparam("of"),
    journal_raw.c.seq.between(bindparam("first"), bindparam("last")),
)


def _sound(record: Record) -> str:
    """What is put down of it; "" when it cannot be, or says other than its hash. Of a skipped one
    nobody knows."""
    texts = (record.uuid, record.hash, record.type, record.at, record.who)
    if not record.uuid or any(len(text) > _LONGEST or "\0" in text for text in texts):
        return ""
    if record.skip:
        return encode(record).decode()
    if not record.type or not 0 <= record.v <= _MOST:
        return ""
    try:
        return whole(record)
    except (ValueError, TypeError, RecursionError):
        return ""


def _follows(tx: Tx, of: InstallationRow, fresh: Sequence[Record], record: Record) -> bool:
    """Whether it names the hash before it. What a till could not read may name any."""
    head = fresh[-1].hash if fresh else of.last_hash
    if record.previous == head or record.skip:
        return True
    if fresh:
        return bool(fresh[-1].skip)
    last = (journal_raw.c.installation == of.number) & (journal_raw.c.seq == of.last_seq)
    return tx.execute(select(journal_raw.c.type).where(last)).scalar() == ""


_COLUMNS = tuple(journal_raw.c.keys())


def _store(tx: Tx, of: InstallationRow, found: _Read, *, apart: bool) -> tuple[int, str] | Refusal:
    """Put the facts down as they are; the last one's seq and hash. A fork when one of them is
    there already under another number."""
    fresh = found.fresh
    if not fresh:
        return of.last_seq, of.last_hash
    at = tx.at.isoformat(timespec="milliseconds")
    rows = [
        (
            *(record.installation, record.seq, record.uuid),
            *("" if record.skip else record.type, record.v, record.at, record.who, record.hash),
            *(text, at, int(apart)),
        )
        for record, text in zip(fresh, found.texts, strict=True)
    ]
    if bulk.add(tx, journal_raw, _COLUMNS, rows, "DO NOTHING") < len(rows):
        return _unstored(tx, of, fresh)
    last, alarm = fresh[-1], "" if of.alarm == POISON else of.alarm
    given = {"of": of.number, "seq": last.seq, "hash": last.hash, "at": at, "now": alarm}
    tx.execute(_HEAD, given)
    return last.seq, last.hash


_HEAD = (
    update(installations_table)
    .where(installations_table.c.number == bindparam("of"))
    .values(
        last_seq=bindparam("seq"),
        last_hash=bindparam("hash"),
        last_seen=bindparam("at"),
        alarm=bindparam("now"),
    )
)


def _unstored(tx: Tx, of: InstallationRow, fresh: Sequence[Record]) -> Refusal:
    new = (journal_raw.c.installation == of.number) & (journal_raw.c.seq > of.last_seq)
    went = set(tx.execute(select(journal_raw.c.seq).where(new)).scalars())
    tx.execute(delete(journal_raw).where(new))
    first = next(record.seq for record in fresh if record.seq not in went)
    return Refusal(FORK, "its uuid is elsewhere", seq=first)


def _put_apart(tx: Tx, of: InstallationRow, fresh: Sequence[Record]) -> list[Trouble]:
    """They are stored, and come to nothing until somebody has looked."""
    if fresh:
        exceptions.raise_(tx, of.number, 0, "quarantined", since=fresh[0].seq)
    return []


def _alarm(tx: Tx, of: InstallationRow, refusal: Refusal) -> None:
    """Once for each fork, until somebody has settled it."""
    if of.alarm == FORK:
        return
    row = installations_table.c.number == of.number
    tx.execute(update(installations_table).where(row).values(alarm=refusal.kind))
    if refusal.kind == FORK:
        exceptions.raise_(tx, of.number, refusal.seq, FORK, why=refusal.detail)
