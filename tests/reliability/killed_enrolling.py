"""Joins a chain with a folder, killed before each step; says what was left and what came of it.

`python killed_enrolling.py new|alone FOLDER`: one JSON line a kill, as `killed.py`. Central's
answers are made up here, as it would give them: the same key gets the same installation again,
until that has said something.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from builders import copied
from killed import LUIS
from weak_pins import weaken

from app import config
from app.commands.counter import working
from app.domain.money import Money
from app.domain.shop import Shop
from app.services.enrolling import Folder, Life, Membership, become, holding
from app.services.installing import NewPerson, NewTill, make_till
from app.services.verify import verify
from app.storage import customers, enrolment, journal, reserve
from app.storage.enrolment import Enrolment
from bench.steps import Steps, Work, run, worth_killing

SHOP = Shop("042", "Tienda", "Tienda, S.L.", "B12345674", "Calle Mayor 1")
PEPPER = b"p" * 32
FILES = ("open", "os.", "COMMIT", "answer", "the end")


def joined(folder: Folder, given: dict[str, int]) -> Membership:
    """What central says; `given`: the installation of each key that it has heard of."""
    name = hashlib.sha256(folder.seed).hexdigest()
    number = given.setdefault(name, 1001 + len(given))
    letters = [folder.generation, *(life.generation for life in folder.lives)]
    letter = chr(ord(max(letters)) + 1) if max(letters) else "A"
    if folder.lives and folder.lives[-1] == Life(number, chr(ord(letter) - 1)):
        letter = folder.lives[-1].generation  # given before, and said nothing
    return Membership(
        Enrolment("http://127.0.0.1:1", "k" * 43 + "=", number, "epoch"),
        f"042-03-{letter}-{number}",
        letter,
        "03",
        PEPPER,
        SHOP,
    )


def enrol(folder: Path) -> Work:
    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        known = folder.with_name(f"{folder.name}-central")
        given = json.loads(known.read_text()) if known.exists() else {}
        with holding(folder) as held:
            said = joined(held, given)
            known.write_text(json.dumps(given))
            steps.arm()
            become(held, said)
        say("joined")

    return work


def look(folder: Path) -> Any:
    """Opened by the next start; None for no till."""
    if not (folder / config.NAME).exists() and not enrolment.waits(folder):
        return None
    with working(folder) as counter:
        till = counter.till
        verdict = verify(till.db, till.regime)
        with till.db.read() as connection:
            made = customers.all_made(connection)
            heads = journal.heads(connection)
        central = enrolment.read(folder)
        return {
            "violations": [f"{one.where}: {one.what}" for one in verdict.violations],
            "installation": till.config.installation,
            "enrolled": central.installation if central else 0,
            "pepper": till.pepper == PEPPER,
            "customers": [one.installation for one in made],
            "heads": len(heads),
            "waiting": sorted(path.name for path in folder.glob("*" + enrolment.NEW)),
            "documents": verdict.documents,
        }


def sell(folder: Path) -> None:
    with working(folder) as counter:
        counter.till.session.person = LUIS
        if counter.drawer.current() is None:
            counter.drawer.open(Money(0))
        counter.register.varios(Money(100), Decimal(21), "")
        counter.checkout.pay_cash()


def after(folder: Path) -> Work:
    """What the next start finds; a sale in it; enrolling once more; what there is then."""

    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        found = look(folder)
        say(found)
        if found is not None:
            sell(folder)
        enrol(folder)(Steps(), lambda _: None)
        sell(folder)
        say(look(folder))

    return work


def alone(place: Path) -> Path:
    """A stand-alone till with a sale, an open shift and a customer."""

    def work(_: Steps, say: Callable[[Any], None]) -> None:
        make_till(place, NewTill(SHOP, "03", (NewPerson(LUIS, "2222"),)))
        sell(place)
        with working(place) as counter:
            counter.till.session.person = LUIS
            counter.customers.make("70000017", {"name": "Luz"})

    run(work)
    return place


def kills(kind: str, place: Path) -> Iterator[dict[str, Any]]:
    till = alone(place / "till") if kind == "alone" else None

    def fresh(name: str) -> Path:
        return copied(till, place / name) if till else place / name

    peace = fresh("peace")
    ended = run(enrol(peace))
    steps = [*ended.seen, "the end"]
    for n in worth_killing(ended.seen):
        if not steps[n].startswith(FILES):
            continue  # within SQLite: what `init` and `restore` are killed at
        folder = fresh(f"kill-{n}")
        killed = run(enrol(folder), n)
        found, then = run(after(folder)).said
        yield {
            "step": ended.step(n),
            "killed": killed.killed,
            "said": killed.said,
            "left": found,
            "after": then,
        }
        shutil.rmtree(folder)


if __name__ == "__main__":
    weaken()
    reserve.SIZE = 1024 * 1024
    for row in kills(sys.argv[1], Path(sys.argv[2])):
        print(json.dumps(row), flush=True)
