"""What the office says one by one: price lists, sale stops, settings, and whom to forget."""

from __future__ import annotations

import json

import click

from app.commands.central_folder import central_options, opened
from app.commands.central_serving import WHO
from app.commands.common import answer, json_option
from app.commands.refusals import shown


@click.command("list")
@central_options
@json_option
@click.argument("code", required=False, metavar="[CODE]")
@click.option("--name", help="What people call it.")
@click.option("--kind", type=click.Choice(["store", "web", "season", "level"]))
@click.option("--priority", type=int, help="The higher goes before the lower.")
@click.option("--level", help="Whose it is, of a list of kind level.")
@click.option("--shop", "shops", multiple=True, metavar="042", help="Only for these; else for all.")
def list_(
    data: str | None,
    database: str | None,
    as_json: bool,
    code: str | None,
    name: str | None,
    kind: str | None,
    priority: int | None,
    level: str | None,
    shops: tuple[str, ...],
) -> None:
    """The price lists; with CODE, make or change one. What is not said stays as it was."""
    from app.domain.pricelist import ListKind
    from sync.central.masters import keeping, lists
    from sync.central.masters.lists import ListValue

    with opened(data, database) as central:
        if code:
            with central.write() as tx:
                old = lists.everything(tx.connection).get(code, ListValue(name=code))
                value = ListValue(
                    name=old.name if name is None else name,
                    kind=old.kind if kind is None else ListKind(kind),
                    priority=old.priority if priority is None else priority,
                    level=old.level if level is None else level,
                    shops=shops or old.shops,
                )
                lists.put(tx, code, value, WHO)
        with central.read() as connection:
            found = lists.everything(connection)
    answer(
        as_json,
        {"lists": {of: keeping.built(one) for of, one in found.items()}},
        [
            f"{of:16} {one.kind.value:7} {one.priority:>4} {one.level:10} {one.name}"
            f" {' '.join(one.shops)}".rstrip()
            for of, one in found.items()
        ],
    )


@click.command()
@central_options
@json_option
@click.option("--sku", help="What must not be sold...")
@click.option("--lot", default="", help="...or only this lot of it.")
@click.option("--es", default="", metavar="TEXT", help="What is read aloud, in Spanish.")
@click.option("--en", default="", metavar="TEXT", help="And in English.")
@click.option("--lift", metavar="ID", help="It may be sold again.")
@click.option("--buyers", metavar="ID", help="Who bought it: every document, newest first.")
@click.pass_context
def stop(
    ctx: click.Context,
    /,
    data: str | None,
    database: str | None,
    as_json: bool,
    sku: str | None,
    lot: str,
    es: str,
    en: str,
    lift: str | None,
    buyers: str | None,
) -> None:
    """The sale stops; with --sku, a new one: no till sells it until it is lifted."""
    from sync.central.masters import keeping, stops
    from sync.central.masters.stops import StopValue

    if sum(bool(one) for one in (sku, lift, buyers)) > 1:
        raise click.UsageError("One of --sku, --lift and --buyers.", ctx)
    with opened(data, database) as central:
        if buyers:
            with central.read() as connection:
                sold = stops.buyers(connection, buyers)
            answer(
                as_json,
                {"documents": [one._asdict() for one in sold]},
                [f"{one.day} {one.shop}/{one.till} {one.number} {one.customer}" for one in sold],
            )
            return
        with central.write() as tx:
            if sku:
                text = {language: said for language, said in (("es", es), ("en", en)) if said}
                value = StopValue(sku=sku, lot=lot, text=text)
                stops.put(tx, stops.next_id(tx), value, WHO)
            if lift:
                stops.lift(tx, lift, WHO)
        with central.read() as connection:
            found = stops.everything(connection)
    answer(
        as_json,
        {"stops": {name: keeping.built(one) for name, one in found.items()}},
        [f"{name} {one.sku} {one.lot} {one.text['es']}" for name, one in found.items()],
    )


@click.command()
@central_options
@json_option
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("value", required=False, metavar="[JSON]")
@click.pass_context
def setting(
    ctx: click.Context,
    /,
    data: str | None,
    database: str | None,
    as_json: bool,
    name: str | None,
    value: str | None,
) -> None:
    """The settings of the chain; with NAME and a value in JSON, change one.

    `timezone` says whose midnight days of files begin with; `points` what a purchase earns.

    \b
    mostrador central setting timezone '"Europe/Madrid"'
    mostrador central setting points '{"rates": [{"per_euro": "1"}]}'
    """
    from sync.central.masters import settings

    with opened(data, database) as central:
        if name and value is not None:
            try:
                meant = json.loads(value)
            except ValueError:
                raise click.UsageError(f"{value!r} is not JSON.", ctx) from None
            with central.write() as tx:
                settings.change(tx, name, meant, WHO)
        with central.read() as connection:
            found = settings.everything(connection)
    if name:
        found = {of: one for of, one in found.items() if of == name}
    lines = [f"{of} {json.dumps(one, ensure_ascii=False)}" for of, one in found.items()]
    answer(as_json, {"settings": found}, lines)


@click.command()
@central_options
@json_option
@click.argument("customer", metavar="UUID")
def erase(data: str | None, database: str | None, as_json: bool, customer: str) -> None:
    """Forget who a customer is, for good: their key is destroyed, what they bought stays."""
    from sync.central.masters import customers

    with opened(data, database) as central, central.write() as tx:
        customers.erase(tx, customer, WHO)
    text = shown(f"Cliente {customer} borrado.", f"Customer {customer} erased.")
    answer(as_json, {"customer": customer}, [text])
