"""Ticket, invoice, F3, R4, corrective, exchange, store credit: whatever is made of what, what is
out and what came back agree in money, in VAT by rate and in goods."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from builders import copied, euro
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from shop import Shop

from app.domain.document import Document
from app.domain.money import Money
from app.domain.refund import CREDIT, taxes_left
from app.domain.stock import thousandths
from app.domain.tender import TenderKind
from app.domain.why_back import WhyBack
from app.storage import documents, moves, vouchers

SKUS = ("CAF-001", "LEC-ENT", "BOL-TEL", "JAM-SER-KG")
BUYERS = (
    ("12345678Z", "María Núñez", "Calle Mayor, 1"),
    ("FR40303265045", "Boulangerie", "Rue de la Paix, 1"),
    ("passport:GB:123456789", "John Smith", "Baker Street, 1"),
)


class Papers:
    """A counter at which anything is done with any paper of it."""

    def __init__(self, shop: Shop, data: st.DataObject) -> None:
        self.shop, self.data = shop, data
        self.tickets: list[str] = []
        """The numbers by which their customers ask for them."""
        self.about: list[str] = []
        """Those that something is done with now; empty: with any."""
        self.kept: Counter[str] = Counter()
        """Thousandths that came back and are not for sale, by SKU."""
        self.without: Counter[str] = Counter()
        """What came back without any ticket."""
        self.credit: Counter[str] = Counter()
        """Cents of the vouchers that were given for it, by code."""

    def do(self) -> None:
        deeds: list[Callable[[], object]] = [self.sell]
        if self.tickets:
            deeds += [self.take_back, *(getattr(self, deed) for deed in DEEDS)]
        self.data.draw(st.sampled_from(deeds))()

    def each_pair(self) -> None:
        """Of a ticket of its own each paper, and then each other, and an invoice at last."""
        for pair in product(DEEDS, repeat=2):
            self.about = []
            self.sell()
            self.about = self.tickets[-1:]
            for deed in (*pair, "invoice"):
                getattr(self, deed)()
        self.about = []

    def sell(self) -> None:
        shop, draw = self.shop, self.data.draw
        for sku in draw(st.lists(st.sampled_from(SKUS), min_size=1, max_size=3, unique=True)):
            whole = draw(st.integers(1, 4))
            shop.add(sku, f"0.{whole}37" if sku.endswith("KG") else str(whole))
        if draw(st.booleans()):
            shop.discount_ticket(f"{draw(st.integers(1, 20))}%")
        if draw(st.booleans()):
            shop.counter.register.invoice(*draw(st.sampled_from(BUYERS)))
        by_card = draw(st.integers(0, shop.sale.total.cents).map(Money))
        if by_card:
            shop.pay_card(str(by_card))
        if shop.counter.register.sale is not None and shop.counter.register.sale.lines:
            shop.pay_cash()
        self.tickets.append(shop.document.number)

    def _one(self) -> tuple[str, Document, dict[int, Decimal]]:
        """A ticket, what stands for it now, and what may still come back of it."""
        number = self.data.draw(st.sampled_from(self.about or self.tickets))
        found = self.shop.counter.refunds.find(number)
        left = {line.number: found.left(line) for line in found.document.lines}
        return number, found.document, {line: much for line, much in left.items() if much}

    def _parts(self, document: Document, left: dict[int, Decimal]) -> list[tuple[int, Decimal]]:
        parts = []
        for number in sorted(self.data.draw(st.sets(st.sampled_from(sorted(left)), min_size=1))):
            line = next(one for one in document.lines if one.number == number)
            step = Decimal("0.001") if line.unit.measured else Decimal(1)
            parts.append((number, step * self.data.draw(st.integers(1, int(left[number] / step)))))
        return parts

    def give_back(self) -> None:
        number, document, left = self._one()
        if not left:
            return
        parts = self._parts(document, left)
        why = self.data.draw(st.sampled_from([WhyBack.RESTOCK, WhyBack.DAMAGED]))
        means = self.data.draw(st.sampled_from(["", CREDIT]))
        begun = self.shop.counter.refunds.begin(number, parts, means, why=why)
        if not isinstance(begun, Document):
            assert self.shop.pay_back(begun)
        if why is WhyBack.DAMAGED:
            self._keep(document, parts)

    def _keep(self, document: Document, parts: list[tuple[int, Decimal]]) -> None:
        skus = {line.number: line.sku for line in document.lines}
        for line, much in parts:
            self.kept[skus[line]] += thousandths(much)

    def lower(self) -> None:
        number, document, left = self._one()
        back = self.shop.counter.refunds.find(number).back
        worth = {
            line.number: line.total
            - (back[line.number].amount if line.number in back else Money(0))
            for line in document.lines
            if line.number in left
        }
        worth = {line: amount for line, amount in worth.items() if amount > Money(0)}
        if not worth:
            return
        line = self.data.draw(st.sampled_from(sorted(worth)))
        off = [(line, Money(self.data.draw(st.integers(1, worth[line].cents))))]
        begun = self.shop.counter.refunds.begin(number, None, why=WhyBack.ALLOWANCE, off=off)
        if not isinstance(begun, Document):
            assert self.shop.pay_back(begun)

    def invoice(self) -> None:
        """An F3 of one or several tickets, or an R4 of an invoice; of those of which goods and
        money are left."""
        number, document, left = self._one()
        if not left or not self._money_left(number):
            return
        invoices, found = self.shop.counter.invoices, {}
        found[document.number] = invoices.find(document.number)
        number, other, more = self._one()
        if more and self._money_left(number) and {document.kind, other.kind} == {"F2"}:
            found[other.number] = invoices.find(other.number)
        whole = self.left_of(found)
        made = invoices.issue(list(found.values()), *self.data.draw(st.sampled_from(BUYERS)))
        assert said_by([made]) == whole

    def _money_left(self, number: str) -> bool:
        found = self.shop.counter.refunds.find(number)
        return bool(taxes_left(found.document, found.back))

    def left_of(self, numbers: Iterable[str]) -> Said:
        """What is left of papers, added up from them and their correctives alone."""
        return said_by(
            one
            for one in self._issued()
            if one.number in numbers or (one.corrects and one.corrects.number in numbers)
        )

    def exchange(self) -> None:
        number, document, left = self._one()
        if not left:
            return
        exchanges, shop = self.shop.counter.exchanges, self.shop
        exchanges.begin(number, self._parts(document, left))
        shop.add(self.data.draw(st.sampled_from(SKUS[:3])), str(self.data.draw(st.integers(1, 3))))
        if not shop.sale.owed:
            self.tickets.append(_paid(shop))
            return
        while (attempt := exchanges.next_card()) is not None:
            answered = shop.counter.checkout.answer(
                attempt, shop.counter.checkout.ask(shop.terminal, attempt)
            )
            if answered.paid.document:
                self.tickets.append(answered.paid.document.number)
                return
        done = exchanges.pay_back().document
        assert done
        self.tickets.append(done.number)

    def take_back(self) -> None:
        sku = self.data.draw(st.sampled_from(SKUS[:3]))
        done = self.shop.counter.no_ticket.take([(sku, Decimal(1))])
        self.without[sku] += 1000
        self.credit[done.voucher] += done.amount.cents

    def spend(self) -> None:
        """Store credit pays all or a part of a new ticket."""
        if not (codes := sorted(code for code, cents in self._credit().items() if cents)):
            return
        code, shop = self.data.draw(st.sampled_from(codes)), self.shop
        shop.add(self.data.draw(st.sampled_from(SKUS[:3])), str(self.data.draw(st.integers(1, 3))))
        due = shop.sale.due.cents
        most = min(due, self._credit()[code])
        part = self.data.draw(st.integers(1, most).map(Money))
        done = shop.counter.credit.pay(code, part).document
        self.tickets.append(done.number if done else _paid(shop))

    def _credit(self) -> Counter[str]:
        """Cents left of each voucher, by what the papers say."""
        left = Counter(self.credit)
        for one in self._issued():
            for tender in one.tenders:
                if tender.kind is TenderKind.CREDIT and one.counts:
                    left[tender.reference] -= tender.amount.cents
        return left

    # what must hold
    def _issued(self) -> list[Document]:
        with self.shop.db.read() as connection:
            return documents.newest(connection, 1000)

    def agrees(self) -> None:
        shop, credit_left = self.shop, self._credit()
        issued = [one for one in self._issued() if one.counts]
        with shop.db.read() as connection:
            moved = moves.since(connection, {sku: {} for sku in SKUS})
            kept = {code: vouchers.left_of_ours(connection, code) for code in credit_left}
        assert kept == {code: Money(cents) for code, cents in credit_left.items()}
        whole = sum((one.total for one in issued), euro("0"))
        credit = [t.amount for one in issued for t in one.tenders if t.kind is TenderKind.CREDIT]
        swapped = [t.amount for one in issued for t in one.tenders if t.kind is TenderKind.EXCHANGE]
        drawer = shop.counter.drawer.report().expected - euro("5000")
        by_card = Money(shop.terminal.captured())
        assert whole == drawer + by_card + sum(credit, euro("0"))
        assert sum(swapped, euro("0")) == euro("0")
        for sku in SKUS:
            lines = [line for one in issued for line in one.lines if line.sku == sku]
            out = sum(thousandths(line.quantity) for line in lines)
            assert moved.get(sku, 0) == -out - self.kept[sku] + self.without[sku]
        assert shop.adds_up()

    def end(self) -> None:
        """Everything comes back: nothing is left of money, VAT or goods."""
        for number in self.tickets:
            found = self.shop.counter.refunds.find(number)
            if any(found.left(line) for line in found.document.lines):
                assert self.shop.refund(number)
        assert said_by(one for one in self._issued() if one.counts) == (0, {}, {})
        self.agrees()


Said = tuple[int, dict[object, tuple[int, int]], dict[str, int]]
"""Cents; cents of base and tax by rate; thousandths by SKU. Without what is nothing."""


def said_by(papers: Iterable[Document]) -> Said:
    money, rates, goods = 0, defaultdict[object, Counter[str]](Counter), Counter[str]()
    for one in papers:
        money += one.total.cents
        assert one.total == sum((line.total for line in one.lines), euro("0"))
        assert one.total == sum((row.gross for row in one.taxes), euro("0"))
        for row in one.taxes:
            rates[row.category, row.percent].update(base=row.base.cents, tax=row.tax.cents)
        for line in one.lines:
            if line.why_back.goods:
                goods[line.sku] += thousandths(line.quantity)
    by_rate = {rate: (said["base"], said["tax"]) for rate, said in rates.items()}
    return (
        money,
        {rate: said for rate, said in by_rate.items() if said != (0, 0)},
        {sku: much for sku, much in goods.items() if much},
    )


def _paid(shop: Shop) -> str:
    shop.pay_cash()
    assert shop.paid.document
    return shop.paid.document.number


DEEDS = ("give_back", "lower", "invoice", "exchange", "spend")


def walked(made: Path, data: st.DataObject, deeds: Callable[[Papers], None]) -> None:
    with (
        TemporaryDirectory(dir=made.parent) as place,
        Shop(copied(made, Path(place) / "till")) as shop,
    ):
        papers = Papers(shop.sign_in("9001").open_shift("5000"), data)
        deeds(papers)
        papers.agrees()
        papers.end()


FEW: dict[str, Any] = {
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}


@settings(max_examples=6, **FEW)
@given(data=st.data())
def test_whatever_is_made_of_what_the_papers_agree(demo_folder: Path, data: st.DataObject) -> None:
    def any_deeds(papers: Papers) -> None:
        for _ in range(data.draw(st.integers(3, 12), "deeds")):
            papers.do()

    walked(demo_folder, data, any_deeds)


@settings(max_examples=3, **FEW)
@given(data=st.data())
def test_every_paper_made_of_every_other_agrees(demo_folder: Path, data: st.DataObject) -> None:
    walked(demo_folder, data, Papers.each_pair)
