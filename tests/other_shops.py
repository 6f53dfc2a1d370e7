"""A central that answers a till's questions about other shops' tickets, and what it says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from shop import Shop

from app.domain.bodies import document_body
from app.domain.document import Document
from app.domain.line import heard_from
from app.services.line import Hear

THEIRS, ITS_INSTALLATION = "T043C01AS26-000007", 1902
Said = dict[str, Any]


class Central:
    """Answers on a thread of its own, as the worker does; `says` None: it never does."""

    def __init__(self) -> None:
        self.says: Callable[[str], Said | None] = lambda number: {"refused": "not_found"}
        self.asked: list[str] = []

    def make(self, hear: Hear) -> Central:
        self._hear = hear
        return self

    def tell(self, words: dict[str, object]) -> None:
        if "ask" not in words:
            return
        about = next(name for name in words if name != "ask")
        self.asked.append(str(words[about]))
        said = self.says(self.asked[-1])
        if said is not None:
            answer = heard_from({"answer": int(str(words["ask"])), **said})
            threading.Thread(target=self._hear, args=(answer,)).start()

    def start(self) -> None:
        """It is there."""

    def poke(self, what: str) -> None:
        """There are facts; nobody asks for them here."""

    def close(self) -> None:
        """It goes."""


def of_a_chain(shop: Shop) -> Central:
    """The shop belongs to a chain from now on."""
    central = Central()
    shop.counter.line._make = central.make
    shop.counter.line.take_up()
    return central


def a_ticket(document: Document, shop: Shop, **values: Any) -> Said:
    """As central says it."""
    said = {
        "number": document.number,
        "shop": "043",
        "name": "Puerto",
        "nif": shop.counter.till.shop.nif,
        "installation": ITS_INSTALLATION,
        "document": document_body(document),
        "returned": {},
        "paid_back": [],
        "included": {},
    }
    return {"tickets": ({**said, **values},)}
