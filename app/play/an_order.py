"""An order as the verbs that bring it on answer it."""

from __future__ import annotations

from app.domain import order_money
from app.domain.fulfilment import Fulfilment
from app.domain.money import ZERO
from app.domain.order_refunds import ordered
from app.play.answers import Answer, plain


def order(f: Fulfilment) -> Answer:
    """An order as far as it has come."""
    return {
        "order": f.order.number,
        "state": f.state.value,
        "paid": f.order.paid,
        "due": str(f.order.due),
        "holder": f.holder,
        "lines": [
            {
                "n": one.number,
                "sku": one.sku,
                "name": one.name,
                "quantity": plain(one.quantity),
                "price": str(one.price),
                "picked": plain(f.line(one.number).picked),
                "short": plain(f.line(one.number).short),
                "wanted": plain(f.wanted(one.number)),
            }
            for one in f.order.lines
        ],
        "parcels": [
            {
                "id": parcel.id,
                "n": parcel.number,
                "of": parcel.of,
                "state": parcel.state.value,
                "place": parcel.place,
                "surplus": parcel.id in f.surplus,
            }
            for parcel in f.parcels.values()
        ],
        "conflicts": sorted(one.value for one in f.conflicts),
        "owed": str(order_money.owed(f) if order_money.owes(f) else ZERO),
        "refunds": [
            {
                "kind": "capture" if one.capture else "refund",
                "reference": one.reference,
                "amount": str(one.amount),
                "due": one.due.isoformat() if one.due else "",
                "document": one.document,
                "done": one.done,
            }
            for one in ordered(f)
        ],
    }
