"""The customers of a till that belongs to no chain."""

from __future__ import annotations

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.counter import working
from app.commands.refusals import shown
from app.services import erasures


@click.group()
@data_option
def customers(data: str | None) -> None:
    """The customers of a till without a central: erase."""


@customers.command()
@data_option
@json_option
@click.argument("card", metavar="CARD")
@click.option("--who", metavar="CODE", prompt=True, help="Of the person who erases: a manager.")
@click.option("--pin", prompt=True, hide_input=True, help="Theirs; asked for when not given.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase(data: str | None, as_json: bool, card: str, who: str, pin: str, *, yes: bool) -> None:
    """Forget who the customer with CARD is, for good: the key is destroyed, what they bought stays.

    The till must be closed. Backups made before still hold the key. Restoring one of them erases
    again, by the list beside it (mostrador-erased.txt); whoever should not even be able to read
    them destroys them.
    """
    question = shown(
        f"¿Borrar al cliente de la tarjeta {card}? No se puede deshacer.",
        f"Erase the customer with card {card}? It cannot be undone.",
    )
    if not yes:
        click.confirm(question, abort=True, err=as_json)
    folder = folder_of(data)
    with working(folder) as counter:
        counter.signin.sign_in(who, pin)
        try:
            uuid = counter.customers.erase(card)
        finally:
            counter.signin.sign_out()
    lines = [shown(f"Cliente {uuid} borrado.", f"Customer {uuid} erased.")]
    away = [str(place) for place in erasures.lacking(folder)]
    lines += [
        shown(
            f"En {place} no se ha podido anotar: copia allí {folder / erasures.NAME}.",
            f"It could not be noted in {place}: copy {folder / erasures.NAME} there.",
        )
        for place in away
    ]
    answer(as_json, {"customer": uuid, "not_noted_in": away}, lines)
