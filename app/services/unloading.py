"""The lorry: whatever code is scanned, what it is; and taking it in.

A parcel of an order goes to its shelf, a box of a delivery or a transfer into stock, the paper of a
transfer makes it known. What nobody here knows is shelved as unidentified, never opened, until news
come or it goes back (retail-rules 11).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.consignment import box_code, consignment_number
from app.domain.consignment_fold import Passage
from app.domain.errors import (
    BadCode,
    BadConsignmentNumber,
    BoxTaken,
    UnknownItem,
    UnknownParcel,
    UnknownStray,
)
from app.domain.facts import FactType
from app.domain.free_words import tidy
from app.domain.fulfilment import Fulfilment
from app.domain.parcel import ParcelState
from app.domain.product import Product
from app.domain.staff import Permission
from app.services.consignments import Consignments
from app.services.handing import Handing, Scanned
from app.services.kept import Kept
from app.services.order_codes import OrderCodes
from app.services.receiving import Receiving
from app.services.till import Till
from app.storage import strays
from app.storage.strays import Stray


class Is(StrEnum):
    """What a code is."""

    PARCEL = "parcel"
    ORDER = "order"
    BOX = "box"
    CONSIGNMENT = "consignment"
    PRODUCT = "product"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Code:
    """What a scanned code is, and what is known of that. `name`: of a parcel or box, its code."""

    is_: Is
    name: str
    order: Fulfilment | None = None
    passage: Passage | None = None
    product: Product | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stray. `code`: what it is by now; Is.UNKNOWN while nobody knows."""

    stray: Stray
    code: Code


