"""A catalogue as one file: it stops anywhere, is checked, and switched to as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from stream_builders import A_SHOP, EPOCH, LISTS, PEOPLE, Stream
from test_pages import KEY, MONDAY_NIGHT, Clock, take

from app.mirror import catalog, folder
from app.mirror.cursors import Standing
from app.mirror.items import Roles
from app.mirror.rows import Change
from app.storage.catalog import Catalog
from sync import snapshot as snapshots
from sync.pages import Mirrors
from sync.protocol import Cursor, Snapshot
from sync.snapshot import BadSnapshot, Download, install
from sync.taking import NotTaken

PART = 1024


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "PART", PART)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mirrors(tmp_path: Path, clock: Clock) -> Iterator[Mirrors]:
    where = tmp_path / "till"
    where.mkdir()
    opened = Mirrors(where, KEY, clock)
    take(opened, Stream("config").put_all(LISTS))
    take(opened, Stream("store:042").put("shop", "042", A_SHOP).put_all(PEOPLE))
    yield opened
    opened.close()


class Made:
    """A snapshot as central makes it, and its file."""

    def __init__(self, where: Path, count: int, cents: int = 100, name: str = "s-1") -> None:
        self.products, self.prices = Stream("catalog"), Stream("price:store")
        for n in range(count):
            self.products.product(f"S{n}", f"Nombre {n}")
            self.prices.price(f"S{n}", cents)
        where.mkdir(parents=True, exist_ok=True)
        with catalog.build(where, source="central", created=MONDAY_NIGHT) as new:
            new.put_prices("store", [Change(r.kind, r.key, r.value) for r in self.prices.rows])
            new.put_products(Change(r.kind, r.key, r.value) for r in self.products.rows)
            new.assign(Roles("store", "web"))
            new.index()
            file = new.finish()
        self.plain = (where / file).read_bytes()
        self.packed = zstandard.ZstdCompressor().compress(self.plain)
        blocks = [self.packed[at : at + PART] for at in range(0, len(self.packed), PART)]
        self.blocks = blocks
        self.snapshot = Snapshot(
            id=name,
            cursors={s.name: Cursor(seq=s.head, check=s.checks[-1]) for s in self.streams},
            schema=2,
            size=len(self.packed),
            sha256=hashlib.sha256(self.plain).hexdigest(),
            parts=[hashlib.sha256(block).hexdigest() for block in blocks],
            rows=2 * count,
        )

    @property
    def streams(self) -> tuple[Stream, Stream]:
        return self.products, self.prices

    def fetched(self, where: Path) -> Download:
        download = Download(where, self.snapshot)
        for index in range(download.prepare(), len(self.blocks)):
            first, last = download.range_of(index)
            download.take(index, self.packed[first : last + 1])
        return download


def test_a_snapshot_is_switched_to_and_the_feed_goes_on_from_it(
    mirrors: Mirrors, tmp_path: Path
) -> None:
    made = Made(tmp_path / "central", 300)
    till = Catalog(mirrors.where)
    standings = install(mirrors, made.fetched(mirrors.where), EPOCH)
    assert till.refresh()
    assert len(till) == 300
    expected = {s.name: Standing(EPOCH, s.head, s.checks[-1]) for s in made.streams}
    assert standings == expected
    assert {name: mirrors.standings()[name] for name in expected} == expected
    take(mirrors, made.products.product("NEW", "Nuevo"))
    take(mirrors, made.prices.price("NEW", 5))
    assert [p.sku for p in till.search("nuevo")] == ["NEW"]
    assert not list(mirrors.where.glob("snapshot-*"))


def test_parts_that_came_are_kept_and_what_is_damaged_is_asked_again(
    mirrors: Mirrors, tmp_path: Path
) -> None:
    made = Made(tmp_path / "central", 300)
    assert len(made.blocks) > 4
    download = Download(mirrors.where, made.snapshot)
    assert download.prepare() == 0
    for index in range(4):
        download.take(index, made.blocks[index])
    assert Download(mirrors.where, made.snapshot).prepare() == 4
    with download.path.open("r+b") as file:  # a bit falls over on the disk
        file.seek(2 * PART + 9)
        file.write(b"?")
    again = Download(mirrors.where, made.snapshot)
    assert again.prepare() == 2
    assert again.path.stat().st_size == 2 * PART
    assert made.fetched(mirrors.where).prepare() == len(made.blocks)


def test_a_part_that_is_not_what_it_should_be_is_not_kept(mirrors: Mirrors, tmp_path: Path) -> None:
    made = Made(tmp_path / "central", 300)
    download = Download(mirrors.where, made.snapshot)
    download.prepare()
    with pytest.raises(BadSnapshot):
        download.take(0, made.blocks[1])
    assert download.prepare() == 0


def test_another_snapshots_parts_go(mirrors: Mirrors, tmp_path: Path) -> None:
    old = Made(tmp_path / "old", 50, name="s-0").fetched(mirrors.where)
    Made(tmp_path / "new", 50).fetched(mirrors.where)
    assert not old.path.exists()


def test_a_name_that_leads_out_of_the_folder_is_refused(mirrors: Mirrors, tmp_path: Path) -> None:
    made = Made(tmp_path / "central", 5, name="../../catalog")
    with pytest.raises(BadSnapshot):
        Download(mirrors.where, made.snapshot)


@pytest.mark.parametrize("spoil", ["sha", "schema", "cut", "rubbish"])
def test_what_is_not_a_sound_catalogue_is_never_switched_to(
    mirrors: Mirrors, tmp_path: Path, spoil: str
) -> None:
    made = Made(tmp_path / "central", 300)
    if spoil == "sha":
        made.snapshot.sha256 = "0" * 64
    elif spoil == "schema":
        _pack(made, made.plain[:63] + b"\x09" + made.plain[64:])
    elif spoil == "cut":
        _pack(made, made.plain[: len(made.plain) // 2])
    else:
        _pack(made, b"not a database" * 1000)
    before = folder.current(mirrors.where)
    with pytest.raises(BadSnapshot):
        install(mirrors, made.fetched(mirrors.where), EPOCH)
    assert folder.current(mirrors.where) == before
    assert "catalog" not in mirrors.standings()
    assert not list(mirrors.where.glob("*.building*"))
    take(mirrors, made.products)  # the one in use is still written


def _pack(made: Made, plain: bytes) -> None:
    made.packed = zstandard.ZstdCompressor().compress(plain)
    made.blocks = [made.packed[at : at + PART] for at in range(0, len(made.packed), PART)]
    made.snapshot.size = len(made.packed)
    made.snapshot.parts = [hashlib.sha256(block).hexdigest() for block in made.blocks]
    made.snapshot.sha256 = hashlib.sha256(plain).hexdigest()


def test_a_snapshot_with_less_than_half_of_the_products_waits_for_a_person(
    mirrors: Mirrors, tmp_path: Path
) -> None:
    big = Made(tmp_path / "big", 300, name="s-0")
    install(mirrors, big.fetched(mirrors.where), EPOCH)
    small = Made(tmp_path / "small", 20)
    with pytest.raises(NotTaken) as held:
        install(mirrors, small.fetched(mirrors.where), EPOCH)
    assert held.value.facts == {"what": "products", "rows": 300, "left": 20}
    assert len(Catalog(mirrors.where)) == 300
    install(mirrors, small.fetched(mirrors.where), EPOCH, let=True)
    assert len(Catalog(mirrors.where)) == 20


def test_what_rises_with_a_snapshot_in_opening_hours_waits_too(
    mirrors: Mirrors, tmp_path: Path, clock: Clock
) -> None:
    install(mirrors, Made(tmp_path / "old", 30, 100, "s-0").fetched(mirrors.where), EPOCH)
    clock.at = datetime(2026, 11, 23, 11, tzinfo=UTC)
    install(mirrors, Made(tmp_path / "new", 31, 150).fetched(mirrors.where), EPOCH)
    till = Catalog(mirrors.where)

    def price(sku: str) -> int:
        product = till.by_sku(sku)
        assert product is not None
        return product.price.cents

    assert (price("S1"), price("S30")) == (100, 150)
    clock.at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    mirrors.tidy()
    till.refresh()
    assert price("S1") == 150


def test_the_catalogues_of_before_go_but_the_last_one(mirrors: Mirrors, tmp_path: Path) -> None:
    for n in range(3):
        made = Made(tmp_path / str(n), 30, name=f"s-{n}")
        install(mirrors, made.fetched(mirrors.where), EPOCH)
    names = {path.name for path in mirrors.where.glob("catalog-*.db")}
    assert names == {"catalog-3.db", "catalog-4.db"}


def test_an_import_that_runs_is_waited_for(mirrors: Mirrors, tmp_path: Path) -> None:
    made = Made(tmp_path / "central", 5).fetched(mirrors.where)
    with folder.writing(mirrors.where), pytest.raises(NotTaken) as refused:
        install(mirrors, made, EPOCH)
    assert refused.value.why == "busy"
