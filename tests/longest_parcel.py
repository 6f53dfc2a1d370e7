"""The label of a parcel with as much in it as one has: forty weighed things of a long order."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from builders import an_order
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain import compact, order_papers, parcel_label
from app.domain.paper import Block
from app.domain.parcel import Parcel, ParcelState
from app.domain.parcel_label import ParcelLabel
from app.receipt_words import ORDERS

NUMBER = "W-2026-ZARAGOZA-00012345"
CONTENT = tuple((line, Decimal("12.345")) for line in range(161, 201))
AT = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
_LABEL = ParcelLabel(NUMBER, 12, 10, 12, CONTENT, 2_000_000, 9_999, 2_000_000, AT, "10012")


def signed() -> str:
    content = parcel_label.content(_LABEL)
    signature = Ed25519PrivateKey.from_private_bytes(bytes(32)).sign(content)
    return compact.signed_text(parcel_label.PREFIX, content, signature)


def wide_label(language: str = "es") -> list[Block]:
    order = an_order(number=NUMBER, name="Maria Montserrat C.")
    parcel = Parcel(
        _LABEL.id, _LABEL.number, _LABEL.of, CONTENT, ParcelState.SHELVED, AT, "10012", 9_999,
        place="ESTANTE-B12",
    )  # fmt: skip
    return order_papers.wide_label(order, parcel, signed(), "Inmaculada", ORDERS[language])
