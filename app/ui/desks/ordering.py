"""The side of the services of making an order for another shop or a home."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.line import Answer
from app.domain.order import Delivery
from app.domain.sale import Ordering
from app.services.counter import Counter
from app.services.neighbours import Elsewhere
from app.ui.desks.cards import Post
from app.ui.leave import Leave
from app.ui.screens.place_order import LATER
from app.ui.screens.place_order_view import (
    HOME,
    PlaceOrderView,
    outcome_words,
    place_order_view,
)
from app.ui.words import fill, tr

MOST_ASKED = 12
"""Products of which central is asked; of a longer ticket what is known here has to do."""


class OrderingDesk:
    """Serves `PlaceActions`; keeps what central answered while the screen is open."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        post: Post,
        repaint: Callable[[], object],
        say: Callable[[str], object],
        pay: Callable[[], object],
        give_back: Callable[[str], object],
        print_out: Callable[[], object],
    ) -> None:
        self._counter, self._leave, self._post, self._repaint = counter, leave, post, repaint
        self._say, self._pay, self._give_back = say, pay, give_back
        self._print_out = print_out
        self._told: dict[str, list[Elsewhere]] = {}
        self._asked: set[str] = set()

    def view(self) -> PlaceOrderView:
        counter = self._counter
        near = counter.goods.neighbours
        skus = self._skus()
        return place_order_view(
            counter.register.sale,
            [(one.code, one.name) for one in near.branches()],
            {sku: self._told[sku] if sku in self._told else near.having(sku) for sku in skus},
            counter.placing.everything(),
            asking=bool(self._asked),
            told=bool(skus) and all(sku in self._told for sku in skus),
            now=counter.till.now(),
        )

    def _skus(self) -> list[str]:
        sale = self._counter.register.sale
        return list(dict.fromkeys(line.sku for line in sale.lines)) if sale else []

    def begun(self) -> None:
        self._told.clear()
        self._asked.clear()
        for sku in self._skus()[:MOST_ASKED]:
            if self._ask(sku):
                self._asked.add(sku)
        self._repaint()

    def _ask(self, sku: str) -> bool:
        def heard(answer: Answer) -> None:
            self._post(lambda: self._heard(sku, answer))

        return self._counter.goods.neighbours.ask(sku, heard)

    def _heard(self, sku: str, answer: Answer) -> None:
        found = self._counter.goods.neighbours.told(answer)
        self._asked.discard(sku)
        if found is not None:
            self._told[sku] = found
        self._repaint()

    def order(self, shop: str, values: dict[str, str]) -> None:
        """Paid now, the payment places it; else it is placed at once."""
        home = shop == HOME
        own = self._counter.till.shop.code
        names = {one.code: one.name for one in self._counter.goods.neighbours.branches()}
        of = Ordering(
            own if home else shop,
            names.get(shop, ""),
            values["name"].strip(),
            values.get("phone", "").strip(),
            values.get("email", "").strip(),
            values.get("address", "").strip(),
            Delivery.HOME if home else Delivery.COLLECT,
        )
        if not self._leave(lambda: self._counter.placing.begin(of)):
            return
        if values.get("pay") == LATER:
            placed = self._counter.placing.place()
            self._say(fill(tr("Pedido %1: %2."), placed.number, outcome_words(placed)))
            self._print_out()
            self._repaint()
        else:
            self._pay()

    def shown(self, number: str) -> None:
        found = self._counter.placing.of(number)
        if found.owed:
            self._give_back(found.document)
            return
        self._counter.placing.paper(number)
        self._print_out()
        self._say(fill(tr("Pedido %1: %2."), found.number, outcome_words(found)))
