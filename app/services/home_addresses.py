"""Where an order is sent to: central alone keeps it, sealed, and says it to the shop that sends it.

It is shown and printed, and kept nowhere here (ADR 11); that somebody read it is a fact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.errors import AddressUnreachable, NoAddress
from app.domain.facts import FactType
from app.domain.line import Answer
from app.domain.order import order_number
from app.domain.staff import Permission
from app.services.line import Line
from app.services.till import Till

NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class HomeAddress:
    """Whom a carrier asks for, and where."""

    number: str
    name: str
    address: str
    phone: str


class HomeAddresses:
    def __init__(self, till: Till, line: Line) -> None:
        self._till, self._line = till, line

    def of(self, number: str) -> HomeAddress:
        """Ask, and wait for it at most ANSWER_MS. Raises NotAllowed, BadOrderNumber, NoAddress,
        AddressUnreachable."""
        self._till.session.need(Permission.PICKUPS)
        number = order_number(number)
        who = self._till.session.who().code
        return self.take(number, self._line.answer({"address": number}), who)

    def ask(self, number: str, heard: Callable[[Answer], object]) -> None:
        """Ask without waiting; `heard` runs once, on whatever thread, with what `take` makes of
        it. Raises NotAllowed."""
        self._till.session.need(Permission.PICKUPS)
        self._line.ask({"address": number}, heard)

    def take(self, number: str, answer: Answer, who: str) -> HomeAddress:
        """What central said, and the fact that `who` asked for it. Raises as `of`."""
        if answer.refused == NOT_FOUND:
            raise NoAddress(number=number)
        if answer.refused or not answer.addresses:
            raise AddressUnreachable(number=number)
        said = answer.addresses[0]
        with self._till.act() as act:
            body = {"orders": [number], "what": "address"}
            act.state(FactType.ORDERS_READ, body, who=who)
        fields = (str(said.get(name, "")) for name in ("name", "address", "phone"))
        return HomeAddress(number, *fields)
