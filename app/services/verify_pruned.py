"""The walk along a journal whose oldest facts left it: from where it begins, and what is said.

What stands beside the facts stays when they leave. Of what happened before the first fact that is
read it is taken as it stands; with the archives nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.archiving import Place, Pruned, digest_of
from app.domain.attempt import AttemptState
from app.domain.facts import Fact, fact_hash
from app.services.verify_facts import UNREADABLE, Reading, ShiftSeen
from app.storage import (
    attempts,
    customers,
    documents,
    moves,
    payments,
    pruned,
    shifts,
    vouchers,
)
from app.storage.database import Reader
from app.storage.journal import as_body


def begin(reading: Reading, connection: Reader, said: Pruned, kept: Iterable[Fact]) -> None:
    """Begin behind what left. `kept`: the facts up to there that stayed, in order."""
    until, seen = said.through, []
    reading.verdict.left = said
    reading.elder = reading.gone
    _numbers(reading)
    for fact in kept:
        _kept(reading, fact)
        seen.append((fact.installation, fact.seq, fact.hash))
    if (len(seen), digest_of(seen)) != (said.kept, said.kept_digest):
        where = "facts up to {}/{}".format(*until)
        reading.verdict.wrong(where, f"{len(seen)} of {said.kept} stayed, or not the same")
    reading.last[until[0]] = (until[1], said.hash)
    reading.verdict.heads[until[0]] = said.hash
    reading.cash.begin(connection, said.cash, until)
    _cards(reading, connection, until)
    _beside(reading, connection, until)


def _numbers(reading: Reading) -> None:
    for number in reading.elder:
        prefix, _, count = number.rpartition("-")
        reading.numbers[prefix] = max(reading.numbers.get(prefix, 0), int(count))


def _kept(reading: Reading, fact: Fact) -> None:
    where = f"fact {fact.installation}/{fact.seq}"
    if fact_hash(as_body(fact)) != fact.hash:
        reading.verdict.wrong(where, "its hash is not that of its content")
    reading.last[fact.installation] = (fact.seq, fact.hash)
    reading.verdict.heads[fact.installation] = fact.hash
    try:
        reading.stayed(fact)
    except UNREADABLE as error:
        reading.verdict.wrong(where, f"cannot be read: {type(error).__name__} {error}")


def _cards(reading: Reading, connection: Reader, until: Place) -> None:
    for one in attempts.everything(connection):
        name = one.reference.rpartition("/")[2]
        installation, _, seq = name.partition("-")
        if (int(installation), int(seq)) > until:
            continue
        asked = {"kind": one.kind.value, "amount": one.amount.cents, "original": one.original}
        reading.asked_before(name, one.state.value, asked)
        if one.state is AttemptState.APPROVED:
            reading.approved_before[one.reference] = one.taken or one.amount


def _beside(reading: Reading, connection: Reader, until: Place) -> None:
    for shift, closed in shifts.everything(connection):
        if shift.first <= until:
            reading.shifts[shift.id] = ShiftSeen(shift.float, shift.first, closed)
    for place, moved in (moves.everything(connection) or {}).items():
        if place[:2] <= until:
            reading.moves[place] = moved
    for number, invoice in documents.all_replaced(connection).items():
        if invoice in reading.elder:
            reading.replaced[number] = invoice
    earned = customers.all_earned(connection)
    reading.loyalty.begin({place: row for place, row in earned.items() if place <= until})
    moved_credit = vouchers.everything(connection) or []
    reading.vouchers.begin([one for one in moved_credit if (one.installation, one.seq) <= until])
    paid = payments.everything(connection) or {}
    reading.payments.begin({number: one for number, one in paid.items() if number in reading.elder})


def check_tables(reading: Reading, connection: Reader) -> None:
    """Each time that facts left is in the chain and beside it, and further than the one before."""
    beside = {place for place, _ in pruned.stated(connection)}
    for place in sorted(beside ^ reading.let.keys()):
        where = "fact {}/{}".format(*place)
        reading.verdict.wrong(where, "what left the journal is only in the facts or beside them")
