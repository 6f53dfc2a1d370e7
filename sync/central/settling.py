"""The ways in which exceptions are settled; `exceptions` says which kind has which.

Each gives back what it came to instead, when that is an exception again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from sqlalchemy import select, update

from app.domain.errors import BadSettlement, UnknownCustomer, UnknownItem
from sync.central import outbox
from sync.central.database import Tx
from sync.central.fact_tables import journal_raw, ledger, points_moves
from sync.central.installations import InstallationRow
from sync.central.masters import orders
from sync.central.masters.stock import balance
from sync.central.projections import facts, loyalty, stock, vouchers
from sync.central.projections import orders as orders_heard
from sync.central.projections.work import Good, Points, Trouble, Work
from sync.central.tables import installations
from sync.central.telling import channels, letters, webhooks
from sync.protocol import Record

Way = Callable[[Tx, InstallationRow, Trouble, str], list[Trouble]]
PAGE = 500
CENTRAL = 0
NOBODY = InstallationRow(
    CENTRAL, "", "", "", "", "", "", "", "", 0, 0, "", "", counter=0, alarm="", cursors_json="{}"
)
"""Whose exceptions are those that no till is the cause of."""


def retry(tx: Tx, of: InstallationRow, trouble: Trouble, to: str) -> list[Trouble]:
    """What was wrong is mended: account for it now. Raises UnknownItem, UnknownCustomer."""
    if of is NOBODY:
        return _tell(tx, trouble)
    if trouble.kind == "unknown_product":
        return _stock(tx, of, trouble, {})
    if trouble.kind == "unknown_customer":
        return _points(tx, of, trouble, trouble.facts["customer"])
    if trouble.kind == orders_heard.UNKNOWN:
        return _ordered(tx, trouble)
    raw = (journal_raw.c.installation == of.number) & (journal_raw.c.seq == trouble.seq)
    text = tx.execute(select(journal_raw.c.record_json).where(raw)).scalar_one()
    return facts.write(tx, [facts.project(_record(text), of)])


def assign(tx: Tx, of: InstallationRow, trouble: Trouble, to: str) -> list[Trouble]:
    """It was another product, customer or voucher: `to`; of several products `WHAT=TO,WHAT=TO`.
    Of a transfer, the shop that bears the difference.

    Raises BadSettlement, UnknownItem, UnknownCustomer, UnknownVoucher.
    """
    if trouble.kind == vouchers.UNKNOWN:
        return vouchers.assign(tx, of, trouble, to)
    if trouble.kind == "unknown_customer":
        return _points(tx, of, trouble, to)
    if trouble.kind == "transfer_differs":
        return _borne(trouble, to)
    return _stock(tx, of, trouble, _assigned(trouble, to))


def _borne(trouble: Trouble, to: str) -> list[Trouble]:
    """By one of its two shops. What the other finds later, a count says."""
    shops = (trouble.facts["origin"], trouble.facts["shop"])
    if to not in shops:
        raise BadSettlement(how=f"assign {to}".strip(), ways=", ".join(shops))
    return []


def project(tx: Tx, of: InstallationRow, trouble: Trouble, to: str) -> list[Trouble]:
    """What was put apart is good: account for all of it, in its order."""
    c, found = journal_raw.c, []
    apart = (c.installation == of.number) & (c.quarantined == 1)
    query = select(c.seq, c.record_json).where(apart).order_by(c.seq).limit(PAGE)
    while rows := tx.execute(query).all():
        works = [facts.project(_record(row.record_json), of) for row in rows]
        found += facts.write(tx, works)
        tx.execute(update(journal_raw).where(apart, c.seq <= rows[-1].seq).values(quarantined=0))
    return found


def accept(tx: Tx, of: InstallationRow, trouble: Trouble, to: str) -> list[Trouble]:
    """It stays as it is, and nobody is alarmed any more."""
    if trouble.kind == "fork":
        own = installations.c.number == of.number
        tx.execute(update(installations).where(own).values(alarm=""))
    return []


def _tell(tx: Tx, trouble: Trouble) -> list[Trouble]:
    """What was given up goes out again."""
    if trouble.kind == "letters_given_up":
        letters.again(tx)
    else:
        channels.here_again(tx, trouble.facts["channel"])
        webhooks.again(tx, trouble.facts["channel"])
    return []


def _ordered(tx: Tx, trouble: Trouble) -> list[Trouble]:
    """What was stated of an order waits for it, and is its own since it came; its goods moved when
    they were stated. Nothing else is left to account for."""
    number = trouble.facts["order"]
    return [] if number in orders.locked(tx, [number]) else [trouble]


def _record(text: str) -> Record:
    return msgspec.json.decode(text, type=Record)


def _assigned(trouble: Trouble, to: str) -> dict[str, str]:
    """What was sold, by what it was sold as."""
    skus = {line["sku"] for line in trouble.facts["lines"]}
    if to.strip() and "=" not in to and len(skus) == 1:
        return {sku: to.strip() for sku in skus}
    pairs = dict(pair.strip().split("=", 1) for pair in to.split(",") if "=" in pair)
    if pairs.keys() != skus:
        ways = ", ".join(f"{sku}=…" for sku in sorted(skus))
        raise BadSettlement(how=f"assign {to}".strip(), ways=ways)
    return pairs


def _stock(
    tx: Tx, of: InstallationRow, trouble: Trouble, names: Mapping[str, str]
) -> list[Trouble]:
    """Move the stock of goods that central knows by now, or by another name."""
    lines, work = trouble.facts["lines"], Work(of, trouble.seq)
    goods = [
        Good(trouble.seq, line["line"], names.get(line["sku"], line["sku"]), line["quantity"], "")
        for line in lines
    ]
    renamed = [good for good, line in zip(goods, lines, strict=True) if good.sku != line["sku"]]
    same = [good for good in goods if good not in renamed]
    done = (stock.move(tx, work, same, listed=True), stock.move(tx, work, renamed))
    if missing := done[0].missing | done[1].missing:
        raise UnknownItem(code=min(missing))
    outbox.say_all(tx, work.said)
    for good in renamed:
        row = (ledger.c.installation == of.number) & (ledger.c.seq == good.seq)
        row &= ledger.c.line == good.line
        tx.execute(update(ledger).where(row).values(sku=good.sku))
    if renamed:
        balance(tx, of.shop, {line["sku"] for line in lines} | done[1].counted)
    return []


def _points(tx: Tx, of: InstallationRow, trouble: Trouble, customer: str) -> list[Trouble]:
    points = Points(trouble.seq, customer, trouble.facts["points"])
    if loyalty.give(tx, Work(of, trouble.seq), [points]):
        raise UnknownCustomer(customer=customer)
    c = points_moves.c
    row = (c.installation == of.number) & (c.seq == trouble.seq)
    tx.execute(update(points_moves).where(row).values(customer=customer))
    return []
