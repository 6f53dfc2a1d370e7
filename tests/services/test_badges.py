"""A badge signs in as a PIN does: never kept as scanned, and guessed at the same price."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shop import Shop

from app.domain.errors import LockedOut, NotAllowed, NotSignedIn, SignInRefused
from app.domain.facts import FactType
from app.domain.staff import Person, Role
from app.services.installing import NewPerson
from app.services.staffing import bring_in

EVA, LEO = "BADGE-EVA-0001", "BADGE-LEO-0002"


@pytest.fixture
def shop(demo_folder: Path) -> Iterator[Shop]:
    people = [
        NewPerson(Person("7", "Eva", Role.CASHIER), "", EVA),
        NewPerson(Person("8", "Leo", Role.MANAGER), "481516", LEO),
    ]
    bring_in(demo_folder, people)
    with Shop(demo_folder) as shop:
        yield shop


def test_a_badge_puts_its_bearer_at_the_till(shop: Shop) -> None:
    assert shop.counter.signin.sign_in_badge(f" {EVA} ").code == "7"
    shop.open_shift("50").add("CAF-001").pay_cash()
    assert shop.document.who == "7"
    assert shop.counter.signin.sign_in_badge(LEO).role is Role.MANAGER
    assert [fact.who for fact in shop.facts(FactType.SIGNED_IN)] == ["7", "8"]


def test_a_badge_gives_leave(shop: Shop) -> None:
    with pytest.raises(NotSignedIn):
        shop.counter.signin.authorise_badge(LEO)
    shop.counter.signin.sign_in_badge(EVA)
    shop.open_shift("50").add("CAF-001")
    with pytest.raises(NotAllowed):
        shop.price("3")
    shop.counter.signin.authorise_badge(LEO)
    shop.price("3")
    assert shop.line.override
    assert shop.line.override.allowed_by == "8"


def test_who_has_only_a_badge_has_no_pin(shop: Shop) -> None:
    for pin in ("", "0000", EVA):
        with pytest.raises(SignInRefused):
            shop.counter.signin.sign_in("7", pin)


@pytest.mark.parametrize("badge", ["", " ", "7", "BADGE", EVA.lower()])
def test_only_the_badge_itself_opens(shop: Shop, badge: str) -> None:
    with pytest.raises(SignInRefused):
        shop.counter.signin.sign_in_badge(badge)


def test_badges_that_nobody_has_lock_as_strangers_do(shop: Shop) -> None:
    for n in range(5):
        with pytest.raises(SignInRefused):
            shop.counter.signin.sign_in_badge(f"GUESS-{n}")
    with pytest.raises(LockedOut):
        shop.counter.signin.sign_in_badge("GUESS-6")
    shop.restart()
    with pytest.raises(LockedOut):
        shop.counter.signin.sign_in_badge("GUESS-7")


def test_a_badge_is_never_kept_as_it_was_scanned(shop: Shop) -> None:
    with shop.counter.till.store.read() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM staff").fetchall()
    assert not any(EVA in str(value) for row in kept for value in row)
    shop.counter.signin.sign_in_badge(EVA)
    assert not any(EVA in str(fact) for fact in shop.facts())
