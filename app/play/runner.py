"""Running a session of commands at the till: one command a line, one JSON object a line."""

from __future__ import annotations

import json
import logging
import shlex
from collections.abc import Callable, Iterable, Sequence

from app.domain.errors import BadArguments, ShopError, UnknownCommand
from app.messages import sentence
from app.play import (
    declaring,
    invoicing,
    known,
    last_ticket,
    limits,
    line,
    ordering,
    paying,
    people,
    pickups,
    returning,
    selling,
    stock,
)
from app.play.answers import Answer
from app.play.people import hold_clock
from app.play.table import VERBS
from app.services.counter import Counter
from app.services.printing import What
from hardware.devices import TicketPrinter
from hardware.errors import DeviceError

_log = logging.getLogger(__name__)
VERB_MODULES = (
    *(selling, known, paying, returning, invoicing, people, line, pickups, stock, ordering, limits),
    *(last_ticket, declaring),
)
"""Imported for the verbs that they enter into the table."""


class Runner:
    """`write` gets each answer when its commit is on disk, and flushes it."""

    def __init__(
        self,
        counter: Counter,
        printers: Sequence[TicketPrinter],
        write: Callable[[str], None],
        labels: Sequence[TicketPrinter] = (),
    ) -> None:
        """`labels`: the printers of labels; none: they come out of the others."""
        self._labels = labels
        self._counter = counter
        self._printers = printers
        self._write = write

    def run(self, lines: Iterable[str]) -> str:
        """Run until the end or the first refusal that no `!` demanded; begin and end signed out.

        Returns "" or the sentence of what ended the run.
        """
        hold_clock(self._counter)
        self._counter.start()
        self._print()
        try:
            for number, line in enumerate(lines, 1):
                if ended := self._line(number, line.strip()):
                    return ended
        finally:
            self._counter.signin.sign_out()
        return ""

    def _line(self, number: int, line: str) -> str:
        demanded = line.startswith("!")
        text = line.removeprefix("!").strip()
        if not text or text.startswith("#"):
            return f"{number}: {line}: no refusal" if demanded else ""
        name = text.split(maxsplit=1)[0]
        try:
            answer = self._do(text)
        except ShopError as refusal:
            till = self._counter.till
            said = sentence(refusal, till.shop.language, till.now())
            error = type(refusal).__name__
            self._say(number, name, ok=False, rest={"error": error, "message": said})
            return "" if demanded else said
        finally:
            self._forget_authoriser(name)
        self._say(number, name, ok=True, rest={"result": answer})
        self._print()
        return f"{number}: {text}: no refusal" if demanded else ""

    def _do(self, text: str) -> Answer:
        self._counter.lookup.refresh()
        try:
            name, *words = shlex.split(text, comments=True)
        except ValueError:  # quotes that nobody closed
            known = VERBS.get(text.split(maxsplit=1)[0])
            raise BadArguments(usage=known.usage if known else text[:80]) from None
        verb = VERBS.get(name)
        if verb is None:
            raise UnknownCommand(command=name)
        if len(words) < verb.least or (verb.most is not None and len(words) > verb.most):
            raise BadArguments(usage=verb.usage)
        return verb.do(self._counter, words)

    def _forget_authoriser(self, name: str) -> None:
        """Leave given is for the next command only."""
        if name != "authorise":
            self._counter.till.session.authoriser = None

    def _say(self, number: int, name: str, *, ok: bool, rest: Answer) -> None:
        row = {"line": number, "do": name, "ok": ok, **rest}
        self._write(json.dumps(row, ensure_ascii=False))

    def _print(self) -> None:
        try:
            printing = self._counter.printing
            if self._labels:
                printing.run(*self._printers, what=What.TICKETS)
                printing.run(*self._labels, what=What.LABELS)
            else:
                printing.run(*self._printers)
        except DeviceError as trouble:
            _log.warning("printer: %s", trouble.detail)
