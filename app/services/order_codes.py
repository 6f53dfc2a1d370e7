"""An order's QR and a parcel's label: what they prove, with the line down (retail-rules 11)."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import cache

from app import signatures
from app.domain import compact, order_code, parcel_label
from app.domain.demo_orders import DEMO_KEY, DEMO_TABLET
from app.domain.errors import (
    BadCode,
    BadOrderCode,
    KeyMissing,
    NotAllowed,
    OrderElsewhere,
    OverRisk,
    UnknownItem,
)
from app.domain.facts import FactType
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order import Order, OrderLine, Payment, PaymentState
from app.domain.order_code import CodeLine, OrderCode
from app.domain.order_event import Event, Packed, Proved
from app.domain.parcel import Parcel, packed_by
from app.domain.parcel_label import ParcelLabel
from app.domain.plain import plain
from app.domain.product import Unit
from app.domain.staff import Permission
from app.domain.tax import TaxCategory
from app.services.orders import Orders
from app.services.till import Till
from app.storage import enrolment, orders, store

UNHEARD_LIMIT = "unheard_order_limit"
"""The shop's policy: cents of a paid order that only its QR speaks of."""
USUAL_UNHEARD = Money(10_000)


class OrderCodes:
    def __init__(self, till: Till, desk: Orders) -> None:
        self._till, self._orders = till, desk

    def scanned(self, code: str) -> Fulfilment | None:
        """The order whose QR was scanned; None for any other code. What only the QR speaks of is
        an order from then on. Raises BadOrderCode, OrderElsewhere, OverRisk, NotAllowed; of what
        is still to pay UnknownItem, BadCode."""
        signed = compact.split(order_code.PREFIX, code)
        if signed is None:
            return None
        joined = enrolment.read(self._till.folder)
        keys = [base64.b64decode(joined.central_key)] if joined else []
        if self._till.config.demo:
            keys.append(signatures.public_of(DEMO_KEY))
        if not any(signatures.is_signed(key, *signed) for key in keys):
            raise BadOrderCode()
        return self._take(order_code.read(signed[0]))

    def _take(self, code: OrderCode) -> Fulfilment:
        """As central told us, or else as the QR says."""
        known = self._orders.find(code.number)
        if known is not None and known.order.version >= code.version:
            return known
        if code.shop != self._till.shop.code:
            raise OrderElsewhere(number=code.number, shop=code.shop)
        order = self._order_of(code)
        self._till.session.need(Permission.PICKUPS)
        if known is None or not known.order.paid:
            self._check_risk(order)
        with self._till.act() as act:
            orders.add(act.tx, act.state(FactType.ORDER_TAKEN, {"order": plain(order)}))
        return self._orders.of(code.number)

    def _check_risk(self, order: Order) -> None:
        if not order.paid or order.amount <= self.unheard_limit():
            return
        try:
            self._till.session.need(Permission.UNHEARD_ORDER)
        except NotAllowed:
            raise OverRisk(limit=self.unheard_limit()) from None

    def unheard_limit(self) -> Money:
        with self._till.store.read() as mirror:
            return store.limit(mirror, UNHEARD_LIMIT, USUAL_UNHEARD)

    def _order_of(self, code: OrderCode) -> Order:
        now = self._till.now()
        order = Order(
            code.number,
            code.version,
            code.shop,
            now,
            now,
            tuple(
                self._line(number, one, paid=code.paid) for number, one in enumerate(code.lines, 1)
            ),
            invoicing=code.invoicing,
            concluded=code.concluded,
            collectors=code.collectors,
            delivery=code.delivery,
        )
        paid = (Payment("", order.amount, PaymentState.CAPTURED),) if code.paid else ()
        return replace(order, payments=paid)

    def _line(self, number: int, said: CodeLine, *, paid: bool) -> OrderLine:
        """What the catalogue lacks goes by its code: whoever paid for it is not sent away. Raises
        UnknownItem, BadCode of what is still to pay."""
        try:
            product = self._orders.product(said.item)
        except (UnknownItem, BadCode):
            if not paid:
                raise
            return _nameless(number, said)
        return OrderLine(
            number,
            product.sku,
            product.codes[0] if product.codes else "",
            product.name,
            product.unit,
            product.tax,
            said.quantity,
            said.price,
            minimum_age=said.minimum_age,
        )

    def of_order(self, f: Fulfilment) -> str:
        """What the customer's QR holds; only in a demo, whose central's key everybody knows.
        Raises NotAllowed."""
        if not self._till.config.demo:
            raise NotAllowed(permission=Permission.SETTINGS)
        content = order_code.content(order_code.code_of(f.order))
        signature = signatures.sign(DEMO_KEY, content)
        return compact.signed_text(order_code.PREFIX, content, signature)

    # labels
    def label(self, code: str) -> ParcelLabel | None:
        """What a parcel's label says; None for any other code. Of a device that was dismissed since
        it packed, what we know by other ways. Raises BadOrderCode when no device of the shop
        signed it."""
        signed = compact.split(parcel_label.PREFIX, code)
        if signed is None:
            return None
        said = parcel_label.read(signed[0])
        key = self._key_of(said.installation)
        if not (signatures.is_signed(key, *signed) if key else self._is_known(said)):
            raise BadOrderCode()
        return said

    def _is_known(self, label: ParcelLabel) -> bool:
        """Whether a label proves nothing that central, or a label before, has not."""
        f = self._orders.find(label.order)
        parcel = f.parcels.get(label.id) if f else None
        return parcel is not None and parcel.content == label.content

    def proved(self, label: ParcelLabel) -> Fulfilment:
        """The order of a label, with its parcel; what only the label knows is stated. Raises
        UnknownOrder, NotAllowed."""

        def told(before: Fulfilment) -> Proved | None:
            if label.id in before.parcels:
                return None
            return Proved(
                label.number,
                label.of,
                label.content,
                label.installation,
                label.seq,
                label.at,
                label.who,
            )

        return self._orders.say(label.order, told, known=label.tick)

    def labels(self, f: Fulfilment) -> list[tuple[ParcelLabel, str]]:
        """Of the parcels packed here, each with what its QR holds. Raises KeyMissing."""
        packed = {event.key: event for event in f.events if isinstance(event.what, Packed)}
        found, seed_of = [], cache(self._seed_of)
        for parcel in f.set:
            event = None if parcel.closed else packed.get(packed_by(parcel.id))
            seed = seed_of(event.installation) if event is not None else b""
            if event is not None and seed:
                label = _label(f, parcel, event)
                content = parcel_label.content(label)
                signature = signatures.sign(seed, content)
                text = compact.signed_text(parcel_label.PREFIX, content, signature)
                found.append((label, text))
        return found

    def _seed_of(self, installation: int) -> bytes:
        """What we sign with in its name: of this device its key, of a demo's tablet the demo's;
        of any other nothing. Raises KeyMissing."""
        demo = self._till.config.demo
        if demo and installation == DEMO_TABLET:
            return DEMO_KEY
        if installation != self._orders.device:
            return b""
        try:
            return enrolment.device_key(self._till.folder)
        except KeyMissing:
            if demo:  # of no chain: nothing else could sign its parcels
                return DEMO_KEY
            raise

    def _key_of(self, installation: int) -> bytes:
        if seed := self._seed_of(installation):
            return signatures.public_of(seed)
        with self._till.store.read() as mirror:
            device = orders.device(mirror, installation)
        return device.key if device else b""


def _nameless(number: int, said: CodeLine) -> OrderLine:
    """Picked by its code, at the tax that most goods have: a QR says neither name nor tax."""
    unit = Unit.KG if said.quantity % 1 else Unit.EACH
    return OrderLine(
        number,
        said.item,
        said.item,
        said.item,
        unit,
        TaxCategory.GENERAL,
        said.quantity,
        said.price,
        minimum_age=said.minimum_age,
    )


def _label(f: Fulfilment, parcel: Parcel, event: Event) -> ParcelLabel:
    return ParcelLabel(
        f.order.number,
        f.order.version,
        parcel.number,
        parcel.of,
        parcel.content,
        event.tick,
        event.installation,
        event.seq,
        event.at.replace(microsecond=0),
        event.who,
    )
