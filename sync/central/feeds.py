"""What tills read: the rows of each stream in order, its base, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection, delete, select, update

from sync.central.chain import epoch_of
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.feed_tables import current, feed, streams
from sync.central.nearness import nearest
from sync.central.tables import price_lists, shops
from sync.protocol import PAGE, PUT, SEGMENT, Page, Row, StreamHead


class Installation(Protocol):
    """Whoever asks: a row of `installations`."""

    @property
    def shop(self) -> str: ...


class _Stream(NamedTuple):
    head: int
    oldest: int
    check: str


_EMPTY = _Stream(0, 1, "")


def streams_of(conn: Connection, installation: Installation) -> list[StreamHead]:
    """The streams that concern its shop, what matters most first; empty ones too.

    A price list without shops is for all of them. Raises Refusal `not_found` without the shop.
    """
    shop = conn.execute(select(shops.c.value_json).where(shops.c.code == installation.shop))
    value = shop.scalar()
    if value is None:
        raise Refusal("not_found", f"no shop {installation.shop}")
    names = [
        "config",
        f"store:{installation.shop}",
        f"loyalty:{_decoded(value).get('region', '')}",
        *(f"stock:{code}" for code in _neighbours(conn, installation.shop)),
        *(f"price:{code}" for code in _lists(conn, installation.shop)),
        "catalog",
    ]
    states = _states(conn, names)
    return [StreamHead(stream=n, head=states[n].head, oldest=states[n].oldest) for n in names]


def heads(conn: Connection, names: Iterable[str]) -> dict[str, int]:
    """The last seq of each of these streams, 0 of one that has none."""
    return {name: state.head for name, state in _states(conn, list(names)).items()}


def page(conn: Connection, stream: str, after: int, limit: int = PAGE) -> Page:
    """The rows after `after`, at most `limit` (and PAGE) of them.

    Raises Refusal: `not_found`, a stream that nothing could be in; `trimmed`, rows after `after`
    are gone: take the base; `epoch`, a cursor beyond the head: what gave it is not this database,
    or an older state of it, so whoever has it takes the base, also when the epoch is the same.
    """
    state = _place(conn, stream, after)
    found = _FEED_PAGE.where(feed.c.stream == stream, feed.c.seq > after)
    rows = conn.execute(found.limit(max(1, min(limit, PAGE)))).all()
    return Page(
        epoch=epoch_of(conn),
        stream=stream,
        after=after,
        to=rows[-1].seq if rows else after,
        head=state.head,
        rows=[_row(row) for row in rows],
        check=rows[-1].check if rows else state.check,
    )


def segment(conn: Connection, stream: str, n: int) -> Page | None:
    """Segment `n`, from 0, the same for ever in one epoch; None while it is not full.

    Raises Refusal `not_found`, `trimmed` as `page`; `bad_request` for a negative number.
    """
    after, to = n * SEGMENT, (n + 1) * SEGMENT
    if n >= 0 and to > _stream(conn, stream).head:
        return None
    _place(conn, stream, after)
    found = _FEED_PAGE.where(feed.c.stream == stream, feed.c.seq > after, feed.c.seq <= to)
    rows = conn.execute(found).all()
    return Page(
        epoch=epoch_of(conn),
        stream=stream,
        after=after,
        to=to,
        head=to,
        rows=[_row(row) for row in rows],
        check=rows[-1].check,
    )


def base(conn: Connection, stream: str, at: int, after: int, limit: int = SEGMENT) -> Page:
    """The newest row of every key that is not deleted, in order of seq: a page of it.

    Begin with `at` 0 and `after` 0; go on with `at` the page's `head` and `after` its `to`, until
    `done`. What changes meanwhile has left the base, and is in the tail after `at`: whoever
    removes what the base lacks does so when it has read that tail too. At most `limit` rows (and
    SEGMENT). Raises Refusal as `page`, for `at`: `trimmed`, begin again with `at` 0.
    """
    state = _stream(conn, stream) if at == 0 else _place(conn, stream, at)
    at = at or state.head
    if not 0 <= after <= at:
        raise Refusal("bad_request", f"after {after} of a base at {at}")
    most = max(1, min(limit, SEGMENT))
    found = _CURRENT_PAGE.where(
        current.c.stream == stream, current.c.seq > after, current.c.seq <= at
    )
    rows = conn.execute(found.limit(most + 1)).all()
    done = len(rows) <= most
    return Page(
        epoch=epoch_of(conn),
        stream=stream,
        after=after,
        to=at if done else rows[most - 1].seq,
        head=at,
        rows=[_current_row(row) for row in rows[:most]],
        check=_check_at(conn, stream, at, state) if done else "",
        base=True,
        done=done,
    )


def trim(tx: Tx, stream: str, before: int) -> None:
    """Forget the rows with a seq less than `before`; the base and the head stay as they are.

    Whoever had not read them takes the base.
    """
    locked = select(streams.c.head, streams.c.oldest).where(streams.c.stream == stream)
    state = tx.execute(locked.with_for_update()).one_or_none()
    if state is None:
        raise Refusal("not_found", f"no stream {stream}")
    oldest = max(state.oldest, min(before, state.head + 1))
    # The row before the oldest is kept for its checksum: a base may be of there.
    tx.execute(delete(feed).where(feed.c.stream == stream, feed.c.seq < oldest - 1))
    tx.execute(update(streams).where(streams.c.stream == stream).values(oldest=oldest))


def _place(conn: Connection, stream: str, after: int) -> _Stream:
    state = _stream(conn, stream)
    if after < 0:
        raise Refusal("bad_request", f"{stream} after {after}")
    if after > state.head:
        raise Refusal("epoch", f"{stream} ends at {state.head}, not {after}", epoch=epoch_of(conn))
    if after < state.oldest - 1:
        raise Refusal("trimmed", f"{stream} after {after}", oldest=state.oldest)
    return state


def _stream(conn: Connection, name: str) -> _Stream:
    state = _states(conn, [name])[name]
    if not state.head and not _possible(conn, name):
        raise Refusal("not_found", f"no stream {name}")
    return state


def _states(conn: Connection, names: list[str]) -> dict[str, _Stream]:
    found = conn.execute(_STATES.where(streams.c.stream.in_(names)))
    known = {name: _Stream(*state) for name, *state in found}
    return {name: known.get(name, _EMPTY) for name in names}


def _possible(conn: Connection, name: str) -> bool:
    """Whether something could come in a stream in which nothing has been yet."""
    kind, _, of = name.partition(":")
    match kind:
        case "price":
            return conn.execute(_LIST.where(price_lists.c.code == of)).first() is not None
        case "store" | "stock":
            return conn.execute(_SHOP.where(shops.c.code == of)).first() is not None
        case "loyalty":
            values = conn.scalars(select(shops.c.value_json))
            return any(_decoded(value).get("region", "") == of for value in values)
        case _:
            return name in ("config", "catalog")


def _neighbours(conn: Connection, shop: str) -> list[str]:
    rows = conn.execute(select(shops.c.code, shops.c.value_json)).all()
    return nearest(shop, {row.code: _decoded(row.value_json) for row in rows})


def _lists(conn: Connection, shop: str) -> list[str]:
    lists = conn.execute(select(price_lists.c.code, price_lists.c.value_json)).all()
    for_shop = []
    for row in lists:
        of = _decoded(row.value_json).get("shops")
        if not of or shop in of:
            for_shop.append(row.code)
    return sorted(for_shop)


def _check_at(conn: Connection, stream: str, at: int, state: _Stream) -> str:
    if at == state.head:
        return state.check
    found = select(feed.c.check).where(feed.c.stream == stream, feed.c.seq == at)
    return str(conn.execute(found).scalar_one())


def _row(row: Any) -> Row:
    seq, op, kind, key, version, value, _ = row  # by place: names take three times as long
    return Row(seq, op, kind, key, version, None if value is None else _decoded(value))


def _current_row(row: Any) -> Row:
    seq, kind, key, version, value = row
    return Row(seq, PUT, kind, key, version, _decoded(value))


_decoded = msgspec.json.Decoder(dict[str, Any]).decode
_STATES = select(streams.c.stream, streams.c.head, streams.c.oldest, streams.c.check)
_LIST = select(price_lists.c.code)
_SHOP = select(shops.c.code)
_FEED_PAGE = select(
    feed.c.seq,
    feed.c.op,
    feed.c.kind,
    feed.c.key,
    feed.c.version,
    feed.c.value_json,
    feed.c.check,
).order_by(feed.c.seq)
_CURRENT_PAGE = select(
    current.c.seq, current.c.kind, current.c.key, current.c.version, current.c.value_json
).order_by(current.c.seq)
