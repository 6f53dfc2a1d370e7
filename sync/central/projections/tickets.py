"""The shop's tickets of the last 90 days, and what came back of them, for all of its tills.

Two tills may take back the same line while they are apart. Both returns stand; what was paid back
beyond what was sold is the matter of the one that central heard of last (retail-rules 5).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from sync.central import outbox
from sync.central.database import Tx
from sync.central.fact_tables import sales as t
from sync.central.feed_tables import current
from sync.central.masters.stock import decimal
from sync.central.outbox import Said
from sync.central.projections import heard, payments, sales
from sync.central.projections.asking import ask
from sync.central.projections.work import Issued, Stood, Trouble, Work
from sync.protocol import DELETE, PUT

DAYS = 90
KIND = "ticket"
UNKNOWN = "unknown_ticket"
INVOICED_TWICE, RETURNED_AND_INVOICED = "invoiced_twice", "returned_and_invoiced"
PAPER = "paper"
"""The proof of a return for which central could not be asked (retail-rules 5)."""
_LOCK = 0x7469636B
"""Of the names of documents, among all locks of PostgreSQL."""


class _Ticket(NamedTuple):
    """What may come back, and the shop whose tills may know."""

    shop: str
    issued: Issued
    new: bool


@dataclass(slots=True)
class _Back:
    """What came back so far: by line (thousandths, cents), both positive, and how it was paid."""

    lines: dict[int, tuple[int, int]] = field(default_factory=dict)
    paid: list[dict[str, Any]] = field(default_factory=list)
    included: dict[str, int] = field(default_factory=dict)
    times: int = 0
    stands: list[Stood] = field(default_factory=list)
    """The invoices that stand for it; there should be one."""
    changes: list[dict[str, Any]] = field(default_factory=list)
    """How it was paid after each change of that, oldest first."""

    @property
    def version(self) -> int:
        return 1 + self.times + len(self.stands) + len(self.changes)

    def beyond(self, sold: sales.Document | None) -> int:
        """Cents that came back and are in its invoice as well."""
        if sold is None or not self.stands:
            return 0
        back = sum(amount for _, amount in self.lines.values())
        return max(0, back + self.stands[0].amount - sold.total)


def lock(tx: Tx, work: Work) -> None:
    """Before the documents are written: what brings a ticket, and each that takes of it back, go
    one after the other, so that of two the second sees the first."""
    if tx.dialect == "postgresql":
        numbers = work.issued.keys() | work.correctives.keys() | work.replaced.keys()
        numbers |= work.repaid.keys()
        ask(tx, _ALONE, numbers, of=_LOCK)


# Names, not rows: a return may come before its ticket. In order, so that no two wait in a ring.
_ALONE = (
    "SELECT pg_advisory_xact_lock(:of, h) FROM ("
    "SELECT DISTINCT hashtext(n) AS h FROM unnest(CAST(:names AS text[])) AS n ORDER BY h) AS o"
)
_WITH_BODY = (
    "SELECT s.number, s.shop, s.corrects, s.day, s.installation, s.seq, r.record_json"
    " FROM sales s JOIN journal_raw r ON r.installation = s.installation AND r.seq = s.seq"
    " WHERE "
)
_STANDING = "SELECT * FROM replaced_tickets WHERE ticket {names} ORDER BY installation, seq"
_BEFORE = _WITH_BODY + "s.corrects {names} ORDER BY s.issued_at, s.installation, s.seq"
_ONES = _WITH_BODY + "s.number {names} AND s.corrects = ''"


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Say the tickets and what came back of them; the documents are written before."""
    touched = work.issued.keys() | work.correctives.keys() | work.replaced.keys()
    touched |= work.repaid.keys()
    if not touched:
        return []
    before = earlier(tx, work, sorted(touched))
    repaid = payments.changes(tx, sorted(touched))
    stood = _stood(tx, work, sorted(touched))
    tickets = {
        number: _Ticket(work.of.shop, issued, new=True) for number, issued in work.issued.items()
    }
    tickets |= _known(tx, sorted(touched - tickets.keys()))
    oldest = (tx.at - timedelta(days=DAYS)).date().isoformat()
    troubles = _unheard(work, tickets.keys())
    # The ticket came: what was given back on its paper is no exception any more.
    came = [one for number in work.issued for one in before.get(number, ())]
    heard.settle(tx, UNKNOWN, [(one.installation, one.seq) for one in came])
    for number in sorted(tickets):
        ticket, back = tickets[number], _Back(changes=repaid.get(number, []))
        was = [*before.get(number, ()), *stood.get(number, ())]
        now = [*work.correctives.get(number, ()), *work.replaced.get(number, ())]
        sold = sales.read(ticket.issued.body) if was or now else None
        found = [trouble for one in was for trouble in _befell(number, back, sold, one)]
        if ticket.new:  # the ticket came after them
            troubles += found
        for one in sorted(now, key=lambda one: one.seq):
            troubles += _befell(number, back, sold, one)
        if ticket.issued.day >= oldest:
            value = _value(ticket.issued, back)
            said = Said(f"store:{ticket.shop}", PUT, KIND, number, back.version, value)
            work.said.append(said)
    return troubles


