from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone
from decimal import Decimal

import pytest
from builders import NOON, an_order
from orders import ONE, THERE, TWO, begun, picked, then

from app.domain import collecting
from app.domain import order_event as e
from app.domain.collecting import Collector
from app.domain.errors import (
    AgeNeeded,
    AlreadyPacked,
    BeingPrepared,
    DocumentNeeded,
    KeptOn,
    KeptUntil,
    MoreThanSold,
    NoNewsSince,
    NothingBegun,
    NotPaid,
    NotTheirs,
    OrderCollected,
    OrderElsewhere,
    OrderOver,
    ParcelDamaged,
    ParcelGone,
    ParcelsMissing,
    ShopError,
    StillTravelling,
    SurplusParcel,
    TooMuchPacked,
    UnknownParcel,
)
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.money import Money
from app.domain.order import Announced, Order, Payment, PaymentState
from app.domain.order_event import Shown
from app.domain.order_fold import fold
from app.messages import sentence

BEARER = Collector(Shown.CODE)
LIMIT = Money(15_000)
PAID = an_order(
    payments=(Payment("psp-1", Money(11_985), PaymentState.CAPTURED),), collectors=("Ana G.",)
)


def shelved(order: Order = PAID) -> Fulfilment:
    f = then(picked(order), e.Packed((((1, TWO), (2, ONE)),)))
    return then(f, collecting.shelve(f, "P1-5-1", "A3"))


def out(order: Order = PAID) -> Fulfilment:
    f = shelved(order)
    return then(f, collecting.scan_out(f, "P1-5-1"))


def handed(f: Fulfilment, who: Collector = BEARER, **values: object) -> e.HandedOver:
    return collecting.hand_over(f, who, "042", LIMIT, **values)  # type: ignore[arg-type]


def test_a_prepaid_order_is_handed_over_and_leaves_the_on_hand() -> None:
    said = handed(out())
    assert said.goods == (("SKU-1", TWO), ("SKU-2", ONE)) and said.parcels == ("P1-5-1",)
    assert then(out(), said).state is OrderState.HANDED_OVER


def test_without_every_parcel_scanned_out_there_is_no_hand_over() -> None:
    with pytest.raises(ParcelsMissing) as refused:
        handed(shelved())
    assert refused.value.facts["parcels"] == "1/1 A3"


def test_who_comes_early_hears_how_far_it_is_and_when_it_is_promised() -> None:
    with pytest.raises(NothingBegun) as refused:
        handed(fold(PAID, []))
    assert refused.value.facts["promised"] == PAID.promised_at
    with pytest.raises(BeingPrepared) as later:
        handed(picked(PAID))
    assert later.value.facts["since"] == picked(PAID).started_at
    assert "se está preparando desde las" in sentence(later.value)


def test_what_comes_closed_from_elsewhere_is_said_to_be_on_its_way() -> None:
    travels = replace(PAID, announced=(Announced("BOX-1", ((1, TWO), (2, ONE))),))
    with pytest.raises(StillTravelling):
        handed(fold(travels, []))


def test_a_second_presentation_hears_who_collected_it_and_when() -> None:
    f = then(out(), handed(out()))
    with pytest.raises(OrderCollected) as refused:
        handed(f)
    assert (refused.value.facts["who"], refused.value.facts["at"]) == ("1001", NOON)
    with pytest.raises(ParcelGone):
        collecting.scan_out(f, "P1-5-1")


def test_another_shops_order_is_not_handed_over_here() -> None:
    with pytest.raises(OrderElsewhere) as refused:
        collecting.hand_over(out(), BEARER, "043", LIMIT)
    assert refused.value.facts["shop"] == "042"


@pytest.mark.parametrize("who, refusal", [
    (BEARER, None),
    (replace(BEARER, other=True), None),
    (Collector(Shown.NAME), DocumentNeeded),
    (Collector(Shown.NAME, document_seen=True), None),
    (Collector(Shown.CARD), DocumentNeeded),
    (Collector(Shown.NAME, other=True, document_seen=True), NotTheirs),
    (Collector(Shown.NAME, other=True, named=True), DocumentNeeded),
    (Collector(Shown.NAME, other=True, named=True, document_seen=True), None),
])  # fmt: skip
def test_who_may_collect_below_the_limit(who: Collector, refusal: type[ShopError] | None) -> None:
    if refusal is None:
        assert handed(out(), who).shown is who.shown
    else:
        with pytest.raises(refusal):
            handed(out(), who)


