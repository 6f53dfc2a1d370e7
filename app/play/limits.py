"""Verbs of what may not be sold to anybody, and of what is not there to be sold."""

from __future__ import annotations

from decimal import Decimal

from app.domain.errors import BadArguments
from app.play import answers
from app.play.answers import Answer
from app.play.table import decimal, verb
from app.services.counter import Counter

AGE = "age yes|no"


@verb(AGE, 1)
def age(counter: Counter, words: list[str]) -> Answer:
    if words[0] not in ("yes", "no"):
        raise BadArguments(usage=AGE)
    years = counter.register.the_sale().age_to_ask
    gone = counter.ages.answer(of_age=words[0] == "yes")
    left = {"removed": [answers.line(one) for one in gone]} if gone else {}
    return {"age": years, **left, **answers.sums(counter.register.the_sale())}


STOP = 'stop SKU "TEXT" [LOT], or stop off [SKU]'


@verb(STOP, 1, 3)
def stop(counter: Counter, words: list[str]) -> Answer:
    if words[0] == "off" and len(words) <= 2:
        return {"sold_again": counter.sale_stops.lift(*words[1:])}
    code, *rest = words
    if not rest:
        raise BadArguments(usage=STOP)
    sku = counter.sale_stops.stop(code, *rest).sku
    sold = counter.sale_stops.sold(sku, *rest[1:])
    return {"stopped": sku, "sold": [document.number for document in sold]}


@verb("missing SKU [QUANTITY]", 1, 2)
def missing(counter: Counter, words: list[str]) -> Answer:
    much = decimal(words[1]) if words[1:] else Decimal(1)
    said = counter.stockroom.lost(words[0], much, counter.register.sale)
    return {"sku": said.sku, "name": said.name, "quantity": answers.plain(said.quantity)}
