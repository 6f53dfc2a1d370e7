"""The selling screen's side of the services: each wish of the screen is one call."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

from PySide6.QtCore import QTimer

from app.domain import barcode
from app.domain.attempt import AttemptState
from app.domain.buyer import Buyer
from app.domain.document import Document
from app.domain.errors import NoOpenShift, ShopError, UnknownCard, UnknownItem
from app.domain.money import parse_money
from app.domain.product import Unit, parse_quantity
from app.domain.sale import LABEL, Amount, Line, Percent
from app.domain.voucher import code_in
from app.services.checkout import Answered
from app.services.counter import Counter
from app.ui import format as written
from app.ui.desks.cards import Cards, Post
from app.ui.desks.exchanging import ExchangeDesk
from app.ui.desks.picturing import pictured
from app.ui.desks.sale_sight import SaleSight
from app.ui.desks.scale import Asks, ScaleDesk
from app.ui.desks.shelf import Shelf
from app.ui.desks.vouchers import VoucherDesk
from app.ui.desks.wanting import Wanting
from app.ui.leave import Leave
from app.ui.screens.line_view import why_view
from app.ui.screens.product_view import row_view
from app.ui.screens.sell_view import SellView, parked_chip
from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


class Whose(Protocol):
    """Asks central whose card it is; False when there is nobody to ask."""

    def __call__(self, code: str, *, or_card: bool = True) -> bool: ...


UNDO_S = 10
SAID_MS = 6_000


class SellDesk:
    """Serves `SellActions` and `PanelActions`; keeps only what is on no disk: tab, undo.

    `open` brings up another screen, `repaint` this one. `paid` is told of a document issued here,
    `card` starts the card for all that is due, `credit` takes a voucher.
    """

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        *,
        cards: Cards,
        customer: Callable[[], ChipView | None],
        whose: Whose,
        confirm: Callable[[str, str, str], bool],
        name: Callable[[str], str],
        say: Callable[[ShopError], str],
        open: Callable[[str], object],  # noqa: A002 (what a window does with screens)
        find_ticket: Callable[[str], object],
        find_order: Callable[[str], bool],
        repaint: Callable[[], object],
        card: Callable[[], object],
        credit: Callable[[str], object],
        sundries: Callable[[str], object],
        ask_invoice: Callable[[], object],
        ask_customer: Callable[[], object],
        paid: Callable[[Document], object],
        print_out: Callable[[], object],
        scale: ScaleDesk,
        post: Post,
    ) -> None:
        self._counter, self._register = counter, counter.register
        self._leave, self._open, self._find_ticket = leave, open, find_ticket
        self._find_order = find_order
        self._name, self._sentence = name, say
        self._cards, self._confirm, self._scale = cards, confirm, scale
        self._repaint, self._card, self._paid = repaint, card, paid
        self._sundries, self._ask_invoice = sundries, ask_invoice
        self._ask_customer, self._whose = ask_customer, whose
        self._exchange = ExchangeDesk(counter.exchanges, cards, paid)
        self._shelf = Shelf(counter.lookup)
        picture = pictured(counter.pictures, post, repaint)
        self.sight = SaleSight(
            counter, self._shelf, customer=customer, name=name, say=say, picture=picture
        )
        self.wanting = Wanting(counter, self.say, post, lambda: self._said)

        self._vouchers = VoucherDesk(
            counter, leave, self.say, lambda code: (open("pay"), credit(code)), print_out
        )
        self.goodwill = self._vouchers.goodwill
        self.size, self.lost = self.wanting.size, self.wanting.lost
        self.asked_last = self.wanting.asked_last
        self._said: BannerView | None = None
        self._said_ends = QTimer(singleShot=True, interval=SAID_MS)
        self._said_ends.timeout.connect(self._unsay)
        self._undo_ends = QTimer(singleShot=True, interval=UNDO_S * 1000)
        self._undo_ends.timeout.connect(self._repaint)

    def close(self) -> None:
        self._undo_ends.stop()
        self._said_ends.stop()
        self._scale.close()

    def say(self, banner: BannerView) -> None:
        """A strip on the ticket, for a while or until something else is done."""
        self._said = banner
        self._said_ends.start()
        self._repaint()

    def _unsay(self) -> None:
        if self._said is not None:
            self._said = None
            self._repaint()

    def changed(self) -> None:
        """Something was done after what was said."""
        self._said = None

    def view(self) -> SellView:
        return self.sight.view(undo=self._undo_ends.isActive(), said=self._said)

    # what goes in
    def scan(self, code: str, quantity: str) -> None:
        if self._find_order(code) or self._relieved(code):
            return
        if barcode.ticket_of(code) or barcode.gift_of(code):
            self._find_ticket(code)
            return
        if code_in(code):
            self._vouchers.scanned(code)
            return
        try:
            if quantity:
                self._register.scan(code, parse_quantity(quantity, Unit.EACH))
            else:
                self._register.scan(code)
        except UnknownCard:
            if not self._whose(code):
                raise
        except UnknownItem:
            self._whose(code, or_card=False)  # a card of plastic has a bare number
            raise

    def _relieved(self, code: str) -> bool:
        """Somebody's badge: whoever carries it goes on with what is on the screen."""
        return not self._cards.busy and self._counter.signin.relieve(code) is not None

    def add(self, sku: str, quantity: str) -> None:
        self._register.add(sku, parse_quantity(quantity, Unit.EACH) if quantity else None)

    def search(self, text: str) -> tuple[RowView, ...]:
        found = self._counter.lookup.search(text, 12)
        there = self._counter.stockroom.on_hand([product.sku for product in found])
        return tuple(row_view(product, there.get(product.sku)) for product in found)

    def card_of(self, text: str) -> str:
        if self._counter.lookup.product(text) is not None:
            return ""
        cards = (one for one in (text, text.upper()) if self._counter.customers.find(one))
        return next(cards, "")

    # what is done to a line
    def select(self, line: int) -> None:
        self._register.choose(line)

    def _touch(self, number: int) -> Line:
        sale = self._register.sale
        if sale is None or sale.chosen != number:
            return self._register.choose(number)
        return sale.line(number)

    def step(self, line: int, by: int) -> None:
        now = self._touch(line)
        if not now.unit.measured and now.quantity + by >= 1:
            self._register.quantity(now.quantity + by)

    def set_quantity(self, line: int, text: str) -> None:
        now = self._touch(line)
        self._register.quantity(parse_quantity(text, now.unit))

    def set_price(self, line: int, kind: str, text: str, reason: str) -> None:
        price = parse_money(text)
        self._touch(line)
        if kind == LABEL:
            self._leave(lambda: self._counter.label_says.sell(price))
            return
        self._leave(lambda: self._register.price(price, reason))

    def discount(self, line: int | None, kind: str, text: str, reason: str) -> None:
        amount = parse_money(text)
        off = Amount(amount) if kind == "€" else Percent(_percent(text))
        if line is None:
            self._leave(lambda: self._register.discount_ticket(off, reason))
        else:
            self._touch(line)
            self._leave(lambda: self._register.discount_line(off, reason))

    def remove(self, line: int) -> None:
        self._touch(line)
        self._register.remove()
        self._undo_ends.start()
        self._repaint()

    def undo(self) -> None:
        self._register.undo()
        self._undo_ends.stop()
        self._repaint()

    def why(self, line: int) -> tuple[FactView, ...]:
        return why_view(self._register.explain(line), self._line(line), self._name)

    def name_of(self, line: int) -> str:
        return self._line(line).name

    def measure_of(self, line: int) -> str:
        unit = self._line(line).unit
        return unit.value if unit.measured else ""

    def weigh(self, line: int, asks: Asks) -> None:
        if self._counter.weighing.weighs(self._line(line)):
            self._scale.ask(line, asks)

    def _line(self, number: int) -> Line:
        return self._register.the_sale().line(number)

    def open_line(self) -> tuple[str, str]:
        line = self._register.chosen()
        return line.name, line.note

    def note(self, text: str) -> None:
        self._register.note(text)

    def seller(self, code: str) -> None:
        self._register.seller(code)

    # what is done to the ticket
    def act(self, does: str, key: str) -> None:
        """A banner's button or a chip: `undo`, `sundries`, `lost`, `forget`, `sell`, `elsewhere`,
        `drop`, `recall`, `pay`, `shift`, `invoice`, `customer`, `no-order`, `of-age`, `under-age`,
        `voucher`, or what an exchange has."""
        plainly: dict[str, Callable[[], object]] = {
            "undo": self.undo,
            "invoice": self._ask_invoice,
            "customer": self._ask_customer,
            "no-order": self._counter.placing.forget,
            **self._exchange.acts(),
            "sell": lambda: self._sell(key),
            "elsewhere": lambda: self._order(key),
            "voucher": lambda: self._vouchers.print(key),
            "of-age": lambda: self._counter.ages.answer(of_age=True),
            "under-age": lambda: self._counter.ages.answer(of_age=False),
        }
        if does in plainly:
            plainly[does]()
            return
        match does:
            case "sundries":
                self._sundries(key)
            case "lost":
                self._counter.stockroom.lost(key, sale=self._register.sale)
                if self._remembered(key):
                    self._register.forget_unknown(key)
                self.changed()
                self._repaint()
            case "forget":
                self._register.forget_unknown(key)
            case "drop":
                self.remove(int(key))
            case "recall":
                self.recall(key)
            case "pay" | "shift":
                self._open(does)
            case _:
                raise ValueError(does)

    def _sell(self, sku: str) -> None:
        self.changed()
        self._register.add(sku)

    def _order(self, sku: str) -> None:
        """Of another shop's goods."""
        self._sell(sku)
        self._open("place-order")

    def show_tab(self, key: str) -> None:
        self._shelf.tab = key
        self._repaint()

    def rates(self) -> tuple[tuple[str, str], ...]:
        rules = self._counter.till.rules()
        percents = [
            rules.taxes.percent(rules.territory, kind.tax, rules.today)
            for kind in self._register.varios_kinds
        ]
        return tuple((str(p), written.percent(p)) for p in dict.fromkeys(percents))

    def sundries(self, amount: str, rate: str, words: str) -> None:
        self._register.varios(parse_money(amount), Decimal(rate), words)

    def invoice_now(self) -> Buyer | None:
        return self._register.sale.buyer if self._register.sale else None

    def invoice(self, tax_id: str, name: str, address: str) -> None:
        self._register.invoice(tax_id, name, address)

    def no_invoice(self) -> None:
        self._register.no_invoice()

    def staff_buys(self, code: str) -> None:
        self._counter.staff_purchases.begin(code.strip())

    def staff_ends(self) -> None:
        self._counter.staff_purchases.end()

    def park(self) -> None:
        self._counter.tickets.park()

    def parked(self) -> tuple[RowView, ...]:
        rows = []
        for place, sale in enumerate(self._counter.tickets.parked(), 1):
            first = sale.lines[0].name if sale.lines else ""
            chip = parked_chip(sale, place)
            rows.append(RowView(str(place), chip.words, first, written.money(sale.total)))
        return tuple(rows)

    def recall(self, key: str) -> None:
        tickets = self._counter.tickets
        tickets.recall(int(key))
        if (refused := tickets.order_refused()) is not None:
            self.say(BannerView("said", self._sentence(refused), tone="warning"))

    def abandon(self) -> None:
        """Give the ticket up, after asking; what the terminal took goes back to its card first."""
        sale = self._register.sale
        if sale is None or not (sale.lines or sale.tenders):
            return
        words = tr("Se pierden %1 líneas, %2. Esto no se puede deshacer.")
        words = fill(words, len(sale.lines), written.money(sale.total))
        if sale.paid:
            words += " " + fill(tr("Hay que devolver %1 al cliente."), written.money(sale.paid))
        if self._confirm(tr("Abandonar el ticket"), words, tr("Abandonar")):
            self._give_up()

    def _give_up(self) -> None:
        attempt = self._counter.checkout.begin_reversal()
        if attempt is None:
            self._counter.tickets.abandon()
            self._open("sell")
        else:
            self._open("pay")
            self._cards.ask(attempt, self._reversed)

    def _reversed(self, answered: Answered) -> None:
        if answered.attempt.state is AttemptState.APPROVED:
            self._give_up()

    def lock(self) -> None:
        self._counter.signin.sign_out()

    # paying from here
    def exact_cash(self) -> None:
        def pay() -> None:
            paid = self._counter.checkout.pay_cash()
            if paid.document is not None:
                self._paid(paid.document)

        self._leave.despite_clock(pay)

    def card(self) -> None:
        self._open("pay")
        self._card()

    def refused(self, error: ShopError) -> bool:
        """A strip, never a dialog; an unknown code has its own already."""
        if not (isinstance(error, UnknownItem) and self._remembered(str(error.facts.get("code")))):
            actions = (("shift", tr("Abrir turno")),) if isinstance(error, NoOpenShift) else ()
            self.say(BannerView("said", self._sentence(error), actions=actions))
        return True

    def _remembered(self, code: str) -> bool:
        return (sale := self._register.sale) is not None and code in sale.unknown


def _percent(text: str) -> Decimal:
    """`10` stays 10 and `12,50` becomes 12.5: it is printed as it is kept."""
    value = Decimal(text.strip().replace(",", "."))
    return value.normalize() if value % 1 else value.quantize(Decimal(1))
