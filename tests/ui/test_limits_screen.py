"""The screen of limits: each of them in words, changed by a manager, at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import BadDiscount
from app.domain.role_limits import RoleLimits, ordered
from app.domain.staff import Permission, Role
from app.ui.screens.limits_view import ANY, ASK, UP_TO, limits_view
from app.ui.widgets.keys import LetterKeys
from ui.conftest import Counter


def cells(said: dict[str, object], permission: Permission) -> list[tuple[str, str]]:
    rows = {row.permission: row for row in limits_view(ordered(said, RoleLimits()))}
    return [(cell.how, cell.words.replace("\u00a0", " ")) for cell in rows[permission].cells]


@pytest.mark.usefixtures("dressed")
def test_what_nobody_ordered_is_said_as_it_is() -> None:
    assert cells({}, Permission.DISCOUNT) == [
        (UP_TO, "Hasta 20 %"),
        (ANY, "Sin límite"),
        (ANY, "Sin límite"),
    ]
    assert cells({}, Permission.DRAWER)[0] == (ASK, "Pide permiso")
    assert cells({"cashier": {"refund": 1250}}, Permission.REFUND)[0] == (UP_TO, "Hasta 12,50 €")


def test_a_manager_sets_a_limit_and_what_takes_two(counter: Counter) -> None:
    counter.shop.sign_in("9001")
    counter.window.open("limits")
    screen: Any = counter.screen("limits")
    desk = counter.face.limits
    desk.limit(Role.CASHIER, Permission.REFUND, UP_TO, "12,50")
    desk.two(Permission.SAFE, two=True)
    shown = {row.permission: row for row in screen._shown}
    assert shown[Permission.REFUND].cells[0].value == "12,50"
    assert shown[Permission.SAFE].two
    limits = counter.shop.counter.till.role_limits()
    assert limits.of(Role.CASHIER, Permission.REFUND) == Decimal(1250)


def test_what_is_no_limit_changes_nothing(counter: Counter) -> None:
    counter.shop.sign_in("9001")
    with pytest.raises(BadDiscount):
        counter.face.limits.limit(Role.CASHIER, Permission.PRICE, UP_TO, "101")
    assert counter.shop.counter.till.role_limits() == RoleLimits()


def test_a_yes_or_no_is_asked_without_letters(counter: Counter) -> None:
    counter.shop.sign_in("9001")
    counter.window.open("limits")
    screen: Any = counter.screen("limits")
    rows = {row.permission: row for row in screen._shown}
    for permission, letters in ((Permission.DRAWER, 0), (Permission.REFUND, 1)):
        row = rows[permission]
        screen._ask(row, row.cells[0])
        assert len(screen.host.panel.findChildren(LetterKeys)) == letters
