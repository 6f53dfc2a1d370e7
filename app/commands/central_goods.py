"""Goods that move between places, asked of central from a terminal."""

from __future__ import annotations

import click

from app.commands.central_folder import central_options, opened
from app.commands.central_serving import WHO
from app.commands.common import answer, json_option
from app.commands.refusals import shown


@click.command()
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
def transit(data: str | None, database: str | None, as_json: bool, shop: str) -> None:
    """Deliveries and transfers that are asked for or on their way, the oldest first."""
    from app.domain.plain import plain
    from sync.central.masters import consignments

    with opened(data, database) as central, central.read() as connection:
        found = consignments.open_ones(connection, shop)
    rows, lines = [], []
    for p, since in found:
        of = p.consignment
        moving = {sku: str(much) for sku, much in p.in_transit.items()}
        rows.append(
            {
                "number": of.number,
                "kind": of.kind.value,
                "state": p.state.value,
                "origin": of.origin,
                "destination": of.destination,
                "since": since,
                "in_transit": moving,
                "asked": {sku: plain(much) for sku, much in of.expected.items()},
            }
        )
        goods = "  ".join(f"{sku} {much}" for sku, much in moving.items())
        where = f"{of.origin} → {of.destination}"
        lines.append(f"{of.number}  {where}  {p.state.value}  {since[:16]}  {goods}".rstrip())
    answer(as_json, {"consignments": rows}, lines)


@click.command()
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
@click.option("--days", type=click.IntRange(1, 3650), help="By default what the chain says, or 90.")
@click.option("--accept", metavar="SHOP/SKU", help="Ask that shop to send what is proposed.")
def dormant(
    data: str | None,
    database: str | None,
    as_json: bool,
    shop: str,
    days: int | None,
    accept: str | None,
) -> None:
    """What lies in a shop, neither sold, counted nor received for long, and who sells it."""
    from sync.central import dormant as stock
    from sync.central.masters.stock import decimal

    if accept:
        of, _, sku = accept.partition("/")
        with opened(data, database) as central, central.write() as tx:
            made = stock.accept(tx, of, sku, WHO).p.consignment
        value = {"number": made.number, "origin": made.origin, "destination": made.destination}
        answer(as_json, value, [f"{made.number}  {made.origin} → {made.destination}"])
        return
    with opened(data, database) as central, central.read() as connection:
        found = stock.found(connection, central.clock(), days or stock.days_of(connection), shop)
    rows = [
        {
            "shop": one.shop,
            "sku": one.sku,
            "name": one.name,
            "since": one.since,
            "on_hand": decimal(one.on_hand),
            "to": one.to,
            "sold_there": decimal(one.sold),
            "propose": decimal(one.propose),
        }
        for one in found
    ]
    lines = [_line(row) for row in rows]
    answer(as_json, {"dormant": rows}, lines)


def _line(row: dict[str, str]) -> str:
    lies = shown(f"{row['on_hand']} en {row['shop']}", f"{row['on_hand']} in {row['shop']}")
    if not row["to"]:
        return f"{row['sku']}  {row['name']}  {lies}"
    sent = f"{row['propose']} → {row['to']}"
    return f"{row['sku']}  {row['name']}  {lies}  {sent}"


@click.command()
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
@click.option("--since", default="", metavar="2026-11-01", help="The first day.")
def wanted(data: str | None, database: str | None, as_json: bool, shop: str, since: str) -> None:
    """What people wanted and the shops could not sell, the most wanted first."""
    from sync.central import figures
    from sync.central.masters.keeping import built

    with opened(data, database) as central, central.read() as connection:
        found = figures.wanted(connection, shop=shop, since=since)
    lines = [
        f"{one.shop} {one.quantity:>10} {one.times:>4} {one.last} {one.sku:20} {one.name}".rstrip()
        for one in found
    ]
    answer(as_json, {"wanted": [built(one) for one in found]}, lines)
