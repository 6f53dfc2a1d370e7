"""Customers at the counter: known by their card, or made there and then, with the line down."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.barcode import card_of
from app.domain.customer import MARKETING, Customer, Personal, personal
from app.domain.errors import BadCard, BadCode, CardTaken, CustomersOfCentral, UnknownCard
from app.domain.facts import FactType
from app.domain.installation import FIRST_OF_CENTRAL
from app.domain.line import LineState
from app.domain.staff import Permission
from app.sealing import new_key, seal
from app.services import erasures
from app.services.clock import new_uuid, seeded
from app.services.line import Line
from app.services.loyalty import STREAM, known, with_card
from app.services.register import Register
from app.services.till import Act, Till
from app.services.whose import Found, Outcome, Whose
from app.storage import customers, state
from app.storage.customers import Made

LONG = timedelta(days=30)
"""So long after somebody was made, central would have told us of them if it knew them still."""


@dataclass(frozen=True, slots=True)
class _New:
    """What a new customer is named and sealed with."""

    uuid: str
    key: bytes
    nonce: bytes | None


class Customers:
    def __init__(self, till: Till, register: Register, line: Line) -> None:
        self._till = till
        self._register = register
        self._line = line
        self.whose = Whose(till, line)

    @property
    def alone(self) -> bool:
        """Whether no central knows of our customers: what we have of them is all there is."""
        return self._line.alone

    @property
    def heard(self) -> datetime | None:
        """When we last had all that central had to say of our customers; None: nobody knows."""
        return self._line.heard(STREAM)

    def current(self) -> Customer | None:
        """Whose the sale in hand is, with their points; None when it is nobody's. Raises
        NotSignedIn, LooksOnly."""
        self._till.session.worker()
        sale = self._register.sale
        return known(self._till, sale.customer) if sale and sale.customer else None

    def find(self, code: str) -> Customer | None:
        """Whose card a scanned or typed code is; None when it is nobody's."""
        return with_card(self._till, code)

    def identify(self, code: str) -> Customer:
        """The sale in hand is that card's. Raises UnknownCard."""
        customer = self.find(code)
        if customer is None:
            raise UnknownCard(card=code)
        return self._register.identify(customer)

    def settle(self, card: str, found: Found) -> Customer:
        """The sale in hand is of whom central named. When it could not be asked, it is the card's:
        its points go to whoever has it, which central will know. Raises UnknownCard, NotAllowed.
        """
        if found.outcome is Outcome.NOBODY:
            raise UnknownCard(card=card)
        if found.told is not None:
            self.whose.meet(found.told)
        uuid = found.told.uuid if found.told else ""
        customer = known(self._till, uuid) if uuid else with_card(self._till, card)
        return self._register.identify(customer or self._by_card(card))

    def _by_card(self, card: str) -> Customer:
        """Somebody of whom nothing but the card is known: central makes them one with its owner."""
        self._till.session.need(Permission.SELL)
        with self._till.act() as act:
            new = self._new(act)
            body = {"customer": new.uuid, "card": card, "level": "", "consent": {}}
            customers.add(act.tx, act.state(FactType.CUSTOMER_MADE, body), new.key)
        return Customer(new.uuid, card, confirmed=False)

    def make(self, card: str, fields: Mapping[str, str], *, marketing: bool = False) -> Customer:
        """Make somebody known from now on, by a card that nobody has.

        `fields`: name, and phone, email, document as far as they were given. `marketing`:
        whether they want to be written to. Raises NotAllowed, BadCard, CardTaken, BadPersonal.
        """
        self._till.session.need(Permission.SELL)
        number, who = card_of(card), personal(fields)
        if number is None:
            raise BadCard(card=card)
        self._check_free(number)
        with self._till.act() as act:
            new = self._new(act)
            body = {
                "customer": new.uuid,
                "card": number,
                "level": "",
                "consent": {MARKETING: marketing},
            }
            fact = act.state(FactType.CUSTOMER_MADE, body, sealed=_sealed(new, who))
            customers.add(act.tx, fact, new.key)
        return Customer(new.uuid, number, name=who.name)

    def erase(self, code: str) -> str:
        """Destroy the key of the customer with that card; the uuid that is left of them.

        Chain, totals and documents stay (retail-rules 9), and no backup brings the key back. Of a
        till that belongs to no chain: for the others central does. Raises NotAllowed, UnknownCard,
        CustomersOfCentral.
        """
        who = self._till.session.need(Permission.SETTINGS)
        if not self.alone:
            raise CustomersOfCentral()
        customer = self.find(code)
        if customer is None:
            raise UnknownCard(card=code)
        # First: once the key is gone, only an older backup has it, and must not bring it back.
        erasures.spread(self._till.folder, [customer.uuid])
        with self._till.act() as act:
            body = {"customer": customer.uuid}
            act.state(FactType.CUSTOMER_ERASED, body | ({"allowed_by": who} if who else {}))
            customers.destroy_keys(act.tx, [customer.uuid])
        self._till.db.checkpoint()
        return customer.uuid

    def _check_free(self, number: str) -> None:
        taken = with_card(self._till, number)
        if taken and (taken.confirmed or taken.name):
            raise CardTaken(card=number)
        try:
            product = self._till.catalog.product(number)
        except BadCode:  # cards have check digits of their own
            product = None
        if product is not None:
            raise BadCard(card=number)

    def _new(self, act: Act) -> _New:
        config = self._till.config
        if not config.demo:
            return _New(new_uuid(act.at), new_key(), None)
        count = int(state.get(act.tx, "customers") or 0) + 1
        state.put(act.tx, "customers", str(count))
        dice = [seeded(config.seed, name, count) for name in ("customer", "key", "nonce")]
        return _New(new_uuid(act.at, dice[0]), dice[1], dice[2][:12])

    def settle_keys(self) -> list[str]:
        """Destroy the keys that are no longer ours to keep; whose they were.

        A key is ours until the mirror has its customer; or, when central has all that we stated,
        somebody who had the card before: then the two are one. Who is not there long after they
        were made was erased since.
        """
        with self._till.db.read() as connection:
            kept = customers.all_made(connection, keyed=True)
        gone = [one.uuid for one in kept if self._is_centrals(one)]
        if gone:
            with self._till.db.write() as tx:
                customers.destroy_keys(tx, gone)
            self._till.db.checkpoint()
        return gone

    def _is_centrals(self, made: Made) -> bool:
        with self._till.store.read() as mirror:
            if customers.with_uuid(mirror, made.uuid):
                return True
            merged = customers.with_card(mirror, made.card) is not None
        if made.installation < FIRST_OF_CENTRAL:
            return False  # it never travels: what is ours alone stays ours
        status, heard = self._line.status, self.heard
        if status.state is not LineState.IN_STEP or status.unsent or heard is None:
            return False  # the key may have to travel yet
        with self._till.db.read() as connection:
            return merged or heard - customers.made_at(connection, made) > LONG


def _sealed(new: _New, who: Personal) -> str:
    return base64.b64encode(seal(new.key, new.uuid, who.fields(), new.nonce)).decode()
