"""What central cannot account for by itself: facts that stand, and that a person settles.

Each kind has a sentence in both languages and the ways in which it may be settled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, select, update

from app.domain.errors import (
    BadSettlement,
    ExceptionSettled,
    StillFails,
    UnknownException,
    UnknownItem,
)
from app.domain.facts import canonical
from sync.central import bulk, installations, outbox
from sync.central.database import Tx
from sync.central.installations import InstallationRow
from sync.central.masters import audit
from sync.central.projections import facts as projections
from sync.central.projections import stock
from sync.central.projections.work import Good, Trouble, Work
from sync.central.tables import exceptions as t
from sync.central.tables import installations as installations_table
from sync.central.tables import journal_raw, ledger
from sync.protocol import Record

RETRY, ACCEPT, ASSIGN, PROJECT = "retry", "accept", "assign", "project"


class Kind(NamedTuple):
    """Its sentences, in which the facts of the exception stand in braces, and its ways."""

    es: str
    en: str
    ways: tuple[str, ...]


KINDS = {
    "fork": Kind(
        "La instalación {installation} ha enviado otro hecho con el número {seq}: la caja está "
        "clonada o restaurada sin darse de alta. Revócala y dala de alta otra vez.",
        "Installation {installation} sent another fact under number {seq}: the till is cloned, or "
        "was restored without enrolling. Revoke it and enrol it again.",
        (ACCEPT,),
    ),
    "quarantined": Kind(
        "La instalación {installation}, revocada, sigue enviando hechos desde el {since}: están "
        "guardados aparte hasta que alguien los mire.",
        "Installation {installation} is revoked and still sends facts, since {since}: they are "
        "kept apart until somebody looks.",
        (PROJECT, ACCEPT),
    ),
    "skipped": Kind(
        "La caja no ha podido leer su hecho {seq} y lo ha saltado: {why}.",
        "The till could not read its fact {seq} and skipped it: {why}.",
        (ACCEPT,),
    ),
    "unknown_fact": Kind(
        "Un programa más nuevo ha enviado «{type}» (versión {v}), que esta central no conoce: se "
        "guarda hasta que se actualice.",
        "A newer program sent “{type}” (version {v}), which this central does not know: it is "
        "kept until central is updated.",
        (RETRY, ACCEPT),
    ),
    "failed": Kind(
        "El hecho {seq} está guardado, pero no se ha podido contabilizar: {why}.",
        "Fact {seq} is kept, but could not be accounted for: {why}.",
        (RETRY, ACCEPT),
    ),
    "number_taken": Kind(
        "El documento {number} ya existía con otro contenido: está guardado sin contabilizar.",
        "Document {number} was there already with another content: it is kept, not accounted for.",
        (RETRY, ACCEPT),
    ),
    "sums_differ": Kind(
        "El documento {number} no cuadra: líneas {lines}, cobrado {paid}, total {total}.",
        "Document {number} does not add up: lines {lines}, paid {paid}, total {total}.",
        (ACCEPT,),
    ),
    "z_differs": Kind(
        "El Z del turno {shift} dice {said} de efectivo y sus hechos suman {found}.",
        "The Z of shift {shift} says {said} in cash, and its facts come to {found}.",
        (ACCEPT,),
    ),
    "unknown_product": Kind(
        "Se ha vendido algo que la central no conoce ({skus}): la venta vale, las existencias no "
        "se han movido.",
        "Something was sold that central does not know ({skus}): the sale stands, the stock has "
        "not moved.",
        (RETRY, ASSIGN, ACCEPT),
    ),
    "returned_twice": Kind(
        "Con {number} se han devuelto {amount} de más del ticket {ticket}: otra caja ya lo había "
        "devuelto.",
        "{number} gave back {amount} too much of ticket {ticket}: another till had given it back.",
        (ACCEPT,),
    ),
    "unknown_customer": Kind(
        "Hay {points} puntos para un cliente que la central no conoce ({customer}).",
        "There are {points} points for a customer whom central does not know ({customer}).",
        (RETRY, ACCEPT),
    ),
}
_AMOUNTS = {"amount", "lines", "paid", "total", "said", "found"}
_UNPROJECTED = {"failed", "unknown_fact", "number_taken"}
_COLUMNS = (
    *("installation", "seq", "kind", "facts_json"),
    *("raised_at", "settled_at", "settled_by", "settled_how"),
)
PAGE = 500


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
    """Settle one in a way that its kind has.

    `retry`: what was wrong is mended, account for it now. `assign`: the goods were those of SKU
    `to` (of several, `WHAT=TO,WHAT=TO`). `project`: what a revoked till sent is good. `accept`:
    it stays as it is. Raises UnknownException, ExceptionSettled, BadSettlement, UnknownItem, and
    StillFails when a retry came to nothing: then nothing was changed.
    """
    row = tx.execute(select(t).where(t.c.id == exception).with_for_update()).first()
    if row is None:
        raise UnknownException(id=exception)
    if row.settled_at:
        raise ExceptionSettled(id=exception)
    ways = KINDS[row.kind].ways
    if how not in ways:
        raise BadSettlement(how=how, ways=", ".join(ways))
    of = _locked(tx, row.installation)
    trouble = _trouble(row)
    if how == RETRY and trouble.kind == "unknown_product":
        _stock(tx, of, trouble, {})
    elif how == ASSIGN:
        _stock(tx, of, trouble, _assigned(trouble, to))
    elif how == RETRY:
        _again(tx, of, trouble, exception)
    elif how == PROJECT:
        _release(tx, of)
    elif trouble.kind == "fork":
        _quiet(tx, of)
    settled = {"settled_at": tx.at.isoformat(), "settled_by": who}
    said = f"{how} {to}".strip()
    tx.execute(update(t).where(t.c.id == exception).values(**settled, settled_how=said))
    about = {"installation": trouble.installation, "seq": trouble.seq, "kind": trouble.kind}
    audit.note(tx, who, "exception", id=exception, how=said, **about)


def retry_all(tx: Tx, kind: str, who: str, limit: int = PAGE) -> int:
    """Try the open ones of a kind again, as after an update of central; how many are settled."""
    done = 0
    query = select(t.c.id).where(t.c.kind == kind, t.c.settled_at == "").order_by(t.c.id)
    for exception in tx.execute(query.limit(limit)).scalars().all():
        try:
            with tx.savepoint():
                settle(tx, exception, RETRY, who)
        except StillFails:
            continue
        done += 1
    return done


def _locked(tx: Tx, number: int) -> InstallationRow:
    """Nobody pushes for it meanwhile."""
    own = installations_table.c.number
    tx.execute(select(own).where(own == number).with_for_update())
    found = installations.find(tx, number)
    if found is None:
        raise LookupError(f"no installation {number}")
    return found


def _again(tx: Tx, of: InstallationRow, trouble: Trouble, exception: int) -> None:
    """Account for the fact, of which nothing was written the first time."""
    raw = (journal_raw.c.installation == of.number) & (journal_raw.c.seq == trouble.seq)
    text = tx.execute(select(journal_raw.c.record_json).where(raw)).scalar_one()
    work = projections.project(msgspec.json.decode(text, type=Record), of)
    found = projections.write(tx, [work])
    for one in found:
        if one.kind in _UNPROJECTED or one.kind == trouble.kind:
            raise StillFails(id=exception)
    raise_all(tx, found)


def _assigned(trouble: Trouble, to: str) -> dict[str, str]:
    """What was sold, by what it was sold as."""
    skus = {line["sku"] for line in trouble.facts["lines"]}
    if "=" not in to and len(skus) == 1:
        return {sku: to.strip() for sku in skus}
    pairs = dict(pair.strip().split("=", 1) for pair in to.split(",") if "=" in pair)
    if pairs.keys() != skus:
        raise BadSettlement(how=f"{ASSIGN} {to}".strip(), ways=", ".join(f"{x}=…" for x in skus))
    return pairs


def _stock(tx: Tx, of: InstallationRow, trouble: Trouble, names: Mapping[str, str]) -> None:
    """Move the stock of goods that central knows by now, or by another name."""
    goods = [
        Good(trouble.seq, line["line"], names.get(line["sku"], line["sku"]), line["quantity"], "")
        for line in trouble.facts["lines"]
    ]
    work = Work(of, trouble.seq)
    if missing := stock.move(tx, work, goods):
        raise UnknownItem(code=min(missing))
    outbox.say_all(tx, work.said)
    for good in goods:
        row = (ledger.c.installation == of.number) & (ledger.c.seq == good.seq)
        row &= ledger.c.line == good.line
        tx.execute(update(ledger).where(row).values(sku=good.sku))


def _release(tx: Tx, of: InstallationRow) -> None:
    """Account for all that a revoked installation sent, in its order."""
    c = journal_raw.c
    apart = (c.installation == of.number) & (c.quarantined == 1)
    while rows := tx.execute(
        select(c.seq, c.record_json).where(apart).order_by(c.seq).limit(PAGE)
    ).all():
        records = [msgspec.json.decode(row.record_json, type=Record) for row in rows]
        works = [projections.project(one, of) for one in records]
        raise_all(tx, projections.write(tx, works))
        upto = c.seq <= rows[-1].seq
        tx.execute(update(journal_raw).where(apart, upto).values(quarantined=0))


def _quiet(tx: Tx, of: InstallationRow) -> None:
    row = installations_table.c.number == of.number
    tx.execute(update(installations_table).where(row).values(alarm=""))
