"""The document that a return is about: of this till, of another of the shop, of another shop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain import refund
from app.domain.document import Document
from app.domain.elsewhere import Elsewhere
from app.domain.money import ZERO, Money
from app.domain.refund import Back
from app.domain.tender import Tender
from app.services.till import Till
from app.storage import documents, payments, tickets
from app.storage.database import Reader, Write

_MOST_TIMES = 100
"""That an invoice may be put right one after the other: what is said elsewhere may be anything."""


@dataclass(frozen=True, slots=True)
class Original:
    document: Document
    back: dict[int, Back]
    """What came back of each line, here and, as far as central told us, elsewhere."""
    given_back: tuple[Tender, ...]
    """What was paid back for it so far; negative."""
    elsewhere: Elsewhere | None = None
    """Of another shop's: whose it is, and what says so."""


def original(
    till: Till, connection: Reader | Write, number: str, elsewhere: Elsewhere | None = None
) -> Original | None:
    """The document of that number, or the invoice that stands for it (fiscal spec 1.4: a ticket
    is corrected through its invoice); None when neither this till nor the shop knows it, nor
    `elsewhere` is it."""
    number = standing(till, connection, number)
    own = documents.one(connection, number)
    if own is not None:
        own = payments.paid(connection, own)
    back = documents.came_back(connection, number)
    with till.store.read() as mirror:
        gathered = tickets.one(mirror, number)
    if gathered is None and own is None:
        if elsewhere is None or elsewhere.document.number != number:
            return None
        return _of_another_shop(connection, elsewhere)
    if gathered is None:
        tenders = _tenders(documents.correctives(connection, number))
        return Original(own, back, tenders) if own else None
    told = documents.came_back_by(connection, number, gathered.included)
    since = documents.correctives(connection, number, beyond=gathered.included)
    return Original(
        own or gathered.document,
        _together(back, told, gathered.back),
        (*gathered.paid_back, *_tenders(since)),
    )


def standing(till: Till, connection: Reader | Write, number: str) -> str:
    """The document that stands for that one now, as far as this till knows; mostly itself."""
    for _ in range(_MOST_TIMES):
        invoice = documents.replaced_by(connection, number)
        if not invoice:
            with till.store.read() as mirror:
                gathered = tickets.one(mirror, number)
            invoice = gathered.replaced_by if gathered else ""
        if not invoice:
            break
        number = invoice
    return number


def operation_of(till: Till, connection: Reader | Write, document: Document) -> Money:
    """What the law on cash looks at: of an invoice for others the largest sale that it stands for,
    whatever had come back of that (Ley 7/2012 art. 7.Uno)."""
    if document.replaces is None:
        return document.total
    found = []
    for one, left in zip(document.replaces.documents, document.replaces.amounts, strict=True):
        known = documents.one(connection, one.number)
        if known is None:
            with till.store.read() as mirror:
                gathered = tickets.one(mirror, one.number)
            known = gathered.document if gathered else None
        found.append(operation_of(till, connection, known) if known else left)
    return max(found)


def _of_another_shop(connection: Reader | Write, said: Elsewhere) -> Original:
    """As it was told, and what we gave back of it beyond that."""
    back, number = dict(said.back), said.document.number
    since = documents.correctives(connection, number, beyond=said.included)
    for corrective in since:
        back = refund.brought(said.document, back, corrective)
    return Original(said.document, back, (*said.given_back, *_tenders(since)), said)


def _tenders(correctives: Iterable[Document]) -> tuple[Tender, ...]:
    return tuple(tender for one in correctives for tender in one.tenders)


def _together(
    ours: Mapping[int, Back], told: Mapping[int, Back], central: Mapping[int, Back]
) -> dict[int, Back]:
    """Central's count and our own that it had not heard of; nothing is counted twice."""
    nothing = Back()
    result = {}
    for line in sorted(ours.keys() | central.keys()):
        mine, said, all_ = (side.get(line, nothing) for side in (ours, told, central))
        quantity = all_.quantity + mine.quantity - said.quantity
        amount = all_.amount + mine.amount - said.amount
        if quantity or amount != ZERO:
            result[line] = Back(quantity, amount)
    return result
