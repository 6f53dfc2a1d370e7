"""What a till asks while somebody waits: other shops' stock, other shops' tickets, customers
who are no regulars of the region.

It has 800 ms for it (retail-rules 5), and works without.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar import Request, post
from litestar.params import JSONBody
from sqlalchemy import Connection, Row, Select, select

from app.domain import chain_order
from app.domain.errors import BadCard, BadOrderNumber, UnknownOrder
from app.domain.fulfilment import DONE
from app.domain.order import Delivery
from sync.central.api.callers import caller_of, till_only
from sync.central.api.refusals import SIGNED, responses
from sync.central.api.schema import TILL
from sync.central.api.served import Served, Serves
from sync.central.errors import Refusal
from sync.central.fact_tables import journal_raw, payments, replaced_tickets
from sync.central.fact_tables import sales as t
from sync.central.installations import InstallationRow
from sync.central.masters import (
    allocation,
    customers,
    order_search,
    orders,
    paid_orders,
    products,
    shops,
)
from sync.central.masters.shops import ShopValue
from sync.central.masters.stock import decimal
from sync.central.projections import tickets
from sync.central.projections.work import Issued, Stood
from sync.central.tables import stock
from sync.central.telling import contacts
from sync.questions import (
    AddressAnswer,
    AddressQuery,
    CustomerAnswer,
    CustomerQuery,
    FoundOrder,
    FoundTicket,
    OrderAnswer,
    OrderQuery,
    StockAnswer,
    StockAt,
    StockQuery,
    TicketAnswer,
    TicketQuery,
)

MOST = 20
"""Tickets of one day and total; of more, nobody finds the right one."""
_MOST_ROWS = 100
_LARGEST = 2**53


def _query(name: str, *refusals: str) -> post:
    """POST /v1/query/`name`: a till asks, and central answers or refuses."""
    return post(
        f"/v1/query/{name}",
        status_code=200,
        guards=[till_only],
        security=TILL,
        operation_id=f"query_{name}",
        responses=responses(*SIGNED, "upgrade", *refusals),
    )


@_query("stock", "not_found")
async def query_stock(served: Serves, data: JSONBody[StockQuery]) -> StockAnswer:
    """What each shop has of a product, as central last heard."""
    return await served.reading(_stock, served, data.sku)


def _stock(served: Served, sku: str) -> StockAnswer:
    with served.central.read() as conn:
        products.get(conn, sku)
        named = shops.everyone(conn)
        has = select(stock).where(stock.c.sku == sku, stock.c.version > 0).order_by(stock.c.shop)
        rows = conn.execute(has).all()
        kept = allocation.kept_back(conn, {row.shop: named[row.shop] for row in rows}, sku)
        heard = allocation.all_heard(conn)
    return StockAnswer(
        sku=sku,
        shops=[
            StockAt(
                shop=row.shop,
                name=named[row.shop].name,
                on_hand=decimal(row.on_hand),
                counted_at=row.counted_at,
                promise=decimal(max(row.on_hand - kept[row.shop], 0)),
                heard_at=heard.get(row.shop, ""),
            )
            for row in rows
        ],
    )


@_query("ticket", "not_yours", "not_found")
async def query_ticket(
    request: Request[Any, Any, Any], served: Serves, data: JSONBody[TicketQuery]
) -> TicketAnswer:
    """Tickets of any shop with the caller's NIF, by number, or by day and total."""
    if not data.number and (not data.day or data.total is None):
        raise Refusal("bad_request", "a number, or a day and a total")
    return await served.reading(_tickets, served, caller_of(request), data)


def _tickets(served: Served, caller: InstallationRow, asked: TicketQuery) -> TicketAnswer:
    with served.central.read() as conn:
        named = shops.everyone(conn)
        own = named.get(caller.shop)
        ours = [code for code, shop in named.items() if own and shop.nif == own.nif]
        rows = conn.execute(_question(asked, ours)).all()
        if not rows:
            raise Refusal("not_found", "ticket")
        if any(row.shop not in ours for row in rows):
            raise Refusal("not_yours", "a ticket of another taxpayer")
        rows = _with_invoices(conn, rows)
        return TicketAnswer(tickets=[_found(conn, row, named[row.shop]) for row in rows])


