"""Makes a shop that is its own chain, killed before one step after another; says what was left.

`python killed_start.py start FOLDER`: one JSON line a kill, as `killed.py`.
"""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from killed_files import left
from weak_pins import weaken

from app.commands import loopback
from app.commands.beside import ready
from app.commands.central_folder import opened
from app.commands.start_single import Wanted, known, prepare
from app.domain.errors import ShopError
from app.services.backing import back_up, restore
from app.services.single import CENTRAL
from app.storage import reserve
from bench.steps import Steps, Work, run, worth_killing
from sync.central import installations
from sync.central.masters import shops, staff
from sync.central.masters.shops import ShopValue

SHOP = ShopValue(
    code="042", name="Centro", company="Comercios SL", nif="B12345674", address="Calle Mayor 1"
)
WANTED = Wanted(SHOP, "03", ("9001", "483920"))
KILLS = 8
IMPORTED_LATE = ("sync.central.serving", "sync.central.enrolment", "sync.enrolling")


def start(folder: Path) -> Work:
    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        steps.arm()
        before = known(folder)
        # What is there already is not said again.
        wanted = WANTED if not (before.shop and before.people) else Wanted(till="03")
        prepare(folder, wanted, lambda made: say(made.recovery_code))

    return work


def again(folder: Path) -> Work:
    """What was left; the same once more; what there is then, and whether the code is good."""

    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        say({"ready": ready(folder), "till": left(folder)})
        codes: list[str] = []
        if not ready(folder):
            start(folder)(Steps(), codes.append)
        say(codes)
        say({"ready": ready(folder), "till": left(folder), "central": at_central(folder)})

    return work


def at_central(folder: Path) -> Any:
    with opened(str(folder / CENTRAL), None) as central, central.write() as tx:
        return {
            "shops": list(shops.everyone(tx.connection)),
            "staff": list(staff.everyone(tx.connection)),
            "installations": len(installations.named(tx, shop="042", till="03")),
        }


def opens(folder: Path, code: str) -> bool:
    """Whether that code opens a backup made now."""
    back_up(folder, folder.with_name("backup"))
    try:
        restore(folder.with_name("backup"), folder.with_name("restored"), code)
    except ShopError:
        return False
    finally:
        shutil.rmtree(folder.with_name("restored"), ignore_errors=True)
    return True


def kills(place: Path) -> Iterator[dict[str, Any]]:
    ended = run(start(place / "peace" / "shop"))
    points = worth_killing(ended.seen)
    for n in sorted({*points[:: max(1, len(points) // KILLS)], *points[-4:]}):
        folder = place / str(n) / "shop"
        killed = run(start(folder), n)
        before, codes, after = run(again(folder)).said
        yield {
            "step": ended.step(n),
            "killed": killed.killed,
            "said": killed.said,
            "left": before,
            "after": after,
            "opens": opens(folder, [*killed.said, *codes][-1]),
        }
        shutil.rmtree(folder.parent, ignore_errors=True)


if __name__ == "__main__":
    weaken()
    reserve.SIZE = 1024 * 1024
    for name in IMPORTED_LATE:  # once, not in every child
        importlib.import_module(name)
    loopback.fetch = lambda place: None  # another process, killed elsewhere
    for row in kills(Path(sys.argv[2])):
        print(json.dumps(row), flush=True)
