"""The walk along the facts: the chain, every document's sums, every shift."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.archiving import Pruned, pruned_from
from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.facts import Body, Fact, FactType, fact_hash
from app.domain.money import ZERO, Money, total
from app.domain.sale import Line
from app.domain.shift import Count, Shift, held_by_hand_of, held_others_of, shift_report
from app.domain.stock import Why, moves_of
from app.domain.tender import TenderKind
from app.domain.z import figures
from app.services.verify_cash import CashSeen
from app.services.verify_goods import Goods
from app.services.verify_loyalty import Loyalty
from app.services.verify_payments import Payments
from app.services.verify_vouchers import Vouchers
from app.storage import journal, orders, shifts
from app.storage.folds import event_of
from app.storage.journal import as_body

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a body raises that is not one of ours."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that must never be: where it was found, and what."""

    where: str
    what: str


@dataclass(slots=True)
class Verdict:
    """What a whole reading of the journal found."""

    facts: int = 0
    documents: int = 0
    shifts: int = 0
    fiscal_records: int = 0
    heads: dict[int, str] = field(default_factory=dict)
    """The last hash of each installation's chain."""
    violations: list[Violation] = field(default_factory=list)
    left: Pruned | None = None
    """What had left the journal, when it was read from there on: `facts` has none of it."""
    archives: tuple[str, ...] = ()
    """The archives that were read before the journal."""

    def wrong(self, where: str, what: str) -> None:
        self.violations.append(Violation(where, what))


@dataclass(slots=True)
class ShiftSeen:
    """A shift as its facts say it; `first` and `closed` are keys of facts."""

    float: Money
    first: tuple[int, int]
    closed: tuple[int, int] | None = None


