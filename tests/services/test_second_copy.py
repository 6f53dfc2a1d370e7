"""A second copy: with it and a backup nothing is lost that it had, wherever anything was cut."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import aged
import pytest
from shop import Shop

from app.domain.errors import BadBackup
from app.services.archiving import archive, prune
from app.services.backing import back_up, restore
from app.services.doctor import examine
from app.services.second_copy import CopyState, SecondCopy, folder_of
from app.services.verify import verify
from app.storage import second_file

NAME = "mostrador-042-03-DEMO-A"
pytestmark = pytest.mark.usefixtures("small_reserve")


def until(true: Callable[[], object]) -> None:
    """Another thread, or process, is on it."""
    end = monotonic() + 30
    while not true():
        assert monotonic() < end
        sleep(0.01)


def order(folder: Path, place: Path) -> None:
    """In till.toml, before any table."""
    path = folder / "till.toml"
    path.write_text(f'second_copy = "{place}"\n' + path.read_text("utf-8"), "utf-8")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def copied_shop(demo_folder: Path, stick: Path) -> Iterator[Shop]:
    order(demo_folder, stick)
    with Shop(demo_folder) as shop:
        shop.sign_in("1001").open_shift("100")
        yield shop


def copy_of(shop: Shop) -> SecondCopy:
    return shop.counter.second_copy


def in_step(shop: Shop) -> None:
    until(lambda: copy_of(shop).status.state is CopyState.KEPT and not copy_of(shop).status.behind)


def sell(shop: Shop, times: int) -> None:
    for _ in range(times):
        shop.add("CAF-001").pay_cash("5")


def test_backup_and_second_copy_bring_back_what_was_sold_after_the_backup(
    copied_shop: Shop, stick: Path, recovery_code: str, tmp_path: Path
) -> None:
    sell(copied_shop, 3)
    file = tmp_path / "copy.mostrador"
    back_up(copied_shop.folder, file)
    sell(copied_shop, 4)
    copied_shop.add("LEC-ENT")
    in_step(copied_shop)
    last = copied_shop.document.number
    there = tmp_path / "other" / "till"
    found = restore(file, there, recovery_code, second=stick / NAME)
    assert found.ticket == last
    with Shop(there) as other:
        assert other.adds_up()
        assert other.sale.line(1).sku == "LEC-ENT"  # the basket too
        assert len([f for f in other.facts() if f.type == "document_issued"]) == 7


def test_wherever_the_copy_is_cut_it_is_a_whole_journal_of_some_moment(
    copied_shop: Shop, stick: Path, recovery_code: str, tmp_path: Path
) -> None:
    file = tmp_path / "copy.mostrador"
    back_up(copied_shop.folder, file)
    in_step(copied_shop)
    sell(copied_shop, 3)
    in_step(copied_shop)
    place = stick / NAME
    (pages,) = place.glob("*.pages")
    whole = pages.read_bytes()
    heads = [record.head[1] for record in second_file.records(pages)]
    before = 0
    for part in (0.35, 0.6, 0.97):
        cut = tmp_path / f"cut-{part}"
        shutil.copytree(place, cut)
        (cut / pages.name).write_bytes(whole[: int(len(whole) * part)])
        kept = [record.head[1] for record in second_file.records(cut / pages.name)]
        assert kept == heads[: len(kept)]
        restore(file, tmp_path / f"till-{part}", recovery_code, second=cut)
        with Shop(tmp_path / f"till-{part}") as other:
            assert other.adds_up()
            facts = [fact for fact in other.facts() if fact.installation == 1]
            assert facts[-1].seq == kept[-1]
            assert facts[-1].seq >= before
            before = facts[-1].seq


def test_a_checkpoint_in_the_midst_loses_nothing(copied_shop: Shop, stick: Path) -> None:
    in_step(copied_shop)
    for _ in range(3):
        sell(copied_shop, 2)
        copied_shop.db.checkpoint()
    in_step(copied_shop)
    assert second_file.head(stick / NAME) == copy_of(copied_shop).status.stated
    rebuilt = stick / "rebuilt.db"
    assert second_file.rebuild(stick / NAME, rebuilt)
    copied_shop.db.checkpoint()
    assert rebuilt.read_bytes() == copied_shop.db.path.read_bytes()


def test_what_lies_on_the_other_disk_is_unreadable_there(copied_shop: Shop, stick: Path) -> None:
    sell(copied_shop, 1)
    in_step(copied_shop)
    for path in (stick / NAME).iterdir():
        assert b"CAF-001" not in path.read_bytes()


def test_without_the_disk_it_sells_on_and_says_so_and_goes_on_when_it_is_back(
    demo_folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.second_copy.AGAIN", 0.01)
    stick.rmdir()
    order(demo_folder, stick)
    with Shop(demo_folder) as shop:
        shop.sign_in("1001").open_shift("100")
        until(lambda: copy_of(shop).status.state is CopyState.TROUBLE)
        sell(shop, 2)
        assert copy_of(shop).status.behind > 0
        assert not stick.exists()  # no folder on this disk pretends to be the other
        stick.mkdir()

        def sold_on() -> bool:
            sell(shop, 1)
            return copy_of(shop).status.state is CopyState.KEPT

        until(sold_on)
        in_step(shop)
        assert shop.adds_up()


def test_a_copy_of_another_till_is_not_taken(
    copied_shop: Shop, stick: Path, recovery_code: str, tmp_path: Path
) -> None:
    file = tmp_path / "copy.mostrador"
    back_up(copied_shop.folder, file)
    in_step(copied_shop)
    for path in (stick / NAME).glob("*.base"):
        path.write_bytes(b"x" * 8192)
    for second in (stick / NAME, tmp_path):
        with pytest.raises(BadBackup):
            restore(file, tmp_path / "no" / "till", recovery_code, second=second)


def test_the_doctor_says_how_far_the_copy_is(copied_shop: Shop, stick: Path) -> None:
    def found() -> object:
        return next(one.ok for one in examine(copied_shop.folder) if one.check == "second_copy")

    in_step(copied_shop)
    assert found() is True
    copy_of(copied_shop).stop()
    sell(copied_shop, 1)
    assert found() is False


KILLED = """
import sys
from pathlib import Path
from shop import Shop
shop = Shop(Path(sys.argv[1])).sign_in("1001").open_shift("100")
while True:
    shop.add("CAF-001").pay_cash("5")
    print(shop.counter.second_copy.status.copied[1], flush=True)
