"""Backups taken while selling; a restore is the next installation: no number twice, ever."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from played import done
from shop import Shop

from app.domain.errors import (
    BadBackup,
    BadShopFacts,
    NoSuchFile,
    TillExists,
    UnwritableFile,
    WrongRecoveryCode,
)
from app.domain.picture import is_name
from app.services.backing import back_up, restore
from app.storage import documents, enrolment
from app.storage.enrolment import Enrolment

pytestmark = pytest.mark.usefixtures("small_reserve")


def sell(shop: Shop, times: int) -> None:
    for _ in range(times):
        shop.add("CAF-001").pay_cash("5")


def numbers(shop: Shop) -> list[str]:
    with shop.db.read() as connection:
        issued = documents.newest(connection, 1000)
    return [document.number for document in reversed(issued)]


@pytest.fixture
def backup(open_shop: Shop, tmp_path: Path) -> Path:
    """Taken at the twentieth sale, with a basket open."""
    sell(open_shop, 20)
    open_shop.add("LEC-ENT")
    back_up(open_shop.folder, tmp_path / "copy.mostrador")
    return tmp_path / "copy.mostrador"


def test_fifty_here_fifty_there_and_no_number_twice(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    open_shop.pay_cash()
    sell(open_shop, 29)
    there = tmp_path / "another home" / "till"
    found = restore(backup, there, recovery_code.lower().replace("-", " ")).config
    assert (found.generation, found.installation) == ("B", 2)
    with Shop(there) as other:
        assert other.sale.line(1).sku == "LEC-ENT"  # the basket as it was
        other.sign_in("1001").pay_cash()
        sell(other, 49)
        assert numbers(other)[20] == "T042C03BS26-000001"
        assert len(numbers(other)) == 70
        new = set(numbers(other)) - set(numbers(other)[:20])
        assert not new & set(numbers(open_shop))
        opening = next(fact for fact in other.facts() if fact.installation == 2)
        last = [fact for fact in other.facts() if fact.installation == 1][-1]
        assert opening.body["restored_from"] == {
            "installation": 1,
            "seq": last.seq,
            "hash": last.hash,
        }
        assert opening.seq == 1
        assert other.adds_up()
    assert len(numbers(open_shop)) == 50
    assert open_shop.adds_up()


def test_a_restore_says_up_to_when_it_goes_by_the_shops_clock(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    newest = open_shop.at
    open_shop.pay_cash()
    found = restore(backup, tmp_path / "till-2", recovery_code)
    assert (found.until, found.ticket) == (newest, "T042C03AS26-000020")
    assert found.until.utcoffset() == newest.utcoffset() == timedelta(hours=1)
    words = ("--recovery-code", recovery_code, "--last-ticket", "")
    said = done("restore", backup, "--data", tmp_path / "till-3", *words, TZ="America/Lima")
    assert f"Esta copia llega hasta las {newest:%H:%M} del 21/11/2026" in said
    assert said.rstrip().endswith(", ticket T042C03AS26-000020.")


def test_what_was_sold_before_the_restore_can_come_back_after_it(
    backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    restore(backup, tmp_path / "till-2", recovery_code)
    with Shop(tmp_path / "till-2") as shop:
        corrective = shop.sign_in("2001").refund("T042C03AS26-000007")
        assert corrective
        assert corrective.number == "T042C03BR26-000001"
        assert shop.adds_up()


def test_a_restored_till_shows_the_pictures_that_its_products_have(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    restore(backup, tmp_path / "again", recovery_code)
    shown = [one.image for one in open_shop.counter.till.catalog.favourites(200) if one.image]
    with Shop(tmp_path / "again") as again:
        for image in shown:
            here, there = (shop.counter.till.catalog.picture(image) for shop in (open_shop, again))
            assert here is not None
            assert there is not None
            assert there.read_bytes() == here.read_bytes()
    assert shown
    assert not [one for one in (tmp_path / "again").iterdir() if is_name(one.name)]


def test_the_backup_of_an_enrolled_till_leaves_the_pictures_to_central(
    demo_folder: Path, tmp_path: Path
) -> None:
    def names(file: Path) -> list[str]:
        with zipfile.ZipFile(file) as archive:
            return [name for name in archive.namelist() if is_name(name)]

    back_up(demo_folder, tmp_path / "alone")
    enrolment.write(demo_folder, Enrolment("https://central.invalid", "k", 1001, "e1"))
    back_up(demo_folder, tmp_path / "enrolled")
    assert names(tmp_path / "alone")
    assert names(tmp_path / "enrolled") == []


def test_restored_twice_the_last_paper_ticket_opens_the_letter_after_it(
    backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    first = restore(backup, tmp_path / "one", recovery_code).config
    second = restore(backup, tmp_path / "two", recovery_code, "T042C03BS26-000012").config
    third = restore(backup, tmp_path / "three", recovery_code, "T042C03AS26-000050").config
    assert [found.generation for found in (first, second, third)] == ["B", "C", "B"]
    assert second.installation == 3
    with Shop(tmp_path / "two") as shop:
        shop.sign_in("1001").pay_cash()
        assert shop.document.number == "T042C03CS26-000001"
        assert shop.adds_up()
    with pytest.raises(BadShopFacts):
        restore(backup, tmp_path / "four", recovery_code, "T042C09BS26-000012")


def test_a_backup_of_a_restored_till_is_restored_as_the_next(
    backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    restore(backup, tmp_path / "b", recovery_code)
    with Shop(tmp_path / "b") as shop:
        shop.sign_in("1001").pay_cash()
    back_up(tmp_path / "b", tmp_path / "b.mostrador")
    found = restore(tmp_path / "b.mostrador", tmp_path / "c", recovery_code).config
    assert found.generation == "C"
    with Shop(tmp_path / "c") as shop:
        assert {fact.installation for fact in shop.facts()} == {1, 2, 3}
        assert shop.adds_up()


def test_a_wrong_code_restores_nothing(backup: Path, recovery_code: str, tmp_path: Path) -> None:
    wrong = ("0" if recovery_code[0] != "0" else "1") + recovery_code[1:]
    for code in (wrong, "", recovery_code[:-1]):
        with pytest.raises(WrongRecoveryCode):
            restore(backup, tmp_path / "till-2", code)
    assert not (tmp_path / "till-2").exists()


def test_a_till_is_never_restored_over(open_shop: Shop, backup: Path, recovery_code: str) -> None:
    with pytest.raises(TillExists):
        restore(backup, open_shop.folder, recovery_code)
    open_shop.pay_cash()
    assert open_shop.adds_up()


def test_what_is_no_backup_is_refused(tmp_path: Path, recovery_code: str) -> None:
    file = tmp_path / "file"
    with pytest.raises(NoSuchFile):
        restore(file, tmp_path / "till-2", recovery_code)
    file.write_text("hello")
    with pytest.raises(BadBackup):
        restore(file, tmp_path / "till-2", recovery_code)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", "{}")
    with pytest.raises(BadBackup):
        restore(file, tmp_path / "till-2", recovery_code)
    assert not (tmp_path / "till-2").exists()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_backup_cut_short_is_refused(
    backup: Path, recovery_code: str, tmp_path: Path, share: float
) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BadBackup):
        restore(backup, tmp_path / "till-2", recovery_code)
    assert not (tmp_path / "till-2").exists()


@pytest.mark.parametrize("name", ["journal.db", "store.db", "till.toml", "recovery.sealed"])
def test_a_damaged_backup_is_refused(
    backup: Path, recovery_code: str, tmp_path: Path, name: str
) -> None:
    content = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as archive:
        item = archive.getinfo(name)
    middle = item.header_offset + 30 + len(name) + item.compress_size // 2
    content[middle] ^= 0x55
    backup.write_bytes(bytes(content))
    with pytest.raises((BadBackup, WrongRecoveryCode)):
        restore(backup, tmp_path / "till-2", recovery_code)
    assert not (tmp_path / "till-2").exists()


def test_a_backup_writes_nothing_beside_the_folder(
    backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("../escaped", "x")
    with pytest.raises(BadBackup):
        restore(backup, tmp_path / "deep" / "till-2", recovery_code)
    assert not list(tmp_path.rglob("escaped"))


def test_a_backup_that_cannot_be_written_leaves_the_old_one(
    open_shop: Shop, backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnwritableFile):
        back_up(open_shop.folder, tmp_path / "nowhere" / "copy")
    before = backup.read_bytes()
    open_shop.pay_cash()
    back_up(open_shop.folder, backup)
    assert backup.read_bytes() != before
    assert not list(tmp_path.glob("*.part"))
