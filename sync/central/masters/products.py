"""Products: what a SKU is, its places in the trees of families, its attributes and its codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, select

from app.domain import pack
from app.domain.errors import BadValue, CodeTaken, UnknownItem
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from app.importing.cells import codes_of
from app.importing.report import LeftOut
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import attributes, keeping, lookups
from sync.central.outbox import Said, say_all
from sync.central.tables import product_codes, products
from sync.protocol import DELETE, PUT

_LONGEST_SKU = 64
_LONGEST = 200


class Attribute(Struct, kw_only=True):
    """`value`: a text, a decimal string, true or false, or an ISO day, by `type`."""

    type: Literal["text", "number", "boolean", "date"]
    value: str | bool


class ProductValue(Struct, kw_only=True):
    """A product as it travels. `codes`: barcodes as keys (`barcode.key`), or the shop's own; of a
    pack with how many it stands for, `KEY*6`."""

    @property
    def bare_codes(self) -> tuple[str, ...]:
        """The barcodes themselves."""
        return tuple(pack.split(code)[0] for code in self.codes)

    name: str
    unit: Unit = Unit.EACH
    tax: TaxCategory
    family: str = ""
    """Its path in the tree of the ERP, parts joined by `/`..."""
    families: dict[str, str] = {}
    """...and in the others, by their names: `web`, `season`."""
    brand: str = ""
    codes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    image: str = ""
    """SHA-256 of a picture."""
    attributes: dict[str, Attribute] = {}
    sold: int = 0


class Kept(Struct):
    """What `keep` did: how many changed, and which stay as they were for the code of another."""

    changed: int
    refused: dict[str, str]


def put(tx: Tx, sku: str, value: ProductValue, who: str) -> int:
    """Make a product what is said; its version. An attribute's first use says its type.

    Raises BadValue, CodeTaken.
    """
    attributes.define(tx, {name: one.type for name, one in value.attributes.items()}, who)
    value = _checked(sku, value)
    for refused, code in keep(tx, {sku: value}, who).refused.items():
        raise CodeTaken(code=code, sku=_owners(tx, [code]).get(code, refused))
    version: int = keeping.one(tx.connection, products, sku).version
    return version


def keep(tx: Tx, values: Mapping[str, ProductValue], who: str) -> Kept:
    """Make products what is said, without looking at what is said; see `put`.

    One whose code another product has is left as it is, unless that one gives the code up here.
    """
    refused = _refused(tx, values)
    taken = {sku: value for sku, value in values.items() if sku not in refused}
    rows = {sku: (keeping.text(value), "") for sku, value in taken.items()}
    changes = keeping.keep(tx, products, rows, who)
    _move_codes(tx, {sku: taken[sku].bare_codes for sku in changes}, changes)
    say_all(
        tx,
        (
            Said("catalog", PUT, "product", sku, change.version, rows[sku][0])
            for sku, change in changes.items()
        ),
    )
    return Kept(len(changes), refused)


def remove(tx: Tx, skus: Sequence[str], who: str) -> int:
    """These are sold no more, and their codes are free; how many there were."""
    lookups.lock(tx.connection, products.name)
    known = lookups.found(
        tx.connection,
        products,
        ["sku", "value_json", "deleted_at"],
        ["sku"],
        [(sku,) for sku in skus],
    )
    gone = {row[0]: (row[1], tx.at.isoformat()) for row in known if not row[2]}
    changes = keeping.keep(tx, products, gone, who)
    _move_codes(tx, dict.fromkeys(changes, ()), changes)
    said = [
        Said("catalog", DELETE, "product", sku, change.version, None)
        for sku, change in changes.items()
    ]
    say_all(tx, said)
    return len(changes)


def get(connection: Connection, sku: str) -> ProductValue:
    """Raises UnknownItem, for one that was removed too."""
    found = some(connection, [sku])
    if sku not in found:
        raise UnknownItem(code=sku)
    return found[sku]


def each(connection: Connection, skus: Iterable[str]) -> dict[str, ProductValue]:
    """All of `skus`, in one question. Raises UnknownItem, for one that was removed too."""
    listed = list(dict.fromkeys(skus))
    found = some(connection, listed)
    for sku in listed:
        if sku not in found:
            raise UnknownItem(code=sku)
    return found


def some(connection: Connection, skus: Sequence[str]) -> dict[str, ProductValue]:
    """Those of `skus` that are sold."""
    rows = lookups.found(
        connection,
        products,
        ["sku", "value_json", "deleted_at"],
        ["sku"],
        [(sku,) for sku in skus],
    )
    return {row[0]: _value(row[1]) for row in rows if not row[2]}


def page(connection: Connection, after: str, limit: int) -> dict[str, ProductValue]:
    """The next products in the order of their SKUs; begin after ""."""
    question = (
        select(products.c.sku, products.c.value_json)
        .where(products.c.sku > after, products.c.deleted_at == "")
        .order_by(products.c.sku)
        .limit(limit)
    )
    return {row.sku: _value(row.value_json) for row in connection.execute(question)}


def _checked(sku: str, value: ProductValue) -> ProductValue:
    """`value` with its codes as keys. Raises BadValue."""
    if not 0 < len(sku) <= _LONGEST_SKU or not sku.isprintable() or "|" in sku:
        raise BadValue(field="sku", value=sku)
    if not value.name.strip() or len(value.name) > _LONGEST or not value.name.isprintable():
        raise BadValue(field="name", value=value.name)
    for name, attribute in value.attributes.items():
        attributes.check(name, attribute.type, attribute.value)
    try:
        codes = codes_of(list(value.codes))
    except LeftOut as error:
        raise BadValue(field="codes", value=error.detail) from None
    made = keeping.value_of(keeping.text(value), ProductValue)
    made.codes = codes
    return made


def _refused(tx: Tx, values: Mapping[str, ProductValue]) -> dict[str, str]:
    """SKU: code, of those that may not have what they ask for.

    Products may swap their codes, so a code is free when its owner gives it up in `values`. Each
    that stays out keeps its codes, which may refuse the next.
    """
    lookups.lock(tx.connection, products.name)
    owners = _owners(tx, [code for value in values.values() for code in value.bare_codes])
    refused: dict[str, str] = {}
    first: dict[str, str] = {}
    wanted: list[tuple[str, str, str]] = []
    for sku, value in values.items():
        for code in value.bare_codes:
            if first.setdefault(code, sku) != sku:
                refused[sku] = code
            elif (owner := owners.get(code, sku)) != sku:
                wanted.append((sku, code, owner))
    while wanted:
        stay = {
            sku: code
            for sku, code, owner in wanted
            if sku not in refused
            and (owner not in values or owner in refused or code in values[owner].bare_codes)
        }
        if not stay:
            break
        refused |= stay
    return refused


def _owners(tx: Tx, codes: Sequence[str]) -> dict[str, str]:
    keys = [(code,) for code in codes]
    rows = lookups.found(tx.connection, product_codes, ["code", "sku"], ["code"], keys)
    return {row[0]: row[1] for row in rows}


def _move_codes(
    tx: Tx, now: Mapping[str, Sequence[str]], changes: Mapping[str, keeping.Change]
) -> None:
    gone: list[tuple[str]] = []
    come: list[tuple[str, str]] = []
    for sku, codes in now.items():
        had = _codes_before(changes[sku].before)
        if had != codes:
            gone += [(code,) for code in had if code not in codes]
            come += [(code, sku) for code in codes if code not in had]
    bulk.delete(tx, product_codes, gone)
    bulk.insert(tx, product_codes, ["code", "sku"], come)


def _codes_before(before: keeping.Cells | None) -> tuple[str, ...]:
    if before is None or before[1]:  # there was none, or it had been removed
        return ()
    return _value(before[0]).bare_codes


def _value(value_json: str) -> ProductValue:
    return keeping.value_of(value_json, ProductValue)