def _with_invoices(conn: Connection, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The tickets, and what stands for them: that is what a return corrects."""
    found, seen = list(rows), {row.number for row in rows}
    for row in found:
        stands = _stands(conn, row.number)[:1]
        if stands and stands[0].number not in seen and len(found) < _MOST_ROWS:
            seen.add(stands[0].number)
            found.extend(conn.execute(_BODIES.where(t.c.number == stands[0].number)))
    return found


def _stands(conn: Connection, number: str) -> list[Stood]:
    r = replaced_tickets.c
    query = select(r.installation, r.seq, r.number, r.amount).where(r.ticket == number)
    rows = conn.execute(query.order_by(r.installation, r.seq))
    return [Stood(*row) for row in rows]


_BODIES = (
    select(
        *(t.c.number, t.c.shop, t.c.installation, t.c.seq, t.c.day),
        journal_raw.c.record_json,
    )
    .join(
        journal_raw,
        (journal_raw.c.installation == t.c.installation) & (journal_raw.c.seq == t.c.seq),
    )
    .order_by(t.c.issued_at, t.c.installation, t.c.seq)
)


_CHANGES = select(payments.c.paid_json).order_by(payments.c.installation, payments.c.seq)


def _question(asked: TicketQuery, shops: list[str]) -> Select[Any]:
    tickets = _BODIES.where(t.c.corrects == "")
    if asked.number:
        return tickets.where(t.c.number == asked.number)
    total = asked.total or 0
    if abs(total) > _LARGEST:
        raise Refusal("bad_request", "total")
    return tickets.where(t.c.shop.in_(shops), t.c.day == asked.day, t.c.total == total).limit(MOST)


def _found(conn: Connection, row: Any, shop: ShopValue) -> FoundTicket:
    correctives = conn.execute(_BODIES.where(t.c.corrects == row.number)).all()
    stands = _stands(conn, row.number)
    changes = [
        json.loads(one.paid_json)
        for one in conn.execute(_CHANGES.where(payments.c.number == row.number))
    ]
    value = tickets.value_of(_issued(row), [_issued(one) for one in correctives], stands, changes)
    order = paid_orders.value_of(conn, row.number)
    return FoundTicket(
        number=row.number, shop=row.shop, name=shop.name, nif=shop.nif, order=order, **value
    )


def _issued(row: Any) -> Issued:
    return Issued(row.installation, row.seq, row.day, json.loads(row.record_json)["body"])


@_query("customer", "not_found")
async def query_customer(served: Serves, data: JSONBody[CustomerQuery]) -> CustomerAnswer:
    """Whose card it is, of whatever region."""
    return await served.reading(_customer, served, data.card)


def _customer(served: Served, card: str) -> CustomerAnswer:
    try:
        number = customers.spelled(card)
    except BadCard as error:
        raise Refusal("bad_request", "card") from error
    with served.central.read() as conn:
        uuid = customers.with_cards(conn, [number]).get(number)
        if uuid is None:
            raise Refusal("not_found", "card")
        one = customers.get(conn, uuid)
    return CustomerAnswer(
        uuid=one.uuid,
        card=one.card,
        name=" ".join(one.personal.name.split()[:1]),
        level=one.level,
        points=one.points,
        included=one.included,
    )


@_query("address", "not_found")
async def query_address(
    request: Request[Any, Any, Any], served: Serves, data: JSONBody[AddressQuery]
) -> AddressAnswer:
    """Where an order goes that the caller's shop sends to a home, while it is to be sent."""
    caller = caller_of(request)
    served.pace.check(caller.number)
    return await served.reading(_address, served, caller, data.number)


def _address(served: Served, caller: InstallationRow, number: str) -> AddressAnswer:
    with served.central.read() as conn:
        try:
            f = orders.look_up(conn, number)
        except (BadOrderNumber, UnknownOrder) as error:
            raise Refusal("not_found", "order") from error
        theirs = f.order.shop == caller.shop and f.order.delivery is Delivery.HOME
        to = contacts.of(conn, f.order) if theirs and f.state not in DONE else None
    if to is None or not to.address:
        raise Refusal("not_found", "address")
    name = to.name or f.order.name
    return AddressAnswer(number=f.order.number, name=name, address=to.address, phone=to.phone)


@_query("order")
async def query_order(
    request: Request[Any, Any, Any], served: Serves, data: JSONBody[OrderQuery]
) -> OrderAnswer:
    """Orders of any shop of the chain, and what became of them; none is an answer too."""
    served.pace.check(caller_of(request).number)
    return await served.reading(_orders, served, data.words[:200])


def _orders(served: Served, words: str) -> OrderAnswer:
    with served.central.read() as conn:
        named = shops.everyone(conn)
        found = [orders.look_up(conn, number) for number in order_search.find(conn, words)]
        heard = allocation.all_heard(conn)
        return OrderAnswer(
            orders=[
                FoundOrder(
                    number=f.order.number,
                    shop=f.order.shop,
                    name=named[f.order.shop].name if f.order.shop in named else f.order.shop,
                    heard=heard.get(f.order.shop, ""),
                    value=orders.value_of(replace(f, order=chain_order.seen(f.order))),
                )
                for f in found
            ]
        )
