"""Stock as somebody counted it: what a shop has is that, and what its tills stated afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from app.domain.errors import BadValue, UnknownItem, UnknownShop
from app.domain.facts import canonical
from app.domain.skew import SKEW
from sync.central import bulk
from sync.central.database import Tx
from sync.central.fact_tables import ledger
from sync.central.masters import keeping, lookups, positions
from sync.central.masters.audit import note
from sync.central.masters.positions import Stood
from sync.central.masters.prices import known_skus
from sync.central.outbox import Ready, say_all
from sync.central.projections.asking import ask, ask_plain
from sync.central.tables import shops, stock
from sync.protocol import PUT

KIND = "stock"
COUNTED = "counted"
"""Why a row of the ledger that no till stated is there."""
OF_CENTRAL = 0
"""The installation of such rows."""
_COLUMNS = ("shop", "sku", "on_hand", "included_json", "version", "counted_at", "counted_json")


class Place(msgspec.Struct, frozen=True, eq=False):
    """When things were found, and who stood where. The same one for all that share it: it is what
    they are told apart by."""

    at: datetime | None
    """None: now."""
    seen: Mapping[int, int]
    """By installation, the newest of its facts that was before."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """One product as somebody found it."""

    sku: str
    number: int
    """Thousandths."""
    place: Place
    known: str = ""
    """When it was counted before, as whoever found it had heard."""


def count(
    tx: Tx,
    shop: str,
    counted: Mapping[str, int],
    who: str,
    at: datetime | None = None,
    seen: Mapping[int, int] | None = None,
) -> int:
    """A shop had so many of these SKUs (thousandths) at `at`, or now; how many are news.

    `seen`: by installation, the newest fact that was stated before the count; `positions` says
    what is before it of the others. What is after is taken off again, and what is before and
    central has not heard yet moves nothing when it comes. Of two counts the one said last holds.
    Raises UnknownShop, UnknownItem, and BadValue for a count that is still to come, or where no
    till can have stood.
    """
    if still_to_come(at, tx.at):
        raise BadValue(field="counted_at", value=str(at))
    if keeping.one(tx.connection, shops, shop) is None:
        raise UnknownShop(shop=shop)
    if unknown := counted.keys() - known_skus(tx.connection, list(counted)):
        raise UnknownItem(code=min(unknown))
    place = Place(at, seen or {})
    found = {sku: Found(sku, number, place) for sku, number in counted.items()}
    said, _ = put(tx, shop, found)
    say_all(tx, said)
    if said:
        note(tx, who, stock.name, shop=shop, count=len(said), first=said[0][3], last=said[-1][3])
    return len(said)


def put(
    tx: Tx, shop: str, found: Mapping[str, Found], *, stated: bool = False
) -> tuple[list[Ready], set[str]]:
    """Make what is on hand what was found, by SKU, and what happened since; what is news to the
    tills, and the SKUs that central does not have, of which it leaves things as they are.

    `stated`: a till stated it as a fact, which is in what the till shows until it hears that it is
    in central's: each is news. Then of two counts the one that knew of the other holds, else the
    one that was made last, whichever comes last. Raises BadValue where no till can have stood.
    """
    was = _locked(tx, shop, found)
    unknown = set[str]()
    if len(was) < len(found):
        unknown = found.keys() - {row[0] for row in was}
        found = {sku: one for sku, one in found.items() if sku not in unknown}
    # Read under the locks: whatever central has of these products is in what they become.
    standing = _where_they_stood(tx, shop, found.values())
    since = _since(tx, shop, found, standing)
    # What somebody counted before is what the ledger has of it; see `balance`.
    listed = _listed(tx, shop, [row[0] for row in was if not row[4]])
    stream = f"store:{shop}"
    rows, said, moves = [], [], []
    for sku, before, included, version, counted_at, marks in was:
        one = found[sku]
        there = standing[one.place]
        on_hand, when = one.number + since.get(sku, 0), there.when
        if stated and when < counted_at != one.known:
            on_hand, when = before, counted_at
        else:
            marks = there.marks
        if (way := there.ways.get(included)) is None:
            way = there.ways[included] = _included(included, there.stood)
        if delta := on_hand - (before if counted_at else listed.get(sku, 0)):
            moves.append((sku, delta))
        if stated or version == 0 or on_hand != before or delta or way.differs:
            version, included = version + 1, way.now
            said.append((stream, PUT, KIND, sku, version, _value(on_hand, included, when)))
        rows.append((shop, sku, on_hand, included, version, when, marks))
    bulk.update(tx, stock, _COLUMNS, rows)
    _write_moves(tx, shop, moves)
    return said, unknown


def news(shop: str, sku: str, on_hand: int, included: str, version: int, counted_at: str) -> Ready:
    """What the shop's tills hear: what there is, the facts that are in it as the column has them,
    when it was counted."""
    return f"store:{shop}", PUT, KIND, sku, version, _value(on_hand, included, counted_at)


# A count has thousands of lines, and few of these among them.
@lru_cache(maxsize=4096)
def _value(on_hand: int, included: str, counted_at: str) -> str:
    counted = f'"counted_at":{keeping.text(counted_at)},' if counted_at else ""
    return f'{{{counted}"included":{included},"on_hand":"{decimal(on_hand)}"}}'


def balance(tx: Tx, shop: str, skus: Collection[str]) -> None:
    """What the ledger has of these products comes to what is on hand, where somebody counted: of
    what is in a count and was heard, or found its name, only after it.

    The caller has locked their stock.
    """
    kept = select(stock.c.sku, stock.c.on_hand).where(
        stock.c.shop == shop, stock.c.sku.in_(sorted(skus)), stock.c.counted_json != "{}"
    )
    on_hand = _counted(tx, kept)
    listed = _listed(tx, shop, on_hand)
    moves = [(sku, number - listed.get(sku, 0)) for sku, number in on_hand.items()]
    _write_moves(tx, shop, [move for move in moves if move[1]])


def still_to_come(at: datetime | None, now: datetime) -> bool:
    """Whether nobody can have counted at `at` yet; the office's clock may be a little ahead."""
    return at is not None and at > now + SKEW


