"""Deliveries and transfers: what is known of each, asking for them, and what is done with one."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from app import signatures
from app.domain import compact, consigning, consignment_event, transit_paper
from app.domain.consignment import Consignment, GoodsLine, Kind, consignment_number
from app.domain.consignment_event import What
from app.domain.consignment_fold import OVER, Passage
from app.domain.errors import (
    BadTransitPaper,
    ConsignmentElsewhere,
    OtherTaxpayersShop,
    UnknownConsignment,
    UnknownShop,
)
from app.domain.facts import FactType
from app.domain.plain import plain
from app.domain.product import Product
from app.domain.staff import Permission
from app.domain.transit_paper import TransitPaper
from app.services import products
from app.services.till import Act, Till
from app.storage import consignments, enrolment, neighbours, state

W = TypeVar("W", bound=What)
LATELY = timedelta(days=60)
"""How long what we stated counts for the lists; central has heard of what is older."""
MOST = 300
_NUMBERS = "consignments"


class Consignments:
    """Each use one transaction; all of it works with the line down."""

    def __init__(self, till: Till) -> None:
        self._till = till

    # looking
    def of(self, number: str) -> Passage:
        """Raises UnknownConsignment, BadConsignmentNumber."""
        found = self.find(consignment_number(number))
        if found is None:
            raise UnknownConsignment(number=number.strip().upper()[:40])
        return found

    def find(self, number: str) -> Passage | None:
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            return consignments.one(connection, mirror, number)

    def open_ones(self, kind: Kind | None = None) -> list[Passage]:
        """What is asked for or on its way, the oldest first."""
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            told = consignments.open_ones(mirror, MOST)
            ours = consignments.touched(connection, self._lately())
        here = self._going(dict.fromkeys((*told, *ours)))
        return [p for p in here if kind is None or p.consignment.kind is kind]

    def _lately(self) -> str:
        return (self._till.now() - LATELY).isoformat()

    def _going(self, numbers: Iterable[str]) -> list[Passage]:
        """Those of them that are not over, the oldest first."""
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            found = [consignments.one(connection, mirror, number) for number in numbers]
        here = [p for p in found if p and p.state not in OVER]
        return sorted(here, key=lambda p: (p.sent_at or p.consignment.made_at, p.number))

    def expected(self) -> list[Passage]:
        """What comes to this shop, what was sent first of all."""
        shop = self._till.shop.code
        return [p for p in self.open_ones() if p.consignment.destination == shop]

    def of_box(self, code: str) -> Passage | None:
        """Whose box it is, as somebody announced it or its paper says. Central names every box that
        it has heard of: only what we stated ourselves has to be looked through."""
        with self._till.store.read() as mirror:
            number = consignments.of_box(mirror, code)
        if number is not None:
            return self.find(number)
        with self._till.db.read() as connection:
            ours = consignments.touched(connection, self._lately())
        shop = self._till.shop.code
        here = (p for p in self._going(ours) if p.consignment.destination == shop)
        return next((p for p in here if code in p.held), None)

    # making
    def ask(self, shop: str, goods: Iterable[tuple[str, Decimal]], order: str = "") -> Passage:
        """Ask another shop to send goods (codes or SKUs) to this one. Raises UnknownShop, SameShop,
        OtherTaxpayersShop, UnknownItem, BadQuantity, NoGoods."""
        return self._make(shop, self._till.shop.code, goods, order)

    def offer(self, shop: str, goods: Iterable[tuple[str, Decimal]], order: str = "") -> Passage:
        """Say that goods of this shop go to another. Raises as `ask`."""
        return self._make(self._till.shop.code, shop, goods, order)

    def _make(
        self, origin: str, destination: str, goods: Iterable[tuple[str, Decimal]], order: str
    ) -> Passage:
        self._till.session.need(Permission.STOCK)
        for shop in (origin, destination):
            self._check_shop(shop)
        lines = tuple(line_of(self.product(code), quantity) for code, quantity in goods)
        with self._till.act() as act:
            number = self.new_number(act, "T")
            own = self._till.shop.code
            made = Consignment(
                number, Kind.TRANSFER, origin, destination, act.at, lines, asked_by=own, order=order
            )
            consigning.check_asked(made)
            self.state_made(act, made)
        return self.of(number)

    def _check_shop(self, code: str) -> None:
        with self._till.store.read() as mirror:
            known = neighbours.branches(mirror)
        if code == self._till.shop.code:
            return
        if code not in known:
            raise UnknownShop(shop=code)
        if known[code].nif not in ("", self._till.shop.nif):
            raise OtherTaxpayersShop(shop=code, name=known[code].name)

    def new_number(self, act: Act, letter: str) -> str:
        """No other device makes it: `T1001-7`."""
        count = int(state.get(act.tx, _NUMBERS) or 0) + 1
        state.put(act.tx, _NUMBERS, str(count))
        return f"{letter}{self._till.config.installation}-{count}"

    # stating
    def say(self, number: str, rule: Callable[[Passage, str], W]) -> Passage:
        """State what `rule` makes of it as it is for this shop, and say how it is then. Raises
        UnknownConsignment, NotAllowed and what the rule refuses."""
        self._till.session.need(Permission.STOCK)
        with self._till.act() as act:
            before = self.of(number)
            self.state(act, before, rule(before, self._till.shop.code))
        return self.of(number)

    def decline(self, number: str, reason: str) -> Passage:
        return self.say(number, lambda p, shop: consigning.decline(p, shop, reason))

    def call_off(self, number: str, reason: str = "") -> Passage:
        return self.say(number, lambda p, shop: consigning.call_off(p, shop, reason))

    def state(self, act: Act, before: Passage, what: What) -> None:
        """Append the fact of it."""
        kind = consignment_event.kind_of(what)
        body = consignment_event.fact_body(before.number, before.tick, what)
        consignments.add(act.tx, act.state(kind, body))

    def state_made(self, act: Act, made: Consignment) -> None:
        body = {"consignment": plain(made)}
        consignments.add(act.tx, act.state(FactType.CONSIGNMENT_MADE, body))

    # papers
    def paper(self, number: str) -> str:
        """What the paper of a transfer that was sent from this device says; "" when there is none,
        or it does not fit. Raises UnknownConsignment, KeyMissing."""
        paper = transit_paper.paper_of(self.of(number), self._till.config.installation)
        if paper is None:
            return ""
        seed = enrolment.device_key(self._till.folder)
        content = transit_paper.content(paper)
        return compact.signed_text(transit_paper.PREFIX, content, signatures.sign(seed, content))

    def scanned(self, code: str) -> Passage | None:
        """The transfer whose paper was scanned; None for any other code. What only its paper speaks
        of is known from then on. Raises BadTransitPaper, ConsignmentElsewhere, NotAllowed."""
        signed = compact.split(transit_paper.PREFIX, code)
        if signed is None:
            return None
        paper = transit_paper.read(signed[0])
        if not signatures.is_signed(self._key_of(paper), *signed):
            raise BadTransitPaper()
        known = self.find(paper.consignment.number)
        if known and paper.sent.key in {event.key for event in known.events}:
            return known
        if self._till.shop.code != paper.consignment.destination:
            raise ConsignmentElsewhere(
                number=paper.consignment.number, shop=paper.consignment.destination
            )
        self._till.session.need(Permission.STOCK)
        body = {
            "consignment": plain(paper.consignment),
            "sent": consignment_event.event_body(paper.sent),
        }
        with self._till.act() as act:
            consignments.add(act.tx, act.state(FactType.CONSIGNMENT_TAKEN, body))
        return self.of(paper.consignment.number)

    def _key_of(self, paper: TransitPaper) -> bytes:
        """Of the device that sent it; none when it is not of the shop that it says."""
        number = paper.sent.installation
        if number == self._till.config.installation:
            return signatures.public_of(enrolment.device_key(self._till.folder))
        with self._till.store.read() as mirror:
            shop, key = consignments.signer(mirror, number)
        return base64.b64decode(key) if shop == paper.consignment.origin else b""

    # products
    def product(self, code: str) -> Product:
        """By SKU or any barcode. Raises UnknownItem, BadCode."""
        return products.product(self._till, code)

    def name(self, sku: str) -> str:
        """What people call it; of what the catalogue does not have, its SKU."""
        return products.named(self._till, sku).name


def line_of(product: Product, quantity: Decimal) -> GoodsLine:
    code = product.codes[0] if product.codes else ""
    return GoodsLine(product.sku, quantity, product.name, code, product.unit)
