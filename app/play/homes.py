"""Steps of `pickup` of what goes to a customer's home: where to, with whom, and back from there."""

from __future__ import annotations

from app.domain.errors import BadArguments
from app.domain.order_event import Undelivered
from app.play.an_order import order
from app.play.answers import Answer
from app.play.table import Step
from app.services.counter import Counter

USAGE = (
    "carrier N CARRIER [TRACKING] | address N"
    " | undelivered N absent|refused|wrong_address|damaged [PARCEL...]"
)


def _carrier(counter: Counter, words: list[str]) -> Answer:
    return order(counter.handing.to_carrier(words[0], words[1], " ".join(words[2:])))


def _address(counter: Counter, words: list[str]) -> Answer:
    to = counter.home_addresses.of(words[0])
    return {"name": to.name, "address": to.address, "phone": to.phone}


def _undelivered(counter: Counter, words: list[str]) -> Answer:
    number, why, *parcels = words
    if why not in list(Undelivered):
        raise BadArguments(usage=USAGE)
    return order(counter.handing.came_back(number, Undelivered(why), parcels))


STEPS: dict[str, Step] = {
    "carrier": (2, 3, _carrier),
    "address": (1, 1, _address),
    "undelivered": (2, 99, _undelivered),
}
