"""A new catalogue is a new file that is put in use whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from catalogue_builders import LECHE, NOW, PAN, QUESO, a_catalogue, a_product
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import CatalogDamaged, DiskFull, ImportRunning
from app.mirror import catalog, folder
from app.mirror.vocabulary import cuts, one_letter_apart
from app.mirror.words import fold, words
from app.storage.catalog import Catalog

REPO = Path(__file__).parents[2]

SLOW_IMPORT = """
import sys
from pathlib import Path
from catalogue_builders import NOW, a_product
from app.mirror import catalog
with catalog.build(Path(sys.argv[1]), source="slow", created=NOW) as new:
    for n in range(40):
        new.add([a_product(f"{n}-{i}", f"Nuevo {i}") for i in range(500)])
        print(n, flush=True)
    new.index()
    print("index", flush=True)
    new.finish()
    print("done", flush=True)
"""


def slow_import(where: Path) -> subprocess.Popen[str]:
    path = os.pathsep.join((str(REPO), str(REPO / "tests")))
    return subprocess.Popen(
        [sys.executable, "-c", SLOW_IMPORT, str(where)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def wait_for(child: subprocess.Popen[str], line: str) -> None:
    assert child.stdout is not None
    assert any(said.strip() == line for said in child.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize(("line", "pause"), [("0", 0), ("20", 0), ("39", 0.05), ("index", 0)])
def test_an_import_killed_at_any_point_leaves_the_old_catalogue_in_use(
    tmp_path: Path, line: str, pause: float
) -> None:
    old = a_catalogue(tmp_path, [a_product("A")])
    till = Catalog(tmp_path)
    child = slow_import(tmp_path)
    wait_for(child, line)
    time.sleep(pause)
    child.send_signal(signal.SIGKILL)
    child.wait()
    now = folder.current(tmp_path)
    assert now is not None
    if now.name == old:  # Killed after `index` it may have been finished just before.
        assert till.refresh() is False
        assert Catalog(tmp_path).by_sku("A") is not None
    else:
        assert line == "index"
        assert len(Catalog(tmp_path)) == 20_000
    again = a_catalogue(tmp_path, [a_product("B")])
    assert till.refresh() is True
    assert till.version == again
    assert not list(tmp_path.glob("*.building*"))


def test_a_second_import_at_once_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    with catalog.build(tmp_path, source="one", created=NOW) as first:
        with (
            pytest.raises(ImportRunning),
            catalog.build(tmp_path, source="two", created=NOW),
        ):
            pass
        first.add([a_product("A")])
        first.index()
        first.finish()
    assert Catalog(tmp_path).by_sku("A") is not None


def test_leaving_without_finishing_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), catalog.build(tmp_path, source="x", created=NOW) as new:
        new.add([a_product("A")])
        raise KeyError
    assert folder.current(tmp_path) is None
    assert {path.name for path in tmp_path.iterdir()} == {"catalog.lock"}


def test_a_file_that_does_not_read_back_is_not_put_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = a_catalogue(tmp_path, [a_product("A")])

    def spoil(path: Path, *, readable_only: bool) -> object:
        if readable_only:
            data = bytearray(path.read_bytes())
            data[4096:12288] = b"\xff" * 8192
            path.write_bytes(data)
        return real(path, readable_only=readable_only)

    real = folder.connect
    with (
        pytest.raises(CatalogDamaged),
        catalog.build(tmp_path, source="x", created=NOW) as new,
    ):
        new.add([a_product(str(n)) for n in range(500)])
        new.index()
        monkeypatch.setattr(folder, "connect", spoil)
        new.finish()
    assert folder.current(tmp_path) == tmp_path / old


def test_a_full_disk_is_a_refusal_and_leaves_no_rubbish(tmp_path: Path) -> None:
    old = a_catalogue(tmp_path, [a_product("A")])
    with pytest.raises(DiskFull), catalog.build(tmp_path, source="x", created=NOW) as new:
        new._connection.execute("PRAGMA max_page_count=50")
        new.add([a_product(str(n), "x" * 500) for n in range(2000)])
    assert folder.current(tmp_path) == tmp_path / old
    assert not list(tmp_path.glob("*.building*"))


def test_sweeping_keeps_the_catalogue_in_use_and_only_that(tmp_path: Path) -> None:
    for sku in "ABC":
        last = a_catalogue(tmp_path, [a_product(sku)])
    (tmp_path / "catalog-notes.txt").write_text("mine")
    assert catalog.sweep(tmp_path) == ["catalog-1.db", "catalog-2.db"]
    assert catalog.sweep(tmp_path) == []
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {last, "catalog.current", "catalog.lock", "catalog-notes.txt"}


def test_sweeping_touches_nothing_while_an_import_runs_or_nothing_is_named(
    tmp_path: Path,
) -> None:
    a_catalogue(tmp_path, [a_product("A")])
    a_catalogue(tmp_path, [a_product("B")])
    with catalog.build(tmp_path, source="x", created=NOW):
        assert catalog.sweep(tmp_path) == []
        assert list(tmp_path.glob("*.building"))
    (tmp_path / folder.CURRENT).unlink()
    assert catalog.sweep(tmp_path) == []
    assert (tmp_path / "catalog-1.db").exists()


def test_a_name_is_never_used_twice(tmp_path: Path) -> None:
    first = a_catalogue(tmp_path, [a_product("A")])
    (tmp_path / first).unlink()
    assert a_catalogue(tmp_path, [a_product("A")]) == "catalog-2.db"


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    name = a_catalogue(tmp_path, [a_product("A"), a_product("B")])
    connection = folder.connect(tmp_path / name, readable_only=True)
    facts = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    connection.close()
    assert facts == {"version": "2", "rows": "2", "source": "test", "created": NOW.isoformat()}


def test_merging_changes_what_it_names_and_keeps_the_rest_in_its_place(tmp_path: Path) -> None:
    a_catalogue(tmp_path, [a_product("A", codes=(LECHE,)), a_product("B", codes=(PAN,))], [5, 9])
    a_catalogue(tmp_path, [a_product("A", "Nueva"), a_product("C", codes=(LECHE,))], merge=True)
    found = Catalog(tmp_path)
    assert [p.sku for p in found.favourites()] == ["B", "A", "C"]
    assert found.by_sku("A") == a_product("A", "Nueva")
    assert found.by_key(PAN) == a_product("B", codes=(PAN,))
    assert found.by_key(LECHE) == a_product("C", codes=(LECHE,))
    assert found.search("nueva") != []


def test_merging_never_takes_a_code_from_a_product_that_is_not_in_it(tmp_path: Path) -> None:
    a_catalogue(
        tmp_path,
        [a_product("A", codes=(LECHE,)), a_product("B", codes=(PAN,)), a_product("C")],
    )
    with catalog.build(tmp_path, source="x", created=NOW, merge=True) as new:
        # B wants A's code; C wants B's, which B keeps because it stays out itself.
        new.add([a_product("B", codes=(LECHE,)), a_product("C", codes=(PAN,))])
        new.add([a_product("D", codes=(QUESO,))])
        assert sorted(new.settle()) == ["B", "C"]
        new.index()
        new.finish()
    found = Catalog(tmp_path)
    owners = [found.by_key(code) for code in (LECHE, PAN, QUESO)]
    assert [owner and owner.sku for owner in owners] == ["A", "B", "D"]


def test_products_of_one_merge_may_swap_their_codes(tmp_path: Path) -> None:
    a_catalogue(tmp_path, [a_product("A", codes=(LECHE,)), a_product("B", codes=(PAN,))])
    swapped = [a_product("A", codes=(PAN,)), a_product("B", codes=(LECHE,))]
    a_catalogue(tmp_path, swapped, merge=True)
    assert Catalog(tmp_path).by_key(LECHE) == swapped[1]
    assert Catalog(tmp_path).by_key(PAN) == swapped[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Piña Ñandú", ["pina", "nandu"]),
        ("COL·LECCIÓ d'oli", ["colleccio", "d", "oli"]),
        ("Œuf «bio» 1,5%", ["oeuf", "bio", "1", "5"]),
        ("Straße_9", ["strasse", "9"]),
        ("x" * 90, ["x" * 40]),
    ],
)
def test_words_are_what_people_would_type(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(alphabet="aábcçñÑüÀ'· -Z9", max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


letters = st.text(alphabet="abc", min_size=1, max_size=7)


@given(letters, letters)
def test_two_words_one_letter_apart_share_a_cut_or_are_one(one: str, other: str) -> None:
    near = one_letter_apart(one, other)
    assert near == one_letter_apart(other, one)
    if near:
        assert ({one} | cuts(one)) & ({other} | cuts(other))
    if one in cuts(other):
        assert near
