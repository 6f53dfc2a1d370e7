"""The licences of what we ship: listed as the lock has it, and none that would bind the shop."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LISTED: list[dict[str, str]] = json.loads((ROOT / "resources" / "licences.json").read_text("utf-8"))


def binds(licence: str) -> bool:
    """Whether every choice that the expression offers is a GPL or AGPL; the LGPL is none."""
    return all(
        any(term.startswith(("GPL", "AGPL")) for term in choice.split(" AND "))
        for choice in licence.split(" OR ")
    )


def test_the_list_is_what_the_lock_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "licences.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_nothing_shipped_binds_the_shop_to_the_gpl() -> None:
    assert [line["name"] for line in LISTED if binds(line["licence"])] == []


def test_a_gpl_without_a_choice_would_be_seen() -> None:
    assert binds("GPL-3.0-only")
    assert binds("AGPL-3.0-or-later OR GPL-2.0-only")
    assert binds("MIT AND AGPL-3.0-only")
    assert not binds("LGPL-3.0-only OR GPL-2.0-only")


def test_the_fonts_on_the_screen_are_listed() -> None:
    assert {"Inter", "Material Design Icons", "Phosphor Icons"} <= {x["name"] for x in LISTED}
