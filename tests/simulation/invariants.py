"""What must hold, numbered as in the list of the reliability ladder.

 1  every fact that a till committed is at central exactly once
 2  nothing is at central that no till committed
 3  the ledger has what the facts say, and what is on hand is its sum
 4  money: lines = total = tenders - change; every Z is what its facts come to
 5  every chain is unbroken, every series gapless
 6  at the end each till has central's prices, and everything else of its streams
 7  feeds are dense and their checksums follow
10  nothing is forgotten at a till, and nothing is acknowledged that central does not have
11  poison keeps nothing else back
12  all are in step within `PATIENCE` of the end of the faults, and nobody asks too much

8 (reservations) and 9 (points spent offline) come with what they are about: later issues.

`at_any_time` holds in the midst of it; `at_last` when everything has been healed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from app.domain.facts import Fact, FactType
from app.domain.varios import LIST as VARIOS
from app.mirror.rows import as_moment
from sync.central import feeds
from sync.central.fact_tables import (
    exceptions,
    journal_raw,
    ledger,
    sale_lines,
    sale_tenders,
    sales,
    shifts,
)
from sync.central.feed_tables import current, feed
from sync.central.feed_tables import streams as streams_table
from sync.central.projections import cash
from sync.central.tables import prices, stock
from sync.protocol import check_after_text

from .truth import Truth

_STORE_TABLES = {
    "list": ("price_list", "code"),
    "stop": ("stop", "id"),
    "setting": ("setting", "name"),
    "person": ("staff", "code"),
    "stock": ("stock", "sku"),
    "ticket": ("ticket", "number"),
}
Problems = Iterator[str]


class Watch:
    """Remembers how far the feeds were read, so that looking often costs little."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[int, str]] = {}

    def forget(self) -> None:
        """Central was restored."""
        self._read.clear()

    def feeds(self, conn: Connection) -> Problems:
        """7, of what is new."""
        for row in conn.execute(select(streams_table)).all():
            after, check = self._read.get(row.stream, (row.oldest - 1, None))
            if after < row.oldest - 1:
                after, check = row.oldest - 1, None
            if check is None:
                before = (feed.c.stream == row.stream) & (feed.c.seq == after)
                check = conn.execute(select(feed.c.check).where(before)).scalar() or ""
            new = (feed.c.stream == row.stream) & (feed.c.seq > after)
            for one in conn.execute(select(feed).where(new).order_by(feed.c.seq)):
                if one.seq != after + 1:
                    yield f"7: {row.stream} has {one.seq} after {after}"
                value = "null" if one.value_json is None else one.value_json
                said = (one.seq, one.op, one.kind, one.key, one.version, value)
                after, check = one.seq, check_after_text(check, *said)
                if one.check != check:
                    yield f"7: {row.stream} {one.seq}: its checksum does not follow"
            if (after, check) != (row.head, row.check):
                yield f"7: {row.stream} ends at {after}, not {row.head}"
            self._read[row.stream] = (after, check)


def at_any_time(conn: Connection, truth: Truth, watch: Watch) -> Problems:
    """2 and 7."""
    yield from watch.feeds(conn)
    yield from _known(conn, truth)


def at_last(conn: Connection, truth: Truth) -> Problems:
    """1 to 5 and 11, of central."""
    heard = _heard(conn, truth)
    yield from _everything(truth, heard)
    yield from _chains(conn, truth)
    yield from _ledger(conn, truth, heard)
    yield from _money(conn, heard)
    yield from _cash(conn, truth, heard)
    yield from _series(truth, heard)
    yield from _exceptions(conn, truth)


_RAW = select(journal_raw.c.installation, journal_raw.c.seq, journal_raw.c.hash)


def _known(conn: Connection, truth: Truth) -> Problems:
    for number, seq, digest in conn.execute(_RAW):
        if truth.find(number, seq, digest) is None:
            yield f"2: {number}/{seq} was never committed"


Heard = dict[tuple[int, int], Fact | None]
"""What central has, by installation and seq; None for what it was told to skip or put apart."""


def _heard(conn: Connection, truth: Truth) -> Heard:
    heard: Heard = {}
    query = _RAW.add_columns(journal_raw.c.type, journal_raw.c.quarantined)
    for number, seq, digest, kind, apart in conn.execute(query):
        heard[number, seq] = None if apart or not kind else truth.find(number, seq, digest)
    return heard


def _everything(truth: Truth, heard: Heard) -> Problems:
    for number, by_seq in truth.facts.items():
        missing = [seq for seq in by_seq if (number, seq) not in heard]
        if missing and number not in truth.parted:
            yield f"1: {number} lacks {len(missing)} of {len(by_seq)}, from {min(missing)}"
    for key, fact in heard.items():
        if fact is None and key not in truth.poisoned and key[0] not in truth.revoked:
            yield f"11: {key[0]}/{key[1]} was skipped and is sound"


