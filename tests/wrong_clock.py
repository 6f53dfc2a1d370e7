"""A till whose clock is known to be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shop import Shop

from app.domain.line import ClockWord, LineState, LineStatus
from app.services.clock import SetClock

TWO_DAYS = timedelta(days=2)


def real(shop: Shop) -> Shop:
    """A demo's clock is never wrong: it stands where it was put."""
    till = shop.counter.till
    till.config = replace(till.config, demo=False)
    return shop


def says(shop: Shop, ahead: timedelta, state: LineState = LineState.IN_STEP) -> Shop:
    """Central said just now that its clock is so far ahead."""
    word = ClockWord(ahead, shop.counter.till.clock.now())
    shop.counter.line.status = LineStatus(state, clock=word)
    return shop


def put_back(shop: Shop, by: timedelta) -> Shop:
    """The machine's clock is so far behind the newest fact from now on."""
    till = shop.counter.till
    assert till.latest is not None
    till.clock = SetClock(till.shop.zone, till.latest - by)
    return shop


def mend(shop: Shop) -> Shop:
    shop._set_clock()
    return shop


def allowed(shop: Shop, why: str = "la pila está gastada") -> Shop:
    shop.authorise("9001").counter.timekeeper.allow(why)
    shop.counter.till.session.authoriser = None
    return shop
