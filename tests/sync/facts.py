"""Chains of facts for central: real days at a real till, and facts that a test states itself."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from shop import Shop
from sqlalchemy import func, insert, select

from app.domain.cash import MoveKind
from app.domain.errors import SignInRefused, UnknownItem
from app.domain.facts import Fact, FactType
from sync.central import exceptions, ingest
from sync.central.chain import epoch_of
from sync.central.columns import metadata
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.exceptions import OpenException
from sync.central.feed_tables import outbox
from sync.central.tables import installations, products
from sync.protocol import Ack, Batch, Record, hash_of

Body = dict[str, Any]
PREFIX = "T042C03A"
"""What the numbers of the demo till's documents begin with, but for their kind and year."""
COMES_IN = [
    *("journal_raw", "exceptions", "sales", "sale_lines", "sale_tenders", "ledger", "shifts"),
    *("cash_moves", "points_moves", "audit", "stock", "outbox", "installations"),
    *("vouchers", "voucher_moves", "demand"),
]
"""The tables that facts fill."""
AT = "2026-11-21T11:00:00.000+00:00"


@cache
def a_day(folder: Path, to: Path) -> tuple[Fact, ...]:
    """Two shifts at the demo till of `folder`, with all that happens at a counter."""
    with Shop(copied(folder, to / "till")) as shop:
        _morning(shop)
        _afternoon(shop)
        assert shop.adds_up()
        return tuple(shop.facts())


def _morning(shop: Shop) -> None:
    for wrong in range(2):
        try:
            shop.sign_in("1001", f"000{wrong}")
        except SignInRefused:
            continue
    shop.sign_in("1001").open_shift("100")
    shop.add("CAF-001", "2").add("LEC-ENT", "3").pay_cash("50")
    try:
        shop.scan("5000159407236")
    except UnknownItem:
        shop.counter.register.forget_unknown("5000159407236")
    shop.add("BOL-PAP").varios("2.50").discount_ticket("7.5%").pay_card("1").pay_by_hand("1")
    shop.pay_cash()
    shop.add("CAM-LIN-M").add("BOL-TEL").counter.register.remove()
    shop.counter.register.undo()
    shop.discount_line("10%").park()
    shop.add("CAF-001").pay_cash("0.50")  # money on a ticket that is not complete
    shop.move(MoveKind.OUT, "5", "sellos").move(MoveKind.IN, "10", "cambio").move(
        MoveKind.DROP, "60"
    )
    shop.count("50x1", "1x5").close_shift()


def _afternoon(shop: Shop) -> None:
    shop.later(hours=4).sign_in("2001").open_shift("55")
    shop.pay_cash()
    shop.recall().price("9.99").pay_card()
    first, *_ = shop.facts(FactType.DOCUMENT_ISSUED)
    number = first.body["number"]
    shop.refund(number, [(1, "1"), (2, "2")])
    shop.refund(number)
    shop.add("LEC-ENT", "12").pay_card()
    shop.refund(shop.document.number)
    shop.add("BOL-PAP").counter.tickets.abandon()
    shop.print_all()
    shop.counter.printing.reprint(number)
    shop.close_shift()
    shop.sign_in("9001").counter.drawer.accept(1)


def a_chain(day: Sequence[Fact], installation: int, prefix: str = PREFIX) -> list[Record]:
    """The same day as it was at another installation, whose numbers begin with `prefix`."""
    chain = Chain(installation)
    for fact in day:
        body = json.loads(json.dumps(fact.body).replace(PREFIX, prefix))
        chain.state(fact.type, body, v=fact.v, at=fact.at, offset=fact.offset, who=fact.who)
    return chain.records


class Chain:
    """Facts of one installation, each holding the hash of the one before."""

    def __init__(self, installation: int, after: Sequence[Record] = ()) -> None:
        self.installation = installation
        self.records = list(after)

    def state(self, kind: str, body: Body, **values: Any) -> Record:
        """One more fact; `values` of the record other than usual."""
        record = self._next(type=kind, body=body, at=AT, offset=60, who="1001")
        for name, value in values.items():
            setattr(record, name, value)
        record.hash = hash_of(record)
        self.records.append(record)
        return record

    def skip(self, why: str = "the disk") -> Record:
        """A fact that the till cannot read any more."""
        record = self._next(skip=why, hash="f" * 64)
        self.records.append(record)
        return record

    def _next(self, **values: Any) -> Record:
        seq = len(self.records) + 1
        return Record(
            installation=self.installation,
            seq=seq,
            uuid=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.installation}/{seq}")),
            previous=self.records[-1].hash if self.records else "",
            **{"hash": "", **values},
        )

    def opened(self) -> Chain:
        """As every chain begins."""
        self.state(FactType.INSTALLATION_OPENED, {"shop": "042", "till": "03"}, who="")
        return self

    def sold(self, number: str, *lines: Body, **values: Any) -> Record:
        """A ticket paid in cash; `corrects` makes it a return."""
        return self.state(FactType.DOCUMENT_ISSUED, a_document(number, *lines, **values))


