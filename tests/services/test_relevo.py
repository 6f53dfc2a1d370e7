"""Relevo by badge, and locking: who is there changes, the basket and the shift stay."""

from __future__ import annotations

import pytest
from shop import Shop

from app.domain.attempt import AttemptState
from app.domain.barcode import may_be_badge
from app.domain.errors import BadBadge, CardPending, NotSignedIn, SignInRefused
from app.domain.facts import FactType
from app.domain.staff import check_badge
from app.services.signin import Locked

ANA, LUIS = "EMP-1001", "EMP-2001"


def test_a_badge_takes_over_in_the_midst_of_a_ticket(open_shop: Shop) -> None:
    open_shop.add("CAF-001")
    relieved = open_shop.counter.signin.relieve(f"]C0{LUIS}")
    assert relieved and relieved.code == "2001"
    open_shop.add("LEC-ENT").pay_cash()
    assert (open_shop.document.who, len(open_shop.document.lines)) == ("2001", 2)
    ways = [(f.type, f.who) for f in open_shop.facts() if f.type.startswith("signed")]
    assert ways[-2:] == [("signed_out", "1001"), ("signed_in", "2001")]


def test_the_own_badge_changes_nothing(open_shop: Shop) -> None:
    before = len(open_shop.facts())
    assert open_shop.counter.signin.relieve(ANA)
    assert len(open_shop.facts()) == before


def test_what_is_nobodys_badge_counts_as_no_try(open_shop: Shop) -> None:
    for n in range(9):
        assert open_shop.counter.signin.relieve(f"PARCEL-{n}") is None
    assert open_shop.facts(FactType.SIGN_IN_FAILED) == []
    assert open_shop.counter.signin.relieve(LUIS)


def test_who_guesses_badges_cannot_go_on_by_relevo(open_shop: Shop) -> None:
    for n in range(5):
        with pytest.raises(SignInRefused):
            open_shop.counter.signin.sign_in_badge(f"GUESS-{n}")
    assert open_shop.counter.signin.relieve(LUIS) is None
    open_shop.later(minutes=6)
    assert open_shop.counter.signin.relieve(LUIS)


def test_locked_the_basket_stays_and_the_fact_says_why(open_shop: Shop) -> None:
    open_shop.add("CAF-001").counter.signin.lock(Locked.IDLE)
    with pytest.raises(NotSignedIn):
        open_shop.add("LEC-ENT")
    (out,) = open_shop.facts(FactType.SIGNED_OUT)
    assert (out.who, out.body) == ("1001", {"why": "idle"})
    open_shop.sign_in("2001").pay_cash()
    assert open_shop.adds_up()


def test_nothing_locks_between_asking_the_terminal_and_its_answer(open_shop: Shop) -> None:
    sign_in, checkout = open_shop.counter.signin, open_shop.counter.checkout
    open_shop.add("CAF-001")
    attempt = checkout.begin_card()
    assert attempt.state is AttemptState.STARTED
    with pytest.raises(CardPending):
        sign_in.lock(Locked.IDLE)
    with pytest.raises(CardPending):
        sign_in.relieve(LUIS)
    assert open_shop.counter.till.session.who().code == "1001"
    checkout.answer(attempt, checkout.ask(open_shop.terminal, attempt))
    sign_in.lock(Locked.IDLE)
    assert open_shop.counter.till.session.person is None


@pytest.mark.parametrize(
    "code",
    ["", "B-1", "12345", "con espacio", "x" * 41, "9525300002499", "12345670", "ñandú-22",
     "T042C03AS26-000001", "MC:1234567", "https://x.es/1"],
)  # fmt: skip
def test_what_a_scan_would_read_as_something_else_is_no_badge(code: str) -> None:
    assert not may_be_badge(code)
    with pytest.raises(BadBadge):
        check_badge(code)


@pytest.mark.parametrize("code", ["EMP-1001", "123456", "1234567890", "abc/DEF#1", "x" * 40])
def test_what_else_fits_on_a_card_may_be_one(code: str) -> None:
    check_badge(code)