def _stood(tx: Tx, work: Work, numbers: Iterable[str]) -> dict[str, list[Stood]]:
    """The invoices that stood for these before, by what they stand for."""
    own = {(one.installation, one.seq) for news in work.replaced.values() for one in news}
    found: dict[str, list[Stood]] = {}
    for row in ask(tx, _STANDING, numbers):
        if (row.installation, row.seq) not in own:
            one = Stood(row.installation, row.seq, row.number, row.amount)
            found.setdefault(row.ticket, []).append(one)
    return found


def _befell(
    number: str, back: _Back, sold: sales.Document | None, one: Issued | Stood
) -> list[Trouble]:
    """Add a corrective, or an invoice that stands for it; what cannot be right of that."""
    before, troubles = back.beyond(sold), []
    if isinstance(one, Stood):
        if back.stands:
            facts = {"number": one.number, "ticket": number, "invoice": back.stands[0].number}
            troubles.append(Trouble(one.installation, one.seq, INVOICED_TWICE, facts))
        back.stands.append(one)
    elif over := _bring(back, sold, one):
        troubles.append(_twice(number, one, over))
    if (beyond := back.beyond(sold) - before) > 0:
        said = {"ticket": number, "invoice": back.stands[0].number, "amount": beyond}
        troubles.append(Trouble(one.installation, one.seq, RETURNED_AND_INVOICED, said))
    return troubles


def _unheard(work: Work, known: Collection[str]) -> list[Trouble]:
    """What was given back on a paper's word of tickets that nobody has sent, so far."""
    return [
        Trouble(one.installation, one.seq, UNKNOWN, _facts(one, number, -one.body["total"]))
        for number, ones in work.correctives.items()
        for one in ones
        if number not in known and (one.body["corrects"] or {}).get("proof") == PAPER
    ]


def _facts(corrective: Issued, number: str, amount: int) -> dict[str, Any]:
    return {"number": corrective.body["number"], "ticket": number, "amount": amount}


def earlier(tx: Tx, work: Work, numbers: Iterable[str]) -> dict[str, list[Issued]]:
    """The correctives of these documents that were there before, by what they correct."""
    own = {(one.installation, one.seq) for news in work.correctives.values() for one in news}
    found: dict[str, list[Issued]] = {}
    for row in ask(tx, _BEFORE, numbers):
        if (row.installation, row.seq) not in own:
            found.setdefault(row.corrects, []).append(_issued(row))
    return found


def _known(tx: Tx, numbers: Iterable[str]) -> dict[str, _Ticket]:
    rows = ask(tx, _ONES, numbers)
    return {row.number: _Ticket(row.shop, _issued(row), new=False) for row in rows}


def _issued(row: Any) -> Issued:
    return Issued(row.installation, row.seq, row.day, json.loads(row.record_json)["body"])


