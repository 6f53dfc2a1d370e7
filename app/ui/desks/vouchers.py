"""Vouchers at the counter: one that was scanned, one given as goodwill, one on paper again."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.money import parse_money
from app.services.counter import Counter
from app.ui import format as written
from app.ui.leave import Leave
from app.ui.widgets.banner import BannerView
from app.ui.words import fill, tr


class VoucherDesk:
    """`say`: a strip on the ticket; `pay`: with the voucher of that code."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        say: Callable[[BannerView], object],
        pay: Callable[[str], object],
        print_out: Callable[[], object],
    ) -> None:
        self._counter, self._credit, self._leave = counter, counter.credit, leave
        self._say, self._pay, self._print_out = say, pay, print_out

    def scanned(self, code: str) -> None:
        """It pays the ticket in hand; without one it says what is left of it."""
        sale = self._counter.register.sale
        if sale is not None and sale.lines:
            self._pay(code)
            return
        voucher = self._credit.look(code).voucher
        words = fill(tr("Quedan %1 del vale %2."), written.money(voucher.left), voucher.code)
        again = (("voucher", tr("Imprimir el vale")),) if voucher.ours else ()
        self._say(BannerView(voucher.code, words, tone="accent", icon="ticket", actions=again))

    def goodwill(self, amount: str, why: str) -> None:
        """One that no return owes. Raises BadAmount, NoOpenShift."""
        money, made = parse_money(amount), list[str]()
        if self._leave(lambda: made.append(self._credit.goodwill(money, why))):
            self._print_out()
            words = fill(tr("Vale %1 de %2."), made[0], written.money(money))
            self._say(BannerView(made[0], words, tone="quiet", icon="check"))

    def print(self, code: str) -> None:
        """Once more, with what is left. Raises UnknownVoucher."""
        self._credit.print(code)
        self._print_out()
