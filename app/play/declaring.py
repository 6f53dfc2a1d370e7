"""The verb of what whoever pays declares."""

from __future__ import annotations

from app.domain.plain import plain
from app.play import answers
from app.play.answers import Answer
from app.play.table import verb
from app.services.counter import Counter


@verb("non-resident passport|id-card|residence-card COUNTRY", 2)
def non_resident(counter: Counter, words: list[str]) -> Answer:
    sale = counter.checkout.declare(*words)
    return {"non_resident": plain(sale.non_resident), **answers.sums(sale)}
