"""Verbs of what may not be sold to anybody: the age that is asked."""

from __future__ import annotations

from app.domain.errors import BadArguments
from app.play import answers
from app.play.answers import Answer
from app.play.table import verb
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
