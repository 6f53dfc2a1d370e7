"""What central cannot account for by itself: facts that stand, and that a person settles.

Each kind has a sentence in both languages and the ways in which it may be settled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select, update

from app.domain.errors import (
    BadSettlement,
    ExceptionSettled,
    StillFails,
    UnknownCustomer,
    UnknownException,
    UnknownItem,
)
from app.domain.facts import canonical
from sync.central import bulk, installations, settling
from sync.central.database import Tx
from sync.central.installations import InstallationRow
from sync.central.masters import audit
from sync.central.projections import facts
from sync.central.projections.work import Trouble
from sync.central.tables import exceptions as t
from sync.central.tables import installations as installations_table

UNKNOWN_FACT = "unknown_fact"
RETRY, ACCEPT, ASSIGN, PROJECT = "retry", "accept", "assign", "project"
CENTRAL = settling.CENTRAL
"""The installation of what no till is the cause of."""


class Kind(NamedTuple):
    """Its sentences, in which the facts of the exception stand in braces, and its ways."""

    es: str
    en: str
    ways: tuple[str, ...]


KINDS = {
    "fork": Kind(
        "La instalación {installation} ha enviado otro hecho con el número {seq}: la caja está "
        "clonada o restaurada sin darse de alta. Revócala y dala de alta otra vez.",
        "Installation {installation} sent another fact under number {seq}: the till is cloned, or "
        "was restored without enrolling. Revoke it and enrol it again.",
        (ACCEPT,),
    ),
    "quarantined": Kind(
        "La instalación {installation}, revocada, sigue enviando hechos desde el {since}: están "
        "guardados aparte hasta que alguien los mire.",
        "Installation {installation} is revoked and still sends facts, since {since}: they are "
        "kept apart until somebody looks.",
        (PROJECT, ACCEPT),
    ),
    "skipped": Kind(
        "La caja no ha podido leer su hecho {seq} y lo ha saltado: {why}.",
        "The till could not read its fact {seq} and skipped it: {why}.",
        (ACCEPT,),
    ),
    UNKNOWN_FACT: Kind(
        "Un programa más nuevo ha enviado «{type}» (versión {v}), que esta central no conoce: se "
        "guarda hasta que se actualice.",
        "A newer program sent “{type}” (version {v}), which this central does not know: it is "
        "kept until central is updated.",
        (RETRY, ACCEPT),
    ),
    "failed": Kind(
        "El hecho {seq} está guardado, pero no se ha podido contabilizar: {why}.",
        "Fact {seq} is kept, but could not be accounted for: {why}.",
        (RETRY, ACCEPT),
    ),
    "unknown_order": Kind(
        "La caja ha hecho algo con el pedido {order}, que esta central no tiene.",
        "The till did something with order {order}, which this central does not have.",
        (RETRY, ACCEPT),
    ),
    "order_conflict": Kind(
        "Con el pedido {order} ({amount}) dos equipos han hecho lo que no puede ser a la vez "
        "({what}): habla con el cliente.",
        "With order {order} ({amount}) two devices did what cannot both be ({what}): speak with "
        "the customer.",
        (ACCEPT,),
    ),
    "order_cancelled_and_handed_over": Kind(
        "El pedido {order} de {customer} ({amount}) se canceló y además se entregó el {day} en la"
        " tienda {shop}. Si el dinero ya se ha devuelto, escribe al cliente: «Te entregamos tu"
        " pedido {order} el {day} y por un cruce te hemos devuelto {amount}. Dinos si te lo quedas"
        " y lo cobramos otra vez, o si nos lo traes a la tienda».",
        "Order {order} of {customer} ({amount}) was cancelled, and was handed over on {day} at shop"
        " {shop} too. If the money went back already, write to the customer: “We handed you order"
        " {order} on {day}, and paid {amount} back because two things crossed. Tell us whether you"
        " keep it and we charge it again, or you bring it to the shop”.",
        (ACCEPT,),
    ),
    "order_waits": Kind(
        "El cliente del pedido {order} espera en la tienda {shop} lo que allí no hay ({names}):"
        " mándaselo desde otra.",
        "The customer of order {order} waits at shop {shop} for what is not there ({names}): send"
        " it from another.",
        (ACCEPT,),
    ),
    "webhooks_given_up": Kind(
        "El canal «{channel}» no acepta sus avisos ({why}): llevan días sin entregarse, el primero"
        " del pedido {order}. Cuando vuelva a contestar, reenvíalos.",
        "Channel “{channel}” does not take its webhooks ({why}): they have waited for days, the"
        " first of order {order}. When it answers again, send them again.",
        (RETRY, ACCEPT),
    ),
    "channel_gone": Kind(
        "El canal «{channel}» ha dicho que en esa dirección ya no hay nadie: no se le envía nada"
        " hasta que alguien diga otra, o la misma.",
        "Channel “{channel}” said that nobody is at that address any more: nothing is sent to it"
        " until somebody says another, or the same.",
        (RETRY, ACCEPT),
    ),
    "letters_given_up": Kind(
        "Hay cartas a clientes que no salen desde hace días ({why}), la primera del pedido"
        " {order}. Cuando el correo funcione, reenvíalas.",
        "Letters to customers have not gone out for days ({why}), the first of order {order}."
        " When the mail works, send them again.",
        (RETRY, ACCEPT),
    ),
    "unknown_consignment": Kind(
        "La caja ha movido mercancía del envío {number}, que esta central no tiene: las "
        "existencias no se han movido.",
        "The till moved goods of consignment {number}, which this central does not have: the "
        "stock has not moved.",
        (RETRY, ACCEPT),
    ),
    "delivery_differs": Kind(
        "La entrega {number} de {origin} no ha venido como se esperaba en la tienda {shop} "
        "(de más +, de menos −, dañado ×): {goods}.",
        "Delivery {number} of {origin} did not come to shop {shop} as it was expected (over +, "
        "short −, damaged ×): {goods}.",
        (ACCEPT,),
    ),
    "transfer_differs": Kind(
        "El traspaso {number} de la tienda {origin} a la {shop} no cuadra (de más +, de menos −, "
        "dañado ×): {goods}. Di qué tienda asume la diferencia.",
        "Transfer {number} from shop {origin} to {shop} does not agree (over +, short −, damaged "
        "×): {goods}. Say which shop bears the difference.",
        (ASSIGN, ACCEPT),
    ),
    "received_twice": Kind(
        "Dos equipos de la tienda {shop} han recibido el envío {number} sin saber uno del otro: "
        "{goods} se ha contado dos veces y solo entra una.",
        "Two devices of shop {shop} received consignment {number} without knowing of each other: "
        "{goods} was counted twice and comes in once.",
        (ACCEPT,),
    ),
    "refund_too_much": Kind(
        "Para el pedido {order} se han pedido devolver {amount} que no se deben, o que ya se han "
        "devuelto: no se ha pasado al canal.",
        "For order {order} {amount} were ordered back that are not owed, or were given back "
        "already: the channel was not told.",
        (ACCEPT,),
    ),
    "refund_uncorrected": Kind(
        "Del pedido {order} se devuelven {amount} y ninguna caja puede rectificar su factura "
        "{invoice}: que lo haga quien la emitió.",
        "Of order {order} {amount} go back, and no till can correct its invoice {invoice}: whoever "
        "issued it must.",
        (ACCEPT,),
    ),
    "refund_failed": Kind(
        "El canal no ha podido hacer el reembolso o el cobro de {amount} del pedido {order} "
        "({why}): hay que hacerlo de otro modo antes del {due}.",
        "The channel could not give back or take the {amount} of order {order} ({why}): it must "
        "be done in another way before {due}.",
        (ACCEPT,),
    ),
    "refund_unpaid": Kind(
        "El canal todavía no ha hecho el reembolso o el cobro de {amount} del pedido {order}, "
        "pedido el {since}: el plazo acaba el {due}.",
        "The channel has still not given back or taken the {amount} of order {order}, ordered on "
        "{since}: the time ends on {due}.",
        (ACCEPT,),
    ),
    "number_taken": Kind(
        "El documento {number} ya existía con otro contenido: está guardado sin contabilizar.",
        "Document {number} was there already with another content: it is kept, not accounted for.",
        (RETRY, ACCEPT),
    ),
    "sums_differ": Kind(
        "El documento {number} no cuadra: líneas {lines}, cobrado {paid}, total {total}.",
        "Document {number} does not add up: lines {lines}, paid {paid}, total {total}.",
        (ACCEPT,),
    ),
    "z_differs": Kind(
        "El Z del turno {shift} dice {said} de efectivo y sus hechos suman {found}.",
        "The Z of shift {shift} says {said} in cash, and its facts come to {found}.",
        (ACCEPT,),
    ),
    "unknown_product": Kind(
        "Se ha vendido algo que la central no conoce ({skus}): la venta vale, las existencias no "
        "se han movido.",
        "Something was sold that central does not know ({skus}): the sale stands, the stock has "
        "not moved.",
        (RETRY, ASSIGN, ACCEPT),
    ),
    "unknown_counted": Kind(
        "Se ha contado algo que la central no conoce ({skus}): cuando esté en el catálogo, hay que "
        "contarlo otra vez.",
        "Something was counted that central does not know ({skus}): once it is in the catalogue, "
        "count it again.",
        (ACCEPT,),
    ),
    "negative_stock": Kind(
        "Se ha vendido más de lo que había ({skus}): las existencias están por debajo de cero "
        "hasta que alguien lo cuente.",
        "More was sold than there was ({skus}): the stock is below zero until somebody counts it.",
        (ACCEPT,),
    ),
    "returned_twice": Kind(
        "Con {number} se han devuelto {amount} de más del ticket {ticket}: otra caja ya lo había "
        "devuelto.",
        "{number} gave back {amount} too much of ticket {ticket}: another till had given it back.",
        (ACCEPT,),
    ),
    "unknown_ticket": Kind(
        "Con {number} se han devuelto {amount} por el papel del ticket {ticket}, del que ninguna"
        " caja ha dicho nada todavía.",
        "{number} gave back {amount} on the paper of ticket {ticket}, of which no till has said"
        " anything yet.",
        (ACCEPT,),
    ),
    "sealed": Kind(
        "El cliente {customer} se dio de alta en la caja sin que llegaran sus datos personales.",
        "Customer {customer} was made at a till, and the personal data did not come along.",
        (ACCEPT,),
    ),
    "unknown_customer": Kind(
        "Hay {points} puntos para un cliente que la central no conoce ({customer}).",
        "There are {points} points for a customer whom central does not know ({customer}).",
        (RETRY, ASSIGN, ACCEPT),
    ),
    "unknown_voucher": Kind(
        "Con el vale {code} se han pagado {amount} de {document} y ninguna caja ha dicho todavía "
        "que lo emitiera.",
        "Voucher {code} paid {amount} of {document}, and no till has said yet that it issued it.",
        (ASSIGN, ACCEPT),
    ),
    "voucher_overspent": Kind(
        "Con el vale {code} se han pagado {amount} de {document} que ya no quedaban: otra caja lo "
        "había gastado.",
        "Voucher {code} paid {amount} of {document} that was not left on it: another till had "
        "taken it.",
        (ACCEPT,),
    ),
    "voucher_twice": Kind(
        "El vale {code} se ha emitido otra vez, por {amount}: hay dos papeles con el mismo código.",
        "Voucher {code} was issued again, for {amount}: two papers have the same code.",
        (ACCEPT,),
    ),
}
_AMOUNTS = {"amount", "lines", "paid", "total", "said", "found"}
UNPROJECTED = {"failed", UNKNOWN_FACT, "number_taken", "unknown_consignment"}
_COLUMNS = (
    *("installation", "seq", "kind", "facts_json"),
    *("raised_at", "settled_at", "settled_by", "settled_how"),
)
_WAYS: dict[str, settling.Way] = {
    RETRY: settling.retry,
    ASSIGN: settling.assign,
    PROJECT: settling.project,
    ACCEPT: settling.accept,
}


@dataclass(frozen=True, slots=True)
class OpenException:
    """Something to settle: `settle` takes one of its `ways`."""

    id: int
    installation: int
    shop: str
    till: str
    seq: int
    """Of the fact; 0 when it is about the installation."""
    kind: str
    facts: dict[str, Any]
    raised_at: str
    sentence: dict[str, str]
    """By language."""
    ways: tuple[str, ...]


def sentence(trouble: Trouble) -> dict[str, str]:
    """What is wrong, in Spanish and in English."""
    kind = KINDS[trouble.kind]
    told = {"installation": trouble.installation, "seq": trouble.seq, **trouble.facts}
    if "lines" in told and not isinstance(told["lines"], int):
        told["skus"] = ", ".join(dict.fromkeys(str(line["sku"]) for line in told["lines"]))
    return {
        "es": kind.es.format(**_amounts(told, "{whole}{sign},{cents} €")),
        "en": kind.en.format(**_amounts(told, "€{sign}{whole}.{cents}")),
    }


def _amounts(facts: Mapping[str, Any], form: str) -> dict[str, Any]:
    return {
        name: _amount(value, form) if name in _AMOUNTS and isinstance(value, int) else value
        for name, value in facts.items()
    }


def _amount(cents: int, form: str) -> str:
    whole, rest = divmod(abs(cents), 100)
    return ("-" if cents < 0 else "") + form.format(whole=whole, cents=f"{rest:02d}", sign="")


def raise_(tx: Tx, installation: int, seq: int, kind: str, **facts: Any) -> None:
    """Raise one, or again when it was settled: for what goes on as long as nobody stops it."""
    trouble = Trouble(installation, seq, kind, facts)
    new = "facts_json = excluded.facts_json, raised_at = excluded.raised_at"
    _put(tx, [trouble], f"DO UPDATE SET {new}, settled_at = '' WHERE exceptions.settled_at <> ''")


def raise_all(tx: Tx, troubles: Iterable[Trouble]) -> None:
    """Raise what facts came to; one that was raised before, settled or not, is not again."""
    _put(tx, troubles, "DO NOTHING")


def _put(tx: Tx, troubles: Iterable[Trouble], clash: str) -> None:
    at = tx.at.isoformat()
    rows = [(*one[:3], canonical(one.facts), at, "", "", "") for one in troubles]
    bulk.add(tx, t, _COLUMNS, rows, f"(installation, seq, kind) {clash}")


def open_ones(conn: Connection, shop: str = "") -> list[OpenException]:
    """Oldest first; those of one shop, or of all."""
    tills = installations_table.c
    query = (
        select(t, tills.shop, tills.till)
        .outerjoin(installations_table, tills.number == t.c.installation)
        .where(t.c.settled_at == "")
        .order_by(t.c.id)
    )
    if shop:
        query = query.where(tills.shop == shop)
    return [_open(row) for row in conn.execute(query)]


def of_facts(conn: Connection, installation: int, first: int, last: int) -> list[Trouble]:
    """The open ones of facts `first` to `last`."""
    here = (t.c.installation == installation) & t.c.seq.between(first, last)
    query = select(t).where(here, t.c.settled_at == "").order_by(t.c.seq, t.c.id)
    return [_trouble(row) for row in conn.execute(query)]


def _open(row: Row[Any]) -> OpenException:
    trouble = _trouble(row)
    return OpenException(
        id=row.id,
        installation=row.installation,
        shop=row.shop or "",
        till=row.till or "",
        seq=row.seq,
        kind=row.kind,
        facts=trouble.facts,
        raised_at=row.raised_at,
        sentence=sentence(trouble),
        ways=KINDS[row.kind].ways,
    )


def _trouble(row: Row[Any]) -> Trouble:
    return Trouble(row.installation, row.seq, row.kind, json.loads(row.facts_json))


def settle(tx: Tx, exception: int, how: str, who: str, to: str = "") -> None:
    """Settle one in a way that its kind has, which `settling` says; `to`: for `assign`.

    Raises UnknownException, ExceptionSettled, BadSettlement, UnknownItem, UnknownCustomer, and
    StillFails when a retry came to nothing again. Then nothing was changed, if the caller's
    transaction ends with it.
    """
    of = _locked(tx, exception)
    row = tx.execute(select(t).where(t.c.id == exception)).one()
    if row.settled_at:
        raise ExceptionSettled(id=exception)
    ways = KINDS[row.kind].ways
    if how not in ways:
        raise BadSettlement(how=how, ways=", ".join(ways))
    found = _WAYS[how](tx, of, _trouble(row), to)
    if how == RETRY and any(one.kind in UNPROJECTED for one in found):
        raise StillFails(id=exception)
    raise_all(tx, found)
    said = f"{how} {to}".strip()
    settled = {"settled_at": tx.at.isoformat(), "settled_by": who, "settled_how": said}
    tx.execute(update(t).where(t.c.id == exception).values(**settled))
    about = {"installation": row.installation, "seq": row.seq, "kind": row.kind}
    audit.note(tx, who, "exception", id=exception, how=said, **about)


def to_retry(conn: Connection | Tx, kind: str) -> list[int]:
    """The open ones of a kind, oldest first; of those that wait for a newer program, whose facts
    this one knows."""
    query = select(t.c.id, t.c.facts_json).where(t.c.kind == kind, t.c.settled_at == "")
    rows = conn.execute(query.order_by(t.c.id)).all()
    return [row.id for row in rows if _may_go(kind, row.facts_json)]


def retry_all(tx: Tx, numbers: Iterable[int], who: str) -> int:
    """Try these again, as after an update of central; how many are settled."""
    done = 0
    for exception in numbers:
        try:
            with tx.savepoint():
                settle(tx, exception, RETRY, who)
        except (StillFails, ExceptionSettled, UnknownItem, UnknownCustomer):
            continue
        done += 1
    return done


def _may_go(kind: str, facts_json: str) -> bool:
    if kind != UNKNOWN_FACT:
        return True
    said = json.loads(facts_json)
    return facts.reads(said["type"], said["v"])


def _locked(tx: Tx, exception: int) -> InstallationRow:
    """The installation that it is about; nobody pushes for it, or settles, meanwhile."""
    number = tx.execute(select(t.c.installation).where(t.c.id == exception)).scalar()
    if number is None:
        raise UnknownException(id=exception)
    own = installations_table.c.number
    tx.execute(select(own).where(own == number).with_for_update())
    found = settling.NOBODY if number == CENTRAL else installations.find(tx, number)
    if found is None:
        raise LookupError(f"no installation {number}")
    return found
