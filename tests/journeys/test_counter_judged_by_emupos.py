"""A whole sale on devices that we did not write: scan, weigh, card, print, drawer, by way of play
and the devices of till.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from emupos import ALLOWED, Emupos

from app.commands.group import mostrador

pytestmark = pytest.mark.more

DEVICES = """
[devices.counter]
kind = "printer"
address = "tcp://127.0.0.1:{front}"
profile = "epson-tm-t20iii"

[devices.drawer]
address = "sim://drawer"
printer = "counter"

[devices.scale]
driver = "toledo-8217"
address = "serial://{deli}?bits=8&parity=none"
approval = "of the simulator"
"""


@pytest.fixture
def till(simulator: Emupos, demo_folder: Path) -> Iterator[Path]:
    toml = demo_folder / "till.toml"
    said = DEVICES.format(front=simulator.front, deli=simulator.port("deli"))
    toml.write_text(toml.read_text("utf-8") + said, "utf-8")
    yield demo_folder
    put(simulator, 0)
    simulator.ask("POST", "/devices/front/drawer/close")


def put(simulator: Emupos, grams: int) -> None:
    simulator.ask("PUT", "/devices/deli/weight", {"grams": grams, "stable": True})


def play(till: Path, *lines: str) -> list[dict[str, Any]]:
    session = ["signin 2001 2222", *lines]
    said = CliRunner().invoke(
        mostrador, ["play", "-", "--data", str(till)], input="\n".join(session) + "\n"
    )
    assert said.exit_code == 0, said.stderr
    return [json.loads(line) for line in said.stdout.splitlines()][1:]


def test_a_sale_is_scanned_weighed_paid_printed_and_the_drawer_opens(
    simulator: Emupos, till: Path
) -> None:
    before = len(simulator.receipts("front"))
    put(simulator, 1250)
    said = play(
        till,
        "open-shift 100",
        "add CAF-001 2",
        "add TOM-RAM",
        "weigh",
        "pay card 5.00",
        "pay cash 20",
        "signout",
    )
    weighed, sold = said[3]["result"], said[5]["result"]
    assert weighed["line"]["quantity"] == "1.25" and weighed["line"]["weight_from"] == "scale"
    assert sold["number"].startswith("T042")
    receipts = simulator.receipts("front")
    assert len(receipts) == before + 1
    paper = simulator.text("front")
    assert sold["total"].replace(".", ",") in paper and sold["number"] in paper
    state = simulator.ask("GET", "/devices/front").json()["state"]
    assert state["drawer"] == "open"
    unknown = [line for line in simulator.log.splitlines() if "command.unknown" in line]
    assert not [line for line in unknown if not any(known in line for known in ALLOWED)]
    assert "codepage.unsupported" not in simulator.log
