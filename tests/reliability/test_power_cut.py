"""Power cuts under the very SQLite that we ship: synchronous=FULL loses nothing acknowledged."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from bench.cut_sales import Result, sell, suffer
from bench.power_cut import Change, Disk

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the VFS shim is written for Linux"
)


def suffered(folder: Path, synchronous: str, cuts: int) -> Result:
    result = Result()
    suffer(sell(folder, seed=3, synchronous=synchronous), cuts, 5, result)
    assert result.cuts == cuts
    assert result.acknowledged > cuts
    return result


def test_no_power_cut_takes_back_what_was_acknowledged(demo_folder: Path) -> None:
    result = suffered(demo_folder, "FULL", 200)
    assert (result.lost, result.losing, result.violations) == (0, 0, 0)


def test_the_same_cuts_take_sales_from_a_till_that_does_not_sync_them(demo_folder: Path) -> None:
    result = suffered(demo_folder, "NORMAL", 50)
    assert result.lost > 0
    assert result.violations == 0


def test_a_disk_that_was_never_synced_leaves_damage(demo_folder: Path) -> None:
    result = suffered(demo_folder, "OFF", 20)
    assert result.violations > 0


def wrote(at: int, data: bytes) -> Change:
    return Change("write", "f", at, data)


def images(disk: Disk) -> set[bytes]:
    return {disk.image(random.Random(seed)).get("f", b"gone") for seed in range(200)}


def test_a_cut_tears_what_was_not_synced_at_sectors_and_keeps_what_was() -> None:
    disk = Disk({"f": b"0" * 1024})
    disk.happen(wrote(0, b"1" * 512))
    disk.happen(Change("sync", "f", 0, b""))
    disk.happen(wrote(256, b"2" * 512))
    one, two = b"1" * 512, b"1" * 256 + b"2" * 256
    zeros, half = b"0" * 512, b"2" * 256 + b"0" * 256
    assert images(disk) == {one + zeros, one + half, two + zeros, two + half}


def test_a_removal_may_come_undone_until_its_folder_is_synced() -> None:
    disk = Disk({"f": b"old"})
    disk.happen(Change("delete", "f", 0, b""))
    assert images(disk) == {b"old", b"gone"}
    disk = Disk({"f": b"old"})
    disk.happen(Change("delete", "f", 1, b""))
    assert images(disk) == {b"gone"}
