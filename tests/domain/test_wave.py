"""Scans of a wave: dealt by promise, never more than wanted, nobody passed over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from builders import NOON, an_order
from hypothesis import given
from hypothesis import strategies as st
from orders import HERE, then

from app.domain import wave
from app.domain.errors import AllPicked, NotInWave
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order import OrderLine
from app.domain.order_event import Started
from app.domain.order_fold import fold
from app.domain.product import Unit
from app.domain.tax import TaxCategory

SKUS = "ABC"


def going(number: str, minutes: int, wants: dict[str, int]) -> Fulfilment:
    """An order that this device prepares, promised in so many minutes."""
    lines = tuple(
        OrderLine(n, sku, "", f"Producto {sku}", Unit.EACH, TaxCategory.GENERAL, Decimal(much),
                  Money(100))
        for n, (sku, much) in enumerate(wants.items(), 1)
    )  # fmt: skip
    promised = NOON + timedelta(minutes=minutes)
    return then(fold(an_order(number=number, lines=lines, promised_at=promised), []), Started())


wants = st.dictionaries(st.sampled_from(SKUS), st.integers(1, 4), min_size=1)
waves = st.lists(st.tuples(st.integers(1, 300), wants), min_size=1, max_size=5)


@given(waves, st.lists(st.sampled_from(SKUS + "X"), max_size=40))
def test_scans_are_dealt_by_promise_and_never_more_than_wanted(
    made: list[tuple[int, dict[str, int]]], scans: list[str]
) -> None:
    orders = {f"W-{n}": going(f"W-{n}", at, want) for n, (at, want) in enumerate(made)}
    for sku in scans:
        wanting = [
            f
            for f in wave.in_turn(orders.values())
            if any(f.wanted(line.number) > 0 for line in f.order.lines if line.sku == sku)
        ]
        try:
            number, said = wave.deal(orders.values(), HERE, sku)
        except (NotInWave, AllPicked):
            assert not wanting, "somebody wanted it and got nothing"
            continue
        assert number == wanting[0].order.number, "the earliest promise first"
        orders[number] = then(orders[number], said)
    for f in orders.values():
        for line in f.order.lines:
            assert 0 <= f.line(line.number).picked <= line.quantity


def test_what_no_order_has_is_said_to_be_in_none() -> None:
    with pytest.raises(NotInWave):
        wave.deal([going("W-1", 10, {"A": 1})], HERE, "Z")


def test_the_way_goes_by_family_and_sums_what_all_want() -> None:
    orders = [going("W-2", 20, {"A": 2, "C": 1}), going("W-1", 10, {"A": 1, "B": 1})]
    families = {"A": "Zumos", "B": "Agua", "C": "Agua"}
    stops = wave.path(orders, lambda sku: families[sku])
    assert [one.sku for one in stops] == ["B", "C", "A"]
    juice = stops[-1]
    assert juice.quantity == 3
    assert [one.order for one in juice.shares] == ["W-1", "W-2"], "the first promised first"


def test_what_is_missing_is_missing_for_the_last_promised() -> None:
    orders = [going("W-1", 10, {"A": 2}), going("W-2", 20, {"A": 2})]
    (stop,) = wave.path(orders, lambda sku: "")
    short = wave.missing(stop.shares, Decimal(3))
    assert [(one.order, int(one.quantity)) for one in short] == [("W-2", 2), ("W-1", 1)]
