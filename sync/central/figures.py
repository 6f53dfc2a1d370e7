"""What central knows, counted: its tills and streams, what was sold, what there is."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from sync.central import sequencer, stands
from sync.central.chain import chain_of
from sync.central.fact_tables import demand, exceptions, sale_tenders, sales, vouchers
from sync.central.feed_tables import snapshots, streams
from sync.central.masters import customers, keeping
from sync.central.masters.products import ProductValue
from sync.central.masters.stock import decimal
from sync.central.tables import customers as customers_table
from sync.central.tables import installations, products, stock

UNSUMMED = ("F3", "R4")
"""They stand for what was counted already: shown, never summed (retail-rules 7)."""


_DOCUMENTS = (
    select(
        sales.c.shop,
        sales.c.day,
        sales.c.kind,
        func.count().label("documents"),
        func.sum(sales.c.total).label("total"),
        func.sum(sales.c.change).label("change"),
    )
    .group_by(sales.c.shop, sales.c.day, sales.c.kind)
    .order_by(sales.c.day, sales.c.shop, sales.c.kind)
)
_TENDERS = (
    select(
        sales.c.shop,
        sales.c.day,
        sale_tenders.c.kind,
        func.sum(sale_tenders.c.amount).label("amount"),
    )
    .join(sale_tenders, sale_tenders.c.number == sales.c.number)
    .where(sales.c.kind.not_in(UNSUMMED))
    .group_by(sales.c.shop, sales.c.day, sale_tenders.c.kind)
    .order_by(sale_tenders.c.kind)
)


class Till(Struct, kw_only=True):
    """An installation. `behind`: rows of its streams that it has yet to read, by what it said
    last; None of one that has said nothing in this epoch, as an older program."""

    installation: int
    shop: str
    till: str
    generation: str
    program: str
    acked_seq: int
    last_seen: str
    revoked_at: str
    alarm: str
    behind: int | None


class Status(Struct, kw_only=True):
    epoch: str
    demo: bool
    waiting: int
    """Changes that no stream has yet."""
    exceptions: dict[str, int]
    """Open ones, by kind."""
    heads: dict[str, int]
    snapshots: int
    tills: list[Till]


class Day(Struct, kw_only=True):
    """A shop's day. Amounts in cents, correctives taken off; `tenders` by kind, change taken off,
    so that they come to the total."""

    shop: str
    day: str
    documents: int
    correctives: int
    total: int
    tenders: dict[str, int]
    unsummed: int
    """Documents that stand for tickets which are in these figures already."""


class OnHand(Struct, kw_only=True):
    shop: str
    sku: str
    name: str
    on_hand: str
    """In the product's unit."""
    counted_at: str


class Wanted(Struct, kw_only=True):
    """What people wanted and a shop could not sell."""

    shop: str
    sku: str
    """"" of what the chain does not have."""
    name: str
    quantity: str
    """In the product's unit."""
    times: int
    last: str
    """The day."""


class Known(Struct, kw_only=True):
    """A customer. `included`: up to which facts of each installation the points are."""

    uuid: str
    card: str
    region: str
    level: str
    points: int
    included: dict[str, int]
    consent: dict[str, bool]
    name: str = ""


class Voucher(Struct, kw_only=True):
    """Store credit, in cents; `left` below zero: more was taken than there was. Of one that no
    till has said to be issued, only what was taken is known."""

    code: str
    shop: str
    issued: int
    redeemed: int
    left: int
    why: str
    document: str
    issued_at: str
    expires: str


def status(connection: Connection) -> Status:
    chain = chain_of(connection)
    found = connection.execute(select(streams).order_by(streams.c.stream))
    heads = {row.stream: row.head for row in found}
    c = exceptions.c
    open_ones = select(c.kind, func.count()).where(c.settled_at == "").group_by(c.kind)
    tills = connection.execute(select(installations).order_by(installations.c.number)).all()
    return Status(
        epoch=chain.epoch,
        demo=chain.demo,
        waiting=sequencer.waiting(connection),
        exceptions={row[0]: row[1] for row in connection.execute(open_ones.order_by(c.kind))},
        heads=heads,
        snapshots=connection.execute(select(func.count()).select_from(snapshots)).scalar_one(),
        tills=[_till(row, chain.epoch, heads) for row in tills],
    )


