"""Prices: of a product on a list, from and to a moment; every change is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import Connection, func, select

from app.domain.errors import BadValue, UnknownItem, UnknownList
from app.importing.row_cells import HIGHEST, moment
from app.mirror.rows import as_moment
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import keeping, lookups
from sync.central.masters.audit import note_all
from sync.central.outbox import Said, say_all
from sync.central.tables import price_history, price_lists, prices, products
from sync.protocol import DELETE, PUT

_COLUMNS = ("list", "sku", "starts", "ends", "cents", "version", "deleted_at")
_HISTORY = ("list", "sku", "starts", "version", "cents", "ends", "at")


_CHUNK = 4000


class Price(NamedTuple):
    """A price, VAT included, for one unit of a product.

    `starts` and `ends`: ISO 8601 in UTC as `moment` writes them, "" for always; `ends` is the
    first moment without it. A product has one price on a list that begins at one moment.
    """

    list: str
    sku: str
    cents: int
    starts: str = ""
    ends: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.list, self.sku, self.starts


class Told(Struct):
    """A price as it travels."""

    sku: str
    cents: int
    starts: str
    ends: str
    changed_at: str


def put_all(tx: Tx, news: Sequence[Price], who: str) -> int:
    """Make these prices what is said; how many were not so. No two of the same key.

    Raises BadValue, UnknownItem, UnknownList, and then nothing was changed.
    """
    _check(tx.connection, news)
    return keep(tx, news, who)


def keep(tx: Tx, news: Sequence[Price], who: str) -> int:
    """As `put_all`, of what was checked."""
    known = _known(tx, [(code, sku, starts) for code, sku, _, starts, _ in news])
    rows, said, history = [], [], []
    at = tx.at.isoformat()
    for code, sku, cents, starts, ends in news:
        version, *was = known.get((code, sku, starts), (0,))
        if was == [ends, cents, ""]:
            continue
        version += 1
        rows.append((code, sku, starts, ends, cents, version, ""))
        history.append((code, sku, starts, version, cents, ends, at))
        value = keeping.text(Told(sku, cents, starts, ends, at))
        said.append(Said(f"price:{code}", PUT, "price", f"{sku}|{starts}", version, value))
    _write(tx, rows, history, said, who)
    return len(rows)


def take_away(tx: Tx, keys: Sequence[tuple[str, str, str]], who: str) -> int:
    """These prices (list, SKU, starts) hold no more; how many there were."""
    known = _known(tx, keys)
    rows, said, history = [], [], []
    at = tx.at.isoformat()
    for key in keys:
        version, *was = known.get(key, (0,))
        if not was or was[2]:
            continue
        version += 1
        code, sku, starts = key
        rows.append((*key, was[0], was[1], version, at))
        history.append((*key, version, None, was[0], at))
        said.append(Said(f"price:{code}", DELETE, "price", f"{sku}|{starts}", version, None))
    _write(tx, rows, history, said, who)
    return len(rows)


def of_product(connection: Connection, sku: str) -> list[Price]:
    """Every price of a product that was not taken away, by list and beginning."""
    codes = connection.scalars(select(price_lists.c.code).order_by(price_lists.c.code)).all()
    found = connection.execute(
        select(prices)
        .where(prices.c.list.in_(codes), prices.c.sku == sku, prices.c.deleted_at == "")
        .order_by(prices.c.list, prices.c.starts)
    )
    return [Price(row.list, row.sku, row.cents, row.starts, row.ends) for row in found]


def lowest(
    connection: Connection, codes: Sequence[str], sku: str, since: datetime, until: datetime
) -> int | None:
    """The lowest price, in cents, that these lists gave a product between two moments.

    What is struck through when a price falls is the lowest of the 30 days before (Ley 7/1996
    art. 20). None when they gave it none.
    """
    h = price_history
    next_at = func.lead(h.c.at).over(
        partition_by=(h.c.list, h.c.sku, h.c.starts), order_by=h.c.version
    )
    said = (
        select(h.c.cents, h.c.starts, h.c.ends, h.c.at, next_at.label("next_at"))
        .where(h.c.list.in_(codes), h.c.sku == sku)
        .subquery()
    )
    first, last = moment(since), moment(until)
    held = select(func.min(said.c.cents)).where(
        said.c.cents.is_not(None),
        said.c.starts <= last,
        said.c.at <= last,
        (said.c.ends == "") | (said.c.ends > first),
        said.c.next_at.is_(None) | (said.c.next_at > first),
    )
    cents: int | None = connection.execute(held).scalar()
    return cents


def was(
    connection: Connection, codes: Sequence[str], since: datetime
) -> Iterator[tuple[str, str, str, str, str, int | None]]:
    """What these lists have said otherwise since that moment, as a till remembers it: SKU, list,
    starts, until when it was said, ends, cents; None: before, the list said nothing of a product
    that others had a price of."""
    h = price_history.c
    of_key = (h.list, h.sku, h.starts)
    said = (
        select(
            *(h.sku, h.list, h.starts, h.version, h.ends, h.cents, h.at),
            func.lead(h.at).over(partition_by=of_key, order_by=h.version).label("until"),
            func.min(h.at).over(partition_by=h.sku).label("first"),
        )
        .where(h.list.in_(codes))
        .subquery()
        .c
    )
    after = since.isoformat()
    changed = select(said.sku, said.list, said.starts, said.until, said.ends, said.cents)
    new = select(said.sku, said.list, said.starts, said.at)
    streamed = connection.execution_options(yield_per=_CHUNK)
    for sku, code, starts, until, ends, cents in streamed.execute(
        changed.where(said.until > after)
    ):
        yield sku, code, starts, as_moment(until), ends, cents
    for sku, code, starts, at in streamed.execute(
        new.where(said.version == 1, said.at > after, said.at > said.first)
    ):
        yield sku, code, starts, as_moment(at), "", None


def _check(connection: Connection, news: Sequence[Price]) -> None:
    lists = set(connection.scalars(select(price_lists.c.code)))
    sold = known_skus(connection, [price.sku for price in news])
    for price in news:
        if price.list not in lists:
            raise UnknownList(list=price.list)
        if price.sku not in sold:
            raise UnknownItem(code=price.sku)
        if not 0 <= price.cents <= HIGHEST:
            raise BadValue(field="price", value=price.cents)
        for field, value in (("starts", price.starts), ("ends", price.ends)):
            if value and not _is_moment(value):
                raise BadValue(field=field, value=value)
        if price.ends and price.ends <= price.starts:
            raise BadValue(field="ends", value=price.ends)


def known_skus(connection: Connection, skus: Sequence[str]) -> set[str]:
    """Those of `skus` that are products."""
    keys = [(sku,) for sku in dict.fromkeys(skus)]
    rows = lookups.found(connection, products, ["sku", "deleted_at"], ["sku"], keys)
    return {sku for sku, deleted_at in rows if not deleted_at}


def in_shops(connection: Connection, skus: Sequence[str]) -> set[str]:
    """Those of `skus` that have a price in some list but the web's, from whatever day on."""
    if not skus:
        return set()
    codes = [code for code in connection.scalars(select(price_lists.c.code)) if code != "web"]
    keys = [(code, sku) for code in codes for sku in dict.fromkeys(skus)]
    rows = lookups.found(connection, prices, ["sku", "deleted_at"], ["list", "sku"], keys)
    return {sku for sku, deleted_at in rows if not deleted_at}


def _is_moment(text: str) -> bool:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return False
    return at.utcoffset() is not None and not at.utcoffset() and moment(at) == text


def _known(tx: Tx, keys: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], Any]:
    """(version, ends, cents, deleted_at) by key."""
    lookups.lock(tx.connection, prices.name)
    by = ["list", "sku", "starts"]
    columns = [*by, "version", "ends", "cents", "deleted_at"]
    found = lookups.found(tx.connection, prices, columns, by, keys)
    return {tuple(row[:3]): tuple(row[3:]) for row in found}


def _write(
    tx: Tx,
    rows: Sequence[tuple[Any, ...]],
    history: Sequence[tuple[Any, ...]],
    said: Sequence[Said],
    who: str,
) -> None:
    bulk.upsert(tx, prices, _COLUMNS, rows)
    bulk.insert(tx, price_history, _HISTORY, history)
    say_all(tx, said)
    note_all(tx, who, prices.name, [f"{row[0]} {row[1]} {row[2]}".strip() for row in rows])
