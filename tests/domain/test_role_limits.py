"""How far each role goes unasked is data; what nobody ordered is as it was made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadLimit
from app.domain.role_limits import (
    FOUR_EYED,
    LIMITED,
    ROLES,
    Measure,
    RoleLimits,
    ordered,
    said_of,
)
from app.domain.staff import MAY, Permission, Person, Role

ANA = Person("1", "Ana", Role.CASHIER)
LUIS = Person("2", "Luis", Role.SENIOR)
VALUES = {
    Measure.PERCENT: st.sampled_from(["0", "7.5", "100", "any"]),
    Measure.CENTS: st.integers(0, 99_999_999) | st.just("any"),
    Measure.YES_NO: st.booleans(),
}


def test_without_orders_each_role_goes_as_far_as_it_always_did() -> None:
    limits = RoleLimits()
    assert limits.allows(ANA, Permission.DISCOUNT, Decimal(20))
    assert not limits.allows(ANA, Permission.DISCOUNT, Decimal("20.01"))
    assert not limits.allows(ANA, Permission.REFUND, Decimal(1))
    assert limits.allows(LUIS, Permission.REFUND, Decimal(10**8))
    stock = Person("3", "Eva", Role.STOCK)
    assert not limits.allows(stock, Permission.DISCOUNT, Decimal(1))
    for role in Role:
        for permission in set(Permission) - {Permission.DISCOUNT}:
            may = limits.allows(Person("4", "", role), permission)
            assert may is (permission in MAY[role])


def test_a_chain_orders_and_a_till_orders_over_it() -> None:
    chain = ordered(
        {"cashier": {"refund": 3000, "drawer": True}, "four_eyes": ["price"]}, RoleLimits()
    )
    till = ordered({"cashier": {"refund": 1000}, "senior": {"price": "10"}}, chain)
    assert till.of(Role.CASHIER, Permission.REFUND) == 1000
    assert till.allows(ANA, Permission.DRAWER)
    assert not till.allows(LUIS, Permission.PRICE, Decimal("10.1"))
    assert till.four_eyes == {Permission.PRICE}


@given(st.data())
def test_what_is_shown_is_read_again_as_the_same(data: st.DataObject) -> None:
    permission = data.draw(st.sampled_from(list(LIMITED)))
    role = data.draw(st.sampled_from(ROLES))
    value = data.draw(VALUES[LIMITED[permission]])
    limits = ordered({role.value: {permission.value: value}}, RoleLimits())
    limit = limits.of(role, permission)
    said = said_of(limit, LIMITED[permission])
    again = ordered({role.value: {permission.value: said}}, RoleLimits())
    assert again == limits


@pytest.mark.parametrize(
    "said",
    [
        {"cashier": 5},
        {"baker": {"refund": 1}},
        {"cashier": {"sell": True}},
        {"cashier": {"refund": "30"}},
        {"cashier": {"refund": -1}},
        {"cashier": {"refund": True}},
        {"cashier": {"discount": 20}},
        {"cashier": {"discount": "101"}},
        {"cashier": {"drawer": "any way"}},
        {"four_eyes": "refund"},
        {"four_eyes": ["sell"]},
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(said: dict[str, object]) -> None:
    with pytest.raises(BadLimit):
        ordered(said, RoleLimits())


def test_nobody_is_asked_for_two_people_to_sell() -> None:
    assert Permission.SELL not in FOUR_EYED
