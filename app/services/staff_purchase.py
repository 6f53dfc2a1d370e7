"""Somebody of the staff buys: at the chain's discount, never from themselves (retail-rules 6)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.errors import ForThemselves, UnknownPerson
from app.domain.facts import FactType
from app.domain.line_body import discount_body
from app.domain.sale import Discount, Percent, Sale
from app.services.register import Register
from app.services.till import Till
from app.storage import store

WHY = "personal"
"""The reason of the discount, as every paper and list has it."""


class StaffPurchases:
    def __init__(self, till: Till, register: Register) -> None:
        self._till, self._register = till, register

    def begin(self, code: str) -> Sale:
        """The sale in hand is somebody of the staff's: the chain's policy `staff_discount` (per
        cent) is taken off the ticket, which needs nobody's leave.

        Raises UnknownPerson, ForThemselves, NotSignedIn.
        """
        with self._till.store.read() as mirror:
            found = store.person(mirror, code)
            percent = store.units(mirror, "staff_discount", Decimal(0))
        if found is None:
            raise UnknownPerson(code=code)
        seller = self._till.session.who().code
        if found[0].code == seller:
            raise ForThemselves()
        given = Discount(Percent(min(percent, Decimal(100))), WHY, seller) if percent else None
        return self._put(found[0].code, given)

    def end(self) -> Sale:
        """It is anybody's again, without that discount."""
        return self._put("", None)

    def _put(self, code: str, given: Discount | None) -> Sale:
        with self._register.change(begin=True) as change:
            change.sale = replace(change.sale, staff=code, discount=given)
            change.judged = True
            change.act.state(
                FactType.DISCOUNT_GIVEN,
                {
                    "sale": change.sale.id,
                    "line": 0,
                    "discount": discount_body(given),
                    "staff": code,
                },
            )
        return self._register.the_sale()
