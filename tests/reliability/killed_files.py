"""Makes a till, or changes its catalogue, killed before each step; says what was left.

`python killed_files.py init|restore|import FOLDER`: one JSON line a kill, as `killed.py`.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from builders import copied
from killed import LUIS
from weak_pins import weaken

from app import config
from app.commands.counter import working
from app.domain.errors import TillExists
from app.domain.money import Money
from app.domain.shop import Shop
from app.importing.products import import_products
from app.services.backing import back_up, restore
from app.services.installing import NewPerson, NewTill, make_till
from app.services.opening import tax_table
from app.services.verify import verify
from app.storage import journal, reserve
from bench.steps import Steps, Work, run, worth_killing

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ROWS = 40
NEW = NewTill(
    Shop("042", "Tienda", "Tienda, S.L.", "B12345674", "Calle Mayor 1", regime="verifactu"),
    "03",
    (NewPerson(LUIS, "2222"),),
    demo=True,
)


def init(folder: Path) -> Work:
    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        steps.arm()
        make_till(folder, NEW)
        say("made")

    return work


def change(folder: Path) -> Work:
    """Import the products of `folder`/new.csv."""

    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        steps.arm()
        import_products(
            folder / "new.csv",
            folder,
            mapping={},
            defaults={"tax": "general"},
            report=None,
            merge=False,
            taxes=tax_table(),
            progress=lambda done, of: None,
            now=NOW,
        )
        say("changed")

    return work


def left(folder: Path) -> Any:
    """What there is: nothing that calls itself a till, or how whole it is."""
    if not (folder / config.NAME).exists():
        return None
    with working(folder) as counter:
        till = counter.till
        verdict = verify(till.db, till.regime)
        with till.db.read() as connection:
            first = next(journal.since(connection), None)
        return {
            "violations": [f"{one.where}: {one.what}" for one in verdict.violations],
            "first": first and first.type,
            "documents": verdict.documents,
            "products": len(counter.lookup.favourites(5000)),
            "building": [path.name for path in folder.glob("*.building*")],
        }


def bring_back(folder: Path) -> Work:
    """Restore the backup and the code that lie beside `folder`."""

    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        steps.arm()
        restore(folder.with_name("backup"), folder, folder.with_name("code").read_text("ascii"))
        say("made")

    return work


def once_more(make: Callable[[Path], Work], folder: Path) -> Work:
    """What was left; the same once more; and a sale at the till that there is now."""

    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        say(left(folder))
        try:
            make(folder)(steps, say)
        except TillExists:
            say("there")
        with working(folder) as counter:
            counter.till.session.person = LUIS
            counter.drawer.open(Money(0))
            counter.register.varios(Money(100), Decimal(21), "")
            counter.checkout.pay_cash()
        say(left(folder))

    return work


def change_again(folder: Path) -> Work:
    """What was left; the same import once more; what there is then."""

    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        say(left(folder))
        change(folder)(steps, say)
        say(left(folder))

    return work


def inits(place: Path) -> Iterator[dict[str, Any]]:
    return kills(init, partial(once_more, init), place / "peace")


def restores(place: Path) -> Iterator[dict[str, Any]]:
    def back(_: Steps, say: Callable[[Any], None]) -> None:
        made = make_till(place / "origin", NEW)
        back_up(place / "origin", place / "backup")
        (place / "code").write_text(made.recovery_code, "ascii")

    run(back)
    return kills(bring_back, partial(once_more, bring_back), place / "peace")


def changes(place: Path) -> Iterator[dict[str, Any]]:
    till = place / "till"
    rows = [f"N{n};Nuevo {n};1,50" for n in range(ROWS)]
    (till / "new.csv").write_text("\n".join(["sku;name;price_store", *rows]), "utf-8")
    return kills(change, change_again, till)


def kills(
    deed: Callable[[Path], Work], again: Callable[[Path], Work], folder: Path
) -> Iterator[dict[str, Any]]:
    """Do it in peace in a copy of `folder` (of nothing, when there is none), then every kill."""

    def fresh(name: str) -> Path:
        return copied(folder, folder.with_name(name)) if folder.exists() else folder.with_name(name)

    ended = run(deed(fresh("in-peace")))
    for n in worth_killing(ended.seen):
        place = fresh(f"kill-{n}")
        killed = run(deed(place), n)
        found, answer, after = run(again(place)).said
        yield {
            "step": ended.step(n),
            "killed": killed.killed,
            "said": killed.said,
            "left": found,
            "again": answer,
            "after": after,
        }
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    # Four PINs hashed as weakly as can be, a small reserve: neither is a step.
    weaken()
    reserve.SIZE = 1024 * 1024
    made = {"init": inits, "restore": restores, "import": changes}
    for row in made[sys.argv[1]](Path(sys.argv[2])):
        print(json.dumps(row), flush=True)
