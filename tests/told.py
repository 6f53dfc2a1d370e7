"""A till of a chain whose worker answers what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from shop import Shop

from app.domain.facts import FactType
from app.domain.line import Answer, LineState, LineStatus


class Central:
    """A worker that answers as it is told; None: it says nothing."""

    def __init__(self, hear: Callable[[LineStatus | Answer], object]) -> None:
        self.hear, self.asked = hear, list[str]()
        self.says: dict[str, Any] | None = {"refused": "not_found"}

    def start(self) -> None: ...
    def poke(self, what: str) -> None: ...
    def close(self) -> None: ...

    def tell(self, words: dict[str, Any]) -> None:
        self.asked.append(words["card"])
        if self.says is not None:
            self.hear(Answer(words["ask"], **self.says))


def in_a_chain(shop: Shop) -> Central:
    made: list[Central] = []

    def make(hear: Callable[[LineStatus | Answer], object]) -> Central:
        made.append(Central(hear))
        return made[0]

    line = shop.counter.line
    line._make = make
    line.take_up()
    line.status = LineStatus(LineState.IN_STEP, ages={"loyalty:es": shop.at})
    till = shop.counter.till
    till.config = replace(till.config, installation=1042)
    with till.act() as act:
        act.state(FactType.INSTALLATION_OPENED, {"restored_from": None, "last_ticket": ""})
    return made[0]
