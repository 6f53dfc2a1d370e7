"""Goods between two shops of a chain, over real HTTP and with the line down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import enrolled
import pytest
from enrolled import Channel, Office, once
from shop import Shop

from app.commands.enrol import join
from app.domain.consignment_fold import State
from app.domain.errors import (
    BadTransitPaper,
    BoxTaken,
    ConsignmentElsewhere,
    NotInConsignment,
    OtherReceipt,
    ReasonNeeded,
    ReceivedBefore,
    UnknownParcel,
    UnknownStray,
)
from app.domain.fulfilment import OrderState
from app.services.goods import Goods
from app.services.stock import on_hand
from app.services.unloading import Is
from sync.central import enrolment as at_central
from sync.central import exceptions
from sync.central.masters import sharing, shops, stock
from sync.central.masters.shops import ShopValue

pytestmark = pytest.mark.usefixtures("small_reserve")
office = enrolled.office
HERE, ALSO_HERE, THERE = "042/03", "042/04", "043/01"


class Chain:
    """042 with two devices, 043 with one, 5 km away; 043 has ten of A and of B."""

    def __init__(self, office: Office, place: Path) -> None:
        self.office, self.web = office, Channel(office)
        for code, north in (("042", "41.65"), ("043", "41.695")):
            self._place(code, north)
        office.sell({"A": "Camisa", "B": "Jersey"}, 250)
        with office.central.write() as tx:
            stock.count(tx, "043", {"A": 10_000, "B": 10_000}, "test")
        self.folders = {}
        for device in (HERE, ALSO_HERE, THERE):
            shop, till = device.split("/")
            folder = self.folders[device] = place / device.replace("/", "-")
            with office.central.write() as tx:
                code = at_central.make_code(tx, shop, till, "test").code
            join(office.serving.url, code, folder)
        self.in_step()

    def _place(self, code: str, north: str) -> None:
        value = ShopValue(
            code=code,
            name=f"Tienda {code}",
            company="Comercios Ficticios SL",
            nif="B00000000",
            address="Calle Mayor 1",
            latitude=north,
            longitude="-0.88",
        )
        with self.office.central.write() as tx:
            shops.put(tx, value, "test")

    def in_step(self, *devices: str) -> None:
        """All of them, twice: what one says, the others hear."""
        for device in (devices or tuple(self.folders)) * 2:
            self.office.said()
            assert once(self.folders[device])["in_step"]

    @contextmanager
    def at(self, device: str) -> Iterator[Shop]:
        with Shop(self.folders[device]) as shop:
            shop.sign_in("1001", "4711")
            yield shop
            assert shop.adds_up()

    @contextmanager
    def goods(self, device: str) -> Iterator[Goods]:
        with self.at(device) as shop:
            yield shop.counter.goods

    def has(self, device: str, sku: str = "A") -> int:
        """What that device takes to be there."""
        with Shop(self.folders[device]) as shop:
            return on_hand(shop.counter.till, [sku]).get(sku, 0) // 1000

    def at_central(self, shop: str, sku: str = "A") -> int:
        with self.office.central.read() as connection:
            return (stock.get(connection, shop, sku) or 0) // 1000

    def kinds(self) -> list[str]:
        with self.office.central.read() as connection:
            return [one.kind for one in exceptions.open_ones(connection)]


@pytest.fixture
def chain(office: Office, tmp_path: Path) -> Chain:
    return Chain(office, tmp_path)


DELIVERY = {
    "shop": "042",
    "supplier": "Tejidos SL",
    "lines": [{"sku": "A", "quantity": "5"}, {"sku": "B", "quantity": "2"}],
    "boxes": [{"code": "CAJA-1", "content": {"A": "3"}}, {"code": "CAJA-2", "content": {"A": "2"}}],
    "due": "2026-11-24",
}


def test_a_transfer_is_asked_for_sent_and_received_with_a_difference(chain: Chain) -> None:
    with chain.goods(HERE) as here:
        number = here.consignments.ask("043", [("A", Decimal(4))]).number
    chain.in_step()
    with chain.goods(THERE) as there:
        (asked,) = there.consignments.open_ones()
        assert (asked.number, asked.consignment.lines[0].name) == (number, "Camisa")
        there.sending.begin(number)
        there.sending.scan("A", Decimal(4))
        left = there.sending.finish()
        assert (left.passage.state, left.below) == (State.IN_TRANSIT, {})
    assert chain.has(THERE) == 6
    chain.in_step()
    with chain.goods(HERE) as here:
        (coming,) = here.consignments.expected()
        assert coming.in_transit == {"A": Decimal(4)}
        here.receiving.begin(number)
        here.receiving.scan("A", Decimal(2))
        here.receiving.scan("A", reason="roto")
        with pytest.raises(ReasonNeeded):
            here.receiving.finish(closes=True)
        closed = here.receiving.finish(closes=True, why="no venía")
        assert (closed.state, closed.differences) == (State.CLOSED, {"A": Decimal(-1)})
    chain.in_step()
    assert (chain.has(HERE), chain.has(THERE)) == (2, 6)
    assert (chain.at_central("042"), chain.at_central("043")) == (2, 6)
    assert chain.kinds() == ["transfer_differs"]


def test_with_every_line_down_the_paper_is_enough_to_receive(chain: Chain) -> None:
    with chain.goods(THERE) as there:
        number = there.consignments.offer("042", [("A", Decimal(3)), ("B", Decimal(1))]).number
        there.sending.begin(number)
        there.sending.scan("A", Decimal(3))
        there.sending.pack("bolsa-1")
        there.sending.scan("B")
        paper = there.sending.finish().paper
    with chain.goods(HERE) as here:
        assert here.consignments.find(number) is None
        with pytest.raises(BadTransitPaper):
            here.unloading.what(paper[:60] + ("A" if paper[60] != "A" else "B") + paper[61:])
        taken = here.unloading.what(paper)
        assert (taken.is_, taken.name) == (Is.CONSIGNMENT, number)
        assert here.unloading.what(paper).passage == taken.passage
        here.unloading.take_in("BOLSA-1")
        with pytest.raises(BoxTaken):
            here.unloading.take_in("bolsa-1")
        here.receiving.begin(number)
        here.receiving.scan("B")
        assert here.receiving.finish(closes=True).state is State.CLOSED
    assert (chain.has(HERE), chain.has(HERE, "B")) == (3, 1)
    chain.in_step(HERE)  # the sender is not heard yet
    assert (chain.at_central("042"), chain.at_central("043")) == (3, 10)
    chain.in_step()
    assert (chain.at_central("042"), chain.at_central("043")) == (3, 7)
    assert (chain.at_central("042", "B"), chain.at_central("043", "B")) == (1, 9)
    assert chain.kinds() == []
    with chain.goods(THERE) as there, pytest.raises(ConsignmentElsewhere):
        there.receiving.begin(number)


def test_a_delivery_comes_in_parts_and_survives_a_power_cut(chain: Chain) -> None:
    chain.web("PUT", "/v1/deliveries/ALB-7", DELIVERY)
    chain.in_step()
    with chain.at(HERE) as shop:
        receiving = shop.counter.goods.receiving
        receiving.begin("alb-7")
        receiving.scan("caja-1")
        with pytest.raises(BoxTaken):
            receiving.scan("CAJA-1")
        with pytest.raises(NotInConsignment):
            receiving.scan("CAJA-9")
        receiving.scan("B")
        shop.crash().sign_in("1001", "4711")
        chain.folders[HERE] = shop.folder
        receiving = shop.counter.goods.receiving
        rows = {row.sku: f"{row.good} of {row.expected}" for row in receiving.compared()}
        assert rows == {"A": "3 of 5", "B": "1 of 2"}
        with pytest.raises(OtherReceipt):
            receiving.begin_blind("Otro")
        assert receiving.finish(closes=False).state is State.PART_RECEIVED
    chain.in_step()
    with chain.goods(ALSO_HERE) as also:
        assert also.unloading.take_in("CAJA-2").name == "CAJA-2"
        also.receiving.begin("ALB-7")
        also.receiving.scan("B")
        assert also.receiving.finish(closes=True).differences == {}
    chain.in_step()
    assert (chain.has(HERE), chain.has(HERE, "B"), chain.kinds()) == (5, 2, [])
    said = chain.web("GET", "/v1/consignments/ALB-7")
    assert (said["state"], said["lots"]["A"]["received"]) == ("closed", "5")
    assert chain.web("GET", "/v1/consignments?shop=042") == {"consignments": []}


def test_a_delivery_received_by_two_devices_in_the_dark_is_stock_once(chain: Chain) -> None:
    chain.web("PUT", "/v1/deliveries/ALB-7", DELIVERY)
    chain.in_step()
    for device in (HERE, ALSO_HERE):
        with chain.goods(device) as goods:
            goods.receiving.begin("ALB-7")
            goods.receiving.scan("A", Decimal(5))
            goods.receiving.scan("B", Decimal(2))
            goods.receiving.finish(closes=True)
    chain.in_step()
    assert chain.kinds() == ["received_twice"]
    assert [chain.has(device) for device in (HERE, ALSO_HERE)] == [5, 5]


def test_a_delivery_that_the_other_device_closed_and_said_so_is_not_received_again(
    chain: Chain,
) -> None:
    chain.web("PUT", "/v1/deliveries/ALB-7", DELIVERY)
    chain.in_step()
    with chain.goods(HERE) as goods:
        goods.receiving.begin("ALB-7")
        goods.receiving.scan("A", Decimal(5))
    with chain.goods(ALSO_HERE) as goods:
        goods.receiving.begin("ALB-7")
        goods.receiving.scan("A", Decimal(5))
        goods.receiving.finish(closes=True, why="no venía")
    chain.in_step()
    with chain.goods(HERE) as goods:
        with pytest.raises(ReceivedBefore):
            goods.receiving.finish(closes=True, why="no venía")
        goods.receiving.leave()
        with pytest.raises(ReceivedBefore):
            goods.receiving.begin("ALB-7")
    assert [chain.has(device) for device in (HERE, ALSO_HERE)] == [5, 5]


def test_what_nobody_announced_is_received_blind_and_compared_when_it_is(chain: Chain) -> None:
    with chain.goods(HERE) as here:
        here.receiving.begin_blind("Tejidos SL", "alb-9")
        here.receiving.scan("A", Decimal(2))
        assert here.receiving.finish(closes=True).differences == {}
    chain.in_step()
    assert (chain.at_central("042"), chain.kinds()) == (2, [])
    lines = {**DELIVERY, "lines": [{"sku": "A", "quantity": "3"}], "boxes": []}
    told = chain.web("PUT", "/v1/deliveries/ALB-9", lines)
    assert told["differences"] == {"A": "-1"}
    with chain.goods(HERE) as here:
        here.receiving.begin_blind("Sin papel")
        here.receiving.scan("B")
        number = here.receiving.finish(closes=True).number
        assert number.startswith("R")


def test_the_lorry_has_parcels_of_orders_boxes_and_what_nobody_knows(chain: Chain) -> None:
    """A transfer feeds an order: its closed parcel is announced, and never this shop's stock."""
    chain.web("PUT", "/v1/deliveries/ALB-7", DELIVERY)
    order = {
        "number": "W-1042",
        "shop": "042",
        "placed_at": "2026-11-21T12:00:00+00:00",
        "promised_at": "2026-11-21T15:00:00+00:00",
        "lines": [{"sku": "A", "quantity": "1", "price": 250, "percent": "21"}],
        "payments": [{"reference": "psp-1", "amount": 250, "state": "captured"}],
        "parcels": [{"code": "BULTO-1", "content": {"1": "1"}, "sent_from": "043"}],
    }
    with chain.goods(HERE) as here:
        with pytest.raises(UnknownParcel):
            here.unloading.take_in("BULTO-1")
        assert here.unloading.take_in("BULTO-1", "B2").is_ is Is.UNKNOWN
        assert here.unloading.take_in("raro-7", "B2").is_ is Is.UNKNOWN
        assert [one.code.is_ for one in here.unloading.strays()] == [Is.UNKNOWN] * 2
    chain.web("POST", "/v1/orders", order)
    chain.in_step()
    with chain.goods(ALSO_HERE) as also:
        waiting = {one.stray.code: one.code.is_ for one in also.unloading.strays()}
        assert waiting == {"BULTO-1": Is.PARCEL, "RARO-7": Is.UNKNOWN}
        assert also.unloading.match() == []  # the other device's to match
        assert also.unloading.take_in("CAJA-1").is_ is Is.BOX
    with chain.at(HERE) as shop:
        here = shop.counter.goods
        (matched,) = here.unloading.match()
        assert matched.order and matched.order.state is OrderState.READY
        assert matched.order.parcels["BULTO-1"].place == "B2"
        here.unloading.send_back("raro-7")
        assert here.unloading.strays() == []
        with pytest.raises(UnknownStray):
            here.unloading.send_back("raro-7")
    chain.in_step()
    assert (chain.has(HERE), chain.at_central("042")) == (3, 3)
    with chain.goods(ALSO_HERE) as also:
        assert also.unloading.strays() == []


