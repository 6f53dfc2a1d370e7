"""What central makes of a changed payment, and what a shop's tills hear of its store credit."""

from __future__ import annotations

from typing import Any

import pytest
from facts import Chain, a_line, enrol, kinds, know, push, said

from app.domain.facts import FactType
from sync.central import figures
from sync.central.database import Central
from sync.central.projections import cash

HERE, THERE = 1001, 1002
STORE = "store:042"


@pytest.fixture
def till(central: Central) -> Chain:
    """The beginning of a chain at till 042/03."""
    know(central, "CAF-001")
    return Chain(enrol(central, HERE)).opened()


def changed(till: Chain, number: str, before: str, after: str, cents: int = 100) -> None:
    def paid(kind: str) -> dict[str, Any]:
        return {"tenders": [{"kind": kind, "amount": cents, "reference": kind}], "change": 0}

    body = {"number": number, "shift": 1, "allowed_by": "2001"}
    ways = {"before": paid(before), "after": paid(after)}
    till.state(FactType.PAYMENT_CHANGED, body | ways)


def heard(central: Central, number: str = "T-1") -> tuple[list[str], int]:
    """How the tills hear that a ticket is paid, and the version of that."""
    value = said(central, STORE, "ticket")[number]
    return [one["kind"] for one in value["document"]["tenders"]], len(value["paid_back"])


@pytest.mark.parametrize("at_once", [True, False])
def test_a_changed_payment_is_the_sales_and_the_tills_hear_of_it(
    central: Central, till: Chain, at_once: bool
) -> None:
    till.sold("T-1", a_line())
    if not at_once:
        push(central, till.records)
    changed(till, "T-1", "cash", "card")
    push(central, till.records)
    assert heard(central) == (["card"], 0)
    changed(till, "T-1", "card", "bizum")
    till.sold("T-2", a_line(), corrects="T-1")
    push(central, till.records)
    assert heard(central) == (["bizum"], 1)
    with central.read() as conn:
        (day,) = figures.sold(conn, "2026-11-21", "2026-11-21")
        assert day.tenders == {"bizum": 100, "cash": 100}
        assert cash.balances(conn, "042")["drawer:03"] == 100
    assert kinds(central) == []


def test_the_shops_tills_hear_what_is_left_of_its_vouchers(central: Central, till: Chain) -> None:
    other = Chain(enrol(central, THERE, shop="043", till="01")).opened()
    issued = {"code": "V-1", "amount": 1000, "why": "goodwill", "document": ""}
    till.state(FactType.VOUCHER_ISSUED, issued | {"expires": "2027-11-21"})
    push(central, till.records)
    whole = {"left": 1000, "expires": "2027-11-21", "included": {str(HERE): 2}}
    assert said(central, STORE, "voucher") == {"V-1": whole}
    body = {"code": "V-1", "amount": 300, "document": "T-9"}
    other.state(FactType.VOUCHER_REDEEMED, body)
    push(central, other.records)
    rest = {"left": 700, "expires": "2027-11-21", "included": {str(HERE): 2, str(THERE): 2}}
    assert said(central, STORE, "voucher") == {"V-1": rest}
    assert said(central, "store:043", "voucher") == {}


def test_what_nobody_issued_yet_no_till_hears_of(central: Central, till: Chain) -> None:
    till.state(FactType.VOUCHER_REDEEMED, {"code": "V-7", "amount": 300, "document": "T-9"})
    push(central, till.records)
    assert said(central, STORE, "voucher") == {}
    assert kinds(central) == ["unknown_voucher"]
