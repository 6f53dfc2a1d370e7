"""Opening a till's folder: everything that can be wrong with it is said before money is taken."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest
from played import mostrador
from shop import Shop

from app import config as till_toml
from app.commands import window
from app.domain.errors import (
    AnotherTill,
    BadTill,
    DiskFull,
    DiskReadOnly,
    KeyMissing,
    LostTill,
    NewerSchema,
    NoTill,
    ShopError,
    WrongKey,
)
from app.messages import sentence
from app.services.doctor import examine
from app.services.opening import opened
from app.storage import keys, reserve
from app.storage.database import Database

Usage = namedtuple("Usage", "total used free")
MOSTRADOR = Path(sys.executable).with_name("mostrador")


def refusal(folder: Path) -> type[Exception]:
    with pytest.raises(ShopError) as refused, opened(folder):
        pass
    return refused.type


def test_one_till_process_a_folder(shop: Shop) -> None:
    assert refusal(shop.folder) is AnotherTill
    script = shop.folder / "script.txt"
    script.write_text("show\n")
    second = subprocess.run(
        [MOSTRADOR, "play", script, "--data", shop.folder], capture_output=True, text=True
    )
    assert (second.returncode, second.stdout) == (1, "")
    assert len(second.stderr.splitlines()) == 1


def test_readers_need_no_lock(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash()
    found = subprocess.run(
        [MOSTRADOR, "journal", "verify", "--json", "--data", open_shop.folder],
        capture_output=True,
        text=True,
    )
    assert json.loads(found.stdout)["documents"] == 1
    assert {one.check for one in examine(open_shop.folder) if not one.ok} == {"printing"}


def test_a_lock_dies_with_its_holder(shop: Shop) -> None:
    shop.crash().restart()


def test_a_missing_key_is_never_made_anew(demo_folder: Path) -> None:
    (demo_folder / keys.KEY_FILE).unlink()
    assert refusal(demo_folder) is KeyMissing
    assert not (demo_folder / keys.KEY_FILE).exists()
    (demo_folder / keys.KEY_FILE).write_text("{}")
    assert refusal(demo_folder) is KeyMissing


def test_a_wrong_key_opens_nothing_and_harms_nothing(demo_folder: Path) -> None:
    key, journal = demo_folder / keys.KEY_FILE, demo_folder / "journal.db"
    right, before = key.read_text(), journal.read_bytes()
    key.write_text(keys.new().text())
    assert refusal(demo_folder) is WrongKey
    assert journal.read_bytes() == before
    key.write_text(right)
    with opened(demo_folder):
        pass


def test_a_later_versions_file_is_left_alone(demo_folder: Path) -> None:
    kept = keys.get(demo_folder, keys.FILE, "")
    db = Database(demo_folder / "journal.db", key=kept.key)
    db.driver().execute("PRAGMA user_version=9999")
    db.close()
    assert refusal(demo_folder) is NewerSchema


@pytest.mark.parametrize("name", ["journal.db", "store.db"])
def test_a_till_without_a_file_of_its_own_is_no_till_to_sell_with(
    demo_folder: Path, name: str
) -> None:
    (demo_folder / name).unlink()
    assert refusal(demo_folder) is BadTill
    assert not (demo_folder / name).exists()


@pytest.mark.parametrize("text", ["", "shop = ", "shop = 1", "\xff\xfe"])
def test_a_damaged_till_toml_is_said(demo_folder: Path, text: str) -> None:
    (demo_folder / "till.toml").write_bytes(text.encode("latin-1"))
    assert refusal(demo_folder) is BadTill


def test_a_till_that_lost_its_till_toml_is_not_taken_for_none(demo_folder: Path) -> None:
    before = (demo_folder / "journal.db").read_bytes()
    (demo_folder / "till.toml").unlink()
    assert refusal(demo_folder) is LostTill
    assert (demo_folder / "journal.db").read_bytes() == before


def test_no_till_is_no_till(tmp_path: Path) -> None:
    assert refusal(tmp_path) is NoTill
    assert refusal(tmp_path / "nowhere") is NoTill
    assert list(tmp_path.iterdir()) == []


def test_the_tills_below_a_folder_without_one_are_named(tmp_path: Path) -> None:
    for name in ("03", "02"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "till.toml").touch()
    with pytest.raises(NoTill) as refused:
        till_toml.read(tmp_path)
    assert f"pero sí en {tmp_path / '02'}, {tmp_path / '03'}: " in sentence(refused.value)


def test_a_nearly_full_disk_is_said_before_money_is_taken(
    open_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_shop.sign_in("2001").add("CAF-001").pay_cash().add("CAF-001").pay_card("1")
    number = open_shop.document.number

    def nearly_full(path: Path) -> Usage:
        return Usage(10**9, 10**9, reserve.LEAST - 1)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    for pay in (open_shop.pay_cash, open_shop.pay_card, open_shop.pay_by_hand):
        with pytest.raises(DiskFull):
            pay()
    with pytest.raises(DiskFull):
        open_shop.refund(number)
    assert open_shop.terminal.captured() == 100
    monkeypatch.undo()
    open_shop.pay_cash()
    assert open_shop.adds_up()


@pytest.mark.usefixtures("small_reserve")
def test_a_reserve_that_was_given_up_is_made_again_at_the_next_start(shop: Shop) -> None:
    path = shop.folder / reserve.NAME
    assert reserve.release(shop.folder)
    assert not reserve.release(shop.folder)
    assert not path.exists()
    shop.restart()
    assert path.stat().st_size == reserve.SIZE
    assert path.stat().st_blocks * 512 >= reserve.SIZE  # room that is really taken


def test_a_disk_that_became_read_only_is_said_before_money_is_taken(
    open_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_shop.add("CAF-001")
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(DiskReadOnly):
        open_shop.pay_cash()
    monkeypatch.undo()
    open_shop.pay_cash()
    assert open_shop.adds_up()


@pytest.mark.parametrize(
    ("address", "said"), [("sim://terminal", "simulated"), ("https://10.0.0.7:8443", "10.0.0.7")]
)
def test_the_doctor_says_of_a_simulated_terminal_that_it_charges_nobody(
    demo_folder: Path, address: str, said: str
) -> None:
    entry = {"kind": "terminal", "address": address}
    found_till = till_toml.read(demo_folder)
    till_toml.write(demo_folder, replace(found_till, devices={"card": entry}))
    found = {one.check: one for one in examine(demo_folder)}
    assert said in found["terminal"].detail


def test_a_till_that_is_open_gets_no_second_window(
    open_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "check_display", lambda: None)
    monkeypatch.setattr("app.main.run", lambda folder: pytest.fail(f"opened {folder}"))
    with pytest.raises(AnotherTill) as refused:
        window.open_window(str(open_shop.folder))
    for language in ("es", "en"):
        assert str(open_shop.folder) not in sentence(refused.value, language)
    ran = mostrador("demo", "--data", open_shop.folder, DISPLAY=":none")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "ya está abierta" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_the_doctor_speaks_one_language_and_names_no_file_of_ours(demo_folder: Path) -> None:
    spanish, english = (
        mostrador("doctor", "--data", demo_folder, LANGUAGE=language).stdout
        for language in ("es", "en")
    )
    assert "simulado: aprueba y no cobra a nadie" in spanish
    assert "simulated: it charges nobody" in english
    assert len(spanish.splitlines()) == len(english.splitlines())
    for name in ("second_copy", "catalog-1.db", "recovery.sealed", " wal "):
        assert name not in spanish + english


def test_a_demos_papers_do_not_say_that_anybody_can_verify_them(open_shop: Shop) -> None:
    fiscal = open_shop.add("CAF-001").pay_cash().document.fiscal
    assert fiscal is not None
    assert fiscal.above == "QR tributario:"
    assert "no consta" in fiscal.below
