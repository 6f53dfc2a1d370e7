"""The walk along the facts: vouchers that this journal issued, and what it took of them."""

from __future__ import annotations

from collections.abc import Callable, Container

from app.domain.facts import Fact, FactType
from app.domain.money import ZERO, Money
from app.domain.voucher import Issued, Redeemed, WhyIssued, issued_from, redeemed_from

Wrong = Callable[[str, str], None]
"""Says where something is that must never be, and what."""


class Vouchers:
    """What the facts so far say of vouchers. Those of other tills only central knows."""

    def __init__(self, wrong: Wrong, documents: Container[str]) -> None:
        """`documents`: the numbers of those that this journal issued so far."""
        self._wrong = wrong
        self._documents = documents
        self._left: dict[str, Money] = {}

    def fact(self, fact: Fact) -> None:
        """One of the two. Raises ValueError or KeyError when its body is not one."""
        if fact.type == FactType.VOUCHER_ISSUED:
            self._issued(issued_from(fact.body))
        else:
            self._redeemed(redeemed_from(fact.body))

    def _issued(self, issued: Issued) -> None:
        where = f"voucher {issued.code}"
        if issued.code in self._left:
            self._wrong(where, "was issued twice")
        if issued.document and issued.document not in self._documents:
            self._wrong(where, f"comes from {issued.document}, which was not issued")
        if issued.document and issued.why is WhyIssued.GOODWILL:
            self._wrong(where, f"is goodwill and comes from {issued.document}")
        self._left[issued.code] = issued.amount

    def _redeemed(self, redeemed: Redeemed) -> None:
        where = f"voucher {redeemed.code}"
        if redeemed.document not in self._documents:
            self._wrong(where, f"paid {redeemed.document}, which was not issued")
        if redeemed.code not in self._left:
            return
        left = self._left[redeemed.code] = self._left[redeemed.code] - redeemed.amount
        if left < ZERO:
            self._wrong(where, f"paid {redeemed.document} with more than was left")
