"""Rows of the streams `config`, `store:...`, `stock:...` and `loyalty:...` into store.db."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from app.domain import plain
from app.domain.consignment import Consignment
from app.domain.consignment_event import event_from as passed
from app.domain.order import Order
from app.domain.order_facts import event_from
from app.domain.staff import Role
from app.mirror.rows import Change, Fields, moment_text

Values = tuple[Any, ...]
T = TypeVar("T")

_ROLES = {role.value for role in Role}
_PEOPLE = "staff"


def put(connection: Any, stream: str, changes: Iterable[Change], mark: int) -> None:
    """Take in what a page brought; kinds that `stream` does not have are passed over.

    People that it takes away are only `leaving`, until `release`. The transaction is the
    caller's. Raises BadRow: then nothing of the page may stay.
    """
    kinds = KINDS.get(stream.partition(":")[0], {})
    for change in changes:
        if change.kind not in kinds:
            continue
        table, names, values_of = kinds[change.kind]
        if change.value is None or _beyond_us(change):
            if table == _PEOPLE:
                connection.execute("UPDATE staff SET leaving = 1 WHERE code = ?", (change.key,))
            elif table != "shop":  # a till is never without its shop
                connection.execute(f"DELETE FROM {table} WHERE {names[0]} = ?", (change.key,))  # noqa: S608
            continue
        values = (change.key, *values_of(Fields(change)), stream, mark)
        columns = (*names, "stream", "mark")
        if table == "shop":
            connection.execute("DELETE FROM shop")
        connection.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(columns)})"  # noqa: S608
            f" VALUES ({', '.join('?' * len(columns))})",
            values,
        )


def sweep(connection: Any, stream: str, mark: int) -> None:
    """Remove what the base of `mark` did not bring, and what was there before any stream.

    People are only `leaving`, until `release`.
    """
    for table, _, _ in KINDS.get(stream.partition(":")[0], {}).values():
        if table != "shop":
            start = "UPDATE staff SET leaving = 1" if table == _PEOPLE else f"DELETE FROM {table}"  # noqa: S608
            connection.execute(
                f"{start} WHERE stream = '' OR (stream = ? AND mark <> ?)", (stream, mark)
            )


def people(connection: Any) -> tuple[int, int]:
    """How many there are, and how many of them are leaving."""
    query = "SELECT count(*), coalesce(sum(leaving), 0) FROM staff"
    there, leaving = connection.execute(query).fetchone()
    return int(there), int(leaving)


def release(connection: Any) -> None:
    """The people who are leaving go."""
    connection.execute("DELETE FROM staff WHERE leaving = 1")


def forget(connection: Any, stream: str) -> None:
    """Remove what a stream brought that is no longer ours."""
    for table, _, _ in KINDS.get(stream.partition(":")[0], {}).values():
        if table != "shop":
            connection.execute(f"DELETE FROM {table} WHERE stream = ?", (stream,))  # noqa: S608


def _beyond_us(change: Change) -> bool:
    """Somebody whose role a later program knows: here they may do nothing, so they are not here."""
    role = (change.value or {}).get("role")
    return change.kind == "person" and isinstance(role, str) and role not in _ROLES


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _list(value: Fields) -> Values:
    return (
        value.text("name"),
        value.text("kind", "store"),
        value.whole("priority"),
        value.text("level"),
        _json(value.texts("shops")),
    )


def _stop(value: Fields) -> Values:
    return (
        value.text("sku"),
        value.text("lot"),
        _json(value.mapping("text")),
        value.text("since"),
    )


def _setting(value: Fields) -> Values:
    return (_json(value.anything("value")),)


def _shop(value: Fields) -> Values:
    return (
        value.text("name"),
        value.text("company", None),
        value.text("nif", None),
        value.text("address", None),
        value.text("territory", "IVA"),
        value.text("timezone", "Europe/Madrid"),
        value.text("language", "es"),
        value.text("regime", "none"),
        value.text("region"),
        _json(value.mapping("calendar")),
        _json(value.mapping("policies")),
    )


def _person(value: Fields) -> Values:
    return (
        value.text("name", None),
        value.text("role", None),
        value.text("pin"),
        value.text("badge"),
    )


def _stock(value: Fields) -> Values:
    included = _json(value.mapping("included"))
    return (value.thousandths("on_hand"), included, value.text("counted_at"))


def _ticket(value: Fields) -> Values:
    document = value.mapping("document")
    day = document.get("issued_at", "")
    if not isinstance(day, str) or not day:
        raise value.bad("document")
    return (
        day[:10],
        value.whole("installation"),
        _json(document),
        _json(value.mapping("returned")),
        _json(value.anything("paid_back") or []),
        _json(value.mapping("included")),
        value.text("replaced_by"),
    )


def _customer(value: Fields) -> Values:
    try:
        key = base64.b64decode(value.text("key"), validate=True)
    except binascii.Error:
        raise value.bad("key") from None
    return (
        value.text("card"),
        value.text("name"),
        value.text("level"),
        value.whole("points"),
        _json(value.mapping("included")),
        _json(value.mapping("consent")),
        key or None,
    )


def _checked(
    value: Fields,
    name: str,
    kind: type[T],
    body: object,
    events: Iterable[Any],
    event_from: Callable[[Any], object],
) -> T:
    """What `body` says, once it and its events are known to be such. Raises BadRow."""
    try:
        for event in events:
            event_from(event)
        return plain.read(kind, body)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise value.bad(name) from None


def _order(value: Fields) -> Values:
    order, events = value.mapping("order"), value.anything("events") or []
    read = _checked(value, "order", Order, order, events, event_from)
    return (
        value.text("state"),
        moment_text(read.promised_at),
        read.name,
        read.phone_tail,
        read.customer,
        _json(order),
        _json(events),
        value.whole("owed"),
        value.whole("left_behind"),
    )


def _placed(value: Fields) -> Values:
    said = {name: value.anything(name) for name in _PLACED}
    order = said["order"]
    if order is not None:
        _checked(value, "order", Order, order, said["events"] or [], event_from)
    there = {name: one for name, one in said.items() if one is not None}
    return (value.text("outcome", None), _json(there))


_PLACED = ("outcome", "detail", "qr", "shop_name", "state", "order", "events")


def _parcel(value: Fields) -> Values:
    return (value.text("order", None),)


def _device(value: Fields) -> Values:
    return (value.text("name"), value.text("kind", "till"), value.text("key", None))


def _consignment(value: Fields) -> Values:
    made, events = value.mapping("consignment"), value.anything("events") or []
    read = _checked(value, "consignment", Consignment, made, events, passed)
    return (value.text("state"), moment_text(read.made_at), _json(made), _json(events))


def _box(value: Fields) -> Values:
    return (value.text("consignment", None),)


def _stray(value: Fields) -> Values:
    return (value.text("place"), value.text("since"), value.text("ended"))


def _dormant(value: Fields) -> Values:
    return (
        value.thousandths("on_hand"),
        value.text("since"),
        value.text("to"),
        value.thousandths("sold"),
        value.thousandths("propose"),
    )


def _signer(value: Fields) -> Values:
    return (value.text("shop", None), value.text("key", None))


def _branch(value: Fields) -> Values:
    where = [value.anything(name) for name in ("latitude", "longitude")]
    if not all(type(one) is int for one in where):
        where = [None, None]
    return (value.text("name"), value.text("address"), *where, value.text("nif"))


def _has(value: Fields) -> Values:
    sku, mark, shop = value.key.rpartition("|")
    if not mark or not sku:
        raise value.bad("key")
    return (sku, shop, value.thousandths("n"))


def _heard(value: Fields) -> Values:
    return (value.text("at", None),)


def _voucher(value: Fields) -> Values:
    expires = value.text("expires")
    try:
        expires = date.fromisoformat(expires).isoformat() if expires else ""
    except ValueError:
        raise value.bad("expires") from None
    return (value.whole("left"), expires, _json(value.mapping("included")))


Kind = tuple[str, tuple[str, ...], Callable[[Fields], Values]]
KINDS: dict[str, dict[str, Kind]] = {
    "config": {
        "list": ("price_list", ("code", "name", "kind", "priority", "level", "shops_json"), _list),
        "stop": ("stop", ("id", "sku", "lot", "text_json", "since"), _stop),
        "setting": ("setting", ("name", "value_json"), _setting),
        "signer": ("signer", ("installation", "shop", '"key"'), _signer),
        "branch": ("branch", ("code", "name", "address", "latitude", "longitude", "nif"), _branch),
    },
    "stock": {
        "has": ("elsewhere", ('"key"', "sku", "shop", "promise"), _has),
        "heard": ("shop_heard", ("shop", "at"), _heard),
    },
    "store": {
        "shop": (
            "shop",
            (
                *("code", "name", "company", "nif", "address", "territory", "timezone"),
                *("language", "regime", "region", "calendar_json", "policies_json"),
            ),
            _shop,
        ),
        "person": ("staff", ("code", "name", "role", "pin", "badge"), _person),
        "order": (
            "orders",
            (
                *("number", "state", "promised_at", "name", "phone_tail", "customer"),
                *("order_json", "events_json", "owed", "left_behind"),
            ),
            _order,
        ),
        "parcel": ("parcel", ("code", "number"), _parcel),
        "consignment": (
            "consignment",
            ("number", "state", "made_at", "body_json", "events_json"),
            _consignment,
        ),
        "box": ("box", ("code", "number"), _box),
        "stray": ("stray", ("code", "place", "since", "ended"), _stray),
        "dormant": (
            "dormant",
            ("sku", "on_hand", "since", "destination", "sold", "propose"),
            _dormant,
        ),
        "placed": ("placed", ("number", "outcome", "value_json"), _placed),
        "device": ("device", ("installation", "name", "kind", '"key"'), _device),
        "stock": (
            "stock",
            ("sku", "on_hand", "included_json", "counted_at"),
            _stock,
        ),
        "ticket": (
            "ticket",
            (
                *("number", "day", "installation", "body_json", "returned_json"),
                *("paid_back_json", "included_json", "replaced_by"),
            ),
            _ticket,
        ),
        "voucher": ("voucher", ("code", "left_", "expires", "included_json"), _voucher),
    },
    "loyalty": {
        "customer": (
            "customer",
            (
                *("uuid", "card", "name", "level", "points"),
                *("included_json", "consent_json", "key"),
            ),
            _customer,
        ),
    },
}
"""By the stream's first word and the kind of row: table, columns, and what goes in them."""
