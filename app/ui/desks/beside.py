"""The side of the services of what is known of a product beyond this shop."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.line import Answer
from app.services.counter import Counter
from app.services.neighbours import Elsewhere
from app.ui.desks.cards import Post
from app.ui.screens.goods_view import beside
from app.ui.widgets.facts_table import FactView


class BesideDesk:
    """What is known of a product beyond this shop: asked of central once, shown at once."""

    def __init__(self, counter: Counter, post: Post, repaint: Callable[[], object]) -> None:
        self._counter, self._post, self._repaint = counter, post, repaint
        self._sku = ""
        self._told: list[Elsewhere] | None = None

    def facts(self, sku: str) -> tuple[FactView, ...]:
        goods = self._counter.goods
        if sku != self._sku:
            self._sku, self._told = sku, None
            goods.neighbours.ask(sku, lambda said: self._post(lambda: self._heard(sku, said)))
        near = self._told if self._told is not None else goods.neighbours.having(sku)
        coming = [
            (p.number, p.in_transit[sku])
            for p in goods.consignments.expected()
            if sku in p.in_transit
        ]
        return beside(coming, near, self._counter.till.now(), asked=self._told is not None)

    def _heard(self, sku: str, answer: Answer) -> None:
        told = self._counter.goods.neighbours.told(answer) if sku == self._sku else None
        if told is not None:
            self._told = told
            self._repaint()
