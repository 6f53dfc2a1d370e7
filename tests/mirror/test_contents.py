"""What a pack holds, in a catalogue: of a file, of a stream, and of an older program."""

from __future__ import annotations

from pathlib import Path

from catalogue_builders import a_catalogue, a_product
from mirror_builders import NOW, a_price, a_row, live

from app.domain.content import parse
from app.mirror import catalog, folder
from app.mirror.items import Roles
from app.mirror.live import When
from app.storage.catalog import Catalog

CLOSED = When("2026-11-22T03:00:00.000+00:00")
LECHE = "08410000000016"


def says(content: str) -> dict[str, object]:
    return {"content": {"type": "text", "value": content}}


def test_a_stream_says_it_and_takes_it_back(tmp_path: Path) -> None:
    catalog.empty(tmp_path, source="test", created=NOW)
    with live(tmp_path) as shelf:
        shelf.assign(Roles("store", "web"))
        shelf.put_products([a_row("L", "Leche", attributes=says("1.5 l")), a_row("Q", "Queso")])
        shelf.put_prices("store", [a_price("L", 120), a_price("Q", 99)], CLOSED)
    found = Catalog(tmp_path).of_skus(["L", "Q"])
    assert (found["L"].content, found["Q"].content) == (parse("1.5 l"), None)
    with live(tmp_path) as shelf:
        shelf.put_products([a_row("L", "Leche"), a_row("Q", "Queso", attributes=says("200 g"))])
    found = Catalog(tmp_path).of_skus(["L", "Q"])
    assert (found["L"].content, found["Q"].content) == (None, parse("200 g"))


def test_a_content_that_cannot_be_read_is_none_and_the_product_is_sold(tmp_path: Path) -> None:
    catalog.empty(tmp_path, source="test", created=NOW)
    with live(tmp_path) as shelf:
        shelf.assign(Roles("store", "web"))
        shelf.put_products([a_row("L", "Leche", attributes=says("mucho"))])
        shelf.put_prices("store", [a_price("L", 120)], CLOSED)
    found = Catalog(tmp_path).by_sku("L")
    assert found is not None and found.content is None


def test_a_merge_keeps_it_and_gives_it(tmp_path: Path) -> None:
    a_catalogue(tmp_path, [a_product("L", codes=(LECHE,), content=parse("1 l")), a_product("Q")])
    assert folder.current(tmp_path) is not None
    with catalog.build(tmp_path, source="test", created=NOW, merge=True) as new:
        kept = new.kept("L")
        assert kept is not None and kept.content == parse("1 l")
        new.add([a_product("Q", "Queso", content=parse("200 g"))])
        new.settle()
        new.index()
        new.finish()
    catalog.renew(tmp_path, source="test", created=NOW)
    found = Catalog(tmp_path).of_skus(["L", "Q"])
    assert (found["L"].content, found["Q"].content) == (parse("1 l"), parse("200 g"))
