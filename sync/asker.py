"""Questions while somebody waits, on a thread of its own with a connection of its own.

They do not go through the engine: it may be taking a catalogue in, and 800 ms are soon over.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from app.domain.line import ANSWER_MS, UNREACHABLE
from app.mirror import pictures
from sync import events as e
from sync.transport import Refusing, Transport, Unanswered

log = logging.getLogger(__name__)

DEADLINE = ANSWER_MS / 1000
"""Seconds that central has for an answer."""
REFUSED = ("not_found", "not_yours")
"""What central may say of what it was asked; after any other refusal nobody is wiser than
without a line."""

TICKET, CARD, ORDER, STOCK = "ticket", "card", "order", "stock"
ADDRESS, PICTURE = "address", "picture"

Say = Callable[[dict[str, Any]], object]


class Question(NamedTuple):
    """`id` is the till's own; `about`: what it asks for; `until`: of the monotonic clock."""

    id: int
    about: str
    number: str
    until: float


def question_in(said: Mapping[str, Any]) -> Question | None:
    """A line of the till as a question about a ticket, a customer's card, orders, the stock of
    a product, where an order goes or a product's picture; None when it is none."""
    place = said.get("ask")
    for about in (TICKET, CARD, ORDER, STOCK, ADDRESS, PICTURE):
        number = said.get(about)
        if type(place) is int and isinstance(number, str):
            return Question(place, about, number, time.monotonic() + DEADLINE)
    return None


def unanswered(question: Question) -> dict[str, Any]:
    """The line that says that central could not be asked."""
    return {"answer": question.id, "refused": UNREACHABLE}


class Asker:
    """`say` and `hear` are called on its thread; what is not answered in time is unreachable.
    `where`: the data folder, for a picture that comes."""

    def __init__(
        self, where: Path, line: Transport, say: Say, hear: Callable[[e.Event], object]
    ) -> None:
        self._where, self._line, self._say, self._hear = where, line, say, hear
        self._questions: queue.SimpleQueue[Question | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="sync-asker", daemon=True).start()

    def ask(self, question: Question) -> None:
        self._questions.put(question)

    def close(self) -> None:
        self._closed.set()
        self._questions.put(None)

    def _run(self) -> None:
        while (question := self._questions.get()) is not None:
            self._say(self._answer(question))
        self._line.close()

    def _answer(self, question: Question) -> dict[str, Any]:
        left = question.until - time.monotonic()
        if left <= 0 or self._closed.is_set():
            return unanswered(question)
        try:
            found = self._found(question, left)
        except Refusing as refusing:
            self._hear(e.Reached(time.monotonic()))
            kind = refusing.refused.kind
            log.info("%s: refused %s", question.about, refusing)
            return {"answer": question.id, "refused": kind if kind in REFUSED else UNREACHABLE}
        except Unanswered as error:
            log.info("%s: %s", question.about, error.detail)
            return unanswered(question)
        except Exception:
            # Whatever it is, somebody stands at the till and waits.
            log.exception("%s", question.about)
            return unanswered(question)
        self._hear(e.Reached(time.monotonic()))
        return {"answer": question.id, **found}

    def _found(self, question: Question, patience: float) -> dict[str, Any]:
        """Raises Refusing, Unanswered."""
        if question.about == CARD:
            customer = self._line.customer(question.number, patience)
            return {"customers": [msgspec.to_builtins(customer)]}
        if question.about == ORDER:
            found = self._line.orders(question.number, patience)
            return {"orders": msgspec.to_builtins(found.orders)}
        if question.about == ADDRESS:
            to = self._line.address(question.number, patience)
            return {"addresses": [msgspec.to_builtins(to)]}
        if question.about == STOCK:
            stock = self._line.stock(question.number, patience)
            return {"stock": msgspec.to_builtins(stock.shops)}
        if question.about == PICTURE:
            pictures.keep(self._where, self._line.picture(question.number, patience))
            return {}
        answer = self._line.ticket(question.number, patience)
        return {"tickets": msgspec.to_builtins(answer.tickets)}