def _bring(back: _Back, sold: sales.Document | None, corrective: Issued) -> list[dict[str, Any]]:
    """Add what a corrective brought back; what of it is more than was sold, by line."""
    lines = {line.number: line for line in sold.lines} if sold else {}
    document, over = sales.read(corrective.body), []
    for line in document.lines:
        number = _placed(document, line, lines, back)
        was = back.lines.get(number, (0, 0))
        now = (was[0] - sales.thousandths(line.quantity), was[1] - line.total)
        back.lines[number] = now
        of = lines.get(number)
        most = (sales.thousandths(of.quantity), of.total) if of else (0, 0)
        quantity, amount = (
            max(0, after - limit) - max(0, before - limit)
            for after, before, limit in zip(now, was, most, strict=True)
        )
        if quantity > 0 or amount > 0:
            beyond = {"line": number, "sku": line.sku, "quantity": quantity, "amount": amount}
            over.append(beyond)
    back.paid += [
        {"kind": one.kind, "amount": one.amount, "reference": one.reference}
        for one in document.tenders
    ]
    key = str(corrective.installation)
    back.included[key] = max(back.included.get(key, 0), corrective.seq)
    back.times += 1
    return over


def _placed(
    document: sales.Document, line: sales.Line, sold: dict[int, sales.Line], back: _Back
) -> int:
    """The line that came back. A paper does not number them: the one of that product of which
    enough is left, or else the first of it; 0 for what was not on the ticket."""
    if document.corrects is None or document.corrects.proof != PAPER:
        return line.of or 0
    same = [one for one in sold.values() if one.sku == line.sku]
    wanted = -sales.thousandths(line.quantity)
    for one in same:
        if sales.thousandths(one.quantity) - back.lines.get(one.number, (0, 0))[0] >= wanted:
            return one.number
    return same[0].number if same else 0


def _twice(number: str, corrective: Issued, over: list[dict[str, Any]]) -> Trouble:
    amount = sum(line["amount"] for line in over)
    facts = {**_facts(corrective, number, amount), "lines": over}
    return Trouble(corrective.installation, corrective.seq, "returned_twice", facts)


def value_of(
    issued: Issued,
    correctives: Iterable[Issued],
    stands: Iterable[Stood] = (),
    changes: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """A ticket as the tills hear of it, after `correctives`, oldest first, the invoices that
    stand for it, and the `changes` of how it is paid."""
    sold, back = sales.read(issued.body), _Back(stands=list(stands), changes=list(changes))
    for corrective in correctives:
        _bring(back, sold, corrective)
    return _value(issued, back)


def _value(issued: Issued, back: _Back) -> dict[str, Any]:
    returned = {
        str(line): {"quantity": decimal(quantity), "amount": amount}
        for line, (quantity, amount) in back.lines.items()
        if line  # what was not on the ticket is somebody's matter, and takes nothing from it
    }
    return {
        "installation": issued.installation,
        # As it is paid now: its money goes back that way.
        "document": {**issued.body, **(back.changes[-1] if back.changes else {})},
        "returned": returned,
        "paid_back": back.paid,
        "included": back.included,
        "replaced_by": back.stands[0].number if back.stands else "",
    }


def forget_old(tx: Tx, shops: Iterable[str], limit: int = 5000) -> int:
    """Take what is older than 90 days off the tills; how many. The sales stay."""
    oldest = (tx.at - timedelta(days=DAYS)).date().isoformat()
    said: list[Said] = []
    for shop in shops:
        stream = f"store:{shop}"
        here = (current.c.stream == stream) & (current.c.kind == KIND)
        query = select(current.c.key, current.c.version).join(t, t.c.number == current.c.key)
        query = query.where(here, t.c.shop == shop, t.c.day < oldest).limit(limit - len(said))
        for row in tx.execute(query):
            said.append(Said(stream, DELETE, KIND, row.key, row.version + 1, None))
    outbox.say_all(tx, said)
    return len(said)
