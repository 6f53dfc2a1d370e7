"""`mostrador central orders …`: the orders of the chain, from a terminal and by scripts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands import order_words
from app.commands.central_folder import central_options, opened
from app.commands.central_serving import WHO
from app.commands.common import answer, json_option
from app.commands.refusals import language, shown

if TYPE_CHECKING:
    from datetime import tzinfo

    from sync.central.api.orders import Happened, OrderOf, Placed
    from sync.central.order_figures import Standing


@click.group()
def orders() -> None:
    """The orders that shops prepare for their customers."""


@orders.command("list")
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
@click.option("--state", default="", help="As `new`, `picking`, `ready`, `handed_over`.")
@click.option("--channel", default="", metavar="web")
@click.option("--limit", default=100, show_default=True)
def list_(
    data: str | None,
    database: str | None,
    as_json: bool,
    shop: str,
    state: str,
    channel: str,
    limit: int,
) -> None:
    """The orders, those that are promised last first."""
    from app.domain.money import Money
    from sync.central import order_figures
    from sync.central.masters.keeping import built

    with opened(data, database) as central, central.read() as connection:
        found = order_figures.listed(
            connection, shop=shop, state=state, channel=channel, limit=limit
        )
    lines = [
        f"{one.number:24} {one.shop} {one.state:16} {one.promised_at} {Money(one.amount)!s:>10} EUR"
        f" {order_words.payment(one.state, paid=one.paid)} {one.name}".rstrip()
        for one in found
    ]
    answer(as_json, {"orders": [built(one) for one in found]}, lines)


@orders.command()
@central_options
@json_option
@click.argument("number")
def show(data: str | None, database: str | None, as_json: bool, number: str) -> None:
    """One order: what happened to it, what its customer was told, and what is still to happen."""
    from sync.central import order_figures
    from sync.central.api.orders import shown as order_shown
    from sync.central.masters.keeping import built

    with opened(data, database) as central, central.read() as connection:
        found = order_shown(connection, number)
        standing = order_figures.standing(connection, number)
        zone = order_figures.zone_of(connection, found.order["shop"])
    answer(as_json, {**built(found), "standing": built(standing)}, _told(found, standing, zone))


def _told(found: OrderOf, standing: Standing, zone: tzinfo) -> list[str]:
    """By the clock of its shop."""
    from app.domain.money import Money

    order = found.order
    lines = [
        f"{order['number']} v{order['version']} {order['shop']} {found.state}"
        f" ({order_words.state(found.state)}, {_payment(found)})"
    ]
    if order.get("delivery") == "home":
        lines.append(shown("  va a domicilio", "  goes to a home"))
    lines += [f"  {one['quantity']} × {one['sku']} {one['name']}" for one in order["lines"]]
    lines += [_event(one, zone) for one in found.events]
    lines += [
        f"  {order_words.moment(one.at, zone)} {_way(one.by)}: {one.about}" for one in found.told
    ]
    if not found.told:
        lines.append(
            shown("  Al cliente no se le ha dicho nada.", "  The customer was told nothing.")
        )
    lines += [
        shown(
            f"  carta por salir: {one.about} ({one.tries} intentos)",
            f"  letter to go: {one.about} ({one.tries} tries)",
        )
        for one in standing.letters
        if one.due_at
    ]
    lines += [
        f"  {order_words.moment(at, zone)} {order_words.look(what)}"
        for what, at in standing.looks.items()
    ]
    if standing.owed:
        owed = Money(standing.owed)
        lines.append(
            shown(
                f"  se deben {owed} EUR al cliente y nadie los ha ordenado devolver: en una caja de"
                f" la tienda, Pendientes (o `pickup refund {order['number']}`)",
                f"  {owed} EUR are owed to the customer and nobody has ordered them back: at a till"
                f" of the shop, Attention (or `pickup refund {order['number']}`)",
            )
        )
    if standing.webhooks:
        lines.append(
            shown(
                f"  avisos al canal por entregar: {standing.webhooks}",
                f"  webhooks to deliver: {standing.webhooks}",
            )
        )
    return lines


def _payment(found: OrderOf) -> str:
    return order_words.payment(found.state, paid=bool(found.order.get("payments")))


def _event(one: Happened, zone: tzinfo) -> str:
    device = shown(f"equipo {one.installation}", f"device {one.installation}")
    by = " · ".join(filter(None, (device if one.installation else "", one.who)))
    words = f"  {order_words.moment(one.at, zone)} {order_words.happened(one.what, one.carrier)}"
    sent = " ".join(filter(None, (one.carrier, one.tracking)))
    return words + (f": {sent}" if sent else "") + (f" ({by})" if by else "")


def _way(by: str) -> str:
    match by:
        case "mail":
            return shown("por correo", "by mail")
        case "webhook":
            return shown("por su canal", "by its channel")
        case _:
            return shown("sin avisar, no hay dónde", "not told, nowhere to write to")


@orders.command()
@central_options
@json_option
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.pass_context
def place(
    ctx: click.Context, /, data: str | None, database: str | None, as_json: bool, file: Path
) -> None:
    """Take the order in FILE (JSON, as `POST /v1/orders`; `-`: stdin), or its next version when it
    says `version`."""
    import msgspec

    from sync.central.api.order_bodies import NewOrder, NewVersion, contact_of, order_of
    from sync.central.api.orders import placed
    from sync.central.errors import Refusal
    from sync.central.masters import home_orders, order_versions

    try:
        text = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        said: Any = msgspec.json.decode(text)
        newer = isinstance(said, dict) and "version" in said
        new = msgspec.convert(said, NewVersion if newer else NewOrder)
    except (OSError, msgspec.MsgspecError, UnicodeError) as error:
        raise click.UsageError(f"{file}: {error}", ctx) from None
    try:
        with opened(data, database) as central, central.write() as tx:
            if isinstance(new, NewVersion):
                order = order_of(tx, new, new.version)
                done = placed(tx, order_versions.renew(tx, order, WHO, contact_of(new)))
            else:
                done = placed(tx, home_orders.place(tx, order_of(tx, new), WHO, contact_of(new)))
    except Refusal as refusal:
        raise _refused(refusal, new.number) from None
    _answer(as_json, done)


@orders.command()
@central_options
@json_option
@click.argument("number")
def cancel(data: str | None, database: str | None, as_json: bool, number: str) -> None:
    """What the customer wishes: done at once before anybody prepares it, else asked of the shop."""
    from sync.central.api.orders import placed
    from sync.central.masters import orders as kept

    with opened(data, database) as central, central.write() as tx:
        done = placed(tx, kept.cancel(tx, number, WHO))
    _answer(as_json, done)


def _answer(as_json: bool, done: Placed) -> None:
    from sync.central.masters.keeping import built

    answer(as_json, built(done), [f"{done.number} v{done.version} {done.state}", done.qr])


def _refused(refusal: Any, number: str) -> Exception:
    """What a channel reads as a kind, for a person."""
    from app.domain.errors import OrderRefused

    return OrderRefused(number=number, kind=refusal.kind, detail=refusal.detail)


@orders.command()
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
def uncollected(data: str | None, database: str | None, as_json: bool, shop: str) -> None:
    """What waits for its customer, the longest first, and when it expires."""
    from app.domain.money import Money
    from sync.central import order_figures
    from sync.central.masters.keeping import built

    with opened(data, database) as central, central.read() as connection:
        found = order_figures.uncollected(connection, central.clock(), shop)
    lines = [
        f"{one.shop} {one.number:24} {one.state:18}"
        + shown(f" {one.days:>3} días, hasta ", f" {one.days:>3} days, until ")
        + f"{one.deadline[:16]} {Money(one.amount)!s:>10} EUR"
        f" {order_words.payment(one.state, paid=one.paid)} {one.name}".rstrip()
        for one in found
    ]
    total = sum(one.amount for one in found)
    value = {"uncollected": [built(one) for one in found], "amount": total}
    answer(as_json, value, lines)


@orders.command()
@central_options
@json_option
@click.argument("number")
@click.argument("how", required=False, default="accept")
def settle(data: str | None, database: str | None, as_json: bool, number: str, how: str) -> None:
    """Settle what a person is to settle of an order, HOW being a way of each (accept)."""
    from app.domain.order import order_number
    from sync.central import exceptions, order_figures

    with opened(data, database) as central, central.write() as tx:
        found = order_figures.open_ones(tx.connection, order_number(number))
        for one in found:
            exceptions.settle(tx, one.id, how, WHO)
    value = {"settled": [one.id for one in found], "how": how}
    lines = [f"{one.id} {one.sentence[language()]}" for one in found]
    answer(as_json, value, lines or [shown("Nada por resolver.", "Nothing to settle.")])
