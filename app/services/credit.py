"""Store credit: vouchers issued and redeemed at this till (retail-rules 3 and 5).

Of a voucher that this till issued, or that central spoke of, what is left is known. While the line
is down another till may have taken of it too: then no more than the chain risks is taken of one.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import (
    BadAmount,
    NothingDue,
    TenderOff,
    TenderOverLimit,
    TooMuch,
    UnknownVoucher,
    VoucherSpent,
    VoucherUnheard,
)
from app.domain.facts import FactType
from app.domain.free_words import tidy
from app.domain.line import LineState
from app.domain.money import ZERO, Money
from app.domain.paper_kind import PaperKind
from app.domain.staff import Permission
from app.domain.tender import Tender, TenderKind
from app.domain.voucher import Voucher, WhyIssued, code_in
from app.services.checkout import Checkout, Paid
from app.services.line import Line
from app.services.other_ways import most_of
from app.services.till import Till
from app.services.voucher import OF, issue
from app.storage import prints, store, vouchers

RISK = "voucher_risk_limit"
"""The shop's policy: cents that are taken of one voucher while nobody can be asked."""
USUAL_RISK = Money(5_000)
_HEARD = (LineState.ALONE, LineState.IN_STEP, LineState.SENDING)
"""How the line stands when no other till's sales are missing here, but for the last seconds."""
MOST = Money(99_999_900)


@dataclass(frozen=True, slots=True)
class Redeemable:
    """A voucher and what of it may be taken here and now."""

    voucher: Voucher
    most: Money
    known: bool = True
    """Whether anybody told this till of it."""


class Credit:
    def __init__(self, till: Till, checkout: Checkout, line: Line) -> None:
        self._till, self._checkout, self._line = till, checkout, line

    def look(self, text: str) -> Redeemable:
        """The voucher of that code, and what it may pay now.

        Raises UnknownVoucher, VoucherExpired.
        """
        code = code_in(text)
        if code is None:
            raise UnknownVoucher(code=text[:40])
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            found = vouchers.known(connection, mirror, code)
            unheard = found.unheard if found else vouchers.taken(connection, code)
            risk = store.limit(mirror, RISK, USUAL_RISK)
        if found is None and not self._down:
            raise UnknownVoucher(code=code)
        left_of_risk = max(risk - unheard, ZERO)
        if found is None:
            return Redeemable(Voucher(code, ZERO, unheard=unheard), left_of_risk, known=False)
        found.check(self._till.now().date())
        most = min(found.left, left_of_risk) if self._down else found.left
        return Redeemable(found, most)

    @property
    def _down(self) -> bool:
        """Whether what other tills took may be unknown here."""
        return self._line.status.state not in _HEARD

    def pay(self, text: str, amount: Money | None = None) -> Paid:
        """Take `amount` (None: as much as it can pay) of a voucher; what is over stays on it.

        Of one that nobody told this till of, with the line down and with leave: then somebody has
        read on its paper that it is worth that. Raises UnknownVoucher, VoucherExpired,
        VoucherSpent, VoucherUnheard, NotAllowed, TenderOff, TenderOverLimit, TooMuch, NothingDue
        and what `Checkout.ready` raises.
        """
        rules = self._till.tenders.of(TenderKind.CREDIT)
        if not rules.on:
            raise TenderOff(kind=TenderKind.CREDIT)
        sale, shift = self._checkout.ready()
        found = self.look(text)
        allowed_by = None if found.known else self._till.session.need(Permission.CREDIT)
        most = most_of(self._till, TenderKind.CREDIT, sale)
        wanted = min(sale.due, found.most, most) if amount is None else amount
        if wanted > sale.due:
            raise TooMuch(due=sale.due)
        if wanted > most:
            raise TenderOverLimit(limit=rules.limit)
        self._check(found, wanted)
        if wanted <= ZERO:
            raise NothingDue()
        tender = Tender(TenderKind.CREDIT, wanted, found.voucher.code)
        if allowed_by is None:
            return self._checkout.take(sale, shift, tender)
        with self._till.act() as act:
            body = {
                "code": found.voucher.code,
                "amount": wanted.cents,
                "sale": sale.id,
                "allowed_by": allowed_by,
            }
            act.state(FactType.VOUCHER_ALLOWED, body)
        return self._checkout.take(sale, shift, tender)

    @staticmethod
    def _check(found: Redeemable, wanted: Money) -> None:
        code, left = found.voucher.code, found.voucher.left
        if found.known and (wanted > left or not left):
            raise VoucherSpent(code=code, left=left)
        if wanted > found.most or not found.most:
            raise VoucherUnheard(limit=found.most)

    def goodwill(self, amount: Money, why: str = "") -> str:
        """Issue a voucher that no return owes; its code. Raises NotAllowed, BadAmount,
        NoOpenShift."""
        self._till.open_shift()
        allowed_by = self._till.session.need(Permission.CREDIT)
        if not ZERO < amount <= MOST:
            raise BadAmount(text=str(amount))
        with self._till.act() as act:
            return issue(
                self._till, act, amount, WhyIssued.GOODWILL, said=(tidy(why, 120), allowed_by)
            )

    def print(self, text: str) -> str:
        """One more paper of a voucher that this till issued, with what is left; what the job is
        called. Raises UnknownVoucher."""
        code = code_in(text) or ""
        with self._till.db.read() as connection:
            if vouchers.issued(connection, code) is None:
                raise UnknownVoucher(code=text[:40])
        with self._till.act() as act:
            prints.queue(act.tx, PaperKind.VOUCHER, f"{OF}{code}", copy=True, at=act.at)
        return f"{OF}{code}"
