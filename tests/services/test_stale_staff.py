"""Who works here, not heard of for long with the line down: managers only, and it says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from shop import Shop

from app.domain.errors import StaffTooOld
from app.domain.line import LineState, LineStatus
from app.messages import sentence


def heard(shop: Shop, state: LineState, days: float) -> None:
    line = shop.counter.line
    line.status = LineStatus(state, ages={"store:042": shop.at - timedelta(days=days)})


def test_with_the_line_down_for_long_only_a_manager_comes_in(shop: Shop) -> None:
    heard(shop, LineState.OFFLINE, 20)
    with pytest.raises(StaffTooOld) as refused:
        shop.sign_in("1001")
    assert "20 días" in sentence(refused.value)
    shop.sign_in("9001")
    assert shop.counter.signin.relieve("EMP-9001")
    with pytest.raises(StaffTooOld):
        shop.counter.signin.relieve("EMP-1001")
    assert shop.counter.till.session.who().code == "9001"


def test_leave_is_a_managers_too_then(open_shop: Shop) -> None:
    heard(open_shop, LineState.OFFLINE, 20)
    with pytest.raises(StaffTooOld):
        open_shop.authorise("2001")
    with pytest.raises(StaffTooOld):
        open_shop.counter.signin.authorise_badge("EMP-2001")
    open_shop.authorise("9001").counter.drawer.kick("cambio")


@pytest.mark.parametrize(
    ("state", "days"),
    [(LineState.OFFLINE, 13.9), (LineState.IN_STEP, 20), (LineState.STARTING, 20)],
)
def test_lately_heard_or_in_touch_everybody_comes_in(
    shop: Shop, state: LineState, days: float
) -> None:
    heard(shop, state, days)
    shop.sign_in("1001")


def test_of_a_till_that_nobody_ever_told_nothing_is_old(shop: Shop) -> None:
    shop.counter.line.status = LineStatus(LineState.OFFLINE)
    shop.sign_in("1001")
