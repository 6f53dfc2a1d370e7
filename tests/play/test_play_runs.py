"""Runs of a session: the same input gives the same bytes, `!` demands a refusal, exits say how."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders import copied
from played import OPEN, done, last, mostrador, played

from app.commands.demo_shop import make_demo_till

SCRIPT = [
    *OPEN,
    "scan 9525300002499",
    "!scan 5000159407236",
    "varios 2.50 21 botón",
    "discount ticket 5%",
    "park",
    "clock +5m",
    "add CAF-001 3",
    "pay card 5",
    "terminal die",
    "pay card",
    "!pay cash",
    "terminal approve",
    "pay card",
    "recall 1",
    "invoice 12345678Z María 'Calle Mayor, 1'",
    "pay cash 20",
    "signin 9001 9999",
    "refund T042C03AS26-000001 1:2",
    "refund-all T042C03AF26-000001",
    "clock +1d",
    "reprint T042C03AF26-000001",
    "count 50x1 20x3",
    "close-shift",
    "show",
]


def facts(folder: Path) -> list[str]:
    return done("journal", "export", "--data", folder).splitlines()


@pytest.mark.usefixtures("small_reserve")
def test_the_same_script_in_two_fresh_shops_gives_the_same_bytes(tmp_path: Path) -> None:
    # Each with keys of its own, made at another moment.
    for name in ("one", "two"):
        make_demo_till(tmp_path / name)
    out = [played(tmp_path / name, SCRIPT) for name in ("one", "two")]
    assert out[0] == out[1]
    assert len(out[0]) == len(SCRIPT)
    assert facts(tmp_path / "one") == facts(tmp_path / "two")
    tickets = [
        {path.name: path.read_bytes() for path in (tmp_path / name / "tickets").iterdir()}
        for name in ("one", "two")
    ]
    assert tickets[0] == tickets[1]
    assert len(tickets[0]) == 6  # the Z among them


def test_a_script_in_two_runs_tells_the_same_money(demo_folder: Path, tmp_path: Path) -> None:
    other = copied(demo_folder, tmp_path / "other")
    whole = [json.loads(line) for line in played(demo_folder, SCRIPT)]
    cut = SCRIPT.index("recall 1")
    played(other, SCRIPT[:cut])
    rest = played(other, ["signin 1001 1111", *SCRIPT[cut:]])
    for one, two in zip(whole[cut:-1], map(json.loads, rest[1:-1]), strict=True):
        one["result"].pop("fiscal", None)
        two["result"].pop("fiscal", None)
        assert one["result"] == two["result"]


def test_ids_follow_the_clock(demo_folder: Path) -> None:
    played(demo_folder, SCRIPT)
    uuids = [json.loads(line)["uuid"] for line in facts(demo_folder)]
    form = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(form, uuid) for uuid in uuids)
    assert len(set(uuids)) == len(uuids)
    assert [uuid[:13] for uuid in uuids] == sorted(uuid[:13] for uuid in uuids)


@pytest.mark.parametrize(
    ("script", "code", "lines", "said"),
    [
        ("show\nsearch leche\n", 0, 2, ""),
        ("", 0, 0, ""),
        ("# nothing\n\n   \n", 0, 0, ""),
        ("scan X\nshow\n", 1, 1, "Identifícate"),
        ("!scan X\nshow\n", 0, 2, ""),
        ("! scan X\nshow\n", 0, 2, ""),
        ("!show\nshow\n", 1, 1, "!show"),
        ("!fly\n!pay\nshow\n", 0, 3, ""),
        ("fly\n", 1, 1, "fly"),
    ],
)
def test_how_a_run_ends(
    demo_folder: Path, tmp_path: Path, script: str, code: int, lines: int, said: str
) -> None:
    file = tmp_path / "script.txt"
    file.write_text(script)
    ran = mostrador("play", file, "--data", demo_folder)
    assert ran.returncode == code, ran.stderr
    assert len(ran.stdout.splitlines()) == lines
    assert all(set(json.loads(line)) >= {"line", "do", "ok"} for line in ran.stdout.splitlines())
    assert said.strip("!") in ran.stderr
    assert len(ran.stderr.splitlines()) == code


def test_what_was_said_is_on_disk_even_when_nobody_reads_on(demo_folder: Path) -> None:
    # `head -n 4` takes four answers and leaves.
    script = "\n".join([*OPEN, *["add CAF-001"] * 400])
    file = demo_folder / "script.txt"
    file.write_text(script)
    command = Path(sys.executable).with_name("mostrador")
    with subprocess.Popen(
        [command, "play", file, "--data", demo_folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        read = [json.loads(process.stdout.readline()) for _ in range(6)]
        process.stdout.close()
        assert process.stderr
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 1
    basket = last(demo_folder, "show")["basket"]
    assert int(basket["lines"][0]["quantity"]) >= int(read[-1]["result"]["line"]["quantity"])
    assert json.loads(done("journal", "verify", "--json", "--data", demo_folder))["ok"]


def test_the_missing_file_and_the_missing_till_are_usage_and_a_sentence(tmp_path: Path) -> None:
    assert mostrador("play", tmp_path / "nothing.txt", "--data", tmp_path).returncode == 2
    file = tmp_path / "script.txt"
    file.write_text("show\n")
    ran = mostrador("play", file, "--data", tmp_path / "nowhere")
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 1)


def test_clock_and_terminal_are_for_demos(tmp_path: Path) -> None:
    till = tmp_path / "till"
    done(
        *("init", "--data", till, "--shop", "042", "--till", "03", "--nif", "B12345674"),
        *("--name", "Delicias, S.L.", "--address", "Calle Mayor, 1", "--manager", "9", "481516"),
    )
    file = tmp_path / "script.txt"
    file.write_text(
        "!clock +1d\n!terminal hang\nsignin 9 481516\nopen-shift 0\nvarios 1 4 pan\npay cash\n"
    )
    found = [json.loads(x) for x in done("play", file, "--data", till).splitlines()]
    assert [answer.get("error") for answer in found[:3]] == ["DemoOnly", "DemoOnly", None]
    assert found[-1]["result"]["fiscal"] is None
    (till / "reserve").unlink()