def get(connection: Connection, shop: str, sku: str) -> int | None:
    """Thousandths on hand; None when nobody ever said."""
    question = select(stock.c.on_hand).where(
        stock.c.shop == shop, stock.c.sku == sku, stock.c.version > 0
    )
    on_hand: int | None = connection.execute(question).scalar()
    return on_hand


def decimal(thousandths: int) -> str:
    """A quantity as it travels: `-1.250`."""
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{abs(thousandths) // 1000}.{abs(thousandths) % 1000:03d}"


def _moment(tx: Tx, at: datetime | None) -> str:
    return min(at or tx.at, tx.at).astimezone(UTC).isoformat()


def _locked(tx: Tx, shop: str, skus: Collection[str]) -> list[tuple[Any, ...]]:
    """What there is of each that is a product, the shop's until this transaction ends."""
    rows = ask_plain(tx, _ROWS, skus, shop=shop)
    if len(rows) < len(skus):
        new = known_skus(tx.connection, list(skus)) - {row[0] for row in rows}
        empty = [(shop, sku, 0, "{}", 0, "", "{}") for sku in sorted(new)]
        bulk.add(tx, stock, _COLUMNS, empty, "DO NOTHING")
        rows = ask_plain(tx, _ROWS, skus, shop=shop)
    return rows


# Always in the order of the SKUs: two who count the same wait for each other once, and never both.
_ROWS = (
    "SELECT s.sku, s.on_hand, s.included_json, s.version, s.counted_at, s.counted_json"
    " FROM stock AS s LEFT JOIN products AS p ON p.sku = s.sku AND p.deleted_at <> ''"
    " WHERE s.shop = :shop AND s.sku {names} AND p.sku IS NULL"
    " ORDER BY s.sku {s locked}"
)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where the shop's tills stood when some products were found."""

    stood: dict[int, Stood]
    marks: str
    """The same as the column has it."""
    when: str
    ways: dict[str, _Included]
    """What comes to be in what there is, by what was: of thousands of lines, a few."""


def _where_they_stood(tx: Tx, shop: str, found: Iterable[Found]) -> dict[Place, _Standing]:
    """Asked once of all that was found at the same time."""
    heard = positions.heard_of(tx, shop)
    same: dict[frozenset[tuple[int, Stood]], tuple[str, dict[str, _Included]]] = {}
    standing = {}
    for place in {one.place for one in found}:
        stood = positions.stood_of(tx, heard, place.at, place.seen)
        if (alike := same.get(key := frozenset(stood.items()))) is None:
            alike = same[key] = positions.text(stood), {}
        standing[place] = _Standing(stood, alike[0], _moment(tx, place.at), alike[1])
    return standing


class _Included(NamedTuple):
    """Which facts are in what a shop has, once somebody counted it."""

    now: str
    """As the column has them."""
    differs: bool


def _included(was: str, stood: Mapping[int, Stood]) -> _Included:
    """`was`: as the column had them before."""
    included: dict[str, int] = msgspec.json.decode(was)
    holds = {str(of): max(place) for of, place in stood.items()}
    now = {of: seq for of, seq in (included | holds).items() if seq}
    return _Included(canonical(now), _differs(included, now, stood))


def _differs(was: Mapping[str, int], now: Mapping[str, int], stood: Mapping[int, Stood]) -> bool:
    """Whether what a till has yet to say is in it now and was not, or the other way round."""
    heard = {str(number): one.heard for number, one in stood.items()}
    every = now.keys() | was.keys()
    return any(max(was.get(of, 0), heard.get(of, 0)) != now.get(of, 0) for of in every)


def _listed(tx: Tx, shop: str, skus: Iterable[str]) -> dict[str, int]:
    """What the ledger has of each."""
    return {row.sku: int(row.delta) for row in ask(tx, _SUMS, skus, shop=shop)}


_SUMS = (
    "SELECT sku, sum(delta) AS delta FROM ledger WHERE shop = :shop AND sku {names} GROUP BY sku"
)


def _since(
    tx: Tx, shop: str, found: Mapping[str, Found], standing: Mapping[Place, _Standing]
) -> dict[str, int]:
    """What moved each after it was found."""
    since: dict[str, int] = {}
    for sku, installation, seq, delta in _stated_since(tx, shop, found, standing.values()):
        there = standing[found[sku].place].stood.get(installation)
        if there is not None and seq > there.before:
            since[sku] = since.get(sku, 0) + int(delta)
    return since


def _stated_since(
    tx: Tx, shop: str, skus: Collection[str], standing: Iterable[_Standing]
) -> Iterator[Any]:
    """The ledger of these products since the first of them was found.

    Of thousands that were found today it is all that the tills have stated since; of one that was
    found long ago all that it ever moved. Whichever is less.
    """
    least, far = dict[int, int](), 0
    for there in standing:
        for number, one in there.stood.items():
            if one.heard > one.before:
                least[number] = min(one.before, least.get(number, one.before))
                far = max(far, one.heard - one.before)
    if far * len(least) > _FACTS * len(skus):
        yield from ask(tx, _OF_PRODUCTS, skus, shop=shop, least=min(least.values()))
        return
    for number, seq in least.items():
        rows = tx.execute(_OF_TILL, {"of": number, "least": seq})
        yield from (row for row in rows if row[0] in skus)


_FACTS = 50
"""As many of a till's are read as quickly as all that one product ever moved."""
_OF_PRODUCTS = (
    "SELECT sku, installation, seq, delta FROM ledger"
    " WHERE shop = :shop AND sku {names} AND seq > :least"
)
_OF_TILL = select(ledger.c.sku, ledger.c.installation, ledger.c.seq, ledger.c.delta).where(
    ledger.c.installation == bindparam("of"), ledger.c.seq > bindparam("least")
)


def _counted(tx: Tx, question: Any) -> dict[str, int]:
    return {sku: int(delta) for sku, delta in tx.execute(question)}


def _write_moves(tx: Tx, shop: str, moves: list[tuple[str, int]]) -> None:
    if not moves:
        return
    lookups.lock(tx.connection, ledger.name)
    seq = (tx.execute(_NEWEST).scalar() or 0) + 1
    bulk.insert(
        tx,
        ledger,
        ["installation", "seq", "line", "shop", "sku", "delta", "why"],
        [
            (OF_CENTRAL, seq, line, shop, sku, delta, COUNTED)
            for line, (sku, delta) in enumerate(moves, 1)
        ],
    )


_NEWEST = select(func.max(ledger.c.seq)).where(ledger.c.installation == OF_CENTRAL)
