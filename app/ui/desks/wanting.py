"""What somebody wants and the shop may not have: a size, or something that is noted as missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.errors import BadQuantity
from app.domain.line import Answer
from app.domain.number import read_decimal
from app.domain.product import Product
from app.services.counter import Counter
from app.services.neighbours import Elsewhere
from app.ui.desks.cards import Post
from app.ui.screens.goods_view import near_words
from app.ui.widgets.banner import BannerView
from app.ui.words import fill, tr


class Wanting:
    """`say`: a strip on the ticket; `said`: the one that is on it."""

    def __init__(
        self,
        counter: Counter,
        say: Callable[[BannerView], object],
        post: Post,
        said: Callable[[], BannerView | None],
    ) -> None:
        self._counter, self._register = counter, counter.register
        self._say, self._post, self._said = say, post, said

    def size(self, sku: str) -> None:
        """Sell that size; one of which there is none waits for what the customer says, and who
        else has it is said: what is known here at once, what central answers when it does."""
        product = self._counter.lookup.product(sku)
        known = product.stock if product else None
        left = self._counter.stockroom.on_hand([sku]).get(sku, known)
        if product is None or left is None or left > 0:
            self._register.add(sku)
            return
        near = self._counter.goods.neighbours
        self._none_left(product, near.having(sku))
        near.ask(sku, lambda answer: self._post(lambda: self._heard(product, answer)))

    def _none_left(self, product: Product, near: Sequence[Elsewhere]) -> None:
        words = fill(tr("No queda %1"), product.name)
        ways = [("lost", tr("Faltó")), ("sell", tr("Vender igual"))]
        if near:
            words = fill(tr("No queda %1. Hay en %2"), product.name, near_words(near))
            ways.insert(0, ("elsewhere", tr("Pedirlo")))
        self._say(BannerView(product.sku, words, icon="smiley-sad", actions=tuple(ways)))

    def _heard(self, product: Product, answer: Answer) -> None:
        told, said = self._counter.goods.neighbours.told(answer), self._said()
        if told and said is not None and said.key == product.sku:
            self._none_left(product, told)

    def asked_last(self) -> str:
        shown = self._register.product
        return shown.name if shown else ""

    def lost(self, words: str, quantity: str) -> None:
        """Somebody wanted it in vain. Raises BadQuantity, AlreadyLost."""
        much = read_decimal(quantity, 3)
        if not much:
            raise BadQuantity(text=quantity)
        shown = self._register.product
        what = shown.sku if shown and words == shown.name else words
        said = self._counter.stockroom.lost(what, much, self._register.sale)
        words = fill(tr("Apuntado: faltó %1."), said.name)
        self._say(BannerView("said", words, tone="quiet", icon="check"))
