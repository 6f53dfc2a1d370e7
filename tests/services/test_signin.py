"""Signing in: five tries, a lock that no restart lifts, and nobody learns which codes exist."""

from __future__ import annotations

import pytest
from shop import Shop

from app.domain.errors import LockedOut, NotAllowed, NotSignedIn, SignInRefused
from app.domain.facts import FactType


def miss(shop: Shop, code: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            shop.sign_in(code, "0000")


def test_the_fifth_wrong_pin_locks_the_code_even_for_the_right_one(shop: Shop) -> None:
    miss(shop, "1001", 5)
    with pytest.raises(LockedOut):
        shop.sign_in("1001")
    shop.later(minutes=4, seconds=59)
    with pytest.raises(LockedOut):
        shop.sign_in("1001")
    shop.later(seconds=1).sign_in("1001")
    miss(shop, "1001", 4)
    shop.sign_in("1001")


def test_a_restart_lifts_no_lock(shop: Shop) -> None:
    miss(shop, "1001", 3)
    shop.crash()
    miss(shop, "1001", 2)
    for again in (shop.restart, shop.crash):
        again()
        with pytest.raises(LockedOut):
            shop.sign_in("1001")


def test_after_the_lock_every_further_miss_locks_again(shop: Shop) -> None:
    miss(shop, "1001", 5)
    shop.later(minutes=5)
    miss(shop, "1001", 1)
    with pytest.raises(LockedOut):
        shop.sign_in("1001")


def test_others_are_not_locked_out(shop: Shop) -> None:
    miss(shop, "1001", 5)
    shop.sign_in("2001")


def test_codes_that_nobody_has_are_counted_together(shop: Shop) -> None:
    for code in ("1", "777", "ñandú", "1001 "):
        miss(shop, code, 1)
    miss(shop, "8", 1)
    with pytest.raises(LockedOut):
        shop.sign_in("another", "0000")
    assert [fact.body["code"] for fact in shop.facts(FactType.SIGN_IN_FAILED)] == ["?"] * 5


def test_the_clock_set_back_opens_no_lock(shop: Shop) -> None:
    miss(shop, "1001", 5)
    shop.later(days=-3)
    with pytest.raises(LockedOut):
        shop.sign_in("1001")


def test_leave_is_guessed_at_the_same_price(shop: Shop) -> None:
    shop.sign_in("1001")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            shop.counter.signin.authorise("9001", "0000")
    with pytest.raises(LockedOut):
        shop.authorise("9001")


def test_a_change_of_person_states_who_left_and_who_came(shop: Shop) -> None:
    shop.sign_in("1001").sign_in("2001")
    shop.counter.signin.sign_out()
    shop.counter.signin.sign_out()
    said = [(f.type, f.who) for f in shop.facts() if f.type.startswith("signed")]
    assert said == [
        ("signed_in", "1001"),
        ("signed_out", "1001"),
        ("signed_in", "2001"),
        ("signed_out", "2001"),
    ]


def test_nobody_gives_leave_to_nobody(shop: Shop) -> None:
    with pytest.raises(NotSignedIn):
        shop.authorise("9001")


def test_leave_goes_with_who_asked_for_it(open_shop: Shop) -> None:
    open_shop.add("CAF-001").authorise("9001").sign_in("1001")
    with pytest.raises(NotAllowed):
        open_shop.price("1")


def test_an_inspector_signs_in_and_sells_nothing(open_shop: Shop) -> None:
    open_shop.sign_in("5001")
    with pytest.raises(NotAllowed):
        open_shop.scan("LEC-ENT")
