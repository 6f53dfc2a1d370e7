"""The office's calls about deliveries that shops expect, and about whatever is on its way."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from litestar import Response, get, put
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta, Struct

from app.domain.consignment import Box, Consignment, GoodsLine, Kind, consignment_number
from app.domain.consignment_event import event_body
from app.domain.consignment_fold import Passage
from app.domain.errors import BadConsignmentNumber, BadValue
from app.domain.plain import plain
from sync.central.api import fields
from sync.central.api.fields import Short
from sync.central.api.office import CHANGES, READS, Asked, change, look
from sync.central.api.served import Serves
from sync.central.database import Tx
from sync.central.masters import consignments


class DeliveryLine(Struct, kw_only=True):
    """`quantity`: a decimal string above zero."""

    sku: Short
    quantity: Short


class DeliveryBox(Struct, kw_only=True):
    """What is printed on it (an SSCC, or the carrier's), and how much of what is in it; without
    `content` nobody said."""

    code: Annotated[str, Meta(min_length=3, max_length=60)]
    content: dict[str, Short] = {}


class Delivery(Struct, kw_only=True):
    """What a shop is to expect of a supplier or a warehouse. `due`: an ISO day, "" for unknown."""

    shop: Short
    supplier: Short
    lines: list[DeliveryLine]
    boxes: list[DeliveryBox] = []
    due: Short = ""
    note: Short = ""


class ConsignmentOf(Struct, kw_only=True):
    """`consignment`: as it was made; `lots`, by SKU: asked, sent, received, damaged, twice and the
    reason of a difference, quantities as decimal strings."""

    consignment: dict[str, Any]
    state: str
    lots: dict[str, dict[str, str]]
    differences: dict[str, str]
    events: list[dict[str, Any]]


class Consignments(Struct, kw_only=True):
    """What is asked for or on its way, the oldest first."""

    consignments: list[ConsignmentOf]


@put("/v1/deliveries/{number:str}", operation_id="put_delivery", **CHANGES)
async def put_delivery(
    request: Asked, served: Serves, number: FromPath[str], data: JSONBody[Delivery]
) -> Response[ConsignmentOf]:
    """A delivery that a shop is to expect; said again it is as was said last."""

    def make(tx: Tx, who: str) -> ConsignmentOf:
        return _told(consignments.announce(tx, _delivery(tx, number, data), who).p)

    return await change(request, served, make)


@get("/v1/consignments/{number:str}", operation_id="consignment", **READS)
async def consignment(served: Serves, number: FromPath[str]) -> ConsignmentOf:
    """A delivery or a transfer, and what happened to it."""
    return _told(await look(served, lambda conn: consignments.look_up(conn, number)))


@get("/v1/consignments", operation_id="consignments", **READS)
async def on_their_way(served: Serves, shop: FromQuery[str] = "") -> Consignments:
    """What is asked for or on its way, of one shop or of all."""
    found = await look(served, lambda conn: consignments.open_ones(conn, shop))
    return Consignments(consignments=[_told(p) for p, _ in found])


def _told(p: Passage) -> ConsignmentOf:
    return ConsignmentOf(
        consignment=plain(p.consignment),
        state=p.state.value,
        lots={sku: plain(lot) for sku, lot in p.lots.items()},
        differences={sku: str(much) for sku, much in p.differences.items()},
        events=[event_body(event) for event in p.events],
    )


def _delivery(tx: Tx, number: str, said: Delivery) -> Consignment:
    """Raises BadValue."""
    try:
        name = consignment_number(number)
    except BadConsignmentNumber:
        raise BadValue(field="number", value=number) from None
    return Consignment(
        name,
        Kind.DELIVERY,
        said.supplier,
        said.shop,
        tx.at,
        tuple(GoodsLine(one.sku, _much("quantity", one.quantity)) for one in said.lines),
        tuple(
            Box(one.code, tuple((sku, _much("boxes", much)) for sku, much in one.content.items()))
            for one in said.boxes
        ),
        fields.day("due", said.due) if said.due else None,
        note=said.note,
    )


def _much(field: str, text: str) -> Decimal:
    """Raises BadValue."""
    much = fields.decimal(field, text)
    if much <= 0:
        raise BadValue(field=field, value=text)
    return much


CALLS = [put_delivery, consignment, on_their_way]
TRAVELS = [Delivery, ConsignmentOf, Consignments]
