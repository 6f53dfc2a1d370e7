"""Pays, gives up and gives back by card at a copy of a till, killed between any two of its steps,
while the terminal does what it likes; says what each of them believes afterwards.

`python killed_terminal.py NAME FOLDER few|all MANNER…`: one JSON line a kill. The terminal is a
process of its own, as it is in a shop: it outlives the till.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builders import copied
from killed import FIRST, LUIS, TICKET, play
from terminal_at import terminal_at
from waiting import until

import app.receipt_words  # noqa: F401  here, so that no child has to import it
from app.commands.counter import working
from app.domain.document import Document
from app.domain.money import total
from app.domain.sale import Sale
from app.play.runner import Runner
from app.services.verify import verify
from app.storage import baskets, documents
from bench.steps import Steps, Work, run, worth_killing
from hardware.printers.textfile import TextFilePrinter
from hardware.simulated.book import Book
from hardware.simulated.terminal import Manner


@dataclass(frozen=True, slots=True)
class Deed:
    """`before` is done in peace, `done` is killed, `mended` is what a person does after it."""

    before: list[str]
    done: str
    mended: str


DEEDS = {
    "pay": Deed(TICKET, "pay card", "pay cash"),
    "abandon": Deed([*TICKET, "pay card 2.00"], "abandon", "abandon"),
    "return": Deed([*TICKET, "pay card"], f"refund-all {FIRST}", f"refund-all {FIRST}"),
}
TILL_DIES_MIDWAY = 0.3
"""Seconds after it began, while the terminal waits for the customer."""


class Terminal:
    """The simulated terminal's process, told by its files."""

    def __init__(self, place: Path) -> None:
        self.place, self._books = place, 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "hardware.simulated.serving", str(place)],
            stdin=subprocess.PIPE,
        )
        until(lambda: (place / "port").exists())
        self.port = int((place / "port").read_text("utf-8"))

    def tell(self, manner: Manner) -> None:
        self._say(manner.value)

    def begin(self, like: Path | None = None) -> Path:
        """Another book, which goes on from `like`."""
        self._books += 1
        name = f"book-{self._books}.jsonl"
        if like is not None and like.exists():
            shutil.copy(like, self.place / name)
        self._say(f"{Manner.APPROVE.value} {name}")
        return self.place / name

    def _say(self, words: str) -> None:
        """Heard with the next request; what was said before and not heard is said with it."""
        path = self.place / "manner"
        book = path.read_text("utf-8").partition(" ")[2] if path.exists() else ""
        whole = words if " " in words or not book else f"{words} {book}"
        part = path.with_suffix(".part")
        part.write_text(whole, "utf-8")
        part.replace(path)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


@contextmanager
def dying(seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, lambda: os.kill(os.getpid(), signal.SIGKILL))
    timer.start()
    yield
    timer.cancel()


def midway(folder: Path, line: str) -> Work:
    work = play(folder, [line])

    def die(steps: Steps, say: Callable[[Any], None]) -> None:
        with dying(TILL_DIES_MIDWAY):
            work(steps, say)

    return die


def start(folder: Path, mended: str, book: Path) -> Work:
    """What the next start believes, and what there is after a person has gone on."""

    def work(_: Steps, say: Callable[[Any], None]) -> None:
        with working(folder) as counter:
            counter.start()
            say(_found(counter, book))
            counter.till.session.person = LUIS
            printer = TextFilePrinter(folder / "tickets")
            Runner(counter, [printer], lambda row: None).run([f"!{mended}"])
            say(_found(counter, book))

    return work


def _found(counter: Any, book: Path) -> dict[str, Any]:
    verdict = verify(counter.till.db, counter.till.regime)
    with counter.till.db.read() as connection:
        issued, waiting = documents.newest(connection, 100), baskets.everything(connection)
    both: list[Document | Sale] = [*issued, *waiting]
    tenders = [one for paid in both for one in paid.tenders]
    cards = [one.amount for one in tenders if one.kind.asks_terminal]
    return {
        "violations": [f"{one.where}: {one.what}" for one in verdict.violations],
        "recorded": total(cards).cents,
        "captured": Book(book).captured(),
        "pending": len(counter.checkout.pending()),
        "documents": len(issued),
    }


def kills(
    deed: Deed, till: Path, terminal: Terminal, manner: Manner, *, all_: bool
) -> Iterator[Any]:
    first = terminal.begin()
    run(play(till, ["open-shift 100", *deed.before]))

    def again(name: str) -> tuple[Path, Path]:
        folder, book = copied(till, till.with_name(name)), terminal.begin(first)
        terminal.tell(manner)
        return folder, book

    folder, book = again("peace")
    ended = run(play(folder, [deed.done]))
    yield _after(deed, folder, book, terminal, f"{manner.value}: in peace", killed=False)
    last = len(ended.seen) - ended.seen[::-1].index("answer")
    points = worth_killing(ended.seen[:last])
    if not all_:
        points = [n for n in points if n and ended.seen[n - 1].startswith("COMMIT")]
    for n in points:
        folder, book = again(f"kill-{n}")
        killed = run(play(folder, [deed.done]), n).killed
        what = f"{manner.value}: {ended.step(n)}"
        yield _after(deed, folder, book, terminal, what, killed=killed)
        shutil.rmtree(folder)
    if manner is Manner.LATE:
        folder, book = again("midway")
        killed = run(midway(folder, deed.done)).killed
        yield _after(deed, folder, book, terminal, "late: midway", killed=killed)


def _after(
    deed: Deed, folder: Path, book: Path, terminal: Terminal, step: str, *, killed: bool
) -> dict[str, Any]:
    terminal.tell(Manner.APPROVE)  # one that died is switched on again
    found, mended = run(start(folder, deed.mended, book)).said
    return {
        "step": step,
        "killed": killed,
        "found": found,
        "mended": mended,
        "charged": Book(book).taken(),
        "given": Book(book).given(),
    }


def main(name: str, folder: Path, how_many: str, manners: list[str]) -> None:
    terminal = Terminal(folder / "terminal")
    try:
        for manner in manners:
            till = copied(folder / "till", folder / manner / "till")
            terminal_at(till, terminal.port, terminal.place)
            for row in kills(DEEDS[name], till, terminal, Manner(manner), all_=how_many == "all"):
                print(json.dumps(row), flush=True)
    finally:
        terminal.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
