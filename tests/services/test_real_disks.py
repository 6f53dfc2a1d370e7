"""A disk that is really full, a folder that really cannot be written: mounted for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from shop import Shop

from app.domain.errors import DiskFull, DiskReadOnly
from app.services.opening import opened
from app.storage import reserve
from hardware.terminals.simulated import Mood

MIB = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """24 MiB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("this machine does not let us mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def till_there(small_disk: Path, demo_folder: Path) -> Path:
    (demo_folder / reserve.NAME).unlink()
    return Path(shutil.copytree(demo_folder, small_disk / "till"))


def fill(disk: Path, leave: int) -> Path:
    stuffing = disk / "stuffing"
    with stuffing.open("wb") as file:
        while (free := shutil.disk_usage(disk).free) > leave:
            file.write(b"x" * min(MIB, free - leave))
            file.flush()
    return stuffing


@pytest.mark.usefixtures("small_reserve")
def test_a_full_disk_takes_no_money_and_loses_nothing(small_disk: Path, till_there: Path) -> None:
    with Shop(till_there) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001").pay_cash().add("LEC-ENT")
        stuffing = fill(small_disk, reserve.LEAST // 2)
        for pay in (shop.pay_cash, shop.pay_card, shop.pay_by_hand):
            with pytest.raises(DiskFull):
                pay()
        fill(small_disk, 0)
        before = shop.sale
        with pytest.raises(DiskFull):
            for _ in range(10_000):
                shop.add("BOL-PAP")
                before = shop.sale
        assert shop.sale == before
        assert shop.adds_up()
        stuffing.unlink()
        shop.pay_cash()
        assert shop.document.lines == before.lines
        assert shop.adds_up()


@pytest.mark.usefixtures("small_reserve")
def test_what_the_bank_said_is_written_down_in_the_reserve(
    small_disk: Path, till_there: Path
) -> None:
    with Shop(till_there) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001")
        checkout = shop.counter.checkout
        attempt = checkout.begin_card()
        outcome = checkout.ask(shop.terminal, attempt)
        fill(small_disk, 0)
        assert checkout.answer(attempt, outcome).paid.document == shop.document
        assert not (till_there / reserve.NAME).exists()
        assert shop.adds_up()


@pytest.mark.usefixtures("small_reserve")
def test_on_a_full_disk_the_till_opens_with_the_reserve(small_disk: Path, till_there: Path) -> None:
    with Shop(till_there) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001").pay_card(mood=Mood.DIE)
    fill(small_disk, 0)
    with Shop(till_there) as shop:
        assert [one.paid.document for one in shop.found] == [shop.document]
        with pytest.raises(DiskFull):
            shop.sign_in("1001").add("CAF-001").pay_cash()
        assert shop.adds_up()


@pytest.mark.usefixtures("small_reserve")
def test_a_full_disk_without_a_reserve_is_said_in_a_sentence(
    small_disk: Path, till_there: Path
) -> None:
    with Shop(till_there) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001")
    reserve.release(till_there)
    stuffing = fill(small_disk, 0)
    with pytest.raises(DiskFull), opened(till_there):
        pass
    stuffing.unlink()
    with Shop(till_there) as shop:
        shop.sign_in("1001").pay_cash()
        assert shop.adds_up()


def test_a_read_only_disk_opens_no_till(small_disk: Path, till_there: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(DiskReadOnly), opened(till_there):
        pass
