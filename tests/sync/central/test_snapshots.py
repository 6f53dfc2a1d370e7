"""Snapshots: the file that the streams come to, in parts that can be fetched one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard
from sqlalchemy import select

from app.domain.errors import ImportRunning, UnknownList
from app.domain.price_history import KEPT
from app.domain.pricelist import ListKind
from app.mirror import catalog, cursors, folder
from app.mirror.cursors import Standing
from app.mirror.items import Roles
from app.mirror.live import LiveCatalog, When
from app.mirror.rows import Change, moment_text
from sync.central import chain, feeds, snapshots
from sync.central.database import Central
from sync.central.feed_tables import snapshots as t
from sync.central.masters import lists, prices, products
from sync.central.masters.lists import ListValue
from sync.central.masters.prices import Price
from sync.central.masters.products import Attribute
from sync.protocol import PART, Snapshot

from .conftest import Clock
from .masters.chains import WHO, a_chain, a_product, put_products
from .saying import moved

DECEMBER, JANUARY = "2026-12-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00"
LISTS = ("rebajas", "store", "web")
STREAMS = {"catalog", *(f"price:{code}" for code in LISTS)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


@pytest.fixture
def filled(central: Central) -> Central:
    """Products with prices of every kind, some without, some that changed and went."""
    a_chain(central)
    with central.write() as tx:
        water = a_product(
            codes=("9525300002499", "AGU"),
            family="Bebidas/Agua",
            families={"web": "Sed"},
            attributes={"litros": Attribute(type="number", value="1.5")},
            sold=9,
        )
        products.put(tx, "AGU", water, WHO)
        products.put(tx, "Z", a_product("De paso"), WHO)
    with central.write() as tx:
        news = [
            Price("store", "A", 100),
            Price("store", "B", 200),
            Price("store", "AGU", 62),
            Price("web", "AGU", 60),
            Price("rebajas", "AGU", 50, DECEMBER, JANUARY),
            Price("store", "C", 300, DECEMBER),
            Price("store", "Z", 1),
        ]
        prices.put_all(tx, news, WHO)
    with central.write() as tx:
        prices.put_all(tx, [Price("store", "B", 250)], WHO)
        prices.take_away(tx, [("store", "A", "")], WHO)
        products.remove(tx, ["Z"], WHO)
    moved(central)
    return central


def unpacked(place: Path, snapshot: Snapshot, target: Path) -> Path:
    """As a till fetches it: part by part, each looked at."""
    path = snapshots.file_of(place, snapshot.id)
    assert path is not None
    content = path.read_bytes()
    assert len(content) == snapshot.size
    blocks = [content[at : at + PART] for at in range(0, len(content), PART)]
    assert [hashlib.sha256(block).hexdigest() for block in blocks] == snapshot.parts
    plain = zstandard.ZstdDecompressor().stream_reader(b"".join(blocks)).read()
    assert hashlib.sha256(plain).hexdigest() == snapshot.sha256
    target.write_bytes(plain)
    return target


def rows(path: Path) -> dict[str, list[Any]]:
    """Everything in a catalogue that does not depend on how it was made."""
    connection = folder.connect(path, readable_only=True)
    questions = {
        "product": "SELECT sku, name, unit, tax, price, web_price, stand_in, brand, codes, related,"
        " image, sold, details, path FROM product JOIN family ON family.id = product.family",
        "price": "SELECT sku, list, starts, ends, cents, held_cents FROM price",
        "barcode": "SELECT code, sku FROM barcode JOIN product ON product.id = barcode.product",
        "unpriced": "SELECT sku, value FROM unpriced",
        "cursor": "SELECT stream, epoch, seq, checksum FROM cursor",
        "word": "SELECT term, products FROM word WHERE products > 0",
        "roles": "SELECT name, value FROM meta WHERE name IN ('rows', 'store_list', 'web_list')",
    }
    found = {name: sorted(connection.execute(text).fetchall()) for name, text in questions.items()}
    connection.close()
    return found


def changes(central: Central, stream: str) -> Iterator[Change]:
    with central.read() as conn:
        for row in feeds.page(conn, stream, 0).rows:
            yield Change(row.kind, row.key, row.value)


def by_pages(central: Central, where: Path) -> Path:
    """The catalogue of a till that read the streams from their beginning."""
    name = catalog.empty(where, source="streams", created=central.clock())
    connection = catalog.open_live(where / name)
    connection.execute("BEGIN")
    live = LiveCatalog(connection)
    live.assign(Roles("store", "web"))
    for code in LISTS:
        live.put_prices(code, changes(central, f"price:{code}"), When(""))
    live.put_products(changes(central, "catalog"))
    with central.read() as conn:
        for stream in STREAMS:
            page = feeds.page(conn, stream, 0)
            cursors.write(connection, stream, Standing(page.epoch, page.to, page.check))
    connection.execute("COMMIT")
    connection.close()
    return where / name


def test_a_snapshot_is_what_the_streams_come_to(
    filled: Central, place: Path, tmp_path: Path
) -> None:
    snapshot = snapshots.build(filled, place, LISTS)
    built = rows(unpacked(place, snapshot, tmp_path / "catalog.db"))
    (tmp_path / "till").mkdir()
    read = rows(by_pages(filled, tmp_path / "till"))
    assert built == read
    assert {row[0] for row in built["product"]} == {"AGU", "B", "C"}
    assert dict(built["roles"]) == {"rows": "3", "store_list": "store", "web_list": "web"}


def test_it_begins_with_what_prices_were(
    filled: Central, place: Path, clock: Clock, tmp_path: Path
) -> None:
    before = moment_text(filled.clock())
    clock.forward(hours=1)
    now = moment_text(filled.clock())
    with filled.write() as tx:
        news = [Price("store", "AGU", 55), Price("rebajas", "B", 190), Price("web", "AGU", 50)]
        prices.put_all(tx, news, WHO)
    moved(filled)
    made = unpacked(place, snapshots.build(filled, place, LISTS), tmp_path / "catalog.db")
    connection = folder.connect(made, readable_only=True)
    was = connection.execute("SELECT sku, list, starts, until, ends, cents FROM price_was")
    found = set(was.fetchall())
    connection.close()
    assert {row for row in found if row[3] == now} == {
        ("AGU", "store", "", now, "", 62),
        ("B", "rebajas", "", now, "", None),
    }
    assert all(row[3] in (before, now) and row[1] != "web" for row in found)
    clock.forward(days=91)
    with filled.read() as conn:
        assert not list(prices.was(conn, LISTS, filled.clock() - KEPT))


def test_it_says_where_each_of_its_streams_stands(filled: Central, place: Path) -> None:
    snapshot = snapshots.build(filled, place, LISTS)
    with filled.read() as conn:
        heads = feeds.heads(conn, STREAMS)
        pages = {stream: feeds.page(conn, stream, 0) for stream in STREAMS}
    assert {name: one.seq for name, one in snapshot.cursors.items()} == heads
    assert {name: one.check for name, one in snapshot.cursors.items()} == {
        name: page.check for name, page in pages.items()
    }
    assert snapshot.rows == 4 + 6  # products, and prices: Z's is there, Z is not


def test_what_came_after_it_goes_on_from_there(filled: Central, place: Path) -> None:
    snapshot = snapshots.build(filled, place, LISTS)
    put_products(filled, "D")
    moved(filled)
    with filled.read() as conn:
        page = feeds.page(conn, "catalog", snapshot.cursors["catalog"].seq)
    assert [row.key for row in page.rows] == ["D"]


def test_the_same_content_is_not_made_twice(filled: Central, place: Path) -> None:
    one = snapshots.build(filled, place, LISTS)
    file = snapshots.file_of(place, one.id)
    assert file is not None
    made_at = file.stat().st_mtime_ns
    assert snapshots.build(filled, place, ["web", "store", "rebajas", "web"]) == one
    assert file.stat().st_mtime_ns == made_at
    file.unlink()
    again = snapshots.build(filled, place, LISTS)
    assert again.id != one.id, "two files are never one, or a till would mix their parts"
    assert again.cursors == one.cursors
    assert [path.name for path in place.iterdir() if path.name.startswith("new-")] == []


def test_only_one_process_makes_them(filled: Central, place: Path) -> None:
    with folder.writing(place), pytest.raises(ImportRunning):
        snapshots.build(filled, place, LISTS)
    with pytest.raises(UnknownList):
        snapshots.build(filled, place, ["nada"])


def test_a_till_is_offered_what_has_nothing_but_its_own_lists(
    filled: Central, place: Path, clock: Clock
) -> None:
    own = snapshots.build(filled, place, ["store"])
    clock.forward(seconds=1)
    every = snapshots.build(filled, place, LISTS)
    with filled.read() as conn:
        assert snapshots.offered(conn, STREAMS) == [every, own]
        assert snapshots.offered(conn, {"catalog", "price:store", "config"}) == [own]
        assert snapshots.offered(conn, {"catalog"}) == []
    with filled.write() as tx:
        chain.renew_epoch(tx)
    with filled.read() as conn:
        assert snapshots.offered(conn, STREAMS) == []


def test_a_file_is_only_ever_one_of_ours(filled: Central, place: Path) -> None:
    snapshots.build(filled, place, LISTS)
    (place / "secret.zst").write_bytes(b"")
    for name in ("secret", "../place/secret", "", "0" * 16 + "-" + "0" * 16):
        assert snapshots.file_of(place, name) is None


def test_those_that_shops_need_are_kept_fresh(
    filled: Central, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert snapshots.keep_fresh(filled, place) == [], "too few rows to be worth it"
    monkeypatch.setattr(snapshots, "LEAST", 5)
    monkeypatch.setattr(snapshots, "FAR", 3)
    with filled.write() as tx:
        north = ListValue(name="Norte", kind=ListKind.SEASON, shops=("043",))
        lists.put(tx, "norte", north, WHO)
    moved(filled)
    made = snapshots.keep_fresh(filled, place)
    assert sorted(",".join(sorted(one.cursors)) for one in made) == [
        "catalog,price:norte,price:rebajas,price:store,price:web",
        "catalog,price:rebajas,price:store,price:web",
    ]
    assert snapshots.keep_fresh(filled, place) == []
    put_products(filled, "D", "E", "F")
    moved(filled)
    clock.forward(seconds=1)
    assert len(snapshots.keep_fresh(filled, place)) == 2


def test_who_shares_no_folder_makes_their_own(
    filled: Central, place: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LEAST", 5)
    elsewhere = tmp_path / "elsewhere"
    for _ in range(2):
        for folder_of_one in (place, elsewhere):
            snapshots.keep_fresh(filled, folder_of_one)
            clock.forward(seconds=1)
    assert [len(list(one.glob("*.zst"))) for one in (place, elsewhere)] == [1, 1]
    clock.forward(days=8)
    (lost,) = [path.stem for path in elsewhere.glob("*.zst")]
    assert snapshots.sweep(filled, place) == [lost]


def test_the_last_but_one_stays_for_who_is_fetching_it(
    filled: Central, place: Path, clock: Clock
) -> None:
    made = []
    for sku in "DEF":
        put_products(filled, sku)
        moved(filled)
        clock.forward(seconds=1)
        made.append(snapshots.build(filled, place, LISTS).id)
    assert snapshots.sweep(filled, place) == [made[0]]
    assert [snapshots.file_of(place, name) is not None for name in made] == [False, True, True]
    with filled.read() as conn:
        assert set(conn.scalars(select(t.c.id))) == set(made[1:])
    with filled.write() as tx:
        chain.renew_epoch(tx)
    assert sorted(snapshots.sweep(filled, place)) == sorted(made[1:])
    assert list(place.glob("*.zst")) == []
