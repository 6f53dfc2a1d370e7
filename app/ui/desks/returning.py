"""The return screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.domain import barcode, elsewhere
from app.domain.document import Document
from app.domain.errors import AnotherTaxpayer, BadPaper, ShopError, UnknownItem
from app.domain.money import ZERO, parse_money
from app.domain.product import parse_quantity
from app.domain.refund import everything
from app.domain.sale import Sale
from app.domain.slips import gift_code
from app.domain.why_back import WhyBack
from app.services.checkout import Answered
from app.services.counter import Counter
from app.services.enquiries import Enquiry, Outcome, check
from app.services.on_paper import Item, Paper
from app.ui import format as written
from app.ui.desks.cards import Cards
from app.ui.desks.returning_otherwise import OtherReturns
from app.ui.leave import Leave
from app.ui.screens.pay_view import CardView
from app.ui.screens.return_view import FindView, ReturnView, paper_view, return_view
from app.ui.widgets.form import FormView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr

RECENT = 12


class ReturnDesk:
    """Serves `ReturnActions`; keeps the ticket found and what is ticked of it.

    `known` says whether a code is a customer's card: the next sale is theirs.
    """

    def __init__(
        self,
        counter: Counter,
        cards: Cards,
        leave: Leave,
        name: Callable[[str], str],
        recent: Callable[[int], list[Document]],
        repaint: Callable[[], object],
        returned: Callable[[Document], object],
        known: Callable[[str], bool],
        *,
        otherwise: OtherReturns,
        say: Callable[[ShopError], str],
        post: Callable[[Callable[[], object]], object],
    ) -> None:
        self._counter, self._cards, self._leave = counter, cards, leave
        self._name, self._recent = name, recent
        self._repaint, self._returned = repaint, returned
        self.identify = known
        self._say, self._post = say, post
        self._enquiry: Enquiry | None = None
        self._trouble = ""
        self._seen: elsewhere.Printed | None = None
        """What the code of the ticket that is looked for said."""
        self._paper: Paper | None = None
        self._number = ""
        self._parts: dict[int, Decimal] = {}
        self._damaged = False
        self._found: list[Document] = []
        """What was looked for without a number."""
        self._otherwise = otherwise
        self.without_ticket = otherwise.without_ticket

    def view(self) -> FindView | ReturnView:
        if not self._number:
            asked = self._enquiry.number if self._enquiry else ""
            return FindView(
                tuple(self._row(d) for d in self._found or self._recent(RECENT)),
                fill(tr("Preguntando a las demás tiendas por %1…"), asked) if asked else "",
                self._trouble,
                bool(self._found),
                self._paper_asked(),
            )
        found = self._counter.refunds.find(self._number)
        parts = list(self._parts.items())
        back = self._counter.refunds.worth(self._number, parts) if parts else ZERO
        who = self._name(found.document.who)
        gift = self._gift
        return return_view(found, self._parts, back, who, damaged=self._damaged, gift=gift)

    def seek(self, values: dict[str, str]) -> None:
        """Show the tickets of which that is known. Raises BadArguments, BadAmount, BadPaper,
        UnknownItem, UnknownCard."""
        day, amount = values["day"], values["amount"]
        self._found = self._counter.seeking.find(
            values["product"],
            _day(day) if day else None,
            parse_money(amount) if amount else None,
            values["paid"],
            values["card"],
        )
        self._trouble = "" if self._found else tr("Ningún ticket es así.")
        self._repaint()

    def _row(self, document: Document) -> RowView:
        about = f"{written.day(document.issued_at)} {written.clock(document.issued_at)}"
        about = f"{about} · {self._name(document.who)}"
        return RowView(document.number, document.number, about, written.money(document.total))

    def find(self, number: str) -> None:
        """By number, bar code or QR; of another shop, once the others answered.

        Raises UnknownDocument, NotReturnable, AnotherTaxpayer, PaperDiffers.
        """
        seen = elsewhere.printed(number)
        number = seen.number if seen else number.strip().upper()
        if seen and seen.nif and seen.nif != self._counter.till.shop.nif:
            raise AnotherTaxpayer(number=number)
        self._stop_asking()
        self._seen = seen
        if self._counter.enquiries.needed(number):
            self._ask(number)
        else:
            self._open(number)

    @property
    def _gift(self) -> bool:
        """Whether it was a gift ticket that was scanned."""
        return self._seen is not None and self._seen.gift

    def _open(self, number: str) -> None:
        document = self._counter.refunds.find(number).document
        if self._seen is not None:
            elsewhere.check_printed(self._seen, document)
        code = gift_code(number) if self._gift else number
        self._number, self._parts, self._damaged = code, {}, False
        self._repaint()

    def _paper_asked(self) -> FormView | None:
        number = self._counter.refunds.unreachable
        if not self._trouble or not number:
            return None
        seen = self._seen if self._seen and self._seen.number == number else None
        return paper_view(number, seen, self._counter.on_paper.limit())

    def take_paper(self, values: dict[str, str]) -> None:
        """What was read off a paper, or one more thing on it.

        Raises BadPaper, BadAmount, BadQuantity, UnknownItem, OverRisk...
        """
        before = self._paper
        product = self._counter.lookup.product(values["code"])
        if product is None:
            raise UnknownItem(code=values["code"])
        quantity = parse_quantity(values["quantity"], product.unit)
        item = Item(product.sku, quantity, parse_money(values["amount"]))
        if before is not None and "day" not in values:
            paper = replace(before, items=(*before.items, item))
        else:
            day, paid = _day(values["day"]), parse_money(values["total"])
            number = self._counter.refunds.unreachable
            paper = Paper(number, day, paid, values["means"] == "cash", values["why"], (item,))
        self._counter.on_paper.take(paper)
        self._paper, self._trouble = paper, ""
        self._open(paper.number)
        self.all()

    def _ask(self, number: str) -> None:
        """Without waiting: who is at the till may go on, or look for another."""

        def heard(outcome: Outcome) -> None:
            self._post(lambda: self._heard(enquiry, outcome))

        self._number, self._parts = "", {}
        self._enquiry = enquiry = Enquiry(number, heard)
        self._counter.enquiries.put(enquiry)
        self._repaint()

    def _heard(self, enquiry: Enquiry, outcome: Outcome) -> None:
        if enquiry is not self._enquiry:  # another ticket is looked for by now
            return
        self._enquiry = None
        try:
            check(outcome, enquiry.number)
            self._open(enquiry.number)
        except ShopError as refusal:
            self._trouble = self._say(refusal)
            self._repaint()

    def is_ticket(self, code: str) -> bool:
        ours = barcode.ticket_number(code) or barcode.gift_of(code)
        return code[:4].lower() == "http" or bool(ours)

    def scan(self, code: str) -> bool:
        """A ticket's code opens it, a product's ticks one of its lines; False: not on it."""
        if self.is_ticket(code) or not self._number:
            self.find(code)
            return True
        product = self._counter.lookup.product(code)
        found = self._counter.refunds.find(self._number)
        for line in found.document.lines:
            ticked = self._parts.get(line.number, Decimal(0))
            if product and line.sku == product.sku and ticked < found.left(line):
                self.step(line.number, 0 if line.unit.measured else 1)
                return True
        return False

    def forget(self) -> None:
        """Back to looking for a ticket; nobody waits for an answer any more."""
        self._stop_asking()
        self._number, self._parts = "", {}
        self._repaint()

    def _stop_asking(self) -> None:
        if self._enquiry is not None:
            self._enquiry.cancel()
        self._enquiry, self._trouble, self._paper = None, "", None
        self._found = []

    def step(self, line: int, by: int) -> None:
        found = self._counter.refunds.find(self._number)
        sold = next(one for one in found.document.lines if one.number == line)
        left, now = found.left(sold), self._parts.get(line, Decimal(0))
        wanted = (Decimal(0) if now else left) if by == 0 else now + by
        if wanted > 0:
            self._parts[line] = min(wanted, left)
        else:
            self._parts.pop(line, None)
        self._repaint()

    def all(self) -> None:
        if self._number:
            found = self._counter.refunds.find(self._number)
            self._parts = dict(everything(found.document, found.back))
            self._repaint()

    def pay_back(self, means: str) -> None:
        if self._cards.busy or not self._parts:
            return
        parts, done = self._parts, False
        # Nothing is ticked any more when the commit repaints: it may have come back already.
        self._parts = {}
        try:
            done = self._leave(lambda: self._begin(list(parts.items()), means))
        finally:
            if not done:
                self._parts = parts
                self._repaint()

    def _begin(self, parts: list[tuple[int, Decimal]], means: str) -> None:
        why = WhyBack.DAMAGED if self._damaged else WhyBack.RESTOCK
        self._go_on(self._counter.refunds.begin(self._number, parts, means, why=why))

    # otherwise
    def damage(self) -> None:
        """What is ticked is not for sale again, or is after all."""
        self._damaged = not self._damaged
        self._repaint()

    def lower(self, values: dict[str, str]) -> None:
        """Give part of the ticked line's price back. Raises MoreThanPaid, BadAmount."""
        if self._cards.busy or len(self._parts) != 1:
            return
        (line,) = self._parts
        for begun in self._otherwise.lower(self._number, line, values):
            self._go_on(begun)

    def exchange(self) -> None:
        """What is ticked comes back in the ticket in hand."""
        if self._parts and not self._cards.busy:
            why = WhyBack.DAMAGED if self._damaged else WhyBack.RESTOCK
            self._otherwise.exchange(self._number, dict(self._parts), why)

    def invoice(self, tax_id: str, name: str, address: str) -> None:
        if made := self._otherwise.invoice(self._number, tax_id, name, address):
            self._number, self._parts = "", {}
            self._otherwise.issued(made)

    def give_back(self, begin: Callable[[], Sale | Document]) -> None:
        """Begin a return that was asked for elsewhere, and pay it back."""
        if not self._cards.busy:
            self._leave(lambda: self._go_on(begin()))

    def resume(self) -> None:
        """Finish a return that was half paid back."""
        pending = self._counter.refunds.pending()
        if pending is not None and pending.returning is not None:
            self._number, self._parts = pending.returning.number, {}
            self._go_on(pending)

    def _go_on(self, step: Sale | Document) -> None:
        """One card after the other, then what needs no terminal."""
        if isinstance(step, Document):
            self._done(step)
            return
        attempt = self._counter.refunds.next_card(step)
        if attempt is None:
            self._done(self._counter.refunds.finish(step))
        else:
            self._cards.ask(attempt, self._answered)

    def _answered(self, answered: Answered) -> None:
        if answered.paid.document is not None:
            self._done(answered.paid.document)
            return
        pending = self._counter.refunds.pending()
        if pending is None:
            return
        if pending.tenders and not self._cards.view:
            self._go_on(pending)
        elif not pending.tenders and not self._counter.checkout.pending(pending.id):
            self._counter.refunds.drop(pending)

    def _done(self, document: Document) -> None:
        self._number, self._parts = "", {}
        self._returned(document)

    def act(self, does: str) -> None:
        if does == "look":
            self._cards.look_up()
        elif does == "dismiss":
            self._cards.dismiss()

    def card(self) -> CardView | None:
        return self._cards.view


def _day(text: str) -> date:
    """`20/11/2026`, as the paper has it. Raises BadPaper."""
    try:
        day, month, year = (int(part) for part in text.replace("-", "/").split("/"))
        return date(year, month, day)
    except ValueError:
        raise BadPaper(field="day") from None
