"""The walk along the facts: vouchers that this journal issued, and what it took of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from app.domain.document import Document
from app.domain.facts import Fact, FactType
from app.domain.money import ZERO, Money
from app.domain.voucher import (
    Issued,
    Redeemed,
    WhyIssued,
    issued_from,
    redeemed_from,
    taken_by,
)
from app.storage import vouchers
from app.storage.database import Reader

Wrong = Callable[[str, str], None]
"""Says where something is that must never be, and what."""


class Vouchers:
    """What the facts so far say of vouchers. Those of other tills only central knows."""

    def __init__(self, wrong: Wrong, documents: Container[str]) -> None:
        """`documents`: the numbers of those that this journal issued so far."""
        self._wrong = wrong
        self._documents = documents
        self._left: dict[str, Money] = {}
        self._owed: dict[tuple[str, str], Money] = {}
        """By voucher and document: what its tenders took of it, or (below zero) brought to it, that
        no fact of the voucher has said yet."""
        self._moves: dict[tuple[int, int], tuple[str, Money]] = {}

    def begin(self, moves: Iterable[vouchers.Move]) -> None:
        """Go on from what facts that are not read brought to vouchers and took of them."""
        for one in moves:
            self._moves[one.installation, one.seq] = (one.code, one.amount)
            if one.amount > ZERO or one.code in self._left:
                self._left[one.code] = self._left.get(one.code, ZERO) + one.amount

    def fact(self, fact: Fact) -> None:
        """One of the two, or of goods that came back for one. Raises ValueError or KeyError when
        its body is not one."""
        place = (fact.installation, fact.seq)
        if fact.type == FactType.RETURNED_WITHOUT_TICKET:
            self._without_ticket(fact)
        elif fact.type == FactType.VOUCHER_ISSUED:
            issued = issued_from(fact.body)
            self._moves[place] = (issued.code, issued.amount)
            self._issued(issued)
            self._said(issued.code, issued.document, -issued.amount)
        else:
            redeemed = redeemed_from(fact.body)
            self._moves[place] = (redeemed.code, -redeemed.amount)
            self._redeemed(redeemed)
            self._said(redeemed.code, redeemed.document, redeemed.amount)

    def document(self, document: Document) -> None:
        """One of its tenders may be a voucher: then a fact of that voucher follows."""
        for code, amount in taken_by(document.tenders).items():
            self._owed[code, document.number] = amount

    def _without_ticket(self, fact: Fact) -> None:
        """Goods came back without any ticket: a voucher of so much follows."""
        body = fact.body
        if body["total"] != sum(line["amount"] for line in body["lines"]):
            self._wrong(f"fact {fact.installation}/{fact.seq}", "lines differ from the total")
        self._owed[body["voucher"], ""] = -Money(body["total"])

    def _said(self, code: str, document: str, amount: Money) -> None:
        if (code, document) in self._owed:
            self._owed[code, document] -= amount

    def end(self) -> None:
        for (code, document), amount in self._owed.items():
            if amount:
                self._wrong(f"voucher {code}", f"{document} says {amount} more than its facts")

    def check_tables(self, connection: Reader) -> None:
        """Hold what is kept beside the facts against them."""
        moves = vouchers.everything(connection)
        if moves is None:
            return
        kept = {(m.installation, m.seq): (m.code, m.amount) for m in moves}
        for place in sorted(kept.keys() & self._moves.keys()):
            if kept[place] != self._moves[place]:
                said = "moved {} {}, the fact says {} {}".format(*kept[place], *self._moves[place])
                self._wrong("voucher of fact {}/{}".format(*place), said)
        for place in sorted(kept.keys() ^ self._moves.keys()):
            where = "voucher of fact {}/{}".format(*place)
            self._wrong(where, "is only in the facts or only beside them")

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
