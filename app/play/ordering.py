"""Verbs of orders made at this till for another shop, or for somebody's home."""

from __future__ import annotations

from app.domain.errors import BadArguments
from app.domain.fulfilment import Fulfilment
from app.domain.order import Delivery
from app.domain.placing import Placed
from app.domain.sale import Ordering
from app.play import an_order, pickups
from app.play.answers import Answer, plain
from app.play.table import verb
from app.services.counter import Counter

USAGE = (
    'order stock SKU | create SHOP "NAME" PHONE|MAIL [home "ADDRESS"] [later] | forget | list'
    " | show N | giveup N | paper N | find WORDS..."
)
"""SHOP: three digits. `later`: it is paid when it is collected; else the payment places it."""


@verb(USAGE, 1, None)
def order(counter: Counter, words: list[str]) -> Answer:
    counter.till.session.worker()
    step, rest = words[0], words[1:]
    match step, rest:
        case "stock", [sku]:
            return _stock(counter, sku)
        case "create", [shop, name, contact, *more]:
            return _create(counter, shop, name, contact, more)
        case "forget", []:
            return {"total": str(counter.placing.forget().total)}
        case "list", []:
            return {"orders": [_placed(one) for one in counter.placing.everything()]}
        case "show", [number]:
            return _placed(counter.placing.of(number))
        case "giveup", [number]:
            return _placed(counter.placing.give_up(number))
        case "paper", [number]:
            return {"paper": counter.placing.paper(number)}
        case "find", [_, *_]:
            return pickups.find(counter, rest)
        case _:
            raise BadArguments(usage=USAGE)


def _stock(counter: Counter, sku: str) -> Answer:
    told = counter.goods.neighbours.everywhere(sku)
    found = counter.goods.neighbours.having(sku) if told is None else told
    return {
        "sku": sku,
        "asked": told is not None,
        "shops": [
            {
                "shop": one.shop,
                "name": one.name,
                "promise": plain(one.promise),
                "as_of": one.as_of.isoformat() if one.as_of else "",
            }
            for one in found
        ],
    }


def _create(counter: Counter, shop: str, name: str, contact: str, more: list[str]) -> Answer:
    later = more[-1:] == ["later"]
    rest = more[:-1] if later else more
    home, address = Delivery.COLLECT, ""
    if rest:
        if len(rest) != 2 or rest[0] != "home":
            raise BadArguments(usage=USAGE)
        home, address = Delivery.HOME, rest[1]
    mail = "@" in contact
    of = Ordering(
        shop,
        "",
        name,
        "" if mail else contact,
        contact if mail else "",
        address,
        home,
    )
    sale = counter.placing.begin(of)
    if later:
        return _placed(counter.placing.place())
    return {"shop": shop, "delivery": home.value, "due": str(sale.due)}


def _placed(one: Placed) -> Answer:
    f: Fulfilment = one.order
    return {
        **an_order.order(f),
        "outcome": one.outcome.value,
        "detail": one.detail,
        "shop": f.order.shop,
        "delivery": f.order.delivery.value,
        "document": one.document,
        "owed": one.owed,
        "promised": f.order.promised_at.isoformat(),
        "qr": bool(one.qr),
    }