class Unloading:
    def __init__(
        self,
        till: Till,
        handing: Handing,
        codes: OrderCodes,
        desk: Consignments,
        receiving: Receiving,
    ) -> None:
        self._till, self._handing, self._codes = till, handing, codes
        self._desk, self._receiving = desk, receiving
        self._strays = Kept(till, self._all_strays)

    def what(self, code: str) -> Code:
        """Any code. Raises BadOrderCode, BadTransitPaper, OrderElsewhere, ConsignmentElsewhere."""
        if (paper := self._desk.scanned(code)) is not None:
            return Code(Is.CONSIGNMENT, paper.number, passage=paper)
        if (order := self._codes.scanned(code)) is not None:
            return Code(Is.ORDER, order.order.number, order=order)
        parcel = self._parcel(code)
        if parcel is not None:
            return Code(Is.PARCEL, parcel.parcel, order=parcel.order)
        box = box_code(code)
        if box and (of_box := self._desk.of_box(box)) is not None:
            return Code(Is.BOX, box, passage=of_box)
        if (p := self._numbered(code)) is not None:
            return Code(Is.CONSIGNMENT, p.number, passage=p)
        if (product := self._product(code)) is not None:
            return Code(Is.PRODUCT, product.sku, product=product)
        return Code(Is.UNKNOWN, box or code.strip()[:60])

    def take_in(self, code: str, place: str = "", damage: str = "") -> Code:
        """What came off the lorry: a parcel arrives and, with a place, is on its shelf; a box is
        received; an unknown one is a stray at its place. `damage`: the reason, "" for none.

        Raises BoxTaken, UnknownParcel without a place for what nobody knows, and what `what`
        raises. A product or an order is only told.
        """
        found = self.what(code)
        match found.is_:
            case Is.PARCEL:
                return self._parcel_in(found, code, place, damage)
            case Is.BOX if found.passage is not None:
                if found.name in found.passage.boxes:
                    raise BoxTaken(code=found.name)
                if not found.passage.held.get(found.name):
                    return found  # nobody said what is in it: it is counted
                p = self._receiving.take_box(found.passage, found.name, damage)
                return Code(Is.BOX, found.name, passage=p)
            case Is.UNKNOWN:
                if not place.strip():
                    raise UnknownParcel(code=found.name)
                self.shelve(found.name, place)
                return found
            case _:
                return found

    # strays
    def shelve(self, code: str, place: str) -> None:
        """Nobody here knows it: it waits there, closed. Raises NotAShelf."""
        self._till.session.need(Permission.PICKUPS)
        self._handing.check_shelf(place)
        body = {"code": code.strip()[:60], "place": tidy(place, 40)}
        with self._till.act() as act:
            strays.add(act.tx, act.state(FactType.STRAY_SHELVED, body))

    def strays(self) -> list[Waiting]:
        """What waits to be identified, the oldest first, and what each is by now."""
        return [Waiting(one, self._known(one.code)) for one in self._strays()]

    def _all_strays(self) -> list[Stray]:
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            return strays.waiting(connection, mirror)

    def match(self) -> list[Code]:
        """Take in what this device shelved as unknown and central has told of since; the others'
        strays are theirs to match, so that nothing comes in twice."""
        self._till.session.need(Permission.PICKUPS)
        done = []
        for one in self.strays():
            if one.stray.ours and one.code.is_ in (Is.PARCEL, Is.BOX):
                done.append(self.identify(one.stray.code))
        return done

    def identify(self, code: str) -> Code:
        """A stray that is known by now is taken in where it stands. Raises UnknownStray."""
        stray = self._stray(code)
        found = self._known(stray.code)
        if found.is_ not in (Is.PARCEL, Is.BOX):
            raise UnknownStray(code=stray.code)
        if found.is_ is Is.PARCEL or (found.passage and found.name not in found.passage.boxes):
            found = self.take_in(stray.code, stray.place)
        self._end(stray.code, "identified")
        return found

    def send_back(self, code: str) -> None:
        """It left for where it came from, unopened. Raises UnknownStray."""
        self._end(self._stray(code).code, "sent_back")

    def _end(self, code: str, how: str) -> None:
        self._till.session.need(Permission.PICKUPS)
        with self._till.act() as act:
            strays.add(act.tx, act.state(FactType.STRAY_ENDED, {"code": code, "how": how}))

    def _stray(self, code: str) -> Stray:
        name = box_code(code) or code.strip()[:60]
        found = next((one.stray for one in self.strays() if one.stray.code == name), None)
        if found is None:
            raise UnknownStray(code=name)
        return found

    def _known(self, code: str) -> Code:
        parcel = self._handing.parcel(code)
        if parcel is not None:
            return Code(Is.PARCEL, parcel.parcel, order=parcel.order)
        p = self._desk.of_box(code)
        return Code(Is.BOX, code, passage=p) if p else Code(Is.UNKNOWN, code)

    # parts
    def _parcel(self, code: str) -> Scanned | None:
        """By its label, or by what was announced, spelled as it was or as a box's code."""
        found = self._handing.parcel(code)
        box = box_code(code)
        return self._handing.parcel(box) if found is None and box else found

    def _parcel_in(self, found: Code, code: str, place: str, damage: str) -> Code:
        name = found.name if found.order and found.order.parcels[found.name].closed else code
        if found.order and found.order.parcels[found.name].state is ParcelState.IN_TRANSIT:
            f = self._handing.arrive(name, damaged=bool(damage))
            found = Code(Is.PARCEL, found.name, order=f)
            self._passed_on(found.name)
        if place.strip() and not damage:
            f = self._handing.shelve(name, place)
            found = Code(Is.PARCEL, found.name, order=f)
        return found

    def _passed_on(self, code: str) -> None:
        """The parcel was a box of a transfer that feeds its order: it is on its way no more."""
        p = self._desk.of_box(code)
        if p and p.consignment.order and p.held[code] and code not in p.boxes:
            self._receiving.take_box(p, code)

    def _numbered(self, code: str) -> Passage | None:
        try:
            return self._desk.find(consignment_number(code))
        except BadConsignmentNumber:
            return None

    def _product(self, code: str) -> Product | None:
        try:
            return self._desk.product(code)
        except (UnknownItem, BadCode):
            return None
