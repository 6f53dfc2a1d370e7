"""A shop that is its own chain, as its owner meets it: made in one command, backed up, restored."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from builders import NOON, copied
from click.testing import CliRunner, Result
from shop import Shop
from waiting import until

from app.commands import group, loopback
from app.commands.beside import running
from app.commands.central_folder import opened
from app.commands.start_single import keep_backups_in, known
from app.domain.errors import AnotherTill, ChainElsewhere, DemoFolder
from app.messages import sentence
from app.services import erasures, single
from app.services.attention import BackupsNowhere, BackupTrouble, Matter
from app.services.backups import state_of
from app.services.single import Single
from app.storage import enrolment
from app.syncing import worker_of
from sync.central.auth import new_token
from sync.central.masters import customers as masters
from sync.central.serving import Serving

FACTS = ("--nif", "B12345674", "--name", "Ejemplo, S.L.", "--address", "Calle Mayor 1")
BOSS = ("--manager", "9001", "483920")
PIN = BOSS[-1]
SERIES = f"T001C01AS{max(NOON, datetime.now(UTC)).year % 100}"
CSV = "sku;name;price_store;barcodes\nPAN;Pan de pueblo;1,20;8410000000016\n"


def mostrador(*words: str | Path) -> Result:
    """The command, in this process."""
    environment = {"LANG": "es_ES.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    return CliRunner(env=environment).invoke(group.mostrador, [str(word) for word in words])


def done(*words: str | Path) -> str:
    """Its standard output, when it went well."""
    finished = mostrador(*words)
    assert finished.exit_code == 0, finished.output
    return finished.stdout


def start(folder: Path, *words: str) -> Result:
    return mostrador("start", "--single", "--no-window", "--data", folder, *words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A shop and its recovery code; only to be copied."""
    folder = tmp_path_factory.mktemp("single") / "shop"
    said = json.loads(
        done("start", "--single", "--no-window", "--json", "--data", folder, *FACTS, *BOSS)
    )
    return folder, said["recovery_code"]


@pytest.fixture
def shop_folder(made: tuple[Path, str], tmp_path: Path) -> Path:
    folder = copied(made[0], tmp_path / "shop")
    keep_backups_in(folder, str(tmp_path / "copies"))
    return folder


def serves(folder: Path) -> bool:
    return not loopback.is_free(port(folder))


