"""What central cannot account for by itself: facts that stand, and that a person settles.

`exception_kinds` has the sentences of each and the ways in which it may be settled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from app.domain.errors import (
    BadSettlement,
    ExceptionSettled,
    StillFails,
    UnknownCustomer,
    UnknownException,
    UnknownItem,
)
from app.domain.facts import canonical
from sync.central import bulk, installations, settling
from sync.central.database import Tx
from sync.central.exception_kinds import ACCEPT, ASSIGN, KINDS, PROJECT, RETRY, UNKNOWN_FACT
from sync.central.fact_tables import exceptions as t
from sync.central.goods_tables import consignments
from sync.central.installations import InstallationRow
from sync.central.masters import audit
from sync.central.projections import facts
from sync.central.projections.work import Trouble
from sync.central.tables import installations as installations_table

CENTRAL = settling.CENTRAL
"""The installation of what no till is the cause of."""
_AMOUNTS = {"amount", "lines", "paid", "total", "said", "found"}
UNPROJECTED = {"failed", UNKNOWN_FACT, "number_taken", "unknown_consignment", "unknown_order"}
NOT_THERE = "unknown_consignment"
_COLUMNS = (
    *("installation", "seq", "kind", "facts_json"),
    *("raised_at", "settled_at", "settled_by", "settled_how"),
)
_WAYS: dict[str, settling.Way] = {
    RETRY: settling.retry,
    ASSIGN: settling.assign,
    PROJECT: settling.project,
    ACCEPT: settling.accept,
}


@dataclass(frozen=True, slots=True)
class OpenException:
    """Something to settle: `settle` takes one of its `ways`."""

    id: int
    installation: int
    shop: str
    till: str
    seq: int
    """Of the fact; 0 when it is about the installation."""
    kind: str
    facts: dict[str, Any]
    raised_at: str
    sentence: dict[str, str]
    """By language."""
    ways: tuple[str, ...]


def sentence(trouble: Trouble) -> dict[str, str]:
    """What is wrong, in Spanish and in English."""
    kind = KINDS[trouble.kind]
    told = {"installation": trouble.installation, "seq": trouble.seq, **trouble.facts}
    if "lines" in told and not isinstance(told["lines"], int):
        told["skus"] = ", ".join(dict.fromkeys(str(line["sku"]) for line in told["lines"]))
    return {
        "es": kind.es.format(**_amounts(told, "{whole}{sign},{cents} €")),
        "en": kind.en.format(**_amounts(told, "€{sign}{whole}.{cents}")),
    }


def _amounts(facts: Mapping[str, Any], form: str) -> dict[str, Any]:
    return {
        name: _amount(value, form) if name in _AMOUNTS and isinstance(value, int) else value
        for name, value in facts.items()
    }


def _amount(cents: int, form: str) -> str:
    whole, rest = divmod(abs(cents), 100)
    return ("-" if cents < 0 else "") + form.format(whole=whole, cents=f"{rest:02d}", sign="")


def raise_(tx: Tx, installation: int, seq: int, kind: str, **facts: Any) -> None:
    """Raise one, or again when it was settled: for what goes on as long as nobody stops it."""
    trouble = Trouble(installation, seq, kind, facts)
    new = "facts_json = excluded.facts_json, raised_at = excluded.raised_at"
    _put(tx, [trouble], f"DO UPDATE SET {new}, settled_at = '' WHERE exceptions.settled_at <> ''")


def raise_all(tx: Tx, troubles: Iterable[Trouble]) -> None:
    """Raise what facts came to; one that was raised before, settled or not, is not again."""
    _put(tx, troubles, "DO NOTHING")


def _put(tx: Tx, troubles: Iterable[Trouble], clash: str) -> None:
    at = tx.at.isoformat()
    rows = [(*one[:3], canonical(one.facts), at, "", "", "") for one in troubles]
    bulk.add(tx, t, _COLUMNS, rows, f"(installation, seq, kind) {clash}")


def open_ones(conn: Connection, shop: str = "") -> list[OpenException]:
    """Oldest first; those of one shop, or of all."""
    tills = installations_table.c
    query = (
        select(t, tills.shop, tills.till)
        .outerjoin(installations_table, tills.number == t.c.installation)
        .where(t.c.settled_at == "")
        .order_by(t.c.id)
    )
    if shop:
        query = query.where(tills.shop == shop)
    return [_open(row) for row in conn.execute(query)]


def of_facts(conn: Connection, installation: int, first: int, last: int) -> list[Trouble]:
    """The open ones of facts `first` to `last`."""
    here = (t.c.installation == installation) & t.c.seq.between(first, last)
    query = select(t).where(here, t.c.settled_at == "").order_by(t.c.seq, t.c.id)
    return [_trouble(row) for row in conn.execute(query)]


def _open(row: Row[Any]) -> OpenException:
    trouble = _trouble(row)
    return OpenException(
        id=row.id,
        installation=row.installation,
        shop=row.shop or "",
        till=row.till or "",
        seq=row.seq,
        kind=row.kind,
        facts=trouble.facts,
        raised_at=row.raised_at,
        sentence=sentence(trouble),
        ways=KINDS[row.kind].ways,
    )


def _trouble(row: Row[Any]) -> Trouble:
    return Trouble(row.installation, row.seq, row.kind, json.loads(row.facts_json))


def settle(tx: Tx, exception: int, how: str, who: str, to: str = "") -> None:
    """Settle one in a way that its kind has, which `settling` says; `to`: for `assign`.

    Raises UnknownException, ExceptionSettled, BadSettlement, UnknownItem, UnknownCustomer, and
    StillFails when a retry came to nothing again. Then nothing was changed, if the caller's
    transaction ends with it.
    """
    of = _locked(tx, exception)
    row = tx.execute(select(t).where(t.c.id == exception)).one()
    if row.settled_at:
        raise ExceptionSettled(id=exception)
    ways = KINDS[row.kind].ways
    if how not in ways:
        raise BadSettlement(how=how, ways=", ".join(ways))
    found = _WAYS[how](tx, of, _trouble(row), to)
    if how == RETRY and any(one.kind in UNPROJECTED for one in found):
        raise StillFails(id=exception)
    raise_all(tx, found)
    said = f"{how} {to}".strip()
    settled = {"settled_at": tx.at.isoformat(), "settled_by": who, "settled_how": said}
    tx.execute(update(t).where(t.c.id == exception).values(**settled))
    about = {"installation": row.installation, "seq": row.seq, "kind": row.kind}
    audit.note(tx, who, "exception", id=exception, how=said, **about)


def to_retry(conn: Connection | Tx, kind: str) -> list[int]:
    """The open ones of a kind, oldest first; of those that wait for a newer program, whose facts
    this one knows."""
    query = select(t.c.id, t.c.facts_json).where(t.c.kind == kind, t.c.settled_at == "")
    rows = conn.execute(query.order_by(t.c.id)).all()
    return [row.id for row in rows if _may_go(kind, row.facts_json)]


def to_account(conn: Connection | Tx) -> list[int]:
    """The open ones of consignments that have come since, oldest first."""
    numbers = {}
    query = select(t.c.id, t.c.facts_json).where(t.c.kind == NOT_THERE, t.c.settled_at == "")
    for row in conn.execute(query.order_by(t.c.id)):
        numbers[row.id] = str(json.loads(row.facts_json)["number"])
    if not numbers:
        return []
    own = consignments.c.number
    here = set(conn.execute(select(own).where(own.in_(set(numbers.values())))).scalars())
    return [one for one, number in numbers.items() if number in here]


def retry_all(tx: Tx, numbers: Iterable[int], who: str) -> int:
    """Try these again, as after an update of central; how many are settled."""
    done = 0
    for exception in numbers:
        try:
            with tx.savepoint():
                settle(tx, exception, RETRY, who)
        except (StillFails, ExceptionSettled, UnknownItem, UnknownCustomer):
            continue
        done += 1
    return done


def _may_go(kind: str, facts_json: str) -> bool:
    if kind != UNKNOWN_FACT:
        return True
    said = json.loads(facts_json)
    return facts.reads(said["type"], said["v"])


def _locked(tx: Tx, exception: int) -> InstallationRow:
    """The installation that it is about; nobody pushes for it, or settles, meanwhile."""
    number = tx.execute(select(t.c.installation).where(t.c.id == exception)).scalar()
    if number is None:
        raise UnknownException(id=exception)
    own = installations_table.c.number
    tx.execute(select(own).where(own == number).with_for_update())
    found = settling.NOBODY if number == CENTRAL else installations.find(tx, number)
    if found is None:
        raise LookupError(f"no installation {number}")
    return found