@pytest.mark.parametrize("who, refusal", [
    (BEARER, DocumentNeeded),
    (replace(BEARER, document_seen=True), None),
    (replace(BEARER, other=True), DocumentNeeded),
    (replace(BEARER, other=True, document_seen=True), None),
])  # fmt: skip
def test_above_the_limit_the_bearer_shows_a_document(
    who: Collector, refusal: type[ShopError] | None
) -> None:
    limit = Money(11_984)
    if refusal is None:
        assert collecting.hand_over(out(), who, "042", limit).parcels == ("P1-5-1",)
    else:
        with pytest.raises(refusal):
            collecting.hand_over(out(), who, "042", limit)


def test_who_is_not_old_enough_gets_the_rest() -> None:
    wine = replace(PAID.lines[1], minimum_age=18)
    order = replace(PAID, lines=(PAID.lines[0], wine))
    with pytest.raises(AgeNeeded) as refused:
        handed(out(order))
    assert refused.value.facts["years"] == 18
    young = handed(out(order), replace(BEARER, of_age=False))
    assert young.refused == ((2, ONE, "age"),) and young.goods == (("SKU-1", TWO),)
    assert handed(out(order), replace(BEARER, of_age=True)).refused == ()


def test_what_is_not_wanted_stays_in_the_shop() -> None:
    said = handed(out(), refused={1: (ONE, "size")})
    assert said.refused == ((1, ONE, "size"),)
    assert said.goods == (("SKU-1", ONE), ("SKU-2", ONE))
    with pytest.raises(MoreThanSold):
        handed(out(), refused={2: (TWO, "size")})


def test_an_order_to_pay_is_handed_over_by_the_sale_that_pays_it() -> None:
    f = out(an_order())
    with pytest.raises(NotPaid):
        handed(f)
    said = handed(f, document="T042C03AS26-000123")
    assert said.goods == (), "the document sold them"


def test_a_part_goes_while_the_rest_travels() -> None:
    order = replace(PAID, announced=an_order(announced=True).announced)
    f = then(begun(order), e.Picked(1, TWO))
    f = then(f, e.Packed((((1, TWO),),)))
    f = then(f, e.ScannedOut("P1-3-1"))
    said = handed(f)
    assert said.parcels == ("P1-3-1",)
    assert then(f, said).state is OrderState.PART_HANDED_OVER


def test_what_came_closed_was_never_this_shops() -> None:
    order = replace(PAID, lines=PAID.lines[1:], announced=an_order(announced=True).announced)
    f = begun(order)
    for what in (e.Arrived("BOX1"), e.Shelved("BOX1", "B1"), e.ScannedOut("BOX1")):
        f = then(f, what)
    assert handed(f).goods == ()


def test_paid_at_the_counter_what_came_closed_leaves_no_hole_in_the_stock() -> None:
    order = an_order(announced=True, lines=an_order().lines[1:])
    f = begun(order)
    for what in (e.Arrived("BOX1"), e.Shelved("BOX1", "B1"), e.ScannedOut("BOX1")):
        f = then(f, what)
    assert handed(f, document="T-1").goods == (("SKU-2", -ONE),)


def test_a_second_set_is_put_back_and_never_handed_over() -> None:
    f = then(shelved(), e.Packed((((1, TWO), (2, ONE)),)), THERE)
    (name,) = f.surplus
    with pytest.raises(SurplusParcel):
        collecting.scan_out(f, name)
    assert collecting.put_back(f, name) == e.PutBack(name)
    with pytest.raises(AlreadyPacked):
        collecting.put_back(f, "P1-5-1")


def test_damaged_it_goes_on_no_shelf() -> None:
    order = replace(PAID, announced=an_order(announced=True).announced)
    f = then(begun(order), collecting.arrive(begun(order), "BOX1", damaged=True))
    with pytest.raises(ParcelDamaged):
        collecting.shelve(f, "BOX1", "A1")
    assert collecting.put_back(f, "BOX1") == e.SentBack("BOX1")


