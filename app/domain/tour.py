"""The first day at the demo's till: ten lessons, learned by doing them once."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from app.domain.facts import Fact, FactType
from app.domain.tender import TenderKind


class Lesson(StrEnum):
    """In the order in which they are taught."""

    SHIFT = "shift"
    CASH = "cash"
    UNDO = "undo"
    DISCOUNT = "discount"
    PARK = "park"
    CARD = "card"
    CUSTOMER = "customer"
    RETURN = "return"
    ORDER = "order"
    CLOSE = "close"


_BY_FACT = {
    FactType.SHIFT_OPENED: Lesson.SHIFT,
    FactType.LINE_RESTORED: Lesson.UNDO,
    FactType.DISCOUNT_GIVEN: Lesson.DISCOUNT,
    FactType.TICKET_RECALLED: Lesson.PARK,
    FactType.ORDER_HANDED_OVER: Lesson.ORDER,
    FactType.SHIFT_CLOSED: Lesson.CLOSE,
}
_CARDS = {TenderKind.CARD, TenderKind.CARD_BY_HAND}


def learned(fact: Fact) -> Iterator[Lesson]:
    """What whoever stated it has shown to know."""
    kind = FactType(fact.type)
    if kind in _BY_FACT:
        yield _BY_FACT[kind]
    if kind is FactType.DOCUMENT_ISSUED:
        if fact.body["corrects"]:
            yield Lesson.RETURN
            return
        paid = {tender["kind"] for tender in fact.body["tenders"]}
        if TenderKind.CASH in paid:
            yield Lesson.CASH
        if paid & _CARDS:
            yield Lesson.CARD
        if fact.body.get("customer"):
            yield Lesson.CUSTOMER
