"""Whose card it is, what they have, and what a sale gives them; all of it with the line down."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import barcode
from app.domain.customer import Customer
from app.domain.document import Document
from app.domain.facts import Fact, FactType
from app.domain.installation import FIRST_OF_CENTRAL
from app.domain.loyalty import came_of_points, earned, of_points, points_rates, taken_back
from app.domain.money import Money
from app.domain.sale import Sale
from app.sealing import Unsealable, unseal
from app.services import products
from app.services.originals import Original
from app.services.till import Act, Till
from app.storage import customers, store
from app.storage.customers import Made, Told
from app.storage.database import Reader

STREAM = "loyalty:"
"""How the names of the streams begin that bring customers."""
POINTS = "points"
"""The chain's setting with the rates."""


def with_card(till: Till, code: str) -> Customer | None:
    """Whose card a scanned or typed code is; None when it is nobody's."""
    card = barcode.card_of(code)
    if card is None:
        return None
    with till.store.read() as mirror:
        told = customers.with_card(mirror, card) or _met(till, card)
    with till.db.read() as connection:
        made = customers.made_with_card(connection, card)
        return _customer(till, connection, told, made)


def known(till: Till, uuid: str) -> Customer | None:
    """Whom a sale names; None for somebody who was erased, or who is no longer the shop's."""
    with till.db.read() as connection:
        one = customers.made(connection, uuid)
        with till.store.read() as mirror:
            told = customers.with_uuid(mirror, uuid) or till.met.get(uuid)
            if told is None and one is not None and one.key is not None:
                # The same card is the same person: central may have known them already.
                told = customers.with_card(mirror, one.card) or _met(till, one.card)
        card = told.card if told else one.card if one else ""
        made = customers.made_with_card(connection, card) if card else []
        return _customer(till, connection, told, made)


def _met(till: Till, card: str) -> Told | None:
    return next((one for one in till.met.values() if one.card == card), None)


def _customer(
    till: Till, connection: Reader, told: Told | None, made: list[Made]
) -> Customer | None:
    # Without its key, and not central's any more: erased, and no name of who has the card now.
    kept = [one for one in made if one.key is not None]
    uuids = {one.uuid for one in kept}
    # What was earned before the till joined its chain, it brought along in one sum.
    since = FIRST_OF_CENTRAL if till.config.installation >= FIRST_OF_CENTRAL else 0
    if told is not None:
        own = customers.earned(connection, {told.uuid, *uuids}, told.included, since)
        return Customer(told.uuid, told.card, told.level, told.points + own, told.name)
    if not kept:
        return None
    first, points = kept[0], customers.earned(connection, uuids, {}, since)
    names = (_name(connection, one) for one in kept)
    name = next(filter(None, names), "")
    return Customer(first.uuid, first.card, first.level, points, name, confirmed=not since)


def _name(connection: Reader, made: Made) -> str:
    try:
        sealed = customers.sealed(connection, made)
        return unseal(made.key or b"", made.uuid, sealed).get("name", "")
    except Unsealable:
        return ""


# points
def given(till: Till, sale: Sale) -> int:
    """The points that a sale gives whom it knows, at the rates that hold now."""
    if not sale.customer:
        return 0
    with till.store.read() as mirror:
        rates = points_rates(store.setting(mirror, POINTS))
    if any(rate.family for rate in rates):
        return earned(_by_family(till, sale), rates, sale.level)
    return earned([("", of_points(sale.lines))], rates, sale.level)


def _by_family(till: Till, sale: Sale) -> Iterator[tuple[str, Money]]:
    for line in sale.lines:
        if not line.attached:
            yield products.family(till, line.sku), line.total


def taken(original: Original, sale: Sale) -> int:
    """The points that a return takes of those that its document gave; negative."""
    document = original.document
    paid, before = of_points(document.lines), came_of_points(document.lines, original.back)
    return -taken_back(document.gave, paid, before, -of_points(sale.lines))


def state_points(act: Act, document: Document, who: str) -> Fact | None:
    """State what a document gave or took back, in the transaction that issues it."""
    if not document.points:
        return None
    fact = act.state(
        FactType.POINTS_EARNED,
        {
            "customer": document.customer,
            "points": document.points,
            "document": document.number,
            "why": "return" if document.corrects else "sale",
        },
        who,
    )
    customers.earn(act.tx, fact)
    return fact
