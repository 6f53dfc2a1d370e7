"""What somebody wants and the shop may not have: a size, or something that is noted as missing."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import BadQuantity
from app.domain.number import read_decimal
from app.services.counter import Counter
from app.ui.widgets.banner import BannerView
from app.ui.words import fill, tr


class Wanting:
    """`say`: a strip on the ticket."""

    def __init__(self, counter: Counter, say: Callable[[BannerView], object]) -> None:
        self._counter, self._register, self._say = counter, counter.register, say

    def size(self, sku: str) -> None:
        """Sell that size; one of which there is none waits for what the customer says."""
        product = self._counter.lookup.product(sku)
        known = product.stock if product else None
        left = self._counter.stockroom.on_hand([sku]).get(sku, known)
        if product is None or left is None or left > 0:
            self._register.add(sku)
            return
        words = fill(tr("No queda %1"), product.name)
        ways = (("lost", tr("Faltó")), ("sell", tr("Vender igual")))
        self._say(BannerView(sku, words, icon="smiley-sad", actions=ways))

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
