"""Asking central whose card it is that no regular of the region has, while a customer waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from app.domain import barcode
from app.domain.line import Answer
from app.services.line import Line
from app.services.loyalty import with_card
from app.services.till import Till
from app.storage.customers import Told

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    FOUND = "found"
    NOBODY = "nobody"
    """No customer of the chain has that card."""
    UNREACHABLE = "unreachable"
    """No answer in time."""


class Found(NamedTuple):
    outcome: Outcome
    told: Told | None = None


class Whose:
    def __init__(self, till: Till, line: Line) -> None:
        self._till, self._line = till, line

    def needed(self, code: str) -> str | None:
        """The card that only central can know, when there is a central; None else."""
        card = None if self._line.alone else barcode.card_of(code)
        return card if card and with_card(self._till, card) is None else None

    def ask(self, card: str, heard: Callable[[Found], object]) -> None:
        """`heard` runs once, within ANSWER_MS, on whatever thread."""
        self._line.ask({"card": card}, lambda answer: heard(_found(answer)))

    def look_up(self, card: str) -> Found:
        """Ask, and wait for it."""
        return _found(self._line.answer({"card": card}))

    def meet(self, told: Told) -> None:
        """Know them until the till closes, as a regular is known."""
        self._till.met[told.uuid] = told


def _found(answer: Answer) -> Found:
    if not answer.customers:
        nobody = answer.refused == "not_found"
        return Found(Outcome.NOBODY if nobody else Outcome.UNREACHABLE)
    try:
        return Found(Outcome.FOUND, _told(answer.customers[0]))
    except (AttributeError, LookupError, TypeError, ValueError):
        log.exception("what central says of a card")
        return Found(Outcome.UNREACHABLE)


def _told(said: Mapping[str, Any]) -> Told:
    included = {int(name): int(seq) for name, seq in said["included"].items()}
    uuid, card, name, level = (str(said[of]) for of in ("uuid", "card", "name", "level"))
    return Told(uuid, card, name, level, int(said["points"]), included)
