"""Cash lies in places: what one loses another gains, whatever is stated."""

from __future__ import annotations

import pytest
from builders import a_document, a_line, a_sale, euro, paid
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bodies import document_body
from app.domain.cash import (
    NAMED,
    Bag,
    CashMove,
    Place,
    bag_number,
    bagged_in,
    kind_of,
    moves_of,
    place_named,
    sums,
)
from app.domain.document import DocumentKind
from app.domain.errors import BadBag, BadPlace
from app.domain.facts import Body, FactType
from app.domain.money import ZERO, total
from app.domain.tender import TenderKind

CENTS = st.integers(0, 500_000)
OPENED = st.builds(
    lambda there, left, held: {"float": there, "left": left, "held": held}, CENTS, CENTS, CENTS
)
CLOSED = st.builds(
    lambda expected, held, pieces, stays: {
        "expected": expected,
        "held": held,
        "count": pieces and {"pieces": pieces},
        "stays": stays,
    },
    st.integers(-500_000, 500_000),
    CENTS,
    st.none() | st.lists(st.tuples(CENTS, st.integers(0, 9)), max_size=3),
    CENTS,
)


def moved(source: Place, to: Place, cents: int) -> Body:
    kind = kind_of(source, to).value
    return {"kind": kind, "from": source.value, "to": to.value, "amount": cents, "why": "x"}


@given(
    bodies=st.lists(
        st.tuples(st.just(FactType.SHIFT_OPENED), OPENED)
        | st.tuples(st.just(FactType.SHIFT_CLOSED), CLOSED)
        | st.tuples(
            st.just(FactType.CASH_MOVED),
            st.builds(moved, st.sampled_from(NAMED), st.sampled_from(NAMED), CENTS),
        ),
        max_size=20,
    )
)
def test_whatever_is_stated_the_places_sum_to_nothing(bodies: list[tuple[FactType, Body]]) -> None:
    moves = [move for kind, body in bodies for move in moves_of(kind, body)]
    assert total(sums(moves).values()) == ZERO
    assert all(move.amount > ZERO for move in moves)


@given(stays=CENTS, body=CLOSED)
def test_a_close_leaves_in_the_drawer_what_stays(stays: int, body: Body) -> None:
    """Before it the drawer has what is expected but what lies on tickets in progress."""
    start = CashMove(Place.CUSTOMER, Place.DRAWER, euro("0"), "")
    moves = moves_of(FactType.SHIFT_CLOSED, {**body, "stays": stays})
    after = sums([start, *moves])[Place.DRAWER].cents + body["expected"] - body["held"]
    assert after == stays


def test_more_float_than_was_left_comes_from_the_safe_and_less_is_missing() -> None:
    more = moves_of(FactType.SHIFT_OPENED, {"float": 15_000, "left": 10_000, "held": 0})
    assert more == (CashMove(Place.SAFE, Place.DRAWER, euro("50"), "float"),)
    less = moves_of(FactType.SHIFT_OPENED, {"float": 9_000, "left": 10_000, "held": 0})
    assert less == (CashMove(Place.DRAWER, Place.DIFFERENCE, euro("10"), "float"),)
    oldest = moves_of(FactType.SHIFT_OPENED, {"float": 9_000})
    assert oldest == (CashMove(Place.SAFE, Place.DRAWER, euro("90"), "float"),)


def test_a_document_moves_its_cash_less_the_change_and_no_other_tender() -> None:
    sale = a_sale(a_line(euro("12")))
    mixed = a_document(sale, paid(TenderKind.CARD, euro("5")), paid(TenderKind.CASH, euro("10")))
    (move,) = moves_of(FactType.DOCUMENT_ISSUED, document_body(mixed))
    assert (move.source, move.to, move.amount) == (Place.CUSTOMER, Place.DRAWER, euro("7"))
    card = a_document(sale, paid(TenderKind.CARD, euro("12")))
    assert moves_of(FactType.DOCUMENT_ISSUED, document_body(card)) == ()


def test_an_invoice_that_replaces_a_ticket_brings_no_cash() -> None:
    """Its ticket did (retail-rules 7: F3 shown and never summed)."""
    invoice = a_document(kind=DocumentKind.F3)
    assert moves_of(FactType.DOCUMENT_ISSUED, document_body(invoice)) == ()


def test_the_oldest_movements_say_only_their_kind() -> None:
    (drop,) = moves_of(FactType.CASH_MOVED, {"kind": "drop", "amount": 500})
    assert (drop.source, drop.to, drop.why) == (Place.DRAWER, Place.SAFE, "drop")


def test_a_bag_is_of_the_movement_or_the_close_that_filled_it() -> None:
    body = {**moved(Place.DRAWER, Place.SAFE, 700), "bag": "B-1"}
    assert bagged_in(FactType.CASH_MOVED, body) == Bag("B-1", euro("7"))
    closed = {"bag": "B-2", "bagged": 900}
    assert bagged_in(FactType.SHIFT_CLOSED, closed) == Bag("B-2", euro("9"))
    assert bagged_in(FactType.SHIFT_CLOSED, {}) is None


@pytest.mark.parametrize("text", ["", " ", "ñ", "a b", "x" * 31, "-1"])
def test_what_is_no_bag_number_is_refused(text: str) -> None:
    with pytest.raises(BadBag):
        bag_number(text)


@pytest.mark.parametrize("word", ["customer", "difference", "pocket", ""])
def test_nobody_names_a_place_that_follows_from_sales_and_counts(word: str) -> None:
    with pytest.raises(BadPlace):
        place_named(word)
