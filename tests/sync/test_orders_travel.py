"""An order of the web, through central and two devices of the shop, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import enrolled
import pytest
from enrolled import Channel, Office, once
from shop import Shop

from app.domain.collecting import Collector
from app.domain.errors import OrderCollected
from app.domain.fulfilment import OrderState
from app.domain.order_event import Shown
from app.domain.order_refunds import ordered
from sync.central.masters import orders, stock

pytestmark = pytest.mark.usefixtures("small_reserve")
office = enrolled.office
BEARER = Collector(Shown.CODE)
ORDER: dict[str, Any] = {
    "number": "W-1042",
    "shop": "042",
    "placed_at": "2026-11-21T12:00:00+00:00",
    "promised_at": "2026-11-21T15:00:00+00:00",
    "lines": [{"sku": "A", "quantity": "2", "price": 250, "percent": "21"}],
    "payments": [{"reference": "psp-1", "amount": 500, "state": "captured"}],
    "name": "Iker S.",
    "phone_tail": "678",
}


class Chain:
    """A web shop, central, a till and a tablet of shop 042."""

    def __init__(self, office: Office, place: Path) -> None:
        self.office, self.web = office, Channel(office)
        office.sell({"A": "Camisa"}, 250)
        self.folders = {till: place / till for till in ("03", "04")}
        for till, folder in self.folders.items():
            office.join(folder, till)
        self.in_step("03", "04")
        with office.central.write() as tx:
            stock.count(tx, "042", {"A": 10_000}, "test")

    def in_step(self, *tills: str) -> None:
        for till in tills:
            assert once(self.folders[till])["in_step"]

    @contextmanager
    def at(self, till: str) -> Iterator[Shop]:
        with Shop(self.folders[till]) as shop:
            shop.sign_in("1001", "4711")
            yield shop


@pytest.fixture
def chain(office: Office, tmp_path: Path) -> Chain:
    return Chain(office, tmp_path)


def packed(shop: Shop) -> str:
    """Prepared whole; what its one label holds."""
    preparing = shop.counter.preparing
    preparing.start("W-1042")
    preparing.pick("W-1042", "A")
    f = preparing.pick("W-1042", "A")
    assert f.state is OrderState.PICKED
    ((_, text),) = shop.counter.order_codes.labels(preparing.pack("W-1042"))
    return text


def test_an_order_of_the_web_is_packed_here_and_handed_over_there(chain: Chain) -> None:
    placed = chain.web("POST", "/v1/orders", ORDER)
    assert chain.web("POST", "/v1/orders", ORDER) == placed
    chain.in_step("03", "04")
    with chain.at("04") as tablet:
        (waiting,) = tablet.counter.pickups.queue()
        assert waiting.order.order.name == "Iker S."
        label = packed(tablet)
    # Nobody has heard of it but the paper on the parcel.
    with chain.at("03") as till:
        assert till.counter.orders.of("W-1042").state is OrderState.NEW
        assert till.counter.handing.shelve(label, "A3").state is OrderState.READY
        scanned = till.counter.order_codes.scanned(placed["qr"])
        assert scanned
        till.counter.handing.scan_out(label)
        till.counter.handing.hand_over("W-1042", BEARER)
        assert till.adds_up()
    chain.in_step("03", "04", "03", "04")
    said = chain.web("GET", "/v1/orders/W-1042")
    assert (said["state"], said["conflicts"]) == ("handed_over", [])
    with chain.office.central.read() as connection:
        assert stock.get(connection, "042", "A") == 8000
        assert orders.look_up(connection, "W-1042").state is OrderState.HANDED_OVER
    with chain.at("04") as tablet, pytest.raises(OrderCollected):
        tablet.counter.handing.hand_over("W-1042", BEARER)
    heard = chain.web("GET", "/v1/channels/web/events")["events"]
    assert (heard[0]["kind"], heard[-1]["kind"]) == ("placed", "handed_over")


def test_what_is_refused_at_the_counter_goes_back_through_the_channel(chain: Chain) -> None:
    with chain.at("03") as till:
        nif = till.counter.till.shop.nif
    invoice = {"number": "WEB-1", "kind": "F2", "issued_on": "2026-11-21", "nif": nif}
    chain.web("POST", "/v1/orders", ORDER | {"invoice": invoice})
    chain.in_step("03", "04")
    with chain.at("03") as till:
        till.at = chain.office.central.clock()
        till.later(seconds=0)
        till.counter.handing.scan_out(packed(till))
        till.counter.handing.hand_over("W-1042", BEARER, {1: (Decimal(1), "talla")})
        corrective = till.document.number
        assert till.adds_up()
    chain.in_step("03")
    heard = chain.web("GET", "/v1/channels/web/events")["events"]
    (back,) = [one["facts"]["refund"] for one in heard if one["kind"] == "refund"]
    assert (back["reference"], back["amount"], back["currency"]) == ("psp-1", 250, "EUR")
    assert back["corrective"] == corrective and "uncorrected" not in back
    done = f"/v1/orders/W-1042/refunds/{back['id']}"
    assert chain.web("POST", done, {"state": "done"})["state"] == "done"
    (refund,) = chain.web("GET", "/v1/orders/W-1042")["refunds"]
    assert (refund["state"], refund["deadline"]) == ("done", back["deadline"])
    chain.in_step("03", "04")
    with chain.at("04") as tablet:
        (seen,) = ordered(tablet.counter.orders.of("W-1042"))
        assert (seen.amount.cents, seen.document, seen.done) == (250, corrective, True)
    with chain.office.central.read() as connection:
        assert stock.get(connection, "042", "A") == 9000


def test_what_a_channel_sends_to_a_home_leaves_with_a_carrier_and_the_channel_hears(
    chain: Chain,
) -> None:
    home = {"delivery": "home", "address": "Avenida 9"}
    assert chain.web("POST", "/v1/orders", ORDER | home)["shop"] == "042"
    chain.in_step("03")
    with chain.at("03") as till:
        till.counter.handing.scan_out(packed(till))
        f = till.counter.handing.to_carrier("W-1042", "SEUR", "T1")
        assert f.state is OrderState.HANDED_OVER and till.adds_up()
    chain.in_step("03")
    heard = chain.web("GET", "/v1/channels/web/events")["events"]
    (sent,) = [one["facts"] for one in heard if one["kind"] == "to_carrier"]
    assert (sent["carrier"], sent["tracking"]) == ("SEUR", "T1")
