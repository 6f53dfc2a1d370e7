"""The walk along the facts: how documents are paid, as it was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.domain.document import Document
from app.domain.facts import Fact, FactType
from app.domain.payment import Payment, payment_from, payment_of
from app.domain.tender import TenderKind
from app.storage import payments
from app.storage.database import Reader

Wrong = Callable[[str, str], None]


class Payments:
    def __init__(self, wrong: Wrong, documents: Mapping[str, Document]) -> None:
        """`documents`: those that this journal issued so far."""
        self._wrong, self._documents = wrong, documents
        self._now: dict[str, Payment] = {}

    def begin(self, paid: Mapping[str, Payment]) -> None:
        """Go on from how documents that are not read are paid."""
        self._now |= paid

    def fact(self, fact: Fact) -> None:
        """Raises what a body that is none does."""
        if fact.type != FactType.PAYMENT_CHANGED:
            return
        number = fact.body["number"]
        where, document = f"payment of {number}", self._documents.get(number)
        before, after = payment_from(fact.body["before"]), payment_from(fact.body["after"])
        if document is None or document.kind.corrective:
            self._wrong(where, "was changed, and it was not sold")
            return
        if before != self._now.get(number, payment_of(document)):
            self._wrong(where, "was not as it is said to have been")
        if after.total != document.total:
            self._wrong(where, f"is {after.total}, total {document.total}")
        for kind in (TenderKind.CREDIT, TenderKind.WEB):
            if after.of(kind) != before.of(kind):
                self._wrong(where, f"changes what was paid by {kind}")
        self._now[number] = after

    def cards(self) -> Iterable[str]:
        """The card payments that came in by such changes."""
        for payment in self._now.values():
            yield from (one.reference for one in payment.tenders if one.kind.asks_terminal)

    def check_tables(self, connection: Reader) -> None:
        """Hold what is kept beside the facts against them."""
        kept = payments.everything(connection)
        if kept is None:
            return
        for number in sorted(kept.keys() | self._now.keys()):
            if kept.get(number) != self._now.get(number):
                self._wrong(f"payment of {number}", "the index says something else")