def test_every_till_knows_what_the_neighbours_have_and_how_old_that_is(chain: Chain) -> None:
    sharing.tell_all(chain.office.central)
    chain.in_step()
    with chain.at(HERE) as shop:
        (near,) = shop.counter.goods.neighbours.having("A")
        assert (near.shop, near.name, near.away) == ("043", "Tienda 043", 5000)
        assert near.promise == 10
        assert near.as_of is not None
        assert shop.counter.goods.neighbours.having("Z") == []
        assert [one.code for one in shop.counter.goods.neighbours.branches()] == ["043"]


def test_goods_leave_with_a_paper_that_says_where_to_and_proves_it(chain: Chain) -> None:
    with chain.at(THERE) as shop:
        goods = shop.counter.goods
        number = goods.consignments.offer("042", [("A", Decimal(3))]).number
        goods.sending.begin(number)
        goods.sending.scan("A", Decimal(3))
        paper = goods.sending.finish().paper
        (name,) = [one for one in shop.print_all() if "traspaso" in one]
        printed = (shop.folder / "tickets" / f"{name}.txt").read_text("utf-8")
        assert "De la tienda 043 a la tienda 042" in printed
        assert "Camisa" in printed
        assert paper.startswith("MT1")


def test_a_transfer_that_feeds_an_order_is_never_the_stock_of_the_shop_that_hands_it_over(
    chain: Chain,
) -> None:
    order = {
        "number": "W-7",
        "shop": "042",
        "placed_at": "2026-11-21T12:00:00+00:00",
        "promised_at": "2026-11-21T15:00:00+00:00",
        "lines": [{"sku": "A", "quantity": "2", "price": 250, "percent": "21"}],
        "payments": [{"reference": "psp-1", "amount": 500, "state": "captured"}],
        "parcels": [{"code": "BULTO-7", "content": {"1": "2"}, "sent_from": "043"}],
    }
    chain.web("POST", "/v1/orders", order)
    with chain.goods(THERE) as there:
        number = there.consignments.offer("042", [("A", Decimal(2))], "W-7").number
        there.sending.begin(number)
        there.sending.scan("A", Decimal(2))
        there.sending.pack("BULTO-7")
        paper = there.sending.finish().paper
    chain.in_step(HERE)
    with chain.at(HERE) as shop:
        here = shop.counter.goods
        here.unloading.what(paper)
        here.unloading.take_in("BULTO-7", "B2")
        assert shop.counter.orders.of("W-7").state is OrderState.READY
        assert here.consignments.of(number).state is State.CLOSED
    chain.in_step()
    assert (chain.at_central("042"), chain.at_central("043"), chain.kinds()) == (0, 8, [])
    assert (chain.has(HERE), chain.has(THERE)) == (0, 8)
