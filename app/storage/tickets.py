"""The shop's tickets of all its tills, as central gathered them (retail-rules 5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, text

from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.money import Money
from app.domain.refund import Back
from app.domain.tender import Tender, TenderKind

_ONE = text(
    "SELECT installation, body_json, returned_json, paid_back_json, included_json, replaced_by"
    " FROM ticket"
    " WHERE number = :number"
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document as central knows it."""

    document: Document
    installation: int
    back: dict[int, Back]
    """What came back of each line, at whatever till..."""
    paid_back: tuple[Tender, ...]
    """What was given back for it, whoever gave it: negative amounts..."""
    included: Mapping[int, int]
    """...as far as central had heard of each installation: its seq."""
    replaced_by: str
    """The invoice that stands for it; "" for none."""


def one(connection: Connection, number: str) -> Gathered | None:
    row = connection.execute(_ONE, {"number": number}).first()
    if row is None:
        return None
    back = {
        int(line): Back(Decimal(part["quantity"]), Money(part["amount"]))
        for line, part in json.loads(row.returned_json).items()
    }
    included = {int(name): seq for name, seq in json.loads(row.included_json).items()}
    return Gathered(
        document_from(json.loads(row.body_json)),
        row.installation,
        back,
        tuple(
            Tender(TenderKind(one["kind"]), Money(one["amount"]), one["reference"])
            for one in json.loads(row.paid_back_json)
        ),
        included,
        row.replaced_by,
    )
