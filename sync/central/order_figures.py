"""Orders as the office looks at them: which there are, what waits for whom, and what is stuck."""

from __future__ import annotations

import json
from datetime import UTC, datetime, tzinfo
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, select

from app.domain.errors import BadValue, UnknownShop
from app.domain.errors.central import Why
from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.domain.order import Order, order_number
from app.domain.order_event import Told
from app.domain.plain import read
from sync.central import exceptions
from sync.central.after import hours, policies
from sync.central.database import Tx
from sync.central.exceptions import OpenException
from sync.central.masters import orders, shops
from sync.central.masters.shops import ShopValue
from sync.central.order_tables import orders as t
from sync.central.telling import channels, letters
from sync.central.telling_tables import dues, webhooks

UNCOLLECTED = (
    OrderState.READY,
    OrderState.PART_HANDED_OVER,
    OrderState.EXPIRED,
    OrderState.RETURN_TO_WAREHOUSE,
)
"""In which the shop holds goods that nobody has come for."""


class Listed(Struct, kw_only=True):
    """An order. `amount`: cents."""

    number: str
    version: int
    shop: str
    channel: str
    state: str
    promised_at: str
    name: str
    amount: int
    paid: bool


class Uncollected(Struct, kw_only=True):
    """One that waits for its customer. `days`: whole ones since it was ready; `amount`: cents;
    `told`: what the customer was told last, and when."""

    number: str
    shop: str
    state: str
    name: str
    amount: int
    paid: bool
    ready_at: str
    deadline: str
    days: int
    told: str
    told_at: str


class Letter(Struct, kw_only=True):
    """`due_at`: "" when nothing more is done; `outcome`: "" while it is to go."""

    about: str
    made_at: str
    due_at: str
    tries: int
    outcome: str


class Standing(Struct, kw_only=True):
    """What is still to happen to an order by itself. `looks`: when, by what for; `owed`: cents that
    are lost of what was paid, and that no till has ordered back."""

    letters: list[Letter]
    webhooks: int
    looks: dict[str, str]
    exceptions: list[int]
    owed: int


def listed(
    connection: Connection, *, shop: str = "", state: str = "", channel: str = "", limit: int
) -> list[Listed]:
    """By the hour that they are promised for, the last first. Raises BadValue for no state,
    UnknownShop, UnknownChannel."""
    if state and state not in list(OrderState):
        raise BadValue(field="state", value=state, why=Why.ORDER_STATE)
    _check_shop(connection, shop)
    if channel:
        channels.check_known(connection, channel)
    where: list[ColumnElement[bool]] = []
    for column, value in ((t.c.shop, shop), (t.c.state, state), (t.c.channel, channel)):
        if value:
            where.append(column == value)
    question = select(t).where(*where).order_by(t.c.promised_at.desc(), t.c.number).limit(limit)
    return [_listed(row) for row in connection.execute(question)]


def _check_shop(connection: Connection, code: str) -> None:
    if code and shops.get(connection, code) is None:
        raise UnknownShop(shop=code)


def zone_of(connection: Connection, code: str) -> tzinfo:
    """By whose clock a shop's orders are told."""
    shop = shops.get(connection, code)
    return hours.zone_of(shop) if shop else UTC


def _listed(row: Any) -> Listed:
    order = read(Order, json.loads(row.value_json))
    return Listed(
        number=row.number,
        version=row.version,
        shop=row.shop,
        channel=row.channel,
        state=row.state,
        promised_at=order.promised_at.isoformat(),
        name=order.name,
        amount=order.amount.cents,
        paid=order.paid,
    )


def uncollected(connection: Connection, now: datetime, shop: str = "") -> list[Uncollected]:
    """Those that wait longest first. Raises UnknownShop."""
    _check_shop(connection, shop)
    here: ColumnElement[bool] = t.c.state.in_([one.value for one in UNCOLLECTED])
    if shop:
        here &= t.c.shop == shop
    known = shops.everyone(connection)
    waiting = [f for f in orders.all_of(connection, here) if f.order.shop in known]
    found = [_uncollected(f, known[f.order.shop], now) for f in waiting]
    return sorted(found, key=lambda one: (one.ready_at or "9", one.number))


def _uncollected(f: Fulfilment, shop: ShopValue, now: datetime) -> Uncollected:
    zone = hours.zone_of(shop)
    last = f.told[-1] if f.told else None
    what = last.what if last else None
    return Uncollected(
        number=f.order.number,
        shop=shop.code,
        state=f.state.value,
        name=f.order.name,
        amount=f.order.amount.cents,
        paid=f.order.paid,
        ready_at=f.ready_at.astimezone(zone).isoformat() if f.ready_at else "",
        deadline=policies.deadline(shop, f).astimezone(zone).isoformat(),
        days=(now - f.ready_at).days if f.ready_at else 0,
        told=what.what if isinstance(what, Told) else "",
        told_at=last.at.isoformat() if last else "",
    )


def standing(connection: Connection, number: str) -> Standing:
    """Raises BadOrderNumber."""
    number = order_number(number)
    undelivered = select(webhooks.c.event).where(webhooks.c.number == number)
    looks = select(dues).where(dues.c.number == number, dues.c.at > "").order_by(dues.c.at)
    return Standing(
        letters=[
            Letter(
                about=row.occasion,
                made_at=row.made_at,
                due_at=row.due_at,
                tries=row.tries,
                outcome=row.outcome,
            )
            for row in letters.of_order(connection, number)
        ],
        webhooks=len(connection.execute(undelivered).all()),
        looks={row.what: row.at for row in connection.execute(looks)},
        exceptions=[one.id for one in open_ones(connection, number)],
        owed=orders.owed(orders.look_up(connection, number)),
    )


def open_ones(connection: Connection, number: str) -> list[OpenException]:
    """What a person is to settle of an order."""
    found = exceptions.open_ones(connection)
    return [one for one in found if one.facts.get("order") == number]


def owing(connection: Connection) -> dict[str, int]:
    """The orders of which money is owed that nobody ordered back, and how much: cents."""
    question = select(t.c.number, t.c.owed).where(t.c.owed > 0).order_by(t.c.number)
    return {row.number: row.owed for row in connection.execute(question)}


def say_left_behind(tx: Tx) -> None:
    """Their shops hear again of the orders that are over and of which something lies there."""
    done = [state.value for state in DONE]
    numbers = tx.execute(select(t.c.number).where(t.c.state.in_(done))).scalars().all()
    for number in numbers:
        if orders.look_up(tx.connection, number).left_behind:
            orders.write(tx, [orders.one(tx, number)])


def reckon_owed(tx: Tx) -> None:
    """Of every order that there is."""
    for number in tx.execute(select(t.c.number)).scalars().all():
        if owing := orders.owed(orders.look_up(tx.connection, number)):
            tx.execute(t.update().where(t.c.number == number).values(owed=owing))
