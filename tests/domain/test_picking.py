from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import an_order
from orders import HERE, ONE, THERE, TWO, begun, picked, then

from app.domain import order_event as e
from app.domain import picking
from app.domain.errors import (
    AllPicked,
    AlreadyPacked,
    AssignedElsewhere,
    BadPrice,
    BadQuantity,
    NotOfOrder,
    NotPicked,
    NotStarted,
    NotWished,
    OrderOver,
    PickedElsewhere,
    ReasonNeeded,
    StillToPick,
    TooMuchPicked,
    WeightDoubted,
    WeightNeeded,
)
from app.domain.fulfilment import OrderState
from app.domain.money import Money
from app.domain.order import Order, Wish
from app.domain.order_fold import fold
from app.domain.product import Product, Unit
from app.domain.tax import TaxCategory


def weighed(quantity: str = "1.500") -> Order:
    order = an_order()
    return replace(
        order, lines=(replace(order.lines[0], unit=Unit.KG, quantity=Decimal(quantity)),)
    )


def test_each_unit_is_scanned_by_its_barcode_or_its_sku() -> None:
    f = begun()
    f = then(f, picking.pick(f, HERE, f.order.lines[0].code))
    f = then(f, picking.pick(f, HERE, "SKU-1"))
    assert f.line(1).picked == 2 and f.wanted(1) == 0


def test_what_the_order_does_not_have_is_refused() -> None:
    with pytest.raises(NotOfOrder):
        picking.pick(begun(), HERE, "08410000000999")
    with pytest.raises(NotOfOrder):
        picking.pick(begun(), HERE, "")


def test_no_more_is_picked_than_was_ordered() -> None:
    with pytest.raises(AllPicked):
        picking.pick(picked(), HERE, "SKU-1")
    with pytest.raises(AllPicked):
        picking.pick(begun(), HERE, "SKU-2", TWO)


def test_half_a_unit_is_none() -> None:
    with pytest.raises(BadQuantity):
        picking.pick(begun(), HERE, "SKU-1", Decimal("0.5"))


def test_what_is_weighed_is_found_with_its_weight() -> None:
    f = begun(weighed())
    with pytest.raises(WeightNeeded):
        picking.pick(f, HERE, "SKU-1")
    f = then(f, picking.pick(f, HERE, "SKU-1", Decimal("1.420")))
    assert f.state is OrderState.PICKED and f.wanted(1) == 0


@pytest.mark.parametrize(
    ("ordered", "weight", "asked"),
    [
        ("0.500", "480", True),
        ("0.500", "1.501", True),
        ("0.500", "1.500", False),
        ("2", "4", False),
        ("2", "4.001", True),
        ("0.050", "0.480", False),
    ],
)
def test_a_weight_far_above_what_was_ordered_has_to_be_said_again(
    ordered: str, weight: str, asked: bool
) -> None:
    f = begun(weighed(ordered))
    if asked:
        with pytest.raises(WeightDoubted):
            picking.pick(f, HERE, "SKU-1", Decimal(weight))
    said = picking.pick(f, HERE, "SKU-1", Decimal(weight), sure=asked)
    assert said.quantity == Decimal(weight)


def test_what_is_weighed_in_parts_is_doubted_by_its_sum() -> None:
    f = begun(weighed("0.500"))
    f = then(f, picking.pick(f, HERE, "SKU-1", Decimal("1.000")))
    with pytest.raises(WeightDoubted):
        picking.pick(f, HERE, "SKU-1", Decimal("0.600"))


def test_nothing_is_picked_before_somebody_begins() -> None:
    with pytest.raises(NotStarted):
        picking.pick(fold(an_order(), []), HERE, "SKU-1")


def test_another_device_takes_over_with_one_key_and_is_told_whose_it_was() -> None:
    f = begun()
    with pytest.raises(PickedElsewhere) as refused:
        picking.start(f, THERE)
    assert refused.value.facts["device"] == HERE
    taken = picking.start(f, THERE, take_over=True)
    assert taken == e.Started(taken_from=HERE)
    f = then(f, taken, THERE)
    with pytest.raises(PickedElsewhere):
        picking.pick(f, HERE, "SKU-1")


def test_the_device_that_central_assigned_is_asked_first() -> None:
    f = fold(an_order(assigned=THERE), [])
    with pytest.raises(AssignedElsewhere):
        picking.start(f, HERE)
    assert picking.start(f, THERE) == e.Started()


def test_beginning_twice_at_one_device_is_beginning_once() -> None:
    assert picking.start(begun(), HERE) is None


def test_a_short_line_lets_the_rest_be_packed() -> None:
    f = begun()
    f = then(f, picking.pick(f, HERE, "SKU-1"))
    with pytest.raises(StillToPick):
        picking.pack(f, HERE)
    f = then(f, picking.short(f, HERE, 1, ONE))
    f = then(f, picking.short(f, HERE, 2, ONE))
    assert picking.pack(f, HERE) == e.Packed((((1, ONE),),))


def test_what_was_given_up_of_a_weighed_line_is_not_weighed_after_all() -> None:
    f = fold(weighed(), [])
    f = then(f, picking.start(f, HERE))
    f = then(f, picking.short(f, HERE, 1, Decimal("0.500"), e.Settled.MONEY))
    with pytest.raises(AllPicked):
        picking.pick(f, HERE, "SKU-1", Decimal("1.001"))
    f = then(f, picking.pick(f, HERE, "SKU-1", Decimal("0.600")))
    f = then(f, picking.pick(f, HERE, "SKU-1", Decimal("0.400")))
    with pytest.raises(AllPicked):
        picking.pick(f, HERE, "SKU-1", Decimal("0.001"))


