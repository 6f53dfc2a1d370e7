"""store.db: brought to today's schema from any earlier one, and filled by its streams."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import NewerSchema
from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.mirror import cursors, store, store_rows
from app.mirror.cursors import Standing
from app.mirror.rows import BadRow, Change
from app.mirror.store import StaffRow
from app.mirror.store_steps import STEPS

KEY = bytes(range(32))
SHOP = Shop("042", "Centro", "Mercados SL", "B12345674", "Calle Mayor 1")
ANA = StaffRow(Person("1001", "Ana", Role.CASHIER), "hash", "mark")


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Any]:
    connection = store.connect(tmp_path, KEY)
    yield connection
    connection.close()


def open_raw(folder: Path) -> Any:
    connection = sqlite.connect(str(folder / store.NAME), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    return connection


def a_version_1(folder: Path) -> None:
    """As the first release wrote it."""
    connection = open_raw(folder)
    for statement in STEPS[0]:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 1")
    values = [*(getattr(SHOP, f) for f in ("code", "name", "company", "nif", "address"))]
    values += [SHOP.territory, SHOP.timezone, SHOP.language, SHOP.regime]
    connection.execute("INSERT INTO shop VALUES (?,?,?,?,?,?,?,?,?)", values)
    connection.execute("INSERT INTO staff VALUES ('1001', 'Ana', 'cashier', 'hash', 'mark')")
    connection.close()


def schema(folder: Path) -> list[Any]:
    connection = open_raw(folder)
    tables = [t for (t,) in connection.execute("SELECT name FROM sqlite_master").fetchall()]
    found = [
        (table, *row[1:])
        for table in sorted(tables)
        for row in connection.execute(f"PRAGMA table_info({table})").fetchall()
    ]
    found.append(connection.execute("PRAGMA user_version").fetchone())
    connection.close()
    return found


def test_a_file_of_version_1_keeps_its_people_and_gets_the_schema_of_a_new_one(
    tmp_path: Path,
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    a_version_1(old)
    store.migrate(old, KEY)
    store.migrate(new, KEY)
    assert schema(old) == schema(new)
    connection = open_raw(old)
    assert connection.execute("SELECT code, company, region, stream FROM shop").fetchall() == [
        ("042", "Mercados SL", "", "")
    ]
    assert connection.execute("SELECT code, pin, mark FROM staff").fetchall() == [
        ("1001", "hash", 0)
    ]
    connection.close()


def test_a_file_of_a_later_program_is_left_alone(tmp_path: Path) -> None:
    store.migrate(tmp_path, KEY)
    connection = open_raw(tmp_path)
    connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerSchema):
        store.migrate(tmp_path, KEY)
    connection.close()


def test_init_still_writes_shop_and_staff(tmp_path: Path, mirror: Any) -> None:
    with store.writing(tmp_path, KEY) as writer:
        writer.shop(SHOP, "norte", {"mon": [["09:00", "21:00"]]}, {"max_discount": 20})
        writer.staff([ANA])
    region, calendar = mirror.execute("SELECT region, calendar_json FROM shop").fetchone()
    assert (region, json.loads(calendar)) == ("norte", {"mon": [["09:00", "21:00"]]})
    assert mirror.execute("SELECT badge FROM staff").fetchall() == [("mark",)]


A_SHOP = {
    "name": "Centro",
    "company": "Mercados SL",
    "nif": "B12345674",
    "address": "Calle Mayor 1",
    "calendar": {"mon": [["09:00", "21:00"]]},
    "something_new": 7,
}
DOCUMENT = {"number": "T042C01AS26-000001", "issued_at": "2026-11-21T12:00:00+01:00", "total": 5}


def test_every_kind_lands_in_its_table(mirror: Any) -> None:
    store_rows.put(
        mirror,
        "config",
        [
            Change("list", "store", {"name": "Tienda", "kind": "store", "priority": 1}),
            Change("stop", "s1", {"sku": "A", "text": {"es": "Retirado", "en": "Recalled"}}),
            Change("setting", "points", {"value": {"rates": []}}),
            Change("hologram", "h", {"colour": "blue"}),
        ],
        mark=1,
    )
    store_rows.put(
        mirror,
        "store:042",
        [
            Change("shop", "042", A_SHOP),
            Change("person", "1001", {"name": "Ana", "role": "cashier", "pin": "h"}),
            Change(
                "stock",
                "A",
                {
                    "on_hand": "3.250",
                    "included": {"1001": 57},
                    "counted_at": "2026-11-20T09:00:00Z",
                },
            ),
            Change("ticket", "T042C01AS26-000001", {"installation": 1001, "document": DOCUMENT}),
        ],
        mark=1,
    )
    customer = {"card": "900", "name": "Eva", "level": "oro", "points": 12, "key": "AAEC"}
    store_rows.put(mirror, "loyalty:norte", [Change("customer", "u1", customer)], mark=1)
    one = {
        "price_list": ("store", "Tienda", "store", 1, "", "[]", "config", 1),
        "stop": ("s1", "A", "", '{"es":"Retirado","en":"Recalled"}', "", "config", 1),
        "setting": ("points", '{"rates":[]}', "config", 1),
        "staff": ("1001", "Ana", "cashier", "h", "", "store:042", 1, 0),
        "stock": ("A", 3250, '{"1001":57}', "store:042", 1, "2026-11-20T09:00:00Z"),
        "customer": ("u1", "900", "Eva", "oro", 12, "{}", "{}", b"\0\1\2", "loyalty:norte", 1),
    }
    for table, row in one.items():
        assert mirror.execute(f"SELECT * FROM {table}").fetchall() == [row]  # noqa: S608
    ticket = mirror.execute("SELECT number, day, installation, body_json FROM ticket").fetchone()
    assert ticket[:3] == ("T042C01AS26-000001", "2026-11-21", 1001)
    assert json.loads(ticket[3]) == DOCUMENT
    assert mirror.execute("SELECT code, timezone FROM shop").fetchall() == [
        ("042", "Europe/Madrid")
    ]


def test_what_is_gone_is_gone_but_the_shop_stays(mirror: Any) -> None:
    rows = [
        Change("shop", "042", A_SHOP),
        Change("person", "1001", {"name": "Ana", "role": "cashier"}),
    ]
    store_rows.put(mirror, "store:042", rows, mark=1)
    gone = [Change("shop", "042", None), Change("person", "1001", None)]
    store_rows.put(mirror, "store:042", gone, mark=1)
    assert store_rows.people(mirror) == (1, 1)
    store_rows.release(mirror)
    assert mirror.execute("SELECT count(*) FROM staff").fetchone() == (0,)
    assert mirror.execute("SELECT count(*) FROM shop").fetchone() == (1,)


def test_a_stream_cannot_say_what_is_not_its_own(mirror: Any) -> None:
    store_rows.put(mirror, "config", [Change("person", "9", {"name": "x", "role": "manager"})], 1)
    assert mirror.execute("SELECT count(*) FROM staff").fetchone() == (0,)


def test_somebody_of_an_unknown_role_may_do_nothing_here(mirror: Any) -> None:
    person = {"name": "Ana", "role": "cashier"}
    store_rows.put(mirror, "store:042", [Change("person", "1", person)], 1)
    promoted = Change("person", "1", person | {"role": "florist"})
    store_rows.put(mirror, "store:042", [promoted], 1)
    store_rows.release(mirror)
    assert mirror.execute("SELECT count(*) FROM staff").fetchone() == (0,)


@pytest.mark.parametrize(
    ("stream", "change"),
    [
        ("config", Change("list", "store", {"priority": "high"})),
        ("config", Change("stop", "s", {"text": "no"})),
        ("store:042", Change("shop", "042", {"name": "no company"})),
        ("store:042", Change("stock", "A", {"on_hand": "3.0001"})),
        ("store:042", Change("stock", "A", {"on_hand": "NaN"})),
        ("store:042", Change("ticket", "T", {"document": {}})),
        ("loyalty:n", Change("customer", "u", {"key": "not base64!"})),
        ("loyalty:n", Change("customer", "u", {"points": True})),
    ],
)
def test_what_cannot_be_read_is_refused(mirror: Any, stream: str, change: Change) -> None:
    with pytest.raises(BadRow) as refused:
        store_rows.put(mirror, stream, [change], 1)
    assert (refused.value.kind, refused.value.key) == (change.kind, change.key)


def test_a_base_takes_away_what_it_did_not_bring_and_what_was_there_before(
    tmp_path: Path, mirror: Any
) -> None:
    with store.writing(tmp_path, KEY) as writer:
        writer.shop(SHOP)
        writer.staff([ANA])
    people = [Change("person", c, {"name": c, "role": "cashier"}) for c in ("1", "2")]
    store_rows.put(mirror, "store:042", people, mark=1)
    store_rows.put(mirror, "config", [Change("setting", "x", {"value": 1})], mark=1)
    store_rows.put(mirror, "store:042", people[1:], mark=2)
    store_rows.sweep(mirror, "store:042", mark=2)
    store_rows.release(mirror)
    assert mirror.execute("SELECT code FROM staff").fetchall() == [("2",)]
    assert mirror.execute("SELECT count(*) FROM shop").fetchone() == (1,)
    assert mirror.execute("SELECT count(*) FROM setting").fetchone() == (1,)


def test_a_cursor_reads_back_as_it_was_written(mirror: Any) -> None:
    standing = Standing("epoch", 7, "check", 9, 3, 2, 1)
    cursors.write(mirror, "config", standing)
    cursors.write(mirror, "store:042", Standing("epoch", 1))
    assert cursors.read(mirror) == {"config": standing, "store:042": Standing("epoch", 1)}
    cursors.forget(mirror, "config")
    assert list(cursors.read(mirror)) == ["store:042"]
