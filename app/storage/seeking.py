"""Tickets found without their number: this till's own, and the shop's as central gathered them."""

from __future__ import annotations

import json

from sqlalchemy import Connection, text

from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.seeking import Sought

_HOLDS = (
    " (:sku = '' OR EXISTS (SELECT 1 FROM json_each({body}, '$.lines') AS line"
    "   WHERE line.value ->> 'sku' = :sku))"
    " AND (:amount IS NULL OR {body} ->> 'total' = :amount"
    "   OR EXISTS (SELECT 1 FROM json_each({body}, '$.lines') AS line"
    "     WHERE line.value ->> 'total' = :amount))"
    " AND (:last_four = '' OR EXISTS (SELECT 1 FROM json_each({body}, '$.tenders') AS tender"
    "   WHERE tender.value ->> 'last_four' = :last_four))"
    " AND (:customer = '' OR {body} ->> 'customer' = :customer)"
)
_OWN = text(
    "SELECT f.body FROM documents AS d"  # noqa: S608 (all of it stands here)
    " JOIN facts AS f ON f.installation = d.installation AND f.seq = d.seq"
    " WHERE d.day BETWEEN :first AND :last AND d.corrects = '' AND"
    + _HOLDS.format(body="f.body")
    + " ORDER BY d.installation DESC, d.seq DESC LIMIT :limit"
)
_SHOPS = text(
    "SELECT body_json FROM ticket"  # noqa: S608 (the same)
    " WHERE day BETWEEN :first AND :last AND"
    + _HOLDS.format(body="body_json")
    + " ORDER BY day DESC, number DESC LIMIT :limit"
)


def own(connection: Connection, sought: Sought, limit: int) -> list[Document]:
    """Of this till, the newest first; no correctives."""
    found = connection.execute(_OWN, _values(sought, limit)).scalars()
    return [document_from(json.loads(body)) for body in found]


def of_the_shop(mirror: Connection, sought: Sought, limit: int) -> list[Document]:
    """Of the other tills too, as far as central said."""
    found = mirror.execute(_SHOPS, _values(sought, limit)).scalars()
    return [document_from(json.loads(body)) for body in found]


def _values(sought: Sought, limit: int) -> dict[str, object]:
    return {
        "sku": sought.sku,
        "first": sought.first.isoformat(),
        "last": sought.last.isoformat(),
        "amount": None if sought.amount is None else sought.amount.cents,
        "last_four": sought.last_four,
        "customer": sought.customer,
        "limit": limit,
    }
