"""What is committed names no package index and no folder of somebody's machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

# In two halves each, so that this file does not hold what it looks for.
UNWANTED = tuple(
    left + right
    for left, right in (
        ("/wo", "rk/"),
        ("/home", "/runner"),
        ("/ro", "ot/."),
        ("/opt", "/pypi"),
        ("files.python", "hosted"),
        ("pypi.", "org"),
        ("registry.", "npmjs"),
        ("deb.", "debian.org"),
        ("--extra-", "index-url"),
        ("--index", "-url"),
        ("--find", "-links"),
    )
)
EXCEPT = {"--no-emit-index-url"}  # an option that leaves it out


def committed() -> Iterator[Path]:
    if shutil.which("git") and (ROOT / ".git").exists():
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
        yield from (ROOT / name for name in done.stdout.decode().split("\0") if name)
    else:
        yield from (
            path
            for path in ROOT.rglob("*")
            if not {".venv", "build", ".git"} & set(path.relative_to(ROOT).parts)
        )


def text_of(path: Path) -> str:
    """The text of a file; nothing for a picture or a folder."""
    if not path.is_file():
        return ""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", "replace")


def found_in(text: str) -> list[str]:
    for word in EXCEPT:
        text = text.replace(word, "")
    return [word for word in UNWANTED if word in text]


def test_no_committed_file_names_an_index_or_a_workplace() -> None:
    found = {str(path.relative_to(ROOT)): found_in(text_of(path)) for path in committed()}
    assert {name: words for name, words in found.items() if words} == {}


def test_an_index_address_would_be_seen() -> None:
    assert found_in("https://" + "pypi." + "org/simple")
    assert not found_in("uv pip compile --no-emit-index-url")
