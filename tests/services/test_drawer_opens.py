"""When the drawer opens: with cash in or out of it, and for a reason that somebody may give."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shop import Shop

from app.changes import Changes, Topic
from app.domain.cash import MoveKind
from app.domain.errors import NotAllowed, ReasonMissing
from app.domain.facts import FactType
from app.domain.money import Money


def opens(shop: Shop, do: Callable[[], object]) -> bool:
    heard: list[Changes] = []
    shop.counter.till.db.on_commit(heard.append)
    do()
    return any(Topic.DRAWER in topics for topics in heard)


@pytest.mark.parametrize(("tender", "opened"), [("cash", True), ("card", False)])
def test_it_opens_for_a_tender_that_lies_in_it(open_shop: Shop, tender: str, opened: bool) -> None:
    open_shop.add("CAF-001")
    pay = open_shop.pay_cash if tender == "cash" else open_shop.pay_card
    assert opens(open_shop, pay) is opened


def test_it_opens_when_cash_is_moved(open_shop: Shop) -> None:
    drawer = open_shop.counter.drawer
    assert opens(open_shop, lambda: drawer.move(MoveKind.OUT, Money(350), "bayetas"))


def test_without_a_sale_it_opens_for_a_reason_and_who_may(open_shop: Shop) -> None:
    drawer = open_shop.counter.drawer
    with pytest.raises(NotAllowed):
        drawer.kick("cambiar un billete")
    open_shop.counter.signin.authorise("2001", "2222")
    with pytest.raises(ReasonMissing):
        drawer.kick("  ")
    assert opens(open_shop, lambda: drawer.kick("cambiar un billete"))
    (fact,) = open_shop.facts(FactType.DRAWER_OPENED)
    assert fact.body == {"shift": 1, "why": "cambiar un billete", "allowed_by": "2001"}
    assert drawer.report().openings == 1