"""


def test_a_killed_till_has_lost_nothing_that_its_copy_had_acknowledged(
    demo_folder: Path, stick: Path, recovery_code: str, tmp_path: Path
) -> None:
    order(demo_folder, stick)
    file = tmp_path / "copy.mostrador"
    back_up(demo_folder, file)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", KILLED, str(demo_folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env) as till:
        assert till.stdout
        said = 0
        for line in till.stdout:
            said = int(line)
            if said > 40:
                break
        till.send_signal(signal.SIGKILL)
        said = max([said, *(int(line) for line in till.stdout if line.endswith("\n"))])
    shutil.rmtree(demo_folder)  # the machine is gone
    there = tmp_path / "other" / "till"
    restore(file, there, recovery_code, second=stick)  # where it is, or the disk that it is on
    with Shop(there) as other:
        assert other.adds_up()
        assert [f for f in other.facts() if f.installation == 1][-1].seq >= said


def test_a_restored_till_writes_over_nothing_that_the_one_before_had_there(
    copied_shop: Shop, stick: Path, recovery_code: str, tmp_path: Path
) -> None:
    file = tmp_path / "copy.mostrador"
    back_up(copied_shop.folder, file)
    sell(copied_shop, 1)
    in_step(copied_shop)
    before = second_file.head(stick / NAME)
    restore(file, tmp_path / "too early", recovery_code)  # nobody thought of the second copy
    with Shop(tmp_path / "too early") as other:
        in_step(other)
        assert folder_of(other.counter.till.config) != stick / NAME
    assert second_file.head(stick / NAME) == before


def test_when_old_days_left_the_copy_begins_anew(
    copied_shop: Shop, stick: Path, recovery_code: str, tmp_path: Path
) -> None:
    aged.cash(copied_shop)
    copied_shop.close_shift().print_all()
    copied_shop.later(days=2700)
    aged.a_day(copied_shop, [aged.cash])
    in_step(copied_shop)
    folder, disk = copied_shop.folder, aged.disk(tmp_path / "disk")
    later = copied_shop.at
    copied_shop.__exit__(None, None, None)
    archive(folder, disk, {})
    through = prune(folder, disk, {}).said.through
    with Shop(folder, at=later) as shop:
        back_up(folder, tmp_path / "backup")
        shop.sign_in("2001").open_shift("10")
        sell(shop, 1)
        in_step(shop)
    there = tmp_path / "other" / "till"
    restore(tmp_path / "backup", there, recovery_code, second=stick / NAME)
    with Shop(there, at=later) as shop:
        assert verify(shop.db, shop.counter.till.regime, disk).violations == []
        assert shop.facts()[1].seq > through[1], "what left came not back"
