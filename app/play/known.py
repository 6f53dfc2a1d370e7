"""Verbs of customers: whose the sale is, making one, their points."""

from __future__ import annotations

from app.domain.errors import BadArguments, NobodyKnown
from app.play import answers
from app.play.answers import Answer
from app.play.table import verb
from app.services.counter import Counter

NEW = "customer new card=… name=… [phone=…] [email=…] [document=…] [marketing=yes|no]"
CUSTOMER = f"customer CODE|none, or {NEW}"
_FIELDS = ("name", "phone", "email", "document")


@verb(CUSTOMER, 1, None)
def customer(counter: Counter, words: list[str]) -> Answer:
    first, *rest = words
    if first == "new":
        return _new(counter, rest)
    if rest:
        raise BadArguments(usage=CUSTOMER)
    if first == "none":
        return {"customer": None, **answers.sums(counter.register.nobody())}
    card = counter.customers.whose.needed(first)
    if card is None:
        known = counter.customers.identify(first)
    else:
        known = counter.customers.settle(card, counter.customers.whose.look_up(card))
    return answers.known(known, counter.register.the_sale())


def _new(counter: Counter, words: list[str]) -> Answer:
    said: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name in said or name not in ("card", *_FIELDS, "marketing"):
            raise BadArguments(usage=NEW)
        said[name] = value
    marketing = said.pop("marketing", "no")
    if marketing not in ("yes", "no"):
        raise BadArguments(usage=NEW)
    card = said.pop("card", "")
    made = counter.customers.make(card, said, marketing=marketing == "yes")
    if counter.drawer.current() is None:  # nothing may be sold yet
        return {"customer": answers.customer(made)}
    known = counter.register.identify(made)
    return answers.known(known, counter.register.the_sale())


@verb("points", 0)
def points(counter: Counter, words: list[str]) -> Answer:
    known = counter.customers.current()
    if known is None:
        raise NobodyKnown()
    heard = counter.customers.heard
    return {**answers.customer(known), "as_of": heard and heard.isoformat()}
