"""Does one thing at a copy of a till, killed before each of its steps, and says what was left.

`python killed.py NAME FOLDER`: one JSON line a kill; run by test_kill in its own process, which
forks and therefore never has SQLite open itself.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from builders import copied

import app.receipt_words  # noqa: F401  here, so that no child has to import it
from app.commands.counter import working
from app.domain.document import Document
from app.domain.money import Money, total
from app.domain.sale import Sale
from app.domain.staff import Person, Role
from app.play import answers
from app.play.runner import Runner
from app.services.counter import Counter
from app.services.verify import verify
from app.storage import baskets, documents
from bench.steps import Steps, Work, run, worth_killing
from hardware.printers.textfile import TextFilePrinter
from hardware.terminals.simulated import SimulatedTerminal

LUIS = Person("2001", "Luis", Role.SENIOR)
TICKET = ["add LEC-ENT 2", "add PAN-BAR 3", "discount ticket 5%"]


@dataclass(frozen=True, slots=True)
class Deed:
    """`before` is done in peace, then `done` is killed; `mended`: what a person does after.

    Killed until it has answered; `whole`: through printing, signing out and closing too.
    """

    before: list[str]
    done: list[str]
    mended: list[str] = field(default_factory=lambda: ["pay cash"])
    whole: bool = False


FIRST = "T042C03AS26-000001"
DEEDS = {
    "cash": Deed([*TICKET, "pay card 2.00"], ["pay cash 50"], whole=True),
    "card": Deed(TICKET, ["pay card"]),
    "dead terminal": Deed(TICKET, ["terminal die", "pay card 1.00"]),
    "reversal": Deed([*TICKET, "pay card 2.00"], ["abandon"], ["abandon"]),
    "return": Deed([*TICKET, "pay cash"], [f"refund {FIRST} 1:1 2:2 cash"], []),
    "card return": Deed([*TICKET, "pay card"], [f"refund-all {FIRST}"], [f"refund-all {FIRST}"]),
    "shift": Deed([*TICKET, "pay cash", "count 50.00x2"], ["close-shift"], []),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the next start finds."""

    violations: list[str]
    documents: list[list[str]]
    fiscal: int
    basket: Any
    shift: Any
    captured: int
    recorded: int


def play(folder: Path, lines: list[str]) -> Work:
    """A session of commands; steps count from the first line on."""

    def typed(steps: Steps) -> Iterator[str]:
        steps.arm()
        yield from lines

    def work(steps: Steps, say: Callable[[Any], None]) -> None:
        with working(folder) as counter:
            counter.till.session.person = LUIS
            printer = TextFilePrinter(folder / "tickets")
            Runner(counter, [printer], lambda row: say(json.loads(row))).run(typed(steps))

    return work


def start(folder: Path, mended: list[str]) -> Work:
    """The next start: what it finds, and what there is after a person has gone on."""

    def work(_: Steps, say: Callable[[Any], None]) -> None:
        with working(folder) as counter:
            counter.start()
            say(asdict(_found(counter)))
            counter.till.session.person = LUIS
            printer = TextFilePrinter(folder / "tickets")
            Runner(counter, [printer], lambda row: None).run(f"!{line}" for line in mended)
            say(asdict(_found(counter)))

    return work


def _found(counter: Counter) -> Found:
    till = counter.till
    verdict = verify(till.db, till.regime)
    with till.db.read() as connection:
        issued = list(reversed(documents.newest(connection, 100)))
        waiting = baskets.everything(connection)
    shift = counter.drawer.current()
    assert isinstance(counter.terminal, SimulatedTerminal)
    both: list[Document | Sale] = [*issued, *waiting]
    return Found(
        [f"{one.where}: {one.what}" for one in verdict.violations],
        [[one.number, str(one.total), str(len(one.lines))] for one in issued],
        verdict.fiscal_records,
        answers.sale(counter.register.sale),
        shift and answers.shift(shift),
        counter.terminal.captured(),
        total(_on_terminal(one) for one in both).cents,
    )


def _on_terminal(paid: Document | Sale) -> Money:
    return total(tender.amount for tender in paid.tenders if tender.kind.asks_terminal)


def kills(deed: Deed, till: Path) -> Iterator[dict[str, Any]]:
    """Before, after in peace, then every kill: what it had said, what was found, and mended."""
    run(play(till, ["open-shift 100", *deed.before]))
    peace = copied(till, till.with_name("peace"))
    yield {"step": "before", **_started(copied(till, till.with_name("before")), [])}
    ended = run(play(peace, deed.done))
    yield {"step": "peace", "said": ended.said, **_started(peace, deed.mended)}
    last = len(ended.seen) if deed.whole else _past_the_answer(ended.seen)
    for n in worth_killing(ended.seen[:last]):
        folder = copied(till, till.with_name(f"kill-{n}"))
        killed = run(play(folder, deed.done), n)
        yield {
            "step": ended.step(n),
            "killed": killed.killed,
            "said": killed.said,
            **_started(folder, deed.mended),
        }
        shutil.rmtree(folder)


def _past_the_answer(seen: list[str]) -> int:
    return len(seen) - seen[::-1].index("answer")


def _started(folder: Path, mended: list[str]) -> dict[str, Any]:
    found, after = run(start(folder, mended)).said
    return {"found": found, "mended": after}


if __name__ == "__main__":
    for row in kills(DEEDS[sys.argv[1]], Path(sys.argv[2])):
        print(json.dumps(row), flush=True)
