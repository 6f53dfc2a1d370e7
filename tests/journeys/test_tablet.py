"""The picker's tablet: enrolled over HTTP, it prepares and hands over, and never sells."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from demo_chains import Chain
from msgspec import structs
from order_shop import a_paid_order
from played import Answer, answers, mostrador
from shop import Shop
from waiting import until

from app import config as till_toml
from app.commands.central_folder import opened
from app.commands.enrol import join
from app.domain.collecting import Collector
from app.domain.errors import CodeForKind, DeviceOfKind, NotOnTablet, PickedElsewhere
from app.domain.facts import FactType
from app.domain.installation import DeviceKind
from app.domain.order_event import Shown, Told
from app.fiscal.none import NoRecords
from app.services.backing import back_up, restore
from app.services.chain_orders import Asked
from app.services.doctor import examine
from sync.central import enrolment
from sync.central.masters import orders, shops, stock

NUMBER = 21
SHIRT, COFFEE = "9528225000472", "9526262002947"
NAMED = Collector(Shown.NAME, document_seen=True)


def place_an_order(chain: Chain) -> None:
    """W-1, paid in the web shop: two shirts and a coffee."""
    at = datetime.now(UTC)
    with chain.till(3) as shop:
        order = a_paid_order(shop)
    order = replace(order, number="W-1", placed_at=at, promised_at=at + timedelta(hours=1))
    with opened(str(chain.folder / "central"), None) as central, central.write() as tx:
        stock.count(tx, "042", {line.sku: 9_000 for line in order.lines}, "office")
        orders.place(tx, order, "office")


def prepare(shop: Shop) -> str:
    """Picked and packed by somebody of the stockroom; what its label holds."""
    preparing = shop.sign_in("1001").counter.preparing
    preparing.start("W-1", take_over=True)
    for code in (SHIRT, SHIRT, COFFEE):
        preparing.pick("W-1", code)
    ((_, label),) = shop.counter.order_codes.labels(preparing.pack("W-1"))
    return label


def state_at_central(chain: Chain) -> str:
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        return orders.look_up(connection, "W-1").state.value


@pytest.fixture
def tablet(chain: Chain) -> Path:
    place = chain.folder / "tablet"
    chain.join(place, NUMBER, "stock")
    return place


def test_a_tablet_enrols_by_a_code_of_its_kind(chain: Chain, tablet: Path) -> None:
    config = till_toml.read(tablet)
    assert (config.kind, config.till) == (DeviceKind.STOCK, "21")
    with chain.till(NUMBER) as shop:
        (opened,) = shop.facts(FactType.INSTALLATION_OPENED)
        assert (opened.body["kind"], opened.body["regime"]) == ("stock", "none")
        assert isinstance(shop.counter.till.regime, NoRecords), "it keeps no fiscal chain"


def test_a_code_for_a_till_makes_no_tablet(chain: Chain) -> None:
    with opened(str(chain.folder / "central"), None) as central, central.write() as tx:
        code = enrolment.make_code(tx, "042", "30", "office").code
    with chain.serving() as serving, pytest.raises(CodeForKind):
        join(serving.url, code, chain.folder / "x", demo=True, kind="stock")


def test_a_tills_number_is_no_tablets(chain: Chain) -> None:
    with (
        opened(str(chain.folder / "central"), None) as central,
        central.write() as tx,
        pytest.raises(DeviceOfKind),
    ):
        enrolment.make_code(tx, "042", "03", "office", kind="stock")


def test_a_tills_folder_becomes_no_tablet(chain: Chain) -> None:
    with pytest.raises(DeviceOfKind):
        chain.join(chain.tills[3], NUMBER, "stock")


SALES = (
    "add CAF-001",
    "pay cash 10",
    "open-shift 100",
    "park",
    "pickup pay W-1 code",
    "refund T042C03AS26-000001 1:1",
)


def test_every_way_to_sell_is_refused_with_a_sentence(chain: Chain, tablet: Path) -> None:
    chain.in_step(NUMBER)
    said: list[Answer] = []
    for verb in SALES:
        said.append(answers(tablet, "signin 9001 9999", verb)[-1])
    assert [one["ok"] for one in said] == [False] * len(SALES), said
    kinds = {one["error"] for one in said}
    assert kinds == {"NotOnTablet"}, said


def test_what_a_tablet_picks_is_on_the_till_once_both_were_in_step(
    chain: Chain, tablet: Path
) -> None:
    place_an_order(chain)
    chain.in_step(NUMBER)
    with chain.till(NUMBER) as shop:
        label = prepare(shop)
        assert shop.adds_up()
    chain.in_step(NUMBER, 3)
    with chain.till(3) as till:
        till.sign_in("1001")
        f = till.counter.orders.of("W-1")
        assert (f.state.value, till.counter.orders.device_name(f.holder)) == ("packed", "21")
        assert till.counter.handing.parcel(label) is not None


def test_a_tablet_hands_a_paid_order_over_without_a_shift(chain: Chain, tablet: Path) -> None:
    place_an_order(chain)
    chain.in_step(NUMBER)
    with chain.till(NUMBER) as shop:
        label = prepare(shop)
        shop.counter.handing.scan_out(label)
        f = shop.counter.handing.hand_over("W-1", NAMED)
        assert f.state.value == "handed_over"
        assert shop.adds_up()
    chain.in_step(NUMBER)
    assert state_at_central(chain) == "handed_over"
    assert chain.central("exceptions") == {"exceptions": []}


def test_what_is_not_wanted_of_a_paid_order_needs_a_till(chain: Chain, tablet: Path) -> None:
    place_an_order(chain)
    chain.in_step(NUMBER)
    with chain.till(NUMBER) as shop:
        shop.counter.handing.scan_out(prepare(shop))
        with pytest.raises(NotOnTablet):
            shop.counter.handing.hand_over("W-1", NAMED, {1: (Decimal(1), "small")})


def test_central_assigns_an_order_to_the_shops_tablet_and_a_till_may_take_it(
    chain: Chain, tablet: Path
) -> None:
    chain.in_step(NUMBER)
    place_an_order(chain)
    chain.in_step(3)
    with chain.till(3) as till:
        preparing = till.sign_in("1001").counter.preparing
        with pytest.raises(PickedElsewhere) as refused:
            preparing.start("W-1")
        device = refused.value.facts["device"]
        assert till.counter.orders.device_name(int(str(device))) == "21", "whose it was"
        assert preparing.start("W-1", take_over=True).holder == till.counter.orders.device


def test_another_shops_order_is_looked_up_from_a_tablet(chain: Chain, tablet: Path) -> None:
    """Over the real line: the worker asks central while somebody waits."""
    place_an_order(chain)
    with opened(str(chain.folder / "central"), None) as central, central.write() as tx:
        there = shops.get(tx.connection, "042")
        assert there
        shops.put(tx, structs.replace(there, code="043", name="Torrero"), "office")
        order = orders.look_up(tx.connection, "W-1").order
        stock.count(tx, "043", {line.sku: 9_000 for line in order.lines}, "office")
        other = replace(order, number="W-2", shop="043", name="Lucía P.")
        orders.state(tx, orders.place(tx, other, "office"), Told("confirmed", "mail"), "office")
    chain.in_step(NUMBER)
    with chain.serving(), chain.till(NUMBER) as shop:
        shop.sign_in("1001").counter.line.take_up()
        until(lambda: shop.counter.chain_orders.look_up("lucia").asked is Asked.ANSWERED)
        (found,) = shop.counter.chain_orders.look_up("lucia").elsewhere
        assert (found.order.order.number, found.name) == ("W-2", "Torrero")
        assert [one.what for one in found.told] == ["confirmed"]


def test_a_tablet_is_restored_as_a_tablet_and_enrols_again(chain: Chain, tablet: Path) -> None:
    chain.in_step(NUMBER)
    code = chain.join(tablet, NUMBER, "stock")
    back_up(tablet, chain.folder / "tablet.bak")
    again = chain.folder / "again"
    made = restore(chain.folder / "tablet.bak", again, code)
    assert made.config.kind is DeviceKind.STOCK
    chain.join(again, NUMBER, "stock")
    chain.in_step(NUMBER)
    with chain.till(NUMBER) as shop:
        assert shop.sign_in("1001").counter.till.config.kind is DeviceKind.STOCK


def test_the_doctor_knows_a_tablet(chain: Chain, tablet: Path) -> None:
    found = {one.check: one for one in examine(tablet)}
    assert found["till"].detail.endswith("stock")
    assert "tablet" in found["terminal"].detail
    ran = mostrador("doctor", "--data", tablet, "--json")
    assert json.loads(ran.stdout), ran.stderr
