"""Consignments: the goods are in one place, whatever order the events are heard in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import consigning, transit_paper
from app.domain.consignment import Box, Consignment, GoodsLine, Kind, box_code, consignment_number
from app.domain.consignment_event import (
    Called,
    Declined,
    Event,
    Received,
    Sent,
    event_body,
    event_from,
    fact_body,
    kind_of,
)
from app.domain.consignment_fold import NONE, Passage, State, fold
from app.domain.errors import (
    BadConsignmentNumber,
    BadTransitPaper,
    BoxTaken,
    ConsignmentElsewhere,
    ConsignmentOver,
    GoodsSent,
    NoGoods,
    ReasonNeeded,
    SameShop,
)
from app.domain.plain import plain, read
from app.domain.stock import moves_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HERE, THERE, ALSO_THERE = 1001, 1002, 1003


def a_transfer(*lines: tuple[str, int]) -> Consignment:
    goods = tuple(GoodsLine(sku, Decimal(much)) for sku, much in lines or (("A", 5),))
    return Consignment("T1001-1", Kind.TRANSFER, "043", "042", NOON, goods, asked_by="042")


def a_delivery(*lines: tuple[str, int]) -> Consignment:
    goods = tuple(GoodsLine(sku, Decimal(much)) for sku, much in lines)
    return Consignment("ALB-7", Kind.DELIVERY, "Tejidos SL", "042", NOON, goods)


def of(*goods: tuple[str, int]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((sku, Decimal(much)) for sku, much in goods)


def event(what: object, installation: int = HERE, seq: int = 1, tick: int = 1) -> Event:
    return Event(tick, installation, seq, NOON + timedelta(minutes=tick), "1001", what)  # type: ignore[arg-type]


SENT = event(Sent(of(("A", 5))))


def test_what_was_sent_is_in_transit_until_it_is_received() -> None:
    asked = fold(a_transfer(), [])
    assert (asked.state, asked.in_transit) == (State.ASKED, {})
    sent = fold(a_transfer(), [SENT])
    assert (sent.state, sent.in_transit) == (State.IN_TRANSIT, {"A": Decimal(5)})
    part = fold(a_transfer(), [SENT, event(Received(of(("A", 2))), THERE, tick=2)])
    assert (part.state, part.in_transit) == (State.PART_RECEIVED, {"A": Decimal(3)})
    assert part.differences == {}


def test_what_is_missing_when_the_receipt_is_closed_is_a_difference() -> None:
    damaged = (("A", Decimal(1), "mojado"),)
    said = Received(of(("A", 2), ("B", 1)), damaged, closes=True, reasons=(("A", "falta"),))
    p = fold(a_transfer(), [SENT, event(said, THERE, tick=2)])
    assert (p.state, p.closed_by, p.in_transit) == (State.CLOSED, "1001", {})
    assert p.differences == {"A": Decimal(-2), "B": Decimal(1)}
    assert (p.lot("A").damaged, p.lot("A").reason) == (Decimal(1), "falta")


def test_what_is_found_after_the_receipt_was_closed_makes_the_difference_less() -> None:
    first = event(Received(of(("A", 2)), closes=True), THERE, tick=2)
    later = event(Received(of(("A", 3)), after=(first.key,)), ALSO_THERE, tick=3)
    p = fold(a_transfer(), [SENT, first, later])
    assert (p.state, p.differences) == (State.CLOSED, {})


def test_two_devices_that_do_not_know_of_each_other_receive_the_same_goods_once() -> None:
    one = event(Received(of(("A", 5)), closes=True), THERE, tick=2)
    other = event(Received(of(("A", 5)), closes=True), ALSO_THERE, tick=2)
    p = fold(a_transfer(), [other, SENT, one])
    assert (p.lot("A").received, p.lot("A").twice) == (Decimal(5), Decimal(5))
    known = event(Received(of(("A", 5)), after=(one.key,)), ALSO_THERE, tick=3)
    assert fold(a_transfer(), [SENT, one, known]).lot("A").received == Decimal(10)


def test_two_devices_that_each_take_half_in_the_dark_have_taken_the_whole() -> None:
    one = event(Received(of(("A", 2))), THERE, tick=2)
    other = event(Received(of(("A", 3))), ALSO_THERE, tick=2)
    p = fold(a_transfer(), [SENT, one, other])
    assert (p.lot("A").received, p.lot("A").twice, p.in_transit) == (Decimal(5), NONE, {})


def test_a_blind_delivery_counted_by_two_is_what_the_one_counted_that_found_more() -> None:
    one = event(Received(of(("A", 5), ("B", 1)), closes=True), THERE)
    other = event(Received(of(("A", 6))), ALSO_THERE)
    p = fold(a_delivery(), [one, other])
    assert [p.lot(sku).received for sku in "AB"] == [Decimal(6), Decimal(1)]
    assert (p.lot("A").twice, p.differences) == (Decimal(5), {})


def test_an_announced_delivery_is_on_its_way_and_may_be_called_off() -> None:
    assert fold(a_delivery(("A", 3)), []).in_transit == {"A": Decimal(3)}
    gone = fold(a_delivery(("A", 3)), [event(Called())])
    assert (gone.state, gone.in_transit) == (State.CALLED_OFF, {})


@given(
    st.lists(
        st.tuples(
            st.sampled_from([THERE, ALSO_THERE]),
            st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 9)), max_size=3),
            st.integers(0, 4),
            st.booleans(),
        ),
        max_size=5,
    ),
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 9)), min_size=1, max_size=3),
    st.randoms(),
)
def test_goods_are_neither_in_two_places_nor_lost_but_for_differences_with_a_name(
    receipts: list[tuple[int, list[tuple[str, int]], int, bool]],
    sent: list[tuple[str, int]],
    dice: object,
) -> None:
    """Over both shops and what is in transit the sum changes by what was damaged, and by short and
    over once it is closed; until then more than was sent may have come."""
    events = [event(Sent(of(*sent)))]
    for seq, (device, goods, broken, closes) in enumerate(receipts, 1):
        known = tuple(one.key for one in events[1:] if (one.seq + seq) % 2)
        damaged = (("A", Decimal(broken), "roto"),) if broken else ()
        said = Received(of(*goods), damaged, closes=closes, after=known)
        events.append(event(said, device, seq, tick=1 + seq))
    dice.shuffle(events)  # type: ignore[attr-defined]
    p = fold(a_transfer(), events)
    again = fold(a_transfer(), sorted(events, key=lambda one: one.turn))
    assert (p.lots, p.closed_by) == (again.lots, again.closed_by)
    for lot_sku, lot in p.lots.items():
        of_sender = -lot.sent
        moving = p.in_transit.get(lot_sku, NONE)
        named = p.differences.get(lot_sku, min(lot.open, NONE).copy_negate())
        assert of_sender + lot.received + moving + lot.damaged == (
            named if p.state is State.CLOSED or lot.open < 0 else NONE
        )


def test_rules_refuse_the_wrong_shop_what_left_and_what_is_over() -> None:
    p = fold(a_transfer(), [])
    with pytest.raises(ConsignmentElsewhere):
        consigning.send(p, "042", of(("A", 5)))
    with pytest.raises(NoGoods):
        consigning.send(p, "043", ())
    with pytest.raises(BoxTaken):
        consigning.send(p, "043", of(("A", 5)), (Box("X1"), Box("X1")))
    sent = fold(a_transfer(), [SENT])
    for refused in (
        lambda: consigning.send(sent, "043", of(("A", 5))),
        lambda: consigning.decline(sent, "043", "no queda"),
        lambda: consigning.call_off(sent, "042"),
    ):
        with pytest.raises(GoodsSent):
            refused()
    gone = fold(a_transfer(), [event(Declined("no queda"))])
    with pytest.raises(ConsignmentOver):
        consigning.receive(gone, "042", Received(of(("A", 5))))
    with pytest.raises(ReasonNeeded):
        consigning.receive(sent, "042", Received(damaged=(("A", Decimal(1), " "),)))
    with pytest.raises(SameShop):
        consigning.check_asked(replace(a_transfer(), origin="042"))


def test_a_receipt_says_which_others_it_knew_of() -> None:
    first = event(Received(of(("A", 2))), THERE, tick=2)
    p = fold(a_transfer(), [SENT, first])
    assert consigning.receive(p, "042", Received(closes=True)).after == (first.key,)


def test_a_transfers_paper_is_the_fact_of_its_sending() -> None:
    what = Sent(of(("A", 5), ("B", 2)), (Box("X1", of(("B", 2))), Box("X2")))
    p = fold(a_transfer(("A", 5), ("B", 2)), [event(what, seq=77, tick=3)])
    paper = transit_paper.paper_of(p, HERE)
    assert paper
    told = transit_paper.read(transit_paper.content(paper))
    assert told.sent == paper.sent
    taken = fold(told.consignment, [told.sent])
    assert (taken.in_transit, taken.held) == (p.in_transit, p.held)
    assert transit_paper.paper_of(p, THERE) is None
    with pytest.raises(BadTransitPaper):
        transit_paper.read(transit_paper.content(paper)[:-1])


def test_consignments_and_events_read_as_they_were_written() -> None:
    for made in (a_transfer(), a_delivery()):
        assert read(Consignment, plain(made)) == made
    said = Received(of(("A", 2)), (("A", Decimal(1), "roto"),), ("X1",), closes=True)
    for what in (Sent(of(("A", 5)), (Box("X1"),)), said, Declined("no"), Called()):
        assert event_from(event_body(event(what))) == event(what)
    for what, delta in ((Sent(of(("A", 5))), -5000), (said, 2000)):
        (move,) = moves_of(kind_of(what), fact_body("T1-1", 1, what))
        assert (move.sku, move.delta) == ("A", delta)


def test_numbers_and_boxes_have_one_spelling() -> None:
    assert consignment_number(" alb-7 ") == "ALB-7"
    with pytest.raises(BadConsignmentNumber):
        consignment_number("¿?")
    assert box_code("(00)384356789012345678") == "384356789012345678"
    assert (box_code("caja-1"), box_code("¡!")) == ("CAJA-1", "")


def test_a_passage_knows_its_boxes() -> None:
    p: Passage = fold(a_transfer(), [event(Sent(of(("A", 5)), (Box("X1", of(("A", 5))),)))])
    assert p.held == {"X1": of(("A", 5))}


def test_what_came_closed_for_an_order_is_on_its_way_no_more_and_in_no_stock() -> None:
    said = Received(boxes=("X1",), passed_on=of(("A", 5)), closes=True)
    p = fold(a_transfer(), [SENT, event(said, THERE, tick=2)])
    assert (p.lot("A").received, p.lot("A").passed_on) == (NONE, Decimal(5))
    assert (p.in_transit, p.differences) == ({}, {})
    assert moves_of("goods_received", fact_body("T1-1", 2, said)) == ()