def sold(connection: Connection, first: str, last: str, shop: str = "") -> list[Day]:
    """What shops sold on the days `first` to `last`, as their tills told."""
    here: list[ColumnElement[bool]] = [sales.c.day.between(first, last)]
    if shop:
        here.append(sales.c.shop == shop)
    days: dict[tuple[str, str], Day] = {}
    for row in connection.execute(_DOCUMENTS.where(*here)):
        day = days.setdefault(
            (row.shop, row.day),
            Day(
                shop=row.shop,
                day=row.day,
                documents=0,
                correctives=0,
                total=0,
                tenders={},
                unsummed=0,
            ),
        )
        if row.kind in UNSUMMED:
            day.unsummed += row.documents
            continue
        day.documents += row.documents
        day.correctives += row.documents if row.kind.startswith("R") else 0
        day.total += int(row.total)
        day.tenders["cash"] = day.tenders.get("cash", 0) - int(row.change)
    for row in connection.execute(_TENDERS.where(*here)):
        tenders = days[row.shop, row.day].tenders
        tenders[row.kind] = tenders.get(row.kind, 0) + int(row.amount)
    return list(days.values())


def on_hand(connection: Connection, shop: str = "", sku: str = "") -> list[OnHand]:
    """What shops have, as central reckons; of one shop, of one product, or of both."""
    question = (
        select(stock, products.c.value_json)
        .join(products, products.c.sku == stock.c.sku)
        .where(stock.c.version > 0)
        .order_by(stock.c.shop, stock.c.sku)
    )
    if shop:
        question = question.where(stock.c.shop == shop)
    if sku:
        question = question.where(stock.c.sku == sku)
    return [
        OnHand(
            shop=row.shop,
            sku=row.sku,
            name=keeping.value_of(row.value_json, ProductValue).name,
            on_hand=decimal(row.on_hand),
            counted_at=row.counted_at,
        )
        for row in connection.execute(question)
    ]


def wanted(connection: Connection, *, shop: str = "", since: str = "") -> list[Wanted]:
    """Lost demand from a day on, the most wanted first; each fact is counted once."""
    c, much = demand.c, func.sum(demand.c.quantity)
    question = (
        select(c.shop, c.sku, func.max(c.name), much, func.count(), func.max(c.day))
        .group_by(c.shop, c.sku, c.code)
        .order_by(much.desc(), c.shop, c.sku, c.code)
    )
    if shop:
        question = question.where(c.shop == shop)
    if since:
        question = question.where(c.day >= since)
    return [
        Wanted(
            shop=row[0], sku=row[1], name=row[2], quantity=decimal(int(row[3])), times=row[4],
            last=row[5],
        )
        for row in connection.execute(question)
    ]  # fmt: skip


def known(
    connection: Connection, *, card: str = "", region: str = "", limit: int, names: bool = False
) -> list[Known]:
    """Customers by card. `names` unseals who they are. Raises BadCard."""
    t = customers_table.c
    question = (
        select(t.uuid)
        .where(t.key.is_not(None), t.merged_into == "")
        .order_by(t.card, t.uuid)
        .limit(limit)
    )
    if card:
        question = question.where(t.card == customers.spelled(card))
    if region:
        question = question.where(t.region == region)
    uuids = list(connection.scalars(question))
    found = customers.some(connection, uuids)
    return [
        Known(
            uuid=one.uuid,
            card=one.card,
            region=one.region,
            level=one.level,
            points=one.points,
            included=one.included,
            consent=one.consent,
            name=one.personal.name if names else "",
        )
        for one in map(found.__getitem__, uuids)
    ]


def credit(
    connection: Connection, *, code: str = "", shop: str = "", unspent: bool = False, limit: int
) -> list[Voucher]:
    """Vouchers, the newest first. `unspent`: only those that do not come to nothing."""
    t = vouchers.c
    question = select(vouchers).order_by(t.issued_at.desc(), t.code).limit(limit)
    if code:
        question = question.where(t.code == code)
    if shop:
        question = question.where(t.shop == shop)
    if unspent:
        question = question.where(t.issued != t.redeemed)
    return [
        Voucher(**row._mapping, left=row.issued - row.redeemed)
        for row in connection.execute(question)
    ]


def newest_day(connection: Connection) -> str:
    """The last day on which anything was sold, "" before that."""
    return connection.execute(select(func.max(sales.c.day))).scalar() or ""


def _till(row: Any, epoch: str, heads: dict[str, int]) -> Till:
    return Till(
        installation=row.number,
        shop=row.shop,
        till=row.till,
        generation=row.generation,
        program=row.program,
        acked_seq=row.last_seq,
        last_seen=row.last_seen,
        revoked_at=row.revoked_at,
        alarm=row.alarm,
        behind=stands.behind(stands.stand_of(row.cursors_json), epoch, heads),
    )
