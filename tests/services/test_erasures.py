"""Whoever was erased stays erased, whatever backup is restored."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from chain import say_customer
from click.testing import CliRunner
from shop import Shop

from app import config as till_toml
from app.commands.group import mostrador
from app.domain.errors import BadBackup
from app.domain.facts import FactType
from app.mirror import cursors, store
from app.mirror.cursors import Standing
from app.services import erasures
from app.services.backing import back_up, restore
from app.services.loyalty import with_card
from app.services.opening import secrets_of
from app.storage import customers
from app.storage.database import Write

pytestmark = pytest.mark.usefixtures("small_reserve")
OF_ANOTHER = "01890000-0000-7000-8000-000000000009"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where backups go."""
    place = tmp_path / "usb"
    place.mkdir()
    return place


@pytest.fixture
def backup(open_shop: Shop, kept: Path) -> Path:
    """With Carmen and Ana in it, of whom Carmen is erased afterwards."""
    for card, name in (("77", "Carmen Ruiz"), ("78", "Ana Gil")):
        open_shop.counter.customers.make(card, {"name": name})
    back_up(open_shop.folder, kept / "copy.mostrador")
    return kept / "copy.mostrador"


def erase(shop: Shop, card: str = "77") -> str:
    return shop.sign_in("9001").counter.customers.erase(card)


def key_of(shop: Shop) -> bytes:
    return secrets_of(shop.folder, shop.counter.till.config).key


def keyed(shop: Shop) -> list[str]:
    with shop.db.read() as connection:
        return [one.card for one in customers.all_made(connection, keyed=True)]


