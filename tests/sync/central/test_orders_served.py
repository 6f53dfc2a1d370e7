"""A channel and a central that serves: orders by HTTP, webhooks and letters by themselves."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from waiting import until

from sync.central.auth import new_token
from sync.central.database import Central
from sync.central.masters import orders, shops, stock
from sync.central.serving import Serving
from sync.central.telling import channels, contacts, senders
from sync.central.telling.senders import Mail

from . import served
from .masters.chains import WHO, put_products
from .speaking import a_shop
from .telling.post_office import post_office
from .telling.web import web_shop

serving = served.serving
office = served.office
ORDER: dict[str, Any] = {
    "number": "w-1042",
    "shop": "042",
    "placed_at": "2026-11-21T10:00:00+01:00",
    "promised_at": "2026-11-21T16:00:00+01:00",
    "lines": [{"sku": "A", "quantity": "2", "price": 310}],
    "name": "Iker S.",
    "email": "iker@example.es",
}


@pytest.fixture
def channel(central: Central, serving: Serving, office: httpx.Client) -> httpx.Client:
    """Shop 042 has ten of A."""
    put_products(central, "A")
    with central.write() as tx:
        stock.count(tx, "042", {"A": 10_000}, WHO)
    return office


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["kind"]


def test_channel_and_customer_are_told_by_themselves(
    channel: httpx.Client, central: Central
) -> None:
    with web_shop() as web, post_office() as post:
        with central.write() as tx:
            channels.put(tx, "web", WHO, url=web.url)
            mail = Mail(host="127.0.0.1", port=post.port, security="none", sender="t@example.es")
            senders.put(tx, mail, WHO)
        assert channel.post("/v1/orders", json=ORDER).status_code == 200
        until(lambda: post.subjects() == ["Tu pedido W-1042"])
        until(lambda: web.kinds() == ["placed", "told"])
    found = channel.get("/v1/orders/W-1042").json()
    assert [(one["about"], one["by"]) for one in found["told"]] == [("confirmed", "mail")]
    assert "iker@" not in str(found)
    feed = channel.get("/v1/channels/web/events").json()["events"]
    assert feed == [one.value for one in web.heard], "the feed is what is true"
    assert {one["channel"] for one in feed} == {"web"}


def test_a_new_version_is_taken_once_and_another_says_which_there_is(
    channel: httpx.Client,
) -> None:
    first = channel.post("/v1/orders", json=ORDER).json()
    newer = {**ORDER, "version": 2, "collectors": ["Ana"]}
    answer = channel.put("/v1/orders/W-1042", json=newer)
    assert answer.status_code == 200 and answer.json()["version"] == 2
    assert answer.json()["qr"] != first["qr"]
    assert channel.put("/v1/orders/W-1042", json=newer).json() == answer.json()
    again = channel.put("/v1/orders/W-1042", json={**newer, "version": 4})
    assert refused(again) == (412, "changed") and again.json()["seq"] == 2
    assert refused(channel.put("/v1/orders/W-9", json=newer)) == (400, "bad_request")
    nobody = channel.put("/v1/orders/W-9", json={**newer, "number": "W-9"})
    assert refused(nobody) == (404, "not_found")
    channel.post("/v1/orders/W-1042/cancel")
    late = channel.put("/v1/orders/W-1042", json={**newer, "version": 3})
    assert refused(late) == (409, "too_late")


@pytest.mark.parametrize(
    ("values", "kind", "detail"),
    [
        ({"shop": "999"}, "not_found", "There is no shop 999."),
        (
            {"payments": [{"reference": "p", "amount": 1, "state": "captured"}]},
            "bad_request",
            "The payments sum to €0.01, and the order to €6.20.",
        ),
        (
            {"number": "042-03A-1"},
            "bad_request",
            "“042-03A-1” will not do for number: that is how tills number the orders that they"
            " make.",
        ),
        (
            {"lines": [{"sku": "A", "quantity": "5", "price": 310}]},
            "no_stock",
            "Of A shop 042 can promise 2 of the 5 asked for (10 on hand, 0 of them promised, and"
            " the shop is not heard now, so that no more than its quota is promised).",
        ),
    ],
)
def test_what_is_refused_says_why_in_a_sentence(
    channel: httpx.Client, values: dict[str, Any], kind: str, detail: str
) -> None:
    said = channel.post("/v1/orders", json={**ORDER, **values}).json()
    assert (said["kind"], said["detail"]) == (kind, detail)
    unknown = channel.get("/v1/orders/W-1", headers={"Authorization": "Bearer x"}).json()
    assert unknown["detail"] == "Nobody has that token, or it was revoked."


@pytest.mark.parametrize("much", ["1E+9999999", "1E-1000000", "0.0001", "-1", "0", "NaN", "two"])
def test_a_quantity_that_no_shop_has_is_refused(channel: httpx.Client, much: str) -> None:
    lines = [{"sku": "A", "quantity": much, "price": 310}]
    assert refused(channel.post("/v1/orders", json={**ORDER, "lines": lines}))[0] == 400
    expected = {"shop": "042", "supplier": "Tejidos", "lines": [{"sku": "A", "quantity": much}]}
    assert refused(channel.put("/v1/deliveries/ALB-7", json=expected))[0] == 400


def test_a_channels_token_is_for_its_own_orders_and_nothing_else(
    channel: httpx.Client, central: Central
) -> None:
    with central.write() as tx:
        token = new_token(tx, "app shop", "app")
    theirs = {**ORDER, "lines": [{"sku": "A", "quantity": "1", "price": 310}]}
    assert channel.post("/v1/orders", json=theirs).status_code == 200
    app = httpx.Client(base_url=channel.base_url, headers={"Authorization": f"Bearer {token}"})
    own = {**theirs, "number": "A-1", "channel": "app"}
    with app:
        assert app.post("/v1/orders", json=own).status_code == 200
        assert app.get("/v1/orders/A-1").status_code == 200
        assert app.get("/v1/channels/app/events").json()["events"][0]["number"] == "A-1"
        for method, path, body in (
            ("POST", "/v1/orders", {**theirs, "number": "W-2"}),
            ("PUT", "/v1/orders/W-1042", {**theirs, "version": 2}),
            ("PUT", "/v1/orders/W-1042", {**theirs, "channel": "app", "version": 2}),
            ("POST", "/v1/orders/W-1042/cancel", None),
            ("POST", "/v1/orders/W-1042/refunds/1-1-1", {"state": "done"}),
            ("GET", "/v1/orders/W-1042", None),
            ("GET", "/v1/channels/web/events", None),
            ("GET", "/v1/staff", None),
            ("PUT", "/v1/settings/points", {"value": {}}),
            ("GET", "/v1/products", None),
            ("GET", "/v1/consignments", None),
        ):
            assert refused(app.request(method, path, json=body)) == (403, "not_yours"), path
    assert channel.get("/v1/orders/W-1042").json()["order"]["version"] == 1


HOME: dict[str, Any] = {
    **ORDER,
    "delivery": "home",
    "address": "Avenida de Ranillas 9, 3.º A, 50018 Zaragoza",
    "payments": [{"reference": "psp-1", "amount": 620, "state": "captured"}],
}


def test_what_goes_to_a_home_is_sent_by_a_shop_that_has_it_and_is_taken_once(
    channel: httpx.Client, central: Central
) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("043"), WHO)
        stock.count(tx, "042", {"A": 1_000}, WHO)
        stock.count(tx, "043", {"A": 9_000}, WHO)
    placed = channel.post("/v1/orders", json=HOME).json()
    assert (placed["shop"], placed["state"]) == ("043", "new")
    assert channel.post("/v1/orders", json=HOME).json() == placed
    other = channel.post("/v1/orders", json={**HOME, "address": "Avenida 10"})
    assert refused(other) == (409, "order_exists")
    newer = {**HOME, "version": 2, "note": "por la tarde", "address": "Avenida 10"}
    assert channel.put("/v1/orders/W-1042", json=newer).json()["shop"] == "043"
    with central.read() as conn:
        order = orders.look_up(conn, "W-1042").order
        assert contacts.of(conn, order).address == "Avenida 10"
    assert "Avenida" not in str(channel.get("/v1/orders/W-1042").json()), "no stream has it"
    collect = {**ORDER, "payments": HOME["payments"], "version": 3}
    assert refused(channel.put("/v1/orders/W-1042", json=collect)) == (400, "bad_request")


def test_what_no_shop_can_send_says_what_the_one_that_was_named_lacks(
    channel: httpx.Client, central: Central
) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("043"), WHO)
        stock.count(tx, "042", {"A": 1_000}, WHO)
    said = channel.post("/v1/orders", json=HOME).json()
    assert said["kind"] == "no_stock" and "shop 042" in said["detail"]


@pytest.mark.parametrize(
    "values",
    [
        {"address": " "},
        {"payments": []},
        {"invoicing": "till"},
        {"delivery": "collect"},
        {"lines": [{"sku": "A", "quantity": "2", "price": 310, "minimum_age": 18}]},
    ],
)
def test_what_no_carrier_can_do_is_refused(channel: httpx.Client, values: dict[str, Any]) -> None:
    said = channel.post("/v1/orders", json={**HOME, **values})
    assert refused(said) == (400, "bad_request")
    assert "what goes to a home" in said.json()["detail"]
