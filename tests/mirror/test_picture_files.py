"""The files of pictures that nothing names any more go; no other does."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catalogue_builders import NOW, a_catalogue, a_product

from app.mirror import catalog, folder, pictures

DAY = timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n"


def a_picture(where: Path, content: bytes, written: datetime = NOW - 2 * DAY) -> str:
    name = pictures.keep(where, PNG + content)
    os.utime(pictures.place(where, name), (written.timestamp(),) * 2)
    return name


def there(where: Path) -> set[str]:
    return {file.name for file in (where / pictures.FOLDER).glob("*/*")}


def test_what_the_catalogue_names_stays_and_what_it_no_longer_names_goes(tmp_path: Path) -> None:
    kept, gone = a_picture(tmp_path, b"A"), a_picture(tmp_path, b"B")
    a_catalogue(tmp_path, [a_product("A", image=kept), a_product("B", image=gone)])
    assert pictures.sweep(tmp_path, NOW) == []
    a_catalogue(tmp_path, [a_product("A", image=kept), a_product("B")])
    assert pictures.sweep(tmp_path, NOW) == [gone]
    assert there(tmp_path) == {kept}


def test_what_was_written_just_now_stays_and_goes_another_day(tmp_path: Path) -> None:
    a_catalogue(tmp_path, [a_product("A")])
    young = a_picture(tmp_path, b"A", NOW - timedelta(hours=23))
    assert pictures.sweep(tmp_path, NOW) == []
    assert pictures.sweep(tmp_path, NOW + DAY) == [young]


def test_what_a_killed_writer_left_goes_as_well(tmp_path: Path) -> None:
    kept = a_picture(tmp_path, b"A")
    a_catalogue(tmp_path, [a_product("A", image=kept)])
    place = pictures.place(tmp_path, kept)
    part = place.with_name(f"{kept}.99.part")
    part.write_bytes(PNG)
    assert pictures.sweep(tmp_path, datetime.now(UTC) + 2 * DAY) == [part.name]
    assert there(tmp_path) == {kept}


def test_nothing_goes_while_an_import_runs_nor_without_a_catalogue_that_can_be_read(
    tmp_path: Path,
) -> None:
    waits = a_picture(tmp_path, b"A")
    assert pictures.sweep(tmp_path, NOW) == []
    a_catalogue(tmp_path, [a_product("A")])
    with catalog.build(tmp_path, source="x", created=NOW):
        assert pictures.sweep(tmp_path, NOW) == []
    current = folder.current(tmp_path)
    assert current
    whole = current.read_bytes()
    current.write_bytes(b"nothing of the kind" * 300)
    assert pictures.sweep(tmp_path, NOW) == []
    assert there(tmp_path) == {waits}
    current.write_bytes(whole)
    assert pictures.sweep(tmp_path, NOW) == [waits]
