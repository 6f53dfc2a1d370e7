"""The money of an order that goes back, in a strip each: what is owed, ordered, done or failed."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import order_money
from app.domain.fulfilment import Fulfilment
from app.domain.order_refunds import Ordered, ordered
from app.ui import format as written
from app.ui.widgets.banner import BannerView
from app.ui.words import fill, tr


def money_banners(f: Fulfilment) -> Iterator[BannerView]:
    """What is owed first; a capture only when it did not go well."""
    if order_money.owes(f) and (owed := order_money.owed(f)):
        words = tr("Se pagó, no se lo lleva y nadie lo ha pedido al canal todavía.")
        order = (("refund", tr("Pedir la devolución")),)
        yield BannerView("owed", words, written.money(owed), icon="coin", actions=order)
    for number, one in enumerate(ordered(f)):
        if not one.capture or one.done is False:
            yield _refund(number, one)


def _refund(number: int, one: Ordered) -> BannerView:
    amount, key = written.money(one.amount), f"refund-{number}"
    if one.done:
        return BannerView(key, _done(one), amount, "positive", "check-circle")
    if one.done is False:
        words = tr(
            "El canal no ha podido devolverlo: la central sabe que hay que hacerlo de otro modo."
        )
        return BannerView(key, words, amount, "negative")
    return BannerView(key, _asked(one), amount, "accent", "coin")


def _done(one: Ordered) -> str:
    words = tr("Devuelto al medio con que pagó.")
    return f"{words} {one.document}".strip()


def _asked(one: Ordered) -> str:
    words = tr("Se devuelve al medio con que pagó, antes del %1.")
    return f"{fill(words, written.day(one.due) if one.due else '')} {one.document}".strip()