def test_an_old_backup_does_not_bring_back_whoever_was_erased_since(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    uuid = erase(open_shop)
    restored = restore(backup, tmp_path / "again", recovery_code)
    assert (restored.erased, restored.unlisted) == (frozenset({uuid}), False)
    with Shop(tmp_path / "again") as shop:
        assert keyed(shop) == ["78"]
        assert with_card(shop.counter.till, "77") is None
        mine = [fact for fact in shop.facts() if fact.installation == restored.config.installation]
        assert [(one.type, one.body.get("customer")) for one in mine] == [
            (FactType.INSTALLATION_OPENED, None),
            (FactType.CUSTOMER_ERASED, uuid),
        ]
        assert shop.adds_up()
        ana = with_card(shop.counter.till, "78")
        assert ana is not None
        assert ana.name == "Ana Gil"


def test_what_was_restored_passes_it_on_to_its_own_backups(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    uuid, other = erase(open_shop), tmp_path / "other"
    erasures.add(backup.parent, [OF_ANOTHER])
    restore(backup, tmp_path / "again", recovery_code)
    other.mkdir()
    back_up(tmp_path / "again", other / "copy.mostrador")
    assert erasures.listed(other) == {uuid, OF_ANOTHER}


def test_a_list_that_could_not_be_reached_gets_it_with_the_next_backup(
    open_shop: Shop, backup: Path, kept: Path
) -> None:
    away = kept.with_name("away")
    kept.rename(away)
    uuid = erase(open_shop)
    assert erasures.lacking(open_shop.folder) == [kept]
    away.rename(kept)
    back_up(open_shop.folder, kept / "next.mostrador")
    assert erasures.listed(kept) == {uuid}
    assert erasures.lacking(open_shop.folder) == []


def test_the_journal_knows_whom_no_list_has(open_shop: Shop, backup: Path, kept: Path) -> None:
    """As one that erased before there were lists, or whose disk was full."""
    uuid = erase(open_shop)
    for place in (open_shop.folder, kept):
        (place / erasures.NAME).unlink()
    back_up(open_shop.folder, kept / "next.mostrador")
    assert erasures.listed(kept) == {uuid}


def test_whom_central_told_of_is_forgotten_until_it_tells_again(
    open_shop: Shop, kept: Path, recovery_code: str, tmp_path: Path
) -> None:
    """Somebody of them may be erased there since, and no list of a till says so."""
    say_customer(open_shop, OF_ANOTHER, "2900000000012", "Ana Gil")
    mirror = store.connect(open_shop.folder, key_of(open_shop))
    for stream in ("config", "loyalty:es"):
        cursors.write(mirror, stream, Standing("epoch", 7))
    mirror.close()
    back_up(open_shop.folder, kept / "copy.mostrador")
    restore(kept / "copy.mostrador", tmp_path / "again", recovery_code)
    assert with_card(open_shop.counter.till, "2900000000012")
    with Shop(tmp_path / "again") as shop:
        assert with_card(shop.counter.till, "2900000000012") is None
        mirror = store.connect(shop.folder, key_of(shop))
        assert list(cursors.read(mirror)) == ["config"]
        mirror.close()


def test_a_backup_with_a_damaged_mirror_is_refused_before_anything_is_made(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(backup) as good, zipfile.ZipFile(tmp_path / "bad", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"x" * 4096 if name == store.NAME else good.read(name))
    with pytest.raises(BadBackup):
        restore(tmp_path / "bad", tmp_path / "again", recovery_code)
    assert not (tmp_path / "again").exists()


def test_who_is_erased_is_on_the_list_before_the_key_goes(
    open_shop: Shop, backup: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[set[str]] = []
    destroy = customers.destroy_keys

    def watched(tx: Write, uuids: Sequence[str]) -> None:
        listed.append(erasures.listed(kept))
        destroy(tx, uuids)

    monkeypatch.setattr(customers, "destroy_keys", watched)
    uuid = erase(open_shop)
    assert listed == [{uuid}]


def test_a_list_with_nobody_on_it_says_that_nobody_was_erased(
    backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    assert (backup.parent / erasures.NAME).read_text() == ""
    assert not restore(backup, tmp_path / "again", recovery_code).unlisted


def test_a_list_that_was_cut_short_says_what_is_whole_and_goes_on(kept: Path) -> None:
    with (kept / erasures.NAME).open("w") as file:
        file.write(f"{OF_ANOTHER}\n\n# not a uuid\n{OF_ANOTHER[:20]}")
    assert erasures.listed(kept) == {OF_ANOTHER}
    more = OF_ANOTHER.replace("9", "8")
    erasures.add(kept, [OF_ANOTHER, more])
    assert erasures.listed(kept) == {OF_ANOTHER, more}
    assert (kept / erasures.NAME).read_text().count(OF_ANOTHER + "\n") == 1


def test_the_list_names_nobody(open_shop: Shop, backup: Path, kept: Path) -> None:
    uuid = erase(open_shop)
    assert (kept / erasures.NAME).read_text().split() == [uuid]


def run(*words: str | Path) -> dict[str, object]:
    ran = CliRunner().invoke(mostrador, [*map(str, words), "--json"])
    assert ran.exit_code == 0, ran.output
    said: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return said


def test_restore_says_how_many_were_erased_again(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    open_shop._files.close()
    manager = ("--who", "9001", "--pin", "9999", "--yes")
    said = run("customers", "erase", "--data", open_shop.folder, "77", *manager)
    assert said["not_noted_in"] == []
    words = ("restore", backup, "--recovery-code", recovery_code, "--last-ticket", "")
    assert run(*words, "--data", tmp_path / "again")["erased"] == 1
    told = CliRunner().invoke(mostrador, [*map(str, words), "--data", str(tmp_path / "more")])
    assert "1" in told.stdout.splitlines()[-1]
    assert erasures.NAME not in told.stderr


def test_a_backup_without_its_list_says_that_somebody_may_come_back(
    open_shop: Shop, backup: Path, recovery_code: str, tmp_path: Path
) -> None:
    erase(open_shop)
    alone = tmp_path / "alone.mostrador"
    shutil.copyfile(backup, alone)
    restored = restore(alone, tmp_path / "again", recovery_code)
    assert (restored.erased, restored.unlisted) == (frozenset(), True)
    words = ["restore", alone, "--recovery-code", recovery_code, "--last-ticket", ""]
    told = CliRunner().invoke(mostrador, [*map(str, words), "--data", str(tmp_path / "more")])
    assert erasures.NAME in told.stderr
    assert till_toml.read(tmp_path / "more").generation == "B"
