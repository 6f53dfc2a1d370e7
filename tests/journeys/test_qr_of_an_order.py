"""What the QR of an order and the label of a parcel say, beside what central said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from builders import NOON, copied
from order_shop import TABLET, TILL, a_paid_order, device, order_row, qr, tell
from shop import Shop

from app import signatures
from app.domain import compact, parcel_label
from app.domain.collecting import Collector
from app.domain.errors import AgeNeeded, BadOrderCode, UnknownItem
from app.domain.fulfilment import OrderState
from app.domain.order import Announced
from app.domain.order_event import Event, Packed, Shown
from app.domain.parcel import ParcelState
from app.domain.parcel_label import ParcelLabel
from app.domain.product import Unit
from app.mirror.rows import Change
from app.services.installing import Made


@pytest.fixture
def till(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "till"), TILL) as shop:
        yield shop


def test_a_newer_version_from_its_qr_keeps_what_a_qr_has_no_room_for(till: Shop) -> None:
    box = Announced("BOX1", ((2, Decimal(1)),))
    told = replace(a_paid_order(till), announced=(box,), hold_until=NOON + timedelta(days=5))
    tell(till, [order_row(told), Change("parcel", "BOX1", {"order": told.number})])
    handing = till.counter.handing
    handing.arrive("BOX1")
    handing.shelve("BOX1", "A1")
    fewer = (replace(told.lines[0], quantity=Decimal(1)), told.lines[1])
    newer = replace(told, version=2, lines=fewer, collectors=("Ana G.",))
    f = till.counter.order_codes.scanned(qr(newer))
    assert f is not None and f.order == newer
    assert f.parcels["BOX1"].place == "A1"
    tell(till, [order_row(replace(newer, version=3, note="x"), f.events)])
    assert till.counter.orders.of(told.number).order.note == "x"
    assert till.adds_up()


def test_an_age_is_asked_for_what_only_its_qr_speaks_of(till: Shop) -> None:
    order = a_paid_order(till)
    aged = replace(order, lines=(order.lines[0], replace(order.lines[1], minimum_age=18)))
    till.counter.order_codes.scanned(qr(aged))
    preparing, handing = till.counter.preparing, till.counter.handing
    preparing.start("W-1042")
    for code in ("9528225000472", "9528225000472", "9526262002947"):
        preparing.pick("W-1042", code)
    ((_, label),) = till.counter.order_codes.labels(preparing.pack("W-1042"))
    handing.scan_out(label)
    with pytest.raises(AgeNeeded) as refused:
        handing.hand_over("W-1042", Collector(Shown.CODE))
    assert refused.value.facts["years"] == 18
    f = handing.hand_over("W-1042", Collector(Shown.CODE, of_age=True))
    assert f.state is OrderState.HANDED_OVER


@pytest.mark.parametrize("item, scanned", [
    ("08410000000016", "8410000000016"), ("NUEVO-1", "NUEVO-1"),
])  # fmt: skip
def test_what_the_catalogue_lacks_of_a_paid_order_is_picked_by_its_code(
    till: Shop, item: str, scanned: str
) -> None:
    order = a_paid_order(till)
    strange = replace(order.lines[1], sku=item, code=item)
    order = replace(order, lines=(order.lines[0], strange))
    f = till.counter.order_codes.scanned(qr(order))
    assert f is not None and f.order.amount == order.amount
    assert (f.order.lines[1].name, f.order.lines[1].unit) == (item, Unit.EACH)
    preparing, handing = till.counter.preparing, till.counter.handing
    preparing.start("W-1042")
    for code in ("9528225000472", "9528225000472", scanned):
        preparing.pick("W-1042", code)
    ((_, label),) = till.counter.order_codes.labels(preparing.pack("W-1042"))
    handing.scan_out(label)
    f = handing.hand_over("W-1042", Collector(Shown.CODE))
    assert f.state is OrderState.HANDED_OVER
    assert till.adds_up()


def test_what_the_catalogue_lacks_of_an_order_to_pay_is_refused(till: Shop) -> None:
    order = a_paid_order(till)
    strange = replace(order.lines[1], sku="NUEVO-1", code="NUEVO-1")
    with pytest.raises(UnknownItem):
        till.counter.order_codes.scanned(qr(replace(order, lines=(strange,), payments=())))


def test_what_a_dismissed_device_packed_is_handed_over_as_far_as_it_is_known(till: Shop) -> None:
    order = a_paid_order(till)
    content = ((1, Decimal(2)), (2, Decimal(1)))
    packed = Event(5, TABLET, 9, NOON, "1001", Packed((content,)))
    tell(till, [order_row(order, [packed]), Change("device", str(TABLET), None)])
    label = ParcelLabel("W-1042", 1, 1, 1, content, 5, TABLET, 9, NOON, "1001")
    f = till.counter.handing.scan_out(printed(label))
    assert f.parcels["P1043-9-1"].state is ParcelState.OUT
    for forged in (replace(label, seq=10), replace(label, content=content[:1])):
        with pytest.raises(BadOrderCode):
            till.counter.handing.scan_out(printed(forged))


def printed(label: ParcelLabel) -> str:
    """As whoever has the tablet signs it."""
    content = parcel_label.content(label)
    signature = signatures.sign(bytes([TABLET % 256]) * 32, content)
    return compact.signed_text(parcel_label.PREFIX, content, signature)
