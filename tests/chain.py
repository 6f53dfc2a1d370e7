"""What central would have said, put into a till's mirrors through their real files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from catalogue_builders import a_catalogue
from shop import Shop

from app.domain.bodies import document_body, tender_body
from app.domain.document import Document
from app.domain.product import Product
from app.domain.tender import Tender
from app.mirror import folder as catalogues
from app.mirror import store
from app.services.opening import secrets_of


def _said(shop: Shop, statement: str, *values: Any) -> None:
    till = shop.counter.till
    connection = store.connect(till.folder, secrets_of(till.folder, till.config).key)
    connection.execute(statement, values)
    connection.close()


def say_list(shop: Shop, code: str, kind: str, priority: int = 0, level: str = "") -> None:
    _said(
        shop,
        "INSERT INTO price_list (code, name, kind, priority, level, shops_json)"
        " VALUES (?,?,?,?,?,'[]')",
        *(code, code, kind, priority, level),
    )


def say_price(
    shop: Shop,
    sku: str,
    code: str,
    cents: int,
    starts: datetime | None = None,
    ends: datetime | None = None,
    rise: tuple[int, datetime] | None = None,
) -> None:
    path = catalogues.current(shop.counter.till.folder)
    assert path is not None
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute(
        "INSERT INTO price (sku, list, starts, ends, cents, held_cents, held_until)"
        " VALUES (?,?,?,?,?,?,?)",
        (
            *(sku, code, _iso(starts), _iso(ends), cents),
            *((rise[0], _iso(rise[1])) if rise else (None, None)),
        ),
    )
    connection.close()


def say_attribute(shop: Shop, sku: str, name: str, value: str) -> None:
    path = catalogues.current(shop.counter.till.folder)
    assert path is not None
    details = json.dumps({"attributes": {name: {"type": "number", "value": value}}})
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("UPDATE product SET details = ? WHERE sku = ?", (details, sku))
    connection.close()


def say_territory(shop: Shop, territory: str, timezone: str) -> None:
    _said(shop, "UPDATE shop SET territory = ?, timezone = ?", territory, timezone)


def say_products(shop: Shop, *products: Product) -> None:
    """They are in the catalogue in use from now on, with what was there."""
    a_catalogue(shop.counter.till.folder, products, merge=True)
    shop.counter.lookup.refresh()


def say_stop(shop: Shop, sku: str, lot: str = "", **text: str) -> None:
    _said(
        shop,
        "INSERT INTO stop (id, sku, lot, text_json, since) VALUES (?,?,?,?,'')",
        *(f"{sku}-{lot}", sku, lot, json.dumps(text)),
    )


def lift_stop(shop: Shop, sku: str) -> None:
    _said(shop, "DELETE FROM stop WHERE sku = ?", sku)


def say_setting(shop: Shop, name: str, value: object) -> None:
    statement = "INSERT OR REPLACE INTO setting (name, value_json) VALUES (?,?)"
    _said(shop, statement, name, json.dumps(value))


def say_policies(shop: Shop, policies: dict[str, object]) -> None:
    _said(shop, "UPDATE shop SET policies_json = ?", json.dumps(policies))


def say_customer(
    shop: Shop,
    uuid: str,
    card: str,
    name: str = "",
    level: str = "",
    points: int = 0,
    included: dict[int, int] | None = None,
) -> None:
    """`included`: how far central had heard of each installation's points."""
    _said(
        shop,
        "INSERT OR REPLACE INTO customer"
        " (uuid, card, name, level, points, included_json, consent_json, key)"
        " VALUES (?,?,?,?,?,?,'{}',x'00')",
        *(uuid, card, name, level, points),
        json.dumps({str(number): seq for number, seq in (included or {}).items()}),
    )


def forget_customer(shop: Shop, uuid: str) -> None:
    """Erased at central: nothing is said of them any more."""
    _said(shop, "DELETE FROM customer WHERE uuid = ?", uuid)


def say_ticket(
    shop: Shop,
    document: Document,
    installation: int,
    back: dict[int, tuple[str, int]] | None = None,
    included: dict[int, int] | None = None,
    paid_back: Sequence[Tender] = (),
) -> None:
    """`back`: line -> (quantity, cents) that came back; `included`: how far central had heard."""
    returned = {
        str(line): {"quantity": quantity, "amount": cents}
        for line, (quantity, cents) in (back or {}).items()
    }
    _said(
        shop,
        "INSERT OR REPLACE INTO ticket"
        " (number, day, installation, body_json, returned_json, paid_back_json, included_json)"
        " VALUES (?,?,?,?,?,?,?)",
        document.number,
        document.issued_at.date().isoformat(),
        installation,
        json.dumps(document_body(document)),
        json.dumps(returned),
        json.dumps([tender_body(tender) for tender in paid_back]),
        json.dumps({str(number): seq for number, seq in (included or {}).items()}),
    )


def say_voucher(
    shop: Shop, code: str, left: int, included: dict[int, int] | None = None, expires: str = ""
) -> None:
    """`left` in cents; `included`: how far central had heard of each installation."""
    heard = json.dumps({str(number): seq for number, seq in (included or {}).items()})
    statement = "INSERT OR REPLACE INTO voucher (code, left_, expires, included_json)"
    _said(shop, f"{statement} VALUES (?,?,?,?)", code, left, expires, heard)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