def a_line(sku: str = "CAF-001", quantity: str = "1", total: int = 100, **values: Any) -> Body:
    return {"number": 1, "sku": sku, "name": sku, "quantity": quantity, "total": total, **values}


def a_document(number: str, *lines: Body, corrects: str = "", **values: Any) -> Body:
    """What central reads of a document; `corrects` is the number of another."""
    lines = tuple({**line, "number": place} for place, line in enumerate(lines or (a_line(),), 1))
    total = sum(line["total"] for line in lines)
    return {
        "number": number,
        "kind": "R5" if corrects else "F2",
        "issued_at": "2026-11-21T12:00:00+01:00",
        "shift": 1,
        "who": "1001",
        "lines": list(lines),
        "total": total,
        "tenders": [{"kind": "cash", "amount": total}],
        "change": 0,
        "corrects": {"number": corrects} if corrects else None,
        **values,
    }


def enrol(central: Central, number: int, till: str = "03", shop: str = "042", **values: Any) -> int:
    """An installation that nobody had to sign for."""
    empty: dict[str, Any] = {
        column.name: "" if column.type.python_type is str else 0 for column in installations.columns
    }
    row = {**empty, "number": number, "shop": shop, "till": till, "kind": "till", **values}
    with central.write() as tx:
        tx.execute(insert(installations).values(**row))
    return number


def know(central: Central, *skus: str) -> None:
    """Products of central's, by their SKUs alone."""
    with central.write() as tx:
        there = set(tx.execute(select(products.c.sku)).scalars())
        for sku in {*skus} - there:
            row = {"sku": sku, "version": 1, "value_json": "{}", "deleted_at": ""}
            tx.execute(insert(products).values(**row))


def skus_of(records: Iterable[Record]) -> set[str]:
    documents = [one.body for one in records if one.type == FactType.DOCUMENT_ISSUED]
    return {line["sku"] for body in documents for line in body["lines"]}


def push(
    central: Central, records: Sequence[Record], by: int = 0, keys: Mapping[str, str] | None = None
) -> Ack:
    """Send them as one batch from their installation, or from another of its till."""
    with central.read() as conn:
        epoch = epoch_of(conn)
    batch = Batch(epoch=epoch, records=list(records), keys=dict(keys or {}))
    return ingest.receive(central, by or records[0].installation, batch)


def push_all(central: Central, records: Sequence[Record], size: int = 20) -> Ack:
    for start in range(0, len(records), size):
        ack = push(central, records[start : start + size])
    return ack


def emptied(central: Central, *numbers: int) -> None:
    """Nothing came in yet, and these installations are enrolled."""
    with central.write() as tx:
        for name in COMES_IN:
            tx.execute(metadata.tables[name].delete())
    for number in numbers:
        enrol(central, number)


def count(central: Central, table: str) -> int:
    query = select(func.count()).select_from(metadata.tables[table])
    with central.read() as conn:
        return conn.execute(query).scalar_one()


def waiting(central: Central) -> list[OpenException]:
    """What is to settle."""
    with central.read() as conn:
        return exceptions.open_ones(conn)


def kinds(central: Central) -> list[str]:
    return [one.kind for one in waiting(central)]


def alarm(central: Central, number: int) -> str:
    query = select(installations.c.alarm).where(installations.c.number == number)
    with central.read() as conn:
        return str(conn.execute(query).scalar_one())


def refused(call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def said(central: Central, stream: str, kind: str) -> dict[str, Any]:
    """The newest value of each key that was said."""
    query = select(outbox).where(outbox.c.stream == stream, outbox.c.kind == kind)
    with central.read() as conn:
        rows = conn.execute(query.order_by(outbox.c.id)).all()
    newest = {row.key: row.value_json and json.loads(row.value_json) for row in rows}
    return {key: value for key, value in newest.items() if value is not None}
