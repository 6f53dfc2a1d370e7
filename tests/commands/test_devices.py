"""`mostrador devices`: what a till has, what it could have, whether it works."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from shop import Shop

from app import config
from app.commands.group import mostrador
from app.domain.errors import NothingLearned
from app.domain.weighed_code import check_digit
from hardware.discovery import found

DEVICES = """
[devices.counter]
kind = "printer"
address = "sim://printer"

[devices.wrong]
kind = "scale"
address = "tcp://127.0.0.1:9"
driver = "guess"
"""


@pytest.fixture
def folder(demo_folder: Path) -> Path:
    till = demo_folder / "till.toml"
    till.write_text(till.read_text("utf-8") + DEVICES, "utf-8")
    return demo_folder


def run(folder: Path, *words: str) -> Result:
    return CliRunner(env={"LANG": "es_ES"}).invoke(
        mostrador, ["devices", *words, "--data", str(folder)]
    )


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    listed: list[dict[str, Any]] = json.loads(result.stdout)["devices"]
    return listed


def test_each_device_of_till_toml_is_a_row_and_a_wrong_one_says_why(folder: Path) -> None:
    counter, wrong = rows(run(folder, "list", "--json"))
    assert (counter["name"], counter["state"], counter["code"]) == ("counter", "enabled", "")
    assert counter["facts"]["paper"] == "enough"
    assert (wrong["name"], wrong["code"]) == ("wrong", "no_service")
    (line,) = (one for one in run(folder, "list").stdout.splitlines() if one.startswith("wrong"))
    assert "Tiene mal la configuración" in line and wrong["detail"] in line and "guess" in line


def test_a_till_without_a_printer_puts_its_tickets_in_a_folder(demo_folder: Path) -> None:
    (only,) = rows(run(demo_folder, "list", "--json"))
    assert only["address"] == f"file://{demo_folder / 'tickets'}"


@pytest.mark.parametrize("words", [("list",), ("test", "counter"), ("watch", "--seconds", "0")])
def test_simulated_devices_are_those_of_the_open_till(folder: Path, words: tuple[str, ...]) -> None:
    with Shop(folder):
        refused = run(folder, *words)
    assert refused.exit_code == 1
    assert "sus aparatos simulados solo están en ella" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_real_devices_are_asked_beside_an_open_till(demo_folder: Path) -> None:
    with Shop(demo_folder):
        (only,) = rows(run(demo_folder, "list", "--json"))
    assert only["state"] == "enabled"


def test_a_device_that_is_tried_does_something(folder: Path) -> None:
    assert run(folder, "test", "counter").exit_code == 0
    printed = [path.read_text("utf-8") for path in (folder / "tickets").iterdir()]
    assert len(printed) == 1 and "áéíóúüñç" in printed[0]


@pytest.mark.parametrize(
    ("name", "words"), [("wrong", "mal la configuración"), ("toaster", "counter")]
)
def test_a_device_that_does_not_work_is_refused_in_one_sentence(
    folder: Path, name: str, words: str
) -> None:
    refused = run(folder, "test", name)
    assert refused.exit_code == 1
    assert words in refused.stderr and len(refused.stderr.strip().splitlines()) == 1


def test_what_changes_is_said_as_it_changes(folder: Path) -> None:
    said = run(folder, "watch", "--seconds", "0.5", "--json").stdout.splitlines()
    last = {row["name"]: row["state"] for row in map(json.loads, said)}
    assert last["counter"] == "enabled"


def test_looking_for_devices_writes_to_none() -> None:
    ours, theirs = os.openpty()
    try:
        os.set_blocking(ours, False)
        found()
        with pytest.raises(BlockingIOError):
            os.read(ours, 1)
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_host_that_somebody_typed_is_asked_what_it_is(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    said = json.loads(run(folder, "discover", f"127.0.0.1:{port}", "--json").stdout)["found"]
    assert said[-1]["address"] == f"127.0.0.1:{port}"
    assert said[-1]["is"].startswith("Rechaza la conexión")


def test_the_sheet_for_a_scanner_is_written(tmp_path: Path, qapp: object) -> None:
    said = run(tmp_path, "sheet", str(tmp_path / "hoja.pdf"))
    assert said.exit_code == 0, said.output
    assert (tmp_path / "hoja.pdf").read_bytes().startswith(b"%PDF-")


def test_one_label_teaches_how_a_scale_writes_its_codes(demo_folder: Path) -> None:
    words = ("learn", "2112345012506", "--weight", "1,250")
    said = json.loads(run(demo_folder, *words, "--json").stdout)
    assert said["layouts"][0] == {"pattern": "21IIIIIWWWWWC", "decimals": 3}
    assert config.read(demo_folder).weighed == ()
    assert "Guardado: 21IIIIIWWWWWC" in run(demo_folder, *words, "--keep").stdout
    priced = "230004200544"
    run(demo_folder, "learn", priced + check_digit(priced), "--price", "5,44", "--keep")
    again = run(demo_folder, *words, "--keep")
    assert again.exit_code == 0, again.output
    assert [row["pattern"] for row in config.read(demo_folder).weighed] == [
        "23IIIIIPPPPPC",
        "21IIIIIWWWWWC",
    ]


def test_a_label_that_says_something_else_teaches_nothing(demo_folder: Path) -> None:
    refused = run(demo_folder, "learn", "2112345012506", "--weight", "1,300")
    assert refused.exit_code != 0
    assert isinstance(refused.exception, NothingLearned) or "no lleva" in refused.output


def test_a_device_called_tickets_is_kept_beside_the_folder_of_tickets(demo_folder: Path) -> None:
    till = demo_folder / "till.toml"
    till.write_text(
        till.read_text("utf-8")
        + '[devices.tickets]\nkind = "labels"\naddress = "tcp://127.0.0.1:9"\n'
    )
    assert {row["kind"] for row in rows(run(demo_folder, "list", "--json"))} == {
        "labels",
        "printer",
    }
