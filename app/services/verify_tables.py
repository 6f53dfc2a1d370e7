"""What is kept beside the facts must say the same as they do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.domain.document import Document
from app.domain.money import ZERO
from app.fiscal.regime import FiscalRegime
from app.services import verify_pruned
from app.services.verify_facts import UNREADABLE, Reading
from app.services.verify_fiscal import check_records
from app.storage import (
    attempts,
    baskets,
    clock_leave,
    documents,
    journal,
    moves,
    orders,
    placed,
    shifts,
)
from app.storage.database import Reader, has_step


def check_tables(
    reading: Reading,
    connection: Reader,
    regime: FiscalRegime,
    archived: Sequence[Reader] = (),
) -> None:
    """Hold every index against the facts it follows from; `archived`: the archives that were read
    before the journal, whose fiscal records come before its own."""
    _heads(reading, connection)
    _documents(reading, connection)
    _returns(reading, connection)
    _replaced(reading, connection)
    _shifts(reading, connection)
    _cards(reading, connection)
    _clock(reading, connection)
    _orders(reading, connection)
    _placed(reading, connection)
    _moves(reading, connection)
    reading.loyalty.check_tables(connection)
    reading.goods.check_tables(connection)
    reading.cash.check_tables(connection)
    reading.vouchers.check_tables(connection)
    reading.payments.check_tables(connection)
    verify_pruned.check_tables(reading, connection)
    check_records(reading, [*archived, connection], regime)


def _heads(reading: Reading, connection: Reader) -> None:
    """A tail cut off leaves the head that was noted when it was written."""
    noted = journal.heads(connection)
    for installation in sorted(noted.keys() | reading.last.keys()):
        last, head = reading.last.get(installation), noted.get(installation)
        if last != head:
            reading.verdict.wrong(f"chain {installation}", f"ends at {last}, was left at {head}")
    if not reading.last:
        reading.verdict.wrong("journal.db", "holds no fact")


def _documents(reading: Reading, connection: Reader) -> None:
    verdict = reading.verdict
    for number, document in reading.documents.items():
        if number not in reading.gone and not _leads_to(connection, document):
            verdict.wrong(f"document {number}", "the index does not lead to its fact")
    index = documents.index(connection)
    rows = {row.number: row for row in index if row.number not in reading.elder}
    if len(rows) != len(reading.documents):
        verdict.wrong("documents", f"{len(rows)} indexed, {len(reading.documents)} issued")
    for number, document in reading.documents.items():
        if number in rows and rows[number] != documents.index_of(document):
            verdict.wrong(f"document {number}", "the index says something else")
    last = documents.last_numbers(connection)
    for prefix in sorted(last.keys() | reading.numbers.keys()):
        if last.get(prefix) != reading.numbers.get(prefix):
            said = f"stands at {last.get(prefix)}, issued {reading.numbers.get(prefix)}"
            verdict.wrong(f"series {prefix}", said)


def _leads_to(connection: Reader, document: Document) -> bool:
    try:
        return documents.one(connection, document.number) == document
    except UNREADABLE:
        return False


def _returns(reading: Reading, connection: Reader) -> None:
    kept = {
        (number, line): (back.quantity, back.amount)
        for number, line, back in documents.all_back(connection)
    }
    for key in sorted(kept.keys() | reading.back.keys()):
        there, seen = kept.get(key), reading.back.get(key, (Decimal(0), ZERO))
        if reading.elder and key[0] not in reading.documents and there is not None:
            # Some of what came back of it may be in facts that are not read.
            differs = there[0] < seen[0] or there[1] < seen[1]
        else:
            differs = there != reading.back.get(key)
        if differs:
            reading.verdict.wrong(f"document {key[0]}", f"line {key[1]}: what came back differs")


def _replaced(reading: Reading, connection: Reader) -> None:
    if not has_step(connection, documents.REPLACED_STEP):
        return
    kept = documents.all_replaced(connection)
    for number in sorted(kept.keys() | reading.replaced.keys()):
        if kept.get(number) != reading.replaced.get(number):
            said = f"is replaced by {kept.get(number)}, facts say {reading.replaced.get(number)}"
            reading.verdict.wrong(f"document {number}", said)


def _shifts(reading: Reading, connection: Reader) -> None:
    rows = {shift.id: (shift, closed) for shift, closed in shifts.everything(connection)}
    for number in sorted(rows.keys() | reading.shifts.keys()):
        row, seen = rows.get(number), reading.shifts.get(number)
        if row is None or seen is None:
            reading.verdict.wrong(f"shift {number}", "is only in the facts or only beside them")
        elif (row[0].float, row[0].first, row[1]) != (seen.float, seen.first, seen.closed):
            reading.verdict.wrong(f"shift {number}", "the index says something else")


def _cards(reading: Reading, connection: Reader) -> None:
    verdict = reading.verdict
    states = {
        attempt.reference.rpartition("/")[2]: attempt.state.value
        for attempt in attempts.everything(connection)
    }
    for name in sorted(states.keys() | reading.card_states.keys()):
        if states.get(name) != reading.card_states.get(name):
            said = f"is {states.get(name)}, facts say {reading.card_states.get(name)}"
            verdict.wrong(f"card {name}", said)
    waiting = {
        tender.reference
        for sale in baskets.everything(connection)
        for tender in sale.tenders
        if tender.kind.asks_terminal
    }
    changed = set(reading.payments.cards())
    pending = {attempt.reference for attempt in attempts.open_ones(connection)}
    for reference, _ in reading.approved_sales():
        if reference not in reading.in_documents | changed | waiting | pending:
            verdict.wrong(f"card {reference}", "was charged and pays for nothing")


def _clock(reading: Reading, connection: Reader) -> None:
    """Leave may be over sooner than the facts say, when the clock was mended; never later."""
    kept = clock_leave.find(connection)
    if kept is not None and kept[1] != reading.clock_leave:
        said = f"goes on by {kept[1]}, facts say {reading.clock_leave}"
        reading.verdict.wrong("clock leave", said)


def _orders(reading: Reading, connection: Reader) -> None:
    for number, installation, seq in reading.orders ^ set(orders.index(connection)):
        reading.verdict.wrong(f"order {number}", f"fact {installation}/{seq} is only half there")


def _placed(reading: Reading, connection: Reader) -> None:
    kept = placed.index(connection)
    for number in sorted(kept.keys() | reading.placed.keys()):
        if kept.get(number) != reading.placed.get(number):
            reading.verdict.wrong(f"order {number}", "was placed only in the facts or beside them")


def _moves(reading: Reading, connection: Reader) -> None:
    kept = moves.everything(connection)
    if kept is None:
        return
    for place in sorted(kept.keys() | reading.moves.keys()):
        if kept.get(place) != reading.moves.get(place):
            said = f"moved {kept.get(place)}, the fact says {reading.moves.get(place)}"
            reading.verdict.wrong("stock of fact {}/{} line {}".format(*place), said)
