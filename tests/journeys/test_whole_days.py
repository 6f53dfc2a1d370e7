"""Whole days through the command line, to the files that the AEAT would get."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from played import OPEN, done, mostrador
from verifactu_sdk.xml import validar

REAL_FILE = Path(__file__).parents[3] / "shared" / "data" / "products_es_openfoodfacts.csv"
SALE = ["add CAF-001 2", "add LEC-ENT 3", "pay cash 50"]
DAY = [
    *OPEN,
    *SALE,
    "scan 9525300002499",
    "!scan 5000159407236",
    "varios 2.50 21 botón",
    "varios 1 0 donativo",
    "varios 3 4 libro",
    "discount ticket 7.5% vecina",
    "pay card 2",
    "pay card-by-hand 1",
    "pay cash",
    "add CAM-LIN-M",
    "invoice 12345678Z 'María Núñez & Güell' 'Calle Mayor, 1 <2º>'",
    "terminal decline",
    "pay card",
    "pay card",
    "clock +1h",
    "signin 2001 2222",
    "refund T042C03AS26-000001 1:1 2:2",
    "refund-all T042C03AF26-000001",
    "add BOL-PAP",
    "price 0 regalo",
    "pay cash",
    "add CAF-001 100",
    "pay card",
    "count 50x2 card-by-hand=1",
    "close-shift",
    "clock +1d",
    "signin 1001 1111",
    "open-shift 50",
    *SALE * 3,
    "close-shift",
]


def play(folder: Path, *lines: str, **environment: str) -> list[Any]:
    script = folder.with_name(f"{folder.name}.txt")
    script.write_text("\n".join(lines), "utf-8")
    out = done("play", script, "--data", folder, **environment)
    return [json.loads(line) for line in out.splitlines()]


def verified(folder: Path, **environment: str) -> Any:
    found = json.loads(done("journal", "verify", "--json", "--data", folder, **environment))
    assert found["ok"]
    return found


def exported(folder: Path, out: Path, **environment: str) -> list[Path]:
    """The fiscal files, each valid by the official schema and clean by the strict auditor."""
    command: list[str | Path] = ["fiscal", "export", "--json", "--data", folder, "--out", out]
    names = json.loads(done(*command, **environment))["files"]
    files = [Path(name) for name in names]
    for file in files:
        validar(file.read_bytes())
        audit = subprocess.run(
            [Path(sys.executable).with_name("verifactu-lint"), "--estricto", file],
            capture_output=True,
            text=True,
        )
        assert audit.returncode == 0, audit.stdout + audit.stderr
    return files


def numbers(files: list[Path]) -> list[str]:
    """Of the invoices in those files, in the order of the chain."""
    found = []
    for file in files:
        for record in etree.parse(str(file)).iter("{*}RegistroAlta"):
            found += [node.text or "" for node in record.iter("{*}NumSerieFactura")][:1]
    return found


def issued(answers: list[Any]) -> list[str]:
    results = [answer.get("result", {}) for answer in answers]
    return [result["number"] for result in results if "fiscal" in result]


def test_a_day_of_everything_is_what_the_law_wants(tmp_path: Path) -> None:
    till = tmp_path / "till"
    done("init", "--demo", "--data", till)
    answers = play(till, *DAY)
    assert len(answers) == len(DAY)
    made = issued(answers)
    assert len(made) == 10
    assert verified(till)["documents"] == 10
    assert numbers(exported(till, tmp_path / "made" / "out")) == made
    papers = {path.stem for path in (till / "tickets").iterdir()}
    assert papers == {*made, "Z1", "Z2"}
    facts = done("journal", "export", "--data", till).splitlines()
    assert [json.loads(line)["seq"] for line in facts] == list(range(1, len(facts) + 1))
    first_day = done("journal", "export", "--to", "2026-11-21", "--data", till).splitlines()
    second_day = done("journal", "export", "--from", "2026-11-22", "--data", till).splitlines()
    assert first_day + second_day == facts
    assert 0 < len(second_day) < len(facts)
    health = json.loads(mostrador("doctor", "--json", "--data", till).stdout)
    assert {one["check"] for one in health["findings"] if not one["ok"]} == {"differences"}


def test_the_real_file_is_imported_scanned_searched_and_sold(tmp_path: Path) -> None:
    if not REAL_FILE.exists():
        pytest.skip(f"{REAL_FILE.name} is not beside this repository")
    till = tmp_path / "till"
    done("init", "--demo", "--data", till)
    more = ["--map", "ean=barcodes", "--default", "price_store=1.99", "--default", "vat=10"]
    found = json.loads(done("import", REAL_FILE, "--data", till, "--json", *more))
    assert found["rows_in"] > 20_000
    answers = play(
        till, *OPEN, "search 'chorizo teruel'", "scan 8400000008037", "qty 3", "pay cash"
    )
    assert "8400000008037" in {one["sku"] for one in answers[3]["result"]["found"]}
    assert answers[-1]["result"]["total"] == "5.97"
    assert numbers(exported(till, tmp_path / "out")) == issued(answers)
    verified(till)


def test_a_backup_under_another_home_sells_on_and_no_number_exists_twice(tmp_path: Path) -> None:
    here, there, copy = tmp_path / "here", tmp_path / "home" / "there", tmp_path / "copy"
    there.parent.mkdir()
    code = json.loads(done("init", "--demo", "--json", "--data", here))["recovery_code"]
    play(here, *OPEN, *SALE * 20, "add LEC-ENT")
    done("backup", copy, "--data", here)
    play(here, "signin 1001 1111", "pay cash", *SALE * 29)
    home = {"HOME": str(there.parent), "XDG_DATA_HOME": str(there.parent / "data")}
    wrong: list[str | Path] = [
        "restore",
        copy,
        "--data",
        there,
        "--last-ticket",
        "",
        "--recovery-code",
        "WRONG",
    ]
    assert mostrador(*wrong, **home).returncode == 1
    assert not there.exists()
    done(*wrong[:-1], code, **home)
    play(there, "signin 1001 1111", "pay cash", *SALE * 49, **home)
    mine = numbers(exported(here, tmp_path / "mine"))
    files = exported(there, tmp_path / "theirs", **home)
    theirs = numbers(files)
    assert (len(mine), len(theirs), len(files)) == (50, 70, 2)
    assert mine[:20] == theirs[:20]
    assert len({*mine, *theirs}) == 100
    assert verified(here)["documents"] == 50
    assert verified(there, **home)["documents"] == 70


def test_a_real_till_without_records_sells_from_files_of_its_own(tmp_path: Path) -> None:
    till, products, staff = tmp_path / "till", tmp_path / "p.csv", tmp_path / "s.csv"
    command: list[str | Path] = [
        "init",
        "--data",
        till,
        "--shop",
        "042",
        "--till",
        "03",
        "--nif",
        "B12345674",
    ]
    facts = ["--name", "Delicias, S.L.", "--address", "Calle Mayor, 1"]
    assert mostrador(*command, *facts, "--regime", "verifactu").returncode == 1
    assert mostrador(*command, *facts, "--manager", "9", "999999").returncode == 1
    assert not till.exists()
    done(*command, *facts, "--manager", "9", "481516")
    again = mostrador(*command, *facts)
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)
    products.write_text("sku;name;price_store;vat\nPAN;Pan de pueblo;1,20;4\n", "utf-8")
    staff.write_text("code,name,role,pin\n7,Eva,cashier,4321\n", "utf-8")
    done("import", products, "--data", till)
    done("import", "--staff", staff, "--data", till)
    answers = play(till, "signin 7 4321", "open-shift 20", "add PAN 2", "pay cash 5")
    assert answers[-1]["result"]["total"] == "2.40"
    assert answers[-1]["result"]["fiscal"] is None
    assert exported(till, tmp_path / "out") == []
    assert verified(till)["fiscal_records"] == 0
