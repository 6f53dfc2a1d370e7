"""What each role may do, and which PINs are too easy."""

from __future__ import annotations

import pytest

from app.domain.errors import WeakPin
from app.domain.staff import MAY, Permission, Person, Role, check_pin

BEYOND = {
    Permission.DISCOUNT,
    Permission.PRICE,
    Permission.REFUND,
    Permission.RETENDER,
    Permission.NON_RESIDENT,
}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CASHIER, {Permission.SELL, Permission.CASH_OUT, Permission.PICKUPS}),
        (
            Role.SENIOR,
            {
                Permission.SELL,
                Permission.PICKUPS,
                Permission.UNHEARD_ORDER,
                Permission.STOCK,
                Permission.DRAWER,
                Permission.CASH_OUT,
                Permission.SAFE,
                Permission.RETURN_WITHOUT_TICKET,
                *BEYOND,
            },
        ),
        (Role.MANAGER, set(Permission)),
        (Role.STOCK, {Permission.PICKUPS, Permission.STOCK}),
        (Role.INSPECTOR, {Permission.FISCAL_FACTS}),
    ],
)
def test_a_role_may_do_this_and_nothing_else(role: Role, may: set[Permission]) -> None:
    person = Person("1", "Ana", role)
    assert {permission for permission in Permission if person.may(permission)} == may
    assert set(MAY) == set(Role)


@pytest.mark.parametrize("pin", ["", "123", "abcd", "12 4", "1" * 13, "٣٣٣٣", "12-4"])
@pytest.mark.parametrize("role", Role)
def test_a_pin_is_four_to_twelve_digits(pin: str, role: Role) -> None:
    with pytest.raises(WeakPin):
        check_pin(pin, role, demo=True)


@pytest.mark.parametrize(
    "pin", ["9999", "48151", "111111", "123456", "654321", "890123", "135791", "121212", "112211"]
)
def test_a_managers_pin_is_long_and_not_trivial(pin: str) -> None:
    with pytest.raises(WeakPin):
        check_pin(pin, Role.MANAGER, demo=False)
    check_pin(pin, Role.MANAGER, demo=True)
    check_pin(pin, Role.CASHIER, demo=False)


@pytest.mark.parametrize("pin", ["481516", "902751", "123457"])
def test_a_good_pin_is_taken(pin: str) -> None:
    check_pin(pin, Role.MANAGER, demo=False)
