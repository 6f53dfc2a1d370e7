"""docs/imports.md is true: its files go in, whole, by the commands that it says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.commands.group import mostrador
from app.importing.staff import role_of

PAGE = (Path(__file__).parents[4] / "docs" / "imports.md").read_text("utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0].splitlines()
FILES = re.findall(r"^## (\S+)\n\n```csv\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ROLES = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", PAGE, re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real central without anything in it, and the page's files in the working directory."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES:
        Path(name).write_text(text, "utf-8")
    run("mostrador central init", tmp_path / "central")
    return tmp_path / "central"


def run(command: str, folder: Path) -> dict[str, object]:
    """What it answers, when it goes well."""
    words = [*shlex.split(command)[1:], "--json", "--data", str(folder)]
    done = CliRunner().invoke(mostrador, words)
    assert done.exit_code == 0, (command, done.output)
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_every_file_of_the_page_goes_in_whole(folder: Path) -> None:
    imported = []
    for command in COMMANDS:
        answer = run(command, folder)
        if " import " in command:
            assert (answer["left_out"], answer["warnings"]) == ({}, {}), command
            assert answer["changed"], command
            imported.append(command.split()[-1])
    assert sorted(imported) == sorted(name for name, _ in FILES)


def test_what_an_import_answers_is_what_the_page_says(folder: Path) -> None:
    rows = "PAN,Pan,4,1\nSIN,Sin precio,4,\nMAL,Mal,4,abc\n"
    Path("some.csv").write_text(f"sku,name,vat,price_store\n{rows}", "utf-8")
    answer = run("mostrador central import catalog some.csv", folder)
    (example,) = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert answer == json.loads(example)


def test_every_role_of_the_page_is_known_by_each_of_its_names() -> None:
    assert len(ROLES) == 5
    for role, names in ROLES:
        assert {role_of(name) for name in names.split(", ")} == {role_of(role)}
        assert role_of(role) == role


def test_a_till_without_a_central_takes_products_and_staff(folder: Path) -> None:
    till = folder.with_name("till")
    facts = "--shop 042 --till 03 --nif B12345674 --name Ejemplo --address Mayor"
    run(f"mostrador init {facts}", till)
    line = next(line for line in PAGE.splitlines() if line.startswith("A till without a central"))
    commands = re.findall(r"`(mostrador import [^`]+)`", line)
    assert len(commands) == 2
    for command in commands:
        run(command, till)