class Reading:
    """One walk along the facts, remembering what later ones must agree with."""

    def __init__(self) -> None:
        self.verdict = Verdict()
        self.last: dict[int, tuple[int, str]] = {}
        self.documents: dict[str, Document] = {}
        self.back: dict[tuple[str, int], tuple[Decimal, Money]] = {}
        self.replaced: dict[str, str] = {}
        """By number, the invoice that stands for it."""
        self.numbers: dict[str, int] = {}
        self.gone: Set[str] = frozenset()
        """The numbers of documents that are in the journal no more."""
        self.let: dict[tuple[int, int], Pruned] = {}
        """By the fact that says so, what left the journal."""
        self.elder: Set[str] = frozenset()
        """Of these, what was not read in an archive either: the index alone knows them."""
        self._open_shift: Fact | None = None
        self._shift_facts: list[Fact] = []
        self._before: list[Fact] = []
        """Documents of the shift that opens next."""
        self._count: Count | None = None
        self.shifts: dict[int, ShiftSeen] = {}
        self.clock_leave: tuple[int, int] | None = None
        """The fact by which money may be taken although the clock is wrong."""
        self.card_states: dict[str, str] = {}
        self._approved: dict[str, Body] = {}
        self.approved_before: dict[str, Money] = {}
        """By reference, card payments whose facts left the journal."""
        self._asked: dict[str, Body] = {}
        self.in_documents: set[str] = set()
        self.orders: set[tuple[str, int, int]] = set()
        self.placed: dict[str, tuple[int, int, str]] = {}
        """What is said of which order: its number, installation, number of the fact."""
        self.moves: dict[tuple[int, int, int], tuple[str, int, Why]] = {}
        """By installation, fact and line: what moved of which SKU, and why."""
        self.loyalty = Loyalty(self.verdict.wrong)
        self.vouchers = Vouchers(self.verdict.wrong, self.documents)
        self.goods = Goods(self.verdict.wrong)
        self.payments = Payments(self.verdict.wrong, self.documents)
        self.cash = CashSeen(self.verdict.wrong)

    def fact(self, fact: Fact) -> None:
        self.verdict.facts += 1
        self._chain(fact)
        try:
            self._content(fact)
        except UNREADABLE as error:
            where = f"fact {fact.installation}/{fact.seq}"
            self.verdict.wrong(where, f"cannot be read: {type(error).__name__} {error}")

    def _content(self, fact: Fact) -> None:
        kind = FactType(fact.type)
        self.loyalty.fact(fact)
        self.goods.fact(fact)
        self.payments.fact(fact)
        self.cash.fact(fact)
        self._moved(fact)
        self._pruned(fact)
        if self._open_shift:
            self._shift_facts.append(fact)
        match kind:
            case FactType.DOCUMENT_ISSUED:
                self._document(fact)
            case FactType.SHIFT_OPENED:
                self._shift_opened(fact)
            case FactType.SHIFT_CLOSED:
                self._shift_closed(fact)
                self.clock_leave = None
            case FactType.CLOCK_ALLOWED:
                self.clock_leave = (fact.installation, fact.seq)
            case FactType.CASH_COUNTED:
                self._count = shifts.count_from(fact.body["count"])
            case FactType.CARD_ASKED:
                self._asked[f"{fact.installation}-{fact.seq}"] = fact.body
                self.card_states[f"{fact.installation}-{fact.seq}"] = "started"
            case FactType.CARD_ANSWERED:
                self._answered(fact)
            case (
                FactType.VOUCHER_ISSUED
                | FactType.VOUCHER_REDEEMED
                | FactType.RETURNED_WITHOUT_TICKET
            ):
                self.vouchers.fact(fact)
            case _:
                self._order(fact)

    def stayed(self, fact: Fact) -> None:
        """One of those facts that stayed when their neighbours left. Raises what reading a body
        raises."""
        self._pruned(fact)
        self.goods.fact(fact)
        if fact.type in (FactType.CUSTOMER_MADE, FactType.CUSTOMER_ERASED):
            self.loyalty.fact(fact)
        self._order(fact)

    def _pruned(self, fact: Fact) -> None:
        if fact.type != FactType.JOURNAL_PRUNED:
            return
        said, place = pruned_from(fact.body), (fact.installation, fact.seq)
        before = max((one.through for one in self.let.values()), default=(0, 0))
        if not before < said.through < place:
            self.verdict.wrong("fact {}/{}".format(*place), "says what cannot have left so")
        self.let[place] = said

    def _moved(self, fact: Fact) -> None:
        for move in moves_of(fact.type, fact.body):
            place = (fact.installation, fact.seq, move.line)
            self.moves[place] = (move.sku, move.delta, move.why)

    def _order(self, fact: Fact) -> None:
        if fact.type == FactType.ORDER_PLACED:
            order = fact.body["order"]
            invoice = (order.get("invoice") or {}).get("number", "")
            self.placed[order["number"]] = (fact.installation, fact.seq, invoice)
            if invoice and not self.issued(invoice):
                self.verdict.wrong(f"order {order['number']}", f"{invoice} was never issued")
            return
        if not orders.is_about_one(fact.type):
            return
        if fact.type != FactType.ORDER_TAKEN:
            event_of(fact)
        self.orders.add((orders.number_in(fact), fact.installation, fact.seq))

    def _chain(self, fact: Fact) -> None:
        where = f"fact {fact.installation}/{fact.seq}"
        seq, hash_ = self.last.get(fact.installation, (0, ""))
        if fact.seq != seq + 1:
            self.verdict.wrong(where, f"the one before it is {seq}")
        if fact.previous != hash_:
            self.verdict.wrong(where, "does not name the fact before it")
        if fact_hash(as_body(fact)) != fact.hash:
            self.verdict.wrong(where, "its hash is not that of its content")
        if fact.seq == 1 and fact.type != FactType.INSTALLATION_OPENED:
            self.verdict.wrong(where, f"a chain does not begin with {fact.type}")
        self.last[fact.installation] = (fact.seq, fact.hash)
        self.verdict.heads[fact.installation] = fact.hash

    def issued(self, number: str) -> bool:
        """Whether a document of ours has that number, as far as was read."""
        return number in self.documents or number in self.elder

    def _document(self, fact: Fact) -> None:
        document = document_from(fact.body)
        where = f"document {document.number}"
        self.verdict.documents += 1
        if self.issued(document.number):
            self.verdict.wrong(where, "was issued twice")
        self.documents[document.number] = document
        prefix, _, number = document.number.rpartition("-")
        if int(number) != self.numbers.get(prefix, 0) + 1:
            self.verdict.wrong(where, f"follows {self.numbers.get(prefix, 0)}")
        self.numbers[prefix] = int(number)
        self._replaces(document, where)
        for what, amount in _sums(document):
            if amount != document.total:
                self.verdict.wrong(where, f"{what} {amount}, total {document.total}")
        if document.staff and document.staff == document.who:
            self.verdict.wrong(where, f"was sold, or given back, to {document.who} by themselves")
        if not self._in_its_shift(fact, document):
            self.verdict.wrong(where, f"issued outside its shift {document.shift}")
        self._came_back(document, where)
        self._cards(document, where)
        corrects = document.corrects.number if document.corrects else ""
        self.vouchers.document(document)
        self.loyalty.document(document, self.documents.get(corrects))

    def _in_its_shift(self, fact: Fact, document: Document) -> bool:
        """What moves no cash needs no open shift: it is the next one's."""
        if self._open_shift is not None:
            return bool(self._open_shift.body["shift"] == document.shift)
        self._before.append(fact)
        web = all(tender.kind is TenderKind.WEB for tender in document.tenders)
        return web and document.shift == max(self.shifts, default=0) + 1

    def _came_back(self, document: Document, where: str) -> None:
        if document.corrects is None:
            return
        if document.corrects.number in self.replaced:
            self.verdict.wrong(where, f"corrects {document.corrects.number}, which was replaced")
        original = self.documents.get(document.corrects.number)
        if original is None:
            prefix = document.corrects.number.rpartition("-")[0]
            if (
                prefix in self.numbers and document.corrects.number not in self.elder
            ):  # of one of our series, and not there
                self.verdict.wrong(where, f"corrects {document.corrects.number}, not issued before")
                return
            # A neighbour's: central holds it against its fact; or it lies in an archive.
            for line in document.lines:
                self._add_back((document.corrects.number, line.of or 0), line)
            return
        for line in document.lines:
            sold = next((one for one in original.lines if one.number == line.of), None)
            if sold is None:
                self.verdict.wrong(where, f"line {line.number} corrects no line")
                continue
            key = (original.number, sold.number)
            self._add_back(key, line)
            if self.back[key][0] > sold.quantity or self.back[key][1] > sold.total:
                self.verdict.wrong(where, f"line {sold.number}: more came back than was sold")

    def _replaces(self, document: Document, where: str) -> None:
        """What it stands for was issued, nothing else stands for it, and it says what was left."""
        if document.replaces is None:
            return
        said = zip(document.replaces.documents, document.replaces.amounts, strict=True)
        for one, amount in said:
            if one.number in self.replaced:
                self.verdict.wrong(where, f"{one.number} was replaced before")
            self.replaced[one.number] = document.number
            original = self.documents.get(one.number)
            if original is None:
                continue
            back = (self.back.get((one.number, line.number)) for line in original.lines)
            left = original.total - total(came[1] for came in back if came)
            if amount != left:
                self.verdict.wrong(where, f"says {amount} of {one.number}, of which is left {left}")

    def _add_back(self, key: tuple[str, int], line: Line) -> None:
        quantity, amount = self.back.get(key, (Decimal(0), ZERO))
        self.back[key] = (quantity - line.quantity, amount - line.total)

    def _cards(self, document: Document, where: str) -> None:
        for tender in document.tenders:
            if not tender.kind.asks_terminal or document.corrects:
                continue
            if self._taken(tender.reference) != tender.amount:
                self.verdict.wrong(where, f"card payment {tender.reference} was not approved so")
            if tender.reference in self.in_documents:
                self.verdict.wrong(where, f"card payment {tender.reference} pays twice")
            self.in_documents.add(tender.reference)

    def _taken(self, reference: str) -> Money | None:
        """What the terminal took; None of what was not approved."""
        answer = self._approved.get(reference)
        return Money(answer["amount"]) if answer else self.approved_before.get(reference)

    def asked_before(self, name: str, state: str, asked: Body) -> None:
        """A card payment whose question left the journal with its day."""
        self._asked[name], self.card_states[name] = asked, state

    def _answered(self, fact: Fact) -> None:
        reference, state = fact.body["reference"], fact.body["state"]
        name = reference.rpartition("/")[2]
        asked = self._asked.get(name)
        self.card_states[name] = state
        if asked is None:
            self.verdict.wrong(f"fact {fact.installation}/{fact.seq}", "answers what nobody asked")
        elif state == "approved":
            if reference in self._approved:
                self.verdict.wrong(f"card {reference}", "was approved twice")
            self._approved[reference] = {**asked, "amount": fact.body.get("taken", asked["amount"])}

    def approved_sales(self) -> Iterable[tuple[str, Body]]:
        """Payments taken on the terminal and not reversed."""
        reversed_ = {
            body["original"] for body in self._approved.values() if body["kind"] == "reversal"
        }
        for reference, body in self._approved.items():
            if body["kind"] == "sale" and reference not in reversed_:
                yield reference, body

    def _shift_opened(self, fact: Fact) -> None:
        self.verdict.shifts += 1
        if self._open_shift is not None:
            self.verdict.wrong(f"shift {fact.body['shift']}", "was opened while another was open")
        self._open_shift, self._shift_facts, self._count = fact, [*self._before, fact], None
        self._before = []
        key = (fact.installation, fact.seq)
        self.shifts[fact.body["shift"]] = ShiftSeen(Money(fact.body["float"]), key)

    def _shift_closed(self, fact: Fact) -> None:
        where = f"shift {fact.body['shift']}"
        opened = self._open_shift
        if opened is None or opened.body["shift"] != fact.body["shift"]:
            self.verdict.wrong(where, "was closed and not open")
            return
        body = fact.body
        held = (Money(body["held"]), held_by_hand_of(body), held_others_of(body))
        report = shift_report(_shift(opened, self._count), self._shift_facts, *held)
        for name, value in figures(report).items():
            # The oldest said less.
            if name in fact.body and fact.body[name] != value:
                self.verdict.wrong(where, f"Z says {name} {fact.body[name]}, facts say {value}")
        self._open_shift, self._shift_facts = None, []
        seen = self.shifts[fact.body["shift"]]
        seen.closed = (fact.installation, fact.seq)


def _shift(opened: Fact, count: Count | None) -> Shift:
    at = journal.local_time(opened)
    return Shift(
        opened.body["shift"],
        at.date(),
        at,
        opened.who,
        Money(opened.body["float"]),
        (opened.installation, opened.seq),
        Money(opened.body["held"]),
        count,
    )


def _sums(document: Document) -> list[tuple[str, Money]]:
    if document.replaces is not None:
        left = document.replaces
        return [
            ("lines", total(line.total for line in document.lines)),
            ("what it replaces", total(left.amounts)),
            ("how that was paid", total(tender.amount for tender in left.tenders)),
            ("taxes", total(row.gross for row in document.taxes)),
        ]
    paid = total(tender.amount for tender in document.tenders)
    return [
        ("lines", total(line.total for line in document.lines)),
        ("tenders less change", paid - document.change),
        ("taxes", total(row.gross for row in document.taxes)),
    ]