def _chains(conn: Connection, truth: Truth) -> Problems:
    """5: of the raw records."""
    before: dict[int, tuple[int, str]] = {}
    query = _RAW.add_columns(journal_raw.c.record_json).order_by(
        journal_raw.c.installation, journal_raw.c.seq
    )
    for number, seq, digest, text in conn.execute(query):
        last, last_hash = before.get(number, (0, ""))
        if seq != last + 1 or json.loads(text)["previous"] != last_hash:
            yield f"5: {number}/{seq} does not follow {last}"
        before[number] = (seq, digest)


def _documents(heard: Heard) -> Iterator[tuple[int, int, dict[str, Any]]]:
    for (number, seq), fact in sorted(heard.items()):
        if fact is not None and fact.type == FactType.DOCUMENT_ISSUED:
            yield number, seq, fact.body


def _ledger(conn: Connection, truth: Truth, heard: Heard) -> Problems:
    """3."""
    said = {
        (number, seq, line["number"]): (
            truth.places[number].shop,
            line["sku"],
            -int(Decimal(line["quantity"]) * 1000),
        )
        for number, seq, body in _documents(heard)
        for line in body["lines"]
        if line["list"] != VARIOS
    }
    kept = {}
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in conn.execute(select(ledger)):
        sums[row.shop, row.sku] += row.delta
        if row.installation:
            kept[row.installation, row.seq, row.line] = (row.shop, row.sku, row.delta)
    if kept != said:
        wrong = {key for key in kept.keys() | said.keys() if kept.get(key) != said.get(key)}
        yield f"3: {len(wrong)} rows of the ledger are not what was stated, {min(wrong)}"
    for row in conn.execute(select(stock)):
        if row.on_hand != sums[row.shop, row.sku]:
            there, sum_ = row.on_hand, sums[row.shop, row.sku]
            yield f"3: {row.shop} has {there} of {row.sku}, its ledger comes to {sum_}"


def _money(conn: Connection, heard: Heard) -> Problems:
    """4."""
    said = {body["number"]: body for _, _, body in _documents(heard)}
    lines: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)
    for row in conn.execute(select(sale_lines)):
        lines[row.number] += row.total
    for row in conn.execute(select(sale_tenders)):
        paid[row.number] += row.amount
    there = set()
    for row in conn.execute(select(sales)):
        there.add(row.number)
        if row.number not in said:
            yield f"2: document {row.number} was never issued"
        elif row.total != said[row.number]["total"]:
            yield f"4: {row.number} has another total"
        if not row.total == lines[row.number] == paid[row.number] - row.change:
            yield f"4: {row.number} does not add up"
    if missing := said.keys() - there:
        yield f"1: {len(missing)} documents lack, {min(missing)}"


def _cash(conn: Connection, truth: Truth, heard: Heard) -> Problems:
    """4: what one place has less another has more; and every shift that ended is there."""
    for code in sorted({place.shop for place in truth.places.values()}):
        if rest := sum(cash.balances(conn, code).values()):
            yield f"4: {rest} cents of {code} came from nowhere"
    closed = {
        (number, fact.body["shift"])
        for (number, _), fact in heard.items()
        if fact is not None and fact.type == FactType.SHIFT_CLOSED
    }
    ended = conn.execute(select(shifts).where(shifts.c.closed_seq > 0)).all()
    # Two lives of a till may both close the shift that they began together: that is one row.
    if len(ended) > len(closed) or (len(ended) < len(closed) and not truth.parted):
        yield f"4: {len(ended)} shifts ended of {len(closed)}"


