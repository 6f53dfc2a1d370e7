"""Archives a till's old days, or lets go of them, killed before each step; says what was left.

`python killed_archive.py archive|prune FOLDER`: one JSON line a kill, as `killed.py`. FOLDER has a
`till` with old days and an empty `disk`.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import aged
from builders import copied
from weak_pins import weaken

import app.receipt_words  # noqa: F401  here, so that no child has to import it
from app.domain.errors import NothingArchived, NothingOld
from app.services.archiving import archive, prune
from app.services.opening import opened
from app.services.verify import verify
from app.storage import pruned, reserve
from bench.steps import Steps, Work, run, worth_killing


def put_away(place: Path) -> Any:
    """Once more, as a person would: an archive, and its days leave; what each said."""
    said = []
    for deed in (archive, prune):
        try:
            deed(place / "till", place / "disk", {})
            said.append("done")
        except (NothingArchived, NothingOld) as error:
            said.append(type(error).__name__)
    return said


def archives(place: Path) -> Work:
    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        steps.arm()
        archive(place / "till", place / "disk", {})
        say("archived")

    return work


def prunes(place: Path) -> Work:
    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        archive(place / "till", place / "disk", {})
        steps.arm()
        prune(place / "till", place / "disk", {})
        say("pruned")

    return work


def found(place: Path) -> dict[str, Any]:
    """What the next start finds, and what verifies of it, alone and with the archives."""
    with opened(place / "till") as till:
        verdicts = [verify(till.db, till.regime), verify(till.db, till.regime, place / "disk")]
        with till.db.read() as connection:
            left = pruned.newest(connection)
        beside = aged.beside(till.db)
    files = sorted(path.name for path in (place / "disk").iterdir())
    return {
        "violations": [f"{one.where}: {one.what}" for v in verdicts for one in v.violations],
        "documents": verdicts[1].documents,
        "left": left is not None,
        "archives": [name for name in files if name.endswith(".journal")],
        "halves": [name for name in files if not name.endswith(".journal")],
        "beside": str(hash(repr(sorted(beside.items(), key=lambda one: one[0])))),
    }


def start(place: Path) -> Work:
    def work(_: Steps, say: Callable[[Any], None]) -> None:
        say(found(place))
        say(put_away(place))
        say(found(place))

    return work


def kills(deed: Callable[[Path], Work], place: Path) -> Iterator[dict[str, Any]]:
    """In peace, then every kill: what was left, and what came of doing it once more."""
    peace = copied(place, place.with_name("peace"))
    yield {"step": "before", "found": run(start(copied(place, place.with_name("b")))).said[0]}
    ended = run(deed(peace))
    for n in worth_killing(ended.seen):
        there = copied(place, place.with_name(f"kill-{n}"))
        killed = run(deed(there), n)
        left, again, after = run(start(there)).said
        yield {
            "step": ended.step(n),
            "killed": killed.killed,
            "said": killed.said,
            "found": left,
            "again": again,
            "after": after,
        }
        shutil.rmtree(there)


if __name__ == "__main__":
    weaken()
    reserve.SIZE = 1024 * 1024
    deed = {"archive": archives, "prune": prunes}[sys.argv[1]]
    for row in kills(deed, Path(sys.argv[2])):
        print(json.dumps(row), flush=True)
