"""Paying with what is neither cash nor card: Bizum, transfer, meal voucher, what a chain adds."""

from __future__ import annotations

from app.domain.errors import (
    NothingDue,
    ReferenceMissing,
    TenderOff,
    TenderOverLimit,
    TooMuch,
)
from app.domain.money import ZERO, Money, total
from app.domain.sale import Sale
from app.domain.tender import Tender, TenderKind, reference_of
from app.services.checkout import Checkout, Paid
from app.services.till import Till


class OtherWays:
    def __init__(self, till: Till, checkout: Checkout) -> None:
        self._till, self._checkout = till, checkout

    def offered(self) -> tuple[TenderKind, ...]:
        """What may be taken here by what a person types of it, in the order to show it."""
        return self._till.tenders.by_reference()

    def names(self) -> dict[TenderKind, str]:
        """What the chain calls ways of paying, in the language of the window."""
        till = self._till
        return till.tenders.names(english=till.config.face.language == "en")

    def pay(self, code: str, amount: Money | None = None, reference: str = "") -> Paid:
        """Take `amount` (None: all that is due, or the most that it may pay) in the kind of that
        code.

        Raises TenderOff, TenderOverLimit, ReferenceMissing, CardNumber, TooMuch, NothingDue and
        what `Checkout.ready` raises.
        """
        if code not in self.offered():
            raise TenderOff(kind=code[:40])
        kind = TenderKind(code)
        sale, shift = self._checkout.ready()
        most = most_of(self._till, kind, sale)
        amount = min(sale.due, most) if amount is None else amount
        if amount > sale.due:
            raise TooMuch(due=sale.due)
        if amount > most:
            raise TenderOverLimit(limit=self._till.tenders.of(kind).limit)
        if not sale.due or amount <= ZERO:
            raise NothingDue()
        kept = reference_of(reference)
        if self._till.tenders.of(kind).reference and not kept:
            raise ReferenceMissing()
        return self._checkout.take(sale, shift, Tender(kind, amount, kept))


def most_of(till: Till, kind: TenderKind, sale: Sale) -> Money:
    """How much more of the sale that kind may pay."""
    limit = till.tenders.of(kind).limit
    if limit is None:
        return max(sale.due, sale.total)
    return limit - total(tender.amount for tender in sale.tenders if tender.kind is kind)
