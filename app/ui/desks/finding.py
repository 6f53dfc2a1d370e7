"""The side of the services of the look-up of any order of the chain."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.line import Answer
from app.services.chain_orders import Looked
from app.services.counter import Counter
from app.ui.desks.cards import Post
from app.ui.screens.find_order_view import FindOrderView, find_order_view


class FindDesk:
    """Serves `FindActions`; keeps the words, what came of them, and which order is looked at."""

    def __init__(
        self,
        counter: Counter,
        post: Post,
        repaint: Callable[[], object],
        work: Callable[[str], object],
    ) -> None:
        self._counter, self._post, self._repaint, self._work = counter, post, repaint, work
        self._words = self._chosen = ""
        self._looked: Looked | None = None
        self._asking = ""

    def view(self) -> FindOrderView:
        return find_order_view(
            self._words,
            self._looked,
            self._chosen,
            asking=bool(self._asking),
            now=self._counter.till.now(),
        )

    def look(self, words: str) -> None:
        """Show what is known at once, and ask central for the rest."""
        words = words.strip()
        self._words, self._looked = words, None
        if not words:
            self._repaint()
            return
        chain = self._counter.chain_orders
        self._settle(chain.known(words))
        self._asking = ""
        who = self._counter.till.session.who().code
        heard = lambda answer: self._post(lambda: self._heard(words, answer, who))  # noqa: E731
        if chain.ask(words, heard):  # who asks too often is told so, and waits for nothing
            self._asking = words
        self._repaint()

    def _heard(self, words: str, answer: Answer, who: str) -> None:
        if words != self._asking:  # somebody asks something else by now
            return
        self._asking = ""
        self._settle(self._counter.chain_orders.take(words, answer, who))
        self._repaint()

    def _settle(self, looked: Looked) -> None:
        self._looked = looked
        numbers = [f.order.number for f in looked.here]
        numbers += [one.order.order.number for one in looked.elsewhere]
        if self._chosen not in numbers:
            self._chosen = numbers[0] if numbers else ""

    def choose(self, number: str) -> None:
        self._chosen = number
        self._repaint()

    def work(self, number: str) -> None:
        self._work(number)
