"""docs/pickups.md is true: every test that it names is there, and every case names one."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
PAGE = (HERE / "docs" / "pickups.md").read_text("utf-8")
ROWS = [
    (cells[0].strip(), re.findall(r"`(tests/[^`]+)::(test_\w+)`", cells[1]))
    for line in PAGE.splitlines()
    if line.startswith("| ")
    and (cells := line.strip("|").split("|"))[1].strip() != "test"
    and not cells[1].startswith("---")
]
CASES = 80
"""At least: none is taken off the page by mistake."""


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((HERE / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("case, named", ROWS, ids=[case for case, _ in ROWS])
def test_each_case_is_held_by_tests_that_are_there(case: str, named: list[tuple[str, str]]) -> None:
    assert named
    for path, name in named:
        assert name in names_in(path), f"{path} has no {name}"


def test_the_page_has_all_cases() -> None:
    assert len(ROWS) >= CASES