def in_step(folder: Path) -> None:
    command = [*worker_of(folder), "--once"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def sales(folder: Path) -> list[str]:
    """The numbers that its central knows."""
    with opened(str(folder), None) as central, central.read() as connection:
        rows = connection.exec_driver_sql("SELECT number FROM sales ORDER BY number").all()
    return [row.number for row in rows]


def sell(folder: Path, times: int = 1) -> str:
    """So many loaves, in cash; the last number."""
    with Shop(folder) as shop:
        shop.sign_in("9001", PIN)
        if shop.counter.drawer.current() is None:
            shop.open_shift("100")
        for _ in range(times):
            shop.varios("1.20").pay_cash("5")
        assert shop.adds_up()
        return str(shop.document.number)


def test_one_command_makes_the_shop_and_the_next_one_has_nothing_to_ask(
    shop_folder: Path, tmp_path: Path
) -> None:
    again = start(shop_folder)
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
    assert sell(shop_folder) == f"{SERIES}-000001"
    with running(shop_folder):
        until(lambda: serves(shop_folder))
        in_step(shop_folder)
    assert sales(shop_folder) == [f"{SERIES}-000001"]
    assert start(shop_folder, "--backups", str(tmp_path / "usb")).exit_code == 0
    found = single.read(shop_folder)
    assert isinstance(found, Single)
    assert found.backups == str(tmp_path / "usb")


def port(folder: Path) -> int:
    found = single.read(folder)
    assert isinstance(found, Single)
    return found.port


def test_a_shop_whose_single_toml_cannot_be_read_sells_with_its_central_and_is_told(
    shop_folder: Path, tmp_path: Path
) -> None:
    (shop_folder / single.NAME).write_text("port = 80", "utf-8")
    with running(shop_folder) as child:
        assert child
        sell(shop_folder)
        until(lambda: child.pid is not None)
        until(lambda: _arrived(shop_folder))
        (matter,) = backup_matters(shop_folder)
    assert isinstance(matter, BackupsNowhere)
    command = f"«mostrador start --single --data {shop_folder} --backups CARPETA»"
    assert command in sentence(matter.why, "es")
    doctor = json.loads(mostrador("doctor", "--json", "--data", shop_folder).stdout)
    (finding,) = (one for one in doctor["findings"] if one["check"] == "backup")
    assert (finding["ok"], doctor["ok"]) == (False, False)
    assert "backups?" in finding["detail"]
    for refused in (mostrador("backup", "--daily", "--data", shop_folder), start(shop_folder)):
        assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
        assert command in refused.stderr

    assert start(shop_folder, "--backups", str(tmp_path / "usb")).output == ""  # no new code
    found = single.read(shop_folder)
    assert isinstance(found, Single)
    assert found.backups == str(tmp_path / "usb")
    assert backup_matters(shop_folder) == []


def backup_matters(folder: Path) -> list[Matter]:
    with Shop(folder) as shop:
        every = shop.counter.attention.matters()
    return [one for one in every if isinstance(one, BackupsNowhere | BackupTrouble)]


def _arrived(folder: Path) -> bool:
    with suppress(subprocess.CalledProcessError):  # nobody serves yet
        in_step(folder)
    return bool(sales(folder))


def test_what_the_law_needs_is_asked_for_before_anything_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    bare = start(folder)
    assert bare.exit_code == 2
    assert "Missing --nif, --name, --address, --manager." in bare.stderr
    for words, why in (
        ((*FACTS, "--manager", "9001", "1234"), "PIN"),
        ((*FACTS[2:], "--nif", "B00000001", *BOSS), "nif"),
        ((*FACTS, *BOSS, "--regime", "verifactu"), "VERI*FACTU"),
    ):
        refused = start(folder, *words)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert why in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_demo_and_real_shops_never_share_a_folder(
    shop_folder: Path, demo_folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(DemoFolder):
        known(demo_folder)
    chain = tmp_path / "chain"
    done("central", "init", "--demo", "--data", chain / "central")
    with pytest.raises(DemoFolder):
        known(chain)
    refused = mostrador("demo", "--data", shop_folder)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "tienda de verdad" in refused.stderr
    done("central", "init", "--data", tmp_path / "half" / "central")  # cut short before its till
    refused = mostrador("demo", "--data", tmp_path / "half")
    assert "tienda de verdad" in refused.stderr.splitlines()[-1]


def test_a_till_of_another_chain_is_left_to_it(shop_folder: Path, tmp_path: Path) -> None:
    (shop_folder / "central").rename(tmp_path / "elsewhere")
    with pytest.raises(ChainElsewhere):
        known(shop_folder)
    done("central", "init", "--data", shop_folder / "central")
    with pytest.raises(ChainElsewhere):
        known(shop_folder)


def test_a_till_that_stood_alone_gets_a_central_and_keeps_its_journal(tmp_path: Path) -> None:
    folder, central = tmp_path / "shop", tmp_path / "shop" / "central"
    done("init", "--data", folder, "--shop", "001", "--till", "01", *FACTS, *BOSS)
    assert sell(folder) == f"{SERIES}-000001"
    refused = start(folder)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    make, fill, again = re.findall("«mostrador ([^»]+)»", refused.stderr)
    assert fill == f"central import shops FICHERO --data {folder}"
    assert again == f"start --single --data {folder}"
    done(*shlex.split(make))
    assert (central / "central.db").exists()
    for kind, rows in (
        ("shops", f"code;name;company;nif;address\n001;Centro;Ejemplo, S.L.;{FACTS[1]};Mayor 1"),
        ("staff", f"code;name;role;pin\n9001;Marta;manager;{PIN}"),
        ("catalog", CSV),
    ):
        file = tmp_path / f"{kind}.csv"
        file.write_text(rows, "utf-8")
        more = ("--default", "vat=4") if kind == "catalog" else ()
        done("central", "import", kind, file, "--data", folder, *more)
    whole = start(folder)
    assert whole.exit_code == 0, whole.output
    with Shop(folder) as shop:
        assert shop.document.number == f"{SERIES}-000001"
        shop.sign_in("9001", PIN).scan("8410000000016").pay_cash("5")
        assert shop.document.number[7] == "B"
        assert shop.adds_up()


def test_central_is_started_again_when_it_dies_and_goes_with_the_window(shop_folder: Path) -> None:
    with running(shop_folder) as child:
        assert child
        until(lambda: serves(shop_folder))
        first = child.pid
        assert first
        assert sell(shop_folder) == f"{SERIES}-000001"
        os.kill(first, signal.SIGKILL)
        until(lambda: child.pid not in (None, first) and serves(shop_folder))
        in_step(shop_folder)
    assert loopback.is_free(port(shop_folder))
    assert sales(shop_folder) == [f"{SERIES}-000001"]
    assert sell(shop_folder) == f"{SERIES}-000002"  # whether or not central is there


def test_a_port_that_somebody_else_took_is_left_to_them(shop_folder: Path) -> None:
    sell(shop_folder)
    before = port(shop_folder)
    with socket.socket() as other:
        other.bind((loopback.LOOPBACK, before))
        other.listen()
        with running(shop_folder):
            assert port(shop_folder) != before
            until(lambda: serves(shop_folder))
            in_step(shop_folder)
    assert sales(shop_folder) == [f"{SERIES}-000001"]


def test_a_second_window_leaves_the_first_ones_central_alone(shop_folder: Path) -> None:
    before = single.read(shop_folder), enrolment.read(shop_folder)
    with Shop(shop_folder), pytest.raises(AnotherTill), running(shop_folder):
        pass
    assert (single.read(shop_folder), enrolment.read(shop_folder)) == before


def test_products_come_by_central_while_it_is_serving(shop_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text(CSV, "utf-8")
    refused = mostrador("import", file, "--data", shop_folder, "--default", "vat=4")
    assert "mostrador central import" in refused.stderr
    with running(shop_folder):
        until(lambda: serves(shop_folder))
        words = ("central", "import", "catalog", file, "--default", "vat=4")
        done(*words, "--data", shop_folder)
        until(lambda: _sold(shop_folder))
    with Shop(shop_folder) as shop:
        shop.sign_in("9001", PIN).open_shift("100").scan("8410000000016").pay_cash("5")
        assert str(shop.document.total) == "1.20"


def _sold(folder: Path) -> bool:
    in_step(folder)
    with Shop(folder) as shop:
        return len(shop.counter.lookup.favourites(10)) == 1


def back_up_quietly(folder: Path) -> None:
    """As the window does: beside a till that may be selling, once a day."""
    with Shop(folder) as shop:
        shop.sign_in("9001", PIN)
        backups = shop.counter.backups
        for _ in range(2):
            backups.look(datetime.now().astimezone())
            until(lambda: not backups.running)


def test_a_lost_machine_comes_back_with_its_central_and_no_number_twice(
    shop_folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    with running(shop_folder):
        until(lambda: serves(shop_folder))
        assert sell(shop_folder, 3) == f"{SERIES}-000003"
        in_step(shop_folder)
        sell(shop_folder)  # in the journal, not yet at central
        back_up_quietly(shop_folder)
        sell(shop_folder, 2)  # lost with the machine
        in_step(shop_folder)
    state = state_of(shop_folder)
    assert state
    assert state.made
    assert not state.trouble
    (file,) = (tmp_path / "copies").glob("*.mostrador")

    there = tmp_path / "new machine" / "shop"
    last = ("--recovery-code", made[1], "--last-ticket", f"{SERIES}-000006")
    done("restore", file, "--data", there, *last)
    assert sales(there) == [f"{SERIES}-{n:06}" for n in (1, 2, 3)]
    whole = start(there, "--json")
    assert whole.exit_code == 0, whole.stderr
    assert json.loads(whole.stdout)["recovery_code"] != made[1]
    number = sell(there)
    assert number[:8] == "T001C01B", "no letter is left out"
    with running(there):
        until(lambda: serves(there))
        in_step(there)
    assert sales(there) == [*(f"{SERIES}-{n:06}" for n in (1, 2, 3, 4)), number]
    assert json.loads(done("central", "exceptions", "--json", "--data", there))["exceptions"] == []


def test_a_letter_that_was_sold_with_after_a_restore_is_never_given_again(
    shop_folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    sell(shop_folder)
    done("backup", tmp_path / "copy", "--data", shop_folder)
    there, last = tmp_path / "new machine", f"{SERIES}-000001"
    words = ("--data", there, "--recovery-code", made[1], "--last-ticket", last)
    done("restore", tmp_path / "copy", *words)
    assert sell(there)[:8] == "T001C01B"  # without its central, as a script may
    whole = start(there)
    assert whole.exit_code == 0, whole.stderr
    assert sell(there)[:8] == "T001C01C"
    with running(there):
        until(lambda: serves(there))
        in_step(there)
    assert [number[7] for number in sales(there)] == ["A", "B", "C"]
    assert json.loads(done("central", "exceptions", "--json", "--data", there))["exceptions"] == []


def test_a_shop_restored_twice_goes_on_with_the_letter_after_its_newest_paper(
    shop_folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    done("backup", tmp_path / "copy", "--data", shop_folder)
    second, third = tmp_path / "second", tmp_path / "third"
    last = sell(shop_folder)
    for place, letter in ((second, "B"), (third, "C")):
        words = ("--data", place, "--recovery-code", made[1], "--last-ticket", last)
        done("restore", tmp_path / "copy", *words)
        assert start(place).exit_code == 0
        last = sell(place)
        assert last[:8] == f"T001C01{letter}"


def test_a_backup_says_that_it_took_the_place_of_another(shop_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bk1"
    assert done("backup", copy, "--data", shop_folder) == f"Copia hecha en {copy}.\n"
    before = copy.read_bytes()
    said = f"Copia hecha en {copy}, en lugar del fichero que había.\n"
    assert done("backup", copy, "--data", shop_folder) == said
    assert copy.read_bytes() != before


def test_a_shop_that_came_back_is_opened_only_with_its_central(
    shop_folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    done("backup", tmp_path / "copy", "--data", shop_folder)
    there = tmp_path / "new machine"
    words = ("--data", there, "--recovery-code", made[1], "--last-ticket", "")
    back = mostrador("restore", tmp_path / "copy", *words)
    command = f"«mostrador start --single --data '{there}'»"
    assert command in back.stderr
    first, reach = back.stdout.splitlines()
    assert first == f"Tienda restaurada en {there}."  # its series is said when it has one
    assert reach.startswith("Esta copia llega hasta las ")
    refused = mostrador("--data", there)
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert command in refused.stderr
    whole = start(there)
    assert whole.exit_code == 0
    with Shop(there) as shop:
        shop.sign_in("9001", PIN).open_shift("100").varios("1.20").pay_cash("5")
        assert f"(serie {shop.document.number[:8]}S)" in whole.stdout
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.main.run", lambda folder: 7)
        assert mostrador("--data", there).exit_code == 7  # its window


def test_an_old_copy_of_the_shop_does_not_bring_back_whoever_was_erased_since(
    shop_folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    with_customers(shop_folder, tmp_path)
    ana = of_cards(shop_folder)["C-1"]
    done("central", "erase", ana, "--data", shop_folder)
    there = tmp_path / "again"
    words = ("--data", there, "--recovery-code", made[1], "--last-ticket", "", "--json")
    assert json.loads(done("restore", tmp_path / "copy", *words))["erased"] == 1
    assert of_cards(there).keys() == {"C-2"}


def with_customers(folder: Path, tmp_path: Path) -> None:
    """Ana and Eva are its customers, and in a backup."""
    file = tmp_path / "customers.csv"
    file.write_text("card,name\nC-1,Ana\nC-2,Eva\n", "utf-8")
    done("central", "import", "customers", file, "--data", folder)
    done("backup", tmp_path / "copy", "--data", folder)


def test_whoever_the_office_erases_or_a_command_in_there_is_on_the_list(
    shop_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_customers(shop_folder, tmp_path)
    ana, eva = (of_cards(shop_folder)[card] for card in ("C-1", "C-2"))
    with opened(str(shop_folder), None) as central:
        with central.write() as tx:
            token = new_token(tx, "test")
        serving = Serving(central)
        serving.start()
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{serving.url}/v1/customers/{ana}"
        answered = httpx.delete(url, headers=headers, trust_env=False)
        serving.stop()
    assert answered.status_code == 204
    assert erasures.listed(shop_folder) == erasures.listed(tmp_path) == {ana}
    monkeypatch.chdir(shop_folder / "central")
    done("central", "erase", eva, "--data", ".")
    assert erasures.listed(shop_folder) == erasures.listed(tmp_path) == {ana, eva}


def test_central_has_somebody_on_the_list_before_the_key_goes(
    shop_folder: Path, tmp_path: Path
) -> None:
    with_customers(shop_folder, tmp_path)
    ana = of_cards(shop_folder)["C-1"]
    with opened(str(shop_folder), None) as central, central.write() as tx:
        masters.erase(tx, ana, "test")
        assert erasures.listed(shop_folder) == {ana}


def test_without_its_list_a_copy_of_a_shop_says_that_customers_of_central_may_come_back(
    shop_folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    with_customers(shop_folder, tmp_path)
    words = ("--recovery-code", made[1], "--last-ticket", "")
    listed = mostrador("restore", tmp_path / "copy", "--data", tmp_path / "one", *words)
    assert erasures.NAME not in listed.stderr
    (tmp_path / erasures.NAME).unlink(missing_ok=True)
    alone = mostrador("restore", tmp_path / "copy", "--data", tmp_path / "two", *words)
    assert erasures.NAME in alone.stderr


def of_cards(folder: Path) -> dict[str, str]:
    said = json.loads(done("central", "customers", "--json", "--data", folder))
    return {one["card"]: one["uuid"] for one in said["customers"]}


def test_a_central_that_is_there_is_never_replaced_by_its_backup(
    shop_folder: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    done("backup", tmp_path / "copy", "--data", shop_folder)
    place = tmp_path / "half"
    place.mkdir()
    (shop_folder / "central").rename(place / "central")
    before = epoch(place)
    done(
        "restore",
        tmp_path / "copy",
        "--data",
        place,
        "--recovery-code",
        made[1],
        "--last-ticket",
        "",
    )
    assert epoch(place) == before
    there = tmp_path / "nothing"
    done(
        "restore",
        tmp_path / "copy",
        "--data",
        there,
        "--recovery-code",
        made[1],
        "--last-ticket",
        "",
    )
    assert epoch(there) != before  # a central that has lost something says so


def epoch(folder: Path) -> str:
    return str(json.loads(done("central", "status", "--json", "--data", folder))["epoch"])