def _series(truth: Truth, heard: Heard) -> Problems:
    """5: of the documents; a number whose fact was damaged is not at central."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, _, body in _documents(heard):
        if number not in truth.parted:
            prefix, _, place = body["number"].rpartition("-")
            numbers[prefix].add(int(place))
    for number, seq in truth.poisoned:
        for fact in truth.facts[number][seq].values():
            if fact.type == FactType.DOCUMENT_ISSUED:
                prefix, _, place = fact.body["number"].rpartition("-")
                numbers[prefix].add(int(place))
    for prefix, there in numbers.items():
        if len(there) != max(there):
            yield f"5: the series {prefix} has {len(there)} of {max(there)}"


def _exceptions(conn: Connection, truth: Truth) -> Problems:
    """Nothing is raised that nothing was the cause of; what was, is."""
    disturbed = truth.parted | truth.revoked | {number for number, _ in truth.poisoned}
    whose = {number: place[:2] for number, place in truth.places.items()}
    tills = {whose[number] for number in truth.parted if number in whose}
    forked = set()
    for row in conn.execute(select(exceptions)):
        match row.kind:
            case "fork":
                forked.add(row.installation)
                fine = row.installation in truth.parted
            case "skipped":
                fine = (row.installation, row.seq) in truth.poisoned
            case "quarantined":
                fine = row.installation in truth.revoked
            case "unknown_fact" | "negative_stock":  # the customer in front wins
                fine = True
            case "returned_twice":
                # What a till forgot that it took back, it takes back again in its next life.
                fine = row.installation in disturbed or whose[row.installation] in tills
            case "z_differs" | "number_taken":
                fine = row.installation in disturbed
            case _:
                fine = False
        if not fine:
            yield f"4: exception {row.kind} of {row.installation}/{row.seq}: {row.facts_json}"


def streams_of_till(conn: Connection, shop: str) -> list[str]:
    class Asks:
        def __init__(self) -> None:
            self.shop = shop

    return [head.stream for head in feeds.streams_of(conn, Asks())]


def mirrored(conn: Connection, names: list[str], store: Any, catalogue: Any) -> Problems:
    """6: of one till, its two mirrors open to read."""
    cursors = {
        row[0]: row[1:]
        for mirror in (store, catalogue)
        for row in mirror.execute("SELECT stream, seq, checksum, sweep, base_at FROM cursor")
    }
    for row in conn.execute(select(streams_table).where(streams_table.c.stream.in_(names))):
        if cursors.get(row.stream) != (row.head, row.check, 0, 0):
            yield f"6: stands at {cursors.get(row.stream)} of {row.stream}, head {row.head}"
    yield from _store(conn, names, store)
    yield from _catalogue(conn, names, catalogue)


def _store(conn: Connection, names: list[str], store: Any) -> Problems:
    said: dict[str, dict[str, Any]] = defaultdict(dict)
    query = select(current).where(current.c.stream.in_(names))
    for row in conn.execute(query):
        said[row.kind][row.key] = json.loads(row.value_json)
    for kind, (table, key) in _STORE_TABLES.items():
        there = {one[0] for one in store.execute(f"SELECT {key} FROM {table}")}  # noqa: S608
        if there != said[kind].keys():
            odd = sorted(there ^ said[kind].keys())
            yield f"6: {len(odd)} of {kind} differ, {odd[:3]}"
    for sku, on_hand in store.execute("SELECT sku, on_hand FROM stock"):
        value = said["stock"].get(sku)
        if value and on_hand != int(Decimal(value["on_hand"]) * 1000):
            yield f"6: shows {on_hand} of {sku}, central {value['on_hand']}"
    for name, text in store.execute("SELECT name, value_json FROM setting"):
        if name in said["setting"] and json.loads(text) != said["setting"][name]["value"]:
            yield f"6: setting {name} is {text}"


def _catalogue(conn: Connection, names: list[str], catalogue: Any) -> Problems:
    lists = {name.partition(":")[2] for name in names if name.startswith("price:")}
    wanted = {
        (row.sku, row.list, as_moment(row.starts)): (row.cents, as_moment(row.ends))
        for row in conn.execute(select(prices).where(prices.c.deleted_at == ""))
        if row.list in lists
    }
    there: dict[tuple[str, str, str], tuple[int, str]] = {}
    roles = dict(
        catalogue.execute(
            "SELECT name, value FROM meta WHERE name IN ('store_list', 'web_list')"
        ).fetchall()
    )
    found = catalogue.execute("SELECT sku, price, web_price, stand_in FROM product")
    for sku, price, web, stands_in in found:
        if roles.get("store_list") and not stands_in:
            there[sku, roles["store_list"], ""] = (price, "")
        if roles.get("web_list") and web is not None:
            there[sku, roles["web_list"], ""] = (web, "")
    gone = set()
    found = catalogue.execute(
        "SELECT sku, list, starts, ends, cents, held_cents, held_until FROM price"
    )
    for sku, code, starts, ends, cents, held, until in found:
        if until is not None and held is None:
            gone.add((sku, code, starts))  # it only waits for the shop to open again
        else:
            there[sku, code, starts] = (cents if held is None else held, ends)
    for key in gone:
        there.pop(key, None)
    if there != wanted:
        keys = there.keys() | wanted.keys()
        odd = sorted(key for key in keys if there.get(key) != wanted.get(key))
        was, must = there.get(odd[0]), wanted.get(odd[0])
        yield f"6: {len(odd)} prices differ, {odd[0]}: {was} for {must}"
    query = select(current.c.key).where(current.c.stream == "catalog", current.c.kind == "product")
    sold = set(conn.execute(query).scalars())
    query_there = "SELECT sku FROM product UNION SELECT sku FROM unpriced"
    shown = {sku for (sku,) in catalogue.execute(query_there)}
    if sold != shown:
        yield f"6: {len(sold ^ shown)} products differ, {sorted(sold ^ shown)[:3]}"