def test_scanned_in_twice_it_arrived_once() -> None:
    order = replace(PAID, announced=an_order(announced=True).announced)
    f = then(begun(order), e.Arrived("BOX1"))
    assert collecting.arrive(f, "BOX1") is None
    with pytest.raises(UnknownParcel):
        collecting.arrive(f, "BOX2")


def test_before_its_deadline_it_is_kept_and_that_is_said_by_the_shops_clock() -> None:
    deadline = NOON + timedelta(days=7)
    f = shelved(replace(PAID, hold_until=deadline.astimezone(UTC)))
    here = timezone(timedelta(hours=9))
    with pytest.raises(KeptUntil) as kept:
        collecting.expire(f, deadline.astimezone(here), None)
    assert f"{deadline.astimezone(here):%d/%m/%Y a las %H:%M}" in sentence(kept.value)
    late = (deadline + timedelta(days=1)).astimezone(here)
    with pytest.raises(NoNewsSince) as unheard:
        collecting.expire(f, late, deadline.astimezone(UTC))
    assert f"{deadline.astimezone(here):%d/%m/%Y a las %H:%M}" in sentence(unheard.value)
    with pytest.raises(KeptOn):
        collecting.expire(shelved(replace(PAID, hold_until=None)), late, late)


def test_nothing_expires_blind() -> None:
    deadline = NOON + timedelta(days=7)
    f = shelved(replace(PAID, hold_until=deadline))
    late = deadline + timedelta(days=1)
    for heard in (None, deadline):
        with pytest.raises(NoNewsSince):
            collecting.expire(f, late, heard)
    assert collecting.expire(f, late, deadline + timedelta(hours=1)) == e.Expired()


def test_what_expired_goes_back_to_the_floor_by_scan() -> None:
    f = then(shelved(), e.Expired(), 0)
    with pytest.raises(OrderOver):
        collecting.scan_out(f, "P1-5-1")
    assert then(f, collecting.put_back(f, "P1-5-1")).state is OrderState.PUT_BACK


def test_the_shop_agrees_to_cancel_until_it_has_handed_over() -> None:
    assert then(shelved(), collecting.agree(shelved())).state is OrderState.CANCELLING
    with pytest.raises(OrderCollected):
        collecting.agree(then(out(), handed(out())))


def test_kept_after_all_it_needs_a_shelf_again() -> None:
    f = then(out(), collecting.keep(out(), "P1-5-1"))
    assert f.state is OrderState.PACKED
    assert collecting.shelve(f, "P1-5-1", "A3").place == "A3"
    assert Decimal(0) == f.loose(1)


def test_what_is_still_the_customers_is_not_put_back_because_a_part_was_collected() -> None:
    order = replace(PAID, announced=an_order(announced=True).announced)
    f = then(begun(order), e.Picked(1, TWO))
    f = then(f, e.Packed((((1, TWO),),)))
    f = then(f, e.ScannedOut("P1-3-1"))
    f = then(then(f, handed(f)), e.Arrived("BOX1"))
    with pytest.raises(AlreadyPacked):
        collecting.put_back(f, "BOX1")
    f = then(f, e.Expired())
    assert isinstance(collecting.put_back(f, "BOX1"), e.SentBack)


def test_only_what_was_out_can_be_kept_or_go_back() -> None:
    f = fold(an_order(announced=True), [])
    assert collecting.keep(f, "BOX1") is None and collecting.back(f, "BOX1") is None


def test_whom_the_buyer_did_not_name_was_not_named() -> None:
    said = Collector(Shown.NAME, other=True, named=True, document_seen=True)
    with pytest.raises(NotTheirs):
        handed(out(replace(PAID, collectors=())), said)


def test_what_a_newer_version_lowered_after_it_was_packed_stays_in_the_shop() -> None:
    lower = replace(PAID.lines[0], quantity=ONE)
    f = fold(replace(PAID, version=2, lines=(lower, PAID.lines[1])), out().events)
    with pytest.raises(TooMuchPacked):
        handed(f)
    assert handed(f, refused={1: (ONE, "lowered")}).goods == (("SKU-1", ONE), ("SKU-2", ONE))