def test_a_weighed_line_that_was_rejected_is_not_weighed_after_all() -> None:
    f = fold(replace(an_order(), lines=(*weighed().lines, *an_order().lines[1:])), [])
    f = then(f, picking.start(f, HERE))
    f = then(f, picking.reject(f, 1, "broken"))
    with pytest.raises(AllPicked):
        picking.pick(f, HERE, "SKU-1", Decimal("1.000"))


def test_no_more_is_missing_than_is_wanted() -> None:
    with pytest.raises(AllPicked):
        picking.short(begun(), HERE, 2, TWO)


def test_the_customer_settles_what_is_missing() -> None:
    f = then(begun(), e.Short(2, ONE))
    f = then(f, picking.settle(f, 2, e.Settled.MONEY))
    assert (f.line(2).short, f.line(2).settled) == (ONE, e.Settled.MONEY)
    with pytest.raises(NotPicked):
        picking.settle(f, 1, e.Settled.MONEY)


OTHER = Product("SKU-9", "Otro", Unit.EACH, TaxCategory.GENERAL, Money(4500), codes=("0" * 14,))


def test_a_substitute_never_costs_more_than_what_was_promised() -> None:
    f = then(begun(), e.Short(2, ONE))
    said = picking.substitute(f, HERE, 2, OTHER, OTHER.price, ONE)
    assert said.price == f.order.lines[1].price
    by_weight = replace(OTHER, unit=Unit.KG)
    with pytest.raises(BadPrice):
        picking.substitute(f, HERE, 2, by_weight, Money(4500), ONE)
    assert picking.substitute(f, HERE, 2, by_weight, Money(4500), Decimal("0.5")).quantity


def test_there_is_no_substitute_for_what_is_there_or_was_not_wished() -> None:
    with pytest.raises(NotPicked):
        picking.substitute(begun(), HERE, 2, OTHER, OTHER.price, ONE)
    order = an_order()
    order = replace(order, lines=tuple(replace(one, wish=Wish.NONE) for one in order.lines))
    with pytest.raises(NotWished):
        picking.substitute(then(begun(order), e.Short(2, ONE)), HERE, 2, OTHER, OTHER.price, ONE)


def test_a_substitute_goes_into_the_parcel_of_its_line() -> None:
    f = begun()
    for _ in range(2):
        f = then(f, picking.pick(f, HERE, "SKU-1"))
    f = then(f, picking.short(f, HERE, 2, ONE))
    f = then(f, picking.substitute(f, HERE, 2, OTHER, OTHER.price, ONE))
    assert picking.pack(f, HERE) == e.Packed((((1, TWO), (2, ONE)),))


def test_parcels_hold_just_what_was_picked() -> None:
    f = picked()
    two = (((1, TWO),), ((2, ONE),))
    assert picking.pack(f, HERE, two).parcels == two
    for wrong in ((((1, TWO),),), (((1, TWO), (2, ONE)), ((2, ONE),)), (((1, TWO), (2, ONE)), ())):
        with pytest.raises(NotPicked):
            picking.pack(f, HERE, wrong)


def test_packing_again_replaces_the_parcels() -> None:
    f = then(picked(), e.Packed((((1, TWO), (2, ONE)),)))
    two = (((1, TWO),), ((2, ONE),))
    assert picking.pack(f, HERE, two).instead_of == ("P1-5-1",)
    with pytest.raises(AlreadyPacked):
        picking.pick(f, HERE, "SKU-1")


def test_only_what_is_loose_is_put_down() -> None:
    f = then(picked(), picking.put_down(picked(), 1, ONE))
    assert f.wanted(1) == 1
    with pytest.raises(NotPicked):
        picking.put_down(f, 1, TWO)


def test_a_rejected_line_is_not_waited_for() -> None:
    f = begun()
    f = then(f, picking.reject(f, 2, "  roto del  todo "))
    assert f.line(2).rejected == "roto del todo" and f.wanted(2) == 0
    with pytest.raises(ReasonNeeded):
        picking.reject(f, 1, " \x00 ")
    f = then(f, picking.reject(f, 1, "tampoco"))
    assert f.state is OrderState.REJECTED
    with pytest.raises(OrderOver):
        picking.start(f, HERE)


def test_what_two_picked_is_put_down_before_it_is_packed() -> None:
    f = then(picked(), e.Picked(1, TWO), THERE)
    with pytest.raises(TooMuchPicked):
        picking.pack(f, HERE)
    f = then(f, picking.put_down(f, 1, TWO))
    assert picking.pack(f, HERE).parcels == (((1, TWO), (2, ONE)),)


def test_what_was_rejected_goes_into_no_parcel() -> None:
    f = then(picked(), picking.reject(picked(), 2, "roto"))
    with pytest.raises(TooMuchPicked):
        picking.pack(f, HERE)
    f = then(f, picking.put_down(f, 2, ONE))
    assert picking.pack(f, HERE).parcels == (((1, TWO),),)


def test_what_is_in_a_parcel_is_not_rejected_and_what_travels_is() -> None:
    order = an_order(announced=True)
    f = then(then(begun(order), e.Picked(1, TWO)), e.Packed((((1, TWO),),)))
    with pytest.raises(AlreadyPacked):
        picking.reject(f, 1, "roto")
    assert picking.reject(f, 2, "no llega").line == 2
