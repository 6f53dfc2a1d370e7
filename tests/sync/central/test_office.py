"""What the office changes over the wire, and what the tills hear of it."""

from __future__ import annotations

import hashlib
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from sync.central import auth
from sync.central.database import Central
from sync.central.serving import Serving
from sync.central.tables import audit
from sync.protocol import Heads

from . import served
from .line import Line, refusal_in, waiting

serving, line, office = served.serving, served.line, served.office
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
SOMEBODY = "01a200d4-fd97-79aa-ad3b-57ded20c3bc5"
WATER = {"name": "Agua", "tax": "general", "codes": ["8412345678905"]}


def kept(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def refused(answer: httpx.Response) -> str:
    return refusal_in(answer).kind


@pytest.fixture
def water(office: httpx.Client) -> str:
    """A product on the list `store`."""
    kept(office.put("/v1/lists/store", json={"name": "Tienda"}))
    kept(office.put("/v1/products/A%2F1", json=WATER))
    return "A%2F1"


def heard(line: Line, stream: str, kind: str) -> dict[str, Any]:
    """The newest value of each key of that kind; None for what is gone."""
    rows = line.feed(stream).rows
    return {row.key: row.value for row in rows if row.kind == kind}


def moved(line: Line, stream: str, after: int = 0) -> None:
    assert line.get(waiting(line.epoch, {stream: after}), Heads).heads


def test_a_product_is_put_changed_and_taken_away(
    office: httpx.Client, line: Line, water: str
) -> None:
    answer = office.get(f"/v1/products/{water}")
    assert kept(answer)["codes"] == ["08412345678905"]
    assert answer.headers["etag"] == '"1"'
    same = office.put(f"/v1/products/{water}", json=WATER)
    assert same.headers["etag"] == '"1"'  # nothing has changed
    changed = office.put(f"/v1/products/{water}", json={**WATER, "name": "Agua fría"})
    assert changed.headers["etag"] == '"2"'
    assert list(kept(office.get("/v1/products"))["products"]) == ["A/1"]
    assert kept(office.get("/v1/products?after=A/1"))["products"] == {}
    kept(office.delete(f"/v1/products/{water}"), 204)
    for answer in (office.get(f"/v1/products/{water}"), office.delete(f"/v1/products/{water}")):
        assert refused(answer) == "not_found"
    moved(line, "catalog", 2)
    assert heard(line, "catalog", "product") == {"A/1": None}


def test_a_change_says_who_made_it(central: Central, office: httpx.Client, water: str) -> None:
    with central.read() as conn:
        rows = conn.execute(select(audit.c.who, audit.c.what)).all()
    assert ("office test", "products") in [tuple(row) for row in rows]


def test_of_two_who_change_the_same_the_second_is_told(office: httpx.Client, water: str) -> None:
    path = f"/v1/products/{water}"
    first = office.put(path, json={**WATER, "name": "a"}, headers={"If-Match": '"1"'})
    assert first.headers["etag"] == '"2"'
    second = office.put(path, json={**WATER, "name": "b"}, headers={"If-Match": '"1"'})
    assert refused(second) == "changed"
    assert kept(office.get(path))["name"] == "a"
    assert refused(office.delete(path, headers={"If-Match": '"1"'})) == "changed"
    assert refused(office.put(path, json=WATER, headers={"If-Match": "x"})) == "bad_request"
    new = office.put("/v1/products/B", json={"name": "B", "tax": "cero"}, headers={"If-Match": "0"})
    assert new.headers["etag"] == '"1"'


def test_a_code_that_another_product_has_is_refused(office: httpx.Client, water: str) -> None:
    assert refused(office.put("/v1/products/B", json=WATER)) == "bad_request"


def test_prices_of_a_list_begin_and_end(office: httpx.Client, line: Line, water: str) -> None:
    path = f"/v1/prices/store/{water}"
    kept(office.put(path, json={"cents": 120}))
    sale = {"cents": 99, "starts": "2026-12-01T00:00:00+01:00", "ends": "2026-12-08T00:00:00+01:00"}
    kept(office.put(path, json=sale))
    prices = kept(office.get(path))["prices"]
    assert [(one["cents"], one["starts"]) for one in prices] == [
        (120, ""),
        (99, "2026-11-30T23:00:00+00:00"),
    ]
    kept(office.delete(path, params={"starts": "2026-11-30T23:00:00Z"}), 204)
    assert refused(office.delete(path, params={"starts": "2026-11-30T23:00:00Z"})) == "not_found"
    moved(line, "price:store", 2)
    said = heard(line, "price:store", "price")
    assert said["A/1|"]["cents"] == 120
    assert said["A/1|2026-11-30T23:00:00+00:00"] is None


@pytest.mark.parametrize(
    "odd",
    [
        {"cents": -1},
        {"cents": 2**70},
        {"cents": 1.5},
        {"cents": "1"},
        {"cents": 1, "starts": "tomorrow"},
        {"cents": 1, "starts": "2026-12-01T00:00:00"},
        {"cents": 1, "starts": "2026-12-02T00:00:00Z", "ends": "2026-12-01T00:00:00Z"},
        {"cents": 1, "starts": "0001-01-01T00:00:00+14:00"},
    ],
)
@on_sqlite
def test_a_price_that_cannot_be_is_refused(
    office: httpx.Client, water: str, odd: dict[str, object]
) -> None:
    assert refused(office.put(f"/v1/prices/store/{water}", json=odd)) == "bad_request"


def test_a_price_needs_its_list_and_its_product(office: httpx.Client, water: str) -> None:
    price = {"cents": 1}
    assert refused(office.put(f"/v1/prices/other/{water}", json=price)) == "not_found"
    assert refused(office.put("/v1/prices/store/other", json=price)) == "not_found"
    assert refused(office.get("/v1/prices/other/other")) == "not_found"


def test_stock_is_what_somebody_counted(office: httpx.Client, line: Line, water: str) -> None:
    path = f"/v1/stock/042/{water}"
    assert refused(office.get(path)) == "not_found"
    assert kept(office.put(path, json={"quantity": "3.5"})) == {"on_hand": "3.500"}
    assert kept(office.get(path)) == {"on_hand": "3.500"}
    for odd in ("many", "1.2345", "", "1e3"):
        assert refused(office.put(path, json={"quantity": odd})) == "bad_request"
    at = {"quantity": "1", "at": "yesterday"}
    assert refused(office.put(path, json=at)) == "bad_request"
    assert refused(office.put("/v1/stock/099/A%2F1", json={"quantity": "1"})) == "not_found"
    moved(line, "store:042", 1)
    assert heard(line, "store:042", "stock")["A/1"]["on_hand"] == "3.500"


def test_stock_is_counted_where_the_tills_stood(
    central: Central, office: httpx.Client, line: Line, water: str
) -> None:
    path, till = f"/v1/stock/042/{water}", str(line.till.number)
    counted = {"quantity": "3.5", "positions": {till: 7}}
    assert kept(office.put(path, json=counted)) == {"on_hand": "3.500"}
    moved(line, "store:042", 1)
    assert heard(line, "store:042", "stock")["A/1"]["included"] == {till: 7}
    beyond = [{till: seq} for seq in (-1, 10**9, 2**70)]
    for odd in ({"1": 1}, {"x": 1}, {"": 1}, *beyond):
        assert refused(office.put(path, json={**counted, "positions": odd})) == "bad_request"
    assert kept(office.get(path)) == {"on_hand": "3.500"}


def test_a_sale_stop_reaches_the_tills_and_is_lifted(
    office: httpx.Client, line: Line, water: str
) -> None:
    stop = {"sku": "A/1", "text": {"es": "No se vende: retirada."}}
    kept(office.put("/v1/stops/r1", json=stop))
    assert list(kept(office.get("/v1/stops"))["stops"]) == ["r1"]
    assert kept(office.get("/v1/stops/r1"))["since"].startswith("2026-11-21T09:00")
    assert kept(office.get("/v1/stops/r1/buyers")) == {"buyers": []}
    moved(line, "config", 1)
    assert heard(line, "config", "stop")["r1"]["sku"] == "A/1"
    kept(office.delete("/v1/stops/r1"), 204)
    assert refused(office.get("/v1/stops/r1")) == "not_found"
    assert refused(office.put("/v1/stops/r2", json={**stop, "sku": "other"})) == "not_found"
    assert refused(office.put("/v1/stops/r2", json={**stop, "text": {}})) == "bad_request"


def test_the_staff_is_kept_without_its_pins(office: httpx.Client, line: Line) -> None:
    ana = {"name": "Ana", "role": "cashier", "pin": "4827", "shops": ["042"]}
    put = kept(office.put("/v1/staff/1001", json=ana))
    assert put == {
        "name": "Ana",
        "role": "cashier",
        "shops": ["042"],
        "has_pin": True,
        "has_badge": False,
    }
    renamed = office.put("/v1/staff/1001", json={"name": "Ana B", "role": "senior"})
    assert kept(renamed)["has_pin"]  # as it was
    assert list(kept(office.get("/v1/staff"))["staff"]) == ["1001"]
    assert "4827" not in office.get("/v1/staff/1001").text
    assert (
        refused(office.put("/v1/staff/2", json={"name": "B", "role": "cashier"})) == "bad_request"
    )
    boss = {"name": "B", "role": "manager", "pin": "1111"}
    assert refused(office.put("/v1/staff/2", json=boss)) == "bad_request"
    kept(office.delete("/v1/staff/1001"), 204)
    assert refused(office.get("/v1/staff/1001")) == "not_found"
    moved(line, "store:042", 3)
    assert heard(line, "store:042", "person") == {"1001": None}


def test_a_customer_is_erased_for_good(office: httpx.Client, line: Line) -> None:
    path = f"/v1/customers/{SOMEBODY}"
    luz = {"card": "4711", "personal": {"name": "Luz"}, "consent": {"mail": True}}
    assert kept(office.put(path, json=luz))["personal"]["name"] == "Luz"
    assert kept(office.put(f"{path}/points", json={"points": 30}))["points"] == 30
    moved(line, "loyalty:general", 1)
    assert heard(line, "loyalty:general", "customer")[SOMEBODY]["points"] == 30
    kept(office.delete(path), 204)
    assert refused(office.get(path)) == "not_found"
    assert refused(office.put("/v1/customers/luz", json=luz)) == "bad_request"


def test_a_customer_is_of_a_region_that_a_shop_is_in(office: httpx.Client) -> None:
    path = f"/v1/customers/{SOMEBODY}"
    assert refused(office.put(path, json={"card": "4711", "region": "luna"})) == "bad_request"
    assert refused(office.get(path)) == "not_found"
    shop = kept(office.get("/v1/shops/042"))
    kept(office.put("/v1/shops/042", json=shop | {"region": "norte"}))
    assert kept(office.put(path, json={"card": "4711"}))["region"] == "norte"


def test_the_same_card_is_the_same_person(office: httpx.Client) -> None:
    other = SOMEBODY.replace("01a2", "01a3")
    kept(office.put(f"/v1/customers/{SOMEBODY}", json={"card": "4711"}))
    assert kept(office.put(f"/v1/customers/{other}", json={"card": "4711"}))["uuid"] == SOMEBODY


def test_shops_lists_and_settings_are_said(office: httpx.Client, line: Line) -> None:
    shop = kept(office.get("/v1/shops/042"))
    calendar = {"mon": [["09:30", "21:00"]]}
    changed = office.put("/v1/shops/042", json={**shop, "calendar": calendar})
    assert (kept(changed)["calendar"], changed.headers["etag"]) == (calendar, '"2"')
    assert refused(office.put("/v1/shops/043", json=shop)) == "bad_request"
    assert refused(office.put("/v1/shops/042", json={**shop, "nif": "X"})) == "bad_request"
    assert refused(office.get("/v1/shops/099")) == "not_found"
    assert list(kept(office.get("/v1/shops"))["shops"]) == ["042"]
    level = {"name": "Oro", "kind": "level", "level": "gold", "priority": 5}
    kept(office.put("/v1/lists/gold", json=level))
    assert kept(office.get("/v1/lists"))["lists"]["gold"]["priority"] == 5
    assert refused(office.put("/v1/lists/x", json={"name": "x", "shops": ["099"]})) == "not_found"
    points: dict[str, Any] = {"value": {"rates": []}}
    assert kept(office.put("/v1/settings/points", json=points)) == points
    assert kept(office.get("/v1/settings/points")) == points
    assert refused(office.get("/v1/settings/other")) == "not_found"
    moved(line, "config", 1)
    assert heard(line, "config", "setting") == {"points": points}


@on_sqlite
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("attributes", {}),
        ("timezone", "Mars/Base"),
        ("timezone", 7),
        ("x" * 65, 1),
        ("points", "many"),
        ("points", {"rates": [{"per_euro": "many"}]}),
        ("points", {"rates": [{"per_euro": "1e999"}]}),
    ],
)
def test_a_setting_that_nobody_could_read_is_refused(
    office: httpx.Client, name: str, value: object
) -> None:
    assert refused(office.put(f"/v1/settings/{name}", json={"value": value})) == "bad_request"


def test_a_picture_is_named_by_its_hash(office: httpx.Client, line: Line) -> None:
    png = b"\x89PNG\r\n\x1a\n and so on"
    name = hashlib.sha256(png).hexdigest()
    assert kept(office.post("/v1/pictures", content=png)) == {"sha256": name}
    assert line.ask("GET", f"/v1/picture/{name}").content == png
    for odd in (b"", b"no picture", png + b"\0" * 1024 * 1024):
        assert refused(office.post("/v1/pictures", content=odd)) == "bad_request"


@on_sqlite
def test_without_a_token_nothing_is_shown_or_changed(
    central: Central, serving: Serving, line: Line, office: httpx.Client
) -> None:
    with httpx.Client(base_url=serving.url) as stranger:
        for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}):
            answer = stranger.get("/v1/shops", headers=headers)
            assert refused(answer) == "bad_token"
            assert answer.headers["www-authenticate"] == "Bearer"
    assert line.refused("GET", "/v1/shops").kind == "bad_token"  # a till is no office
    assert refused(office.get("/v1/manifest")) == "bad_signature"  # nor the office a till
    with central.write() as tx:
        auth.revoke_token(tx, "test")
    assert refused(office.get("/v1/shops")) == "bad_token"
