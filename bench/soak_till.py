"""A till in a process of its own, to be killed; and what its journal says afterwards.

Whoever uses this forks: it must be one thread and never have SQLite open itself.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import app.play.runner  # noqa: F401  here, so that no child has to import it
from app.commands.group import mostrador
from app.commands.journal import reading
from app.domain.facts import FactType, fact_hash
from app.domain.tender import TenderKind
from app.services.card_answers import request_of
from app.services.opening import regime_of
from app.services.verify import verify
from app.storage import attempts, baskets, fiscal, journal
from hardware.results import Approved
from hardware.terminals.simulated import SimulatedTerminal


class Killed(Exception):
    """The time was up: the till is dead."""


class Life:
    """`mostrador play -` until `deadline` (of `time.monotonic`), then SIGKILL."""

    def __init__(self, folder: Path, deadline: float) -> None:
        self._deadline = deadline
        self._line = b""
        commands, self._commands = os.pipe()
        self._answers, answers = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            os.close(self._commands)
            os.close(self._answers)
            _play(folder, commands, answers)
        os.close(commands)
        os.close(answers)

    def say(self, command: str) -> None:
        """Type a command. A till that is gone is noticed when it is heard."""
        with suppress(BrokenPipeError):
            os.write(self._commands, command.encode() + b"\n")

    def hear(self) -> dict[str, Any] | None:
        """The next answer; None when the till ended by itself. Raises Killed."""
        while b"\n" not in self._line:
            left = self._deadline - time.monotonic()
            if left <= 0 or not select.select([self._answers], [], [], left)[0]:
                os.kill(self._child, signal.SIGKILL)
                raise Killed
            got = os.read(self._answers, 65536)
            if not got:
                return None
            self._line += got
        row, _, self._line = self._line.partition(b"\n")
        return dict(json.loads(row))

    def last_words(self) -> list[dict[str, Any]]:
        """What a killed till had still answered, whole lines only; then it is buried."""
        while got := os.read(self._answers, 65536):
            self._line += got
        return [json.loads(row) for row in self._line.split(b"\n")[:-1]]

    def bury(self) -> int:
        """The exit code; -9 when it was killed."""
        os.close(self._commands)
        os.close(self._answers)
        return os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])


def _play(folder: Path, commands: int, answers: int) -> None:
    os.dup2(commands, 0)
    os.dup2(answers, 1)
    errors = os.open(folder.with_name("stderr.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(errors, 2)
    _child(lambda: mostrador(["play", "-", "--data", str(folder)]))


def _child(work: Callable[[], object]) -> None:
    code = 70
    try:
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


@dataclass(slots=True)
class Book:
    """What the journal says from one fact on, and the terminal's own book."""

    seq: int = 0
    hash: str = ""
    """Of the last fact read."""
    documents: dict[str, int] = field(default_factory=dict)
    """Number and cents of each one issued since."""
    carded: int = 0
    """Cents that those documents took from cards on the terminal."""
    waiting: int = 0
    """Cents on sales that are not complete, or booked and not yet looked up."""
    captured: int = 0
    """Cents by the terminal's book."""
    records: int = 0
    wrong: list[str] = field(default_factory=list)


def inspect(folder: Path, seq: int, last: str, *, whole: bool) -> Book:
    """Read in a child what came after fact `seq` of hash `last`; `whole`: verify everything."""
    pipe, writing = os.pipe()
    child = os.fork()
    if child == 0:

        def tell() -> None:
            with os.fdopen(writing, "w") as out:
                json.dump(asdict(_read(folder, seq, last, whole)), out)

        _child(tell)
    os.close(writing)
    with os.fdopen(pipe, "rb") as stream:
        said = stream.read()
    if os.waitpid(child, 0)[1] or not said:
        return Book(wrong=["the journal could not be read"])
    return Book(**json.loads(said))


def _read(folder: Path, seq: int, last: str, whole: bool) -> Book:
    book = Book(seq, last)
    with reading(str(folder)) as (config, shop, db), db.read() as connection:
        for fact in journal.since(connection, (config.installation, seq + 1)):
            stated = journal.as_body(fact)
            if (fact.seq, fact.previous) != (book.seq + 1, book.hash):
                book.wrong.append(f"fact {fact.seq} does not follow fact {book.seq}")
            if fact_hash(stated) != fact.hash:
                book.wrong.append(f"fact {fact.seq}: its hash is not that of its content")
            book.seq, book.hash = fact.seq, fact.hash
            if fact.type == FactType.DOCUMENT_ISSUED:
                book.documents[fact.body["number"]] = fact.body["total"]
                book.carded += _carded(fact.body["tenders"])
        terminal = SimulatedTerminal(folder / "terminal.jsonl")
        book.captured = terminal.captured()
        for sale in baskets.everything(connection):
            taken = [one for one in sale.tenders if one.kind.asks_terminal]
            book.waiting += sum(tender.amount.cents for tender in taken)
        for attempt in attempts.open_ones(connection):
            if isinstance(terminal.look_up(request_of(attempt)), Approved):
                sign = 1 if attempt.kind.value == "sale" else -1
                book.waiting += sign * attempt.amount.cents
        head = fiscal.head(connection, config.installation)
        book.records = head.seq if head else 0
        if whole:
            verdict = verify(db, regime_of(shop.regime, demo=config.demo))
            book.wrong += [f"{one.where}: {one.what}" for one in verdict.violations]
    return book


def _carded(tenders: list[dict[str, Any]]) -> int:
    return sum(one["amount"] for one in tenders if TenderKind(one["kind"]).asks_terminal)
