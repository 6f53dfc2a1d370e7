"""What central cannot account for by itself, kind by kind: its sentences, and the ways in which a
person settles it."""

from __future__ import annotations

from typing import NamedTuple

UNKNOWN_FACT = "unknown_fact"
RETRY, ACCEPT, ASSIGN, PROJECT = "retry", "accept", "assign", "project"


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
    "order_refused": Kind(
        "El pedido {order}, hecho en una caja, no se ha podido confirmar ({why}: {detail}). Si"
        " estaba pagado ({amount}), la caja devuelve el dinero; avisa al cliente.",
        "Order {order}, placed at a till, could not be confirmed ({why}: {detail}). If it was paid"
        " ({amount}), the till gives the money back; tell the customer.",
        (ACCEPT,),
    ),
    "contact_unreadable": Kind(
        "No se puede leer a quién va el pedido {order}: pregunta en la tienda que lo hizo.",
        "Whom order {order} is for cannot be read: ask the shop that placed it.",
        (ACCEPT,),
    ),
    "order_conflict": Kind(
        "Con el pedido {order} ({amount}) dos equipos han hecho lo que no puede ser a la vez "
        "({what}): habla con el cliente.",
        "With order {order} ({amount}) two devices did what cannot both be ({what}): speak with "
        "the customer.",
        (ACCEPT,),
    ),
    "order_handed_over_too_much": Kind(
        "Con el pedido {order} se entregó algo que el cliente ya no pedía ({names}, {amount}): "
        "habla con él, que lo pague o lo devuelva.",
        "With order {order} something was handed over that its customer did not order any more "
        "({names}, {amount}): speak with them, that they pay for it or bring it back.",
        (ACCEPT,),
    ),
    "order_came_back_twice": Kind(
        "Dos equipos han dicho que el transportista devolvió lo mismo del pedido {order} ({amount})"
        ": cuenta una vez. Mira en la tienda cuánto hay.",
        "Two devices said that the carrier brought back the same of order {order} ({amount}): it"
        " counts once. Look in the shop how many there are.",
        (ACCEPT,),
    ),
    "ticket_back_before_its_parcel": Kind(
        "En la tienda {shop} se devolvió el ticket {ticket} ({amount}) del pedido {order} mientras"
        " lo tenía el transportista, que lo ha traído a quien lo envió: solo cuenta allí. Mira en"
        " la tienda {shop} que no haya de más.",
        "Shop {shop} took back ticket {ticket} ({amount}) of order {order} while a carrier had it,"
        " who brought it to the shop that sent it: it counts there alone. See in shop {shop} that"
        " it has none too many.",
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
        " mándaselo desde otra que lo tenga ({have}).",
        "The customer of order {order} waits at shop {shop} for what is not there ({names}): send"
        " it from another that has it ({have}).",
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
    "invoiced_twice": Kind(
        "Del ticket {ticket} hay dos facturas, {invoice} y {number}: dos cajas las hicieron sin"
        " saber una de otra. Rectifica la segunda.",
        "There are two invoices for ticket {ticket}, {invoice} and {number}: two tills made them"
        " without knowing of each other. Correct the second.",
        (ACCEPT,),
    ),
    "returned_and_invoiced": Kind(
        "Del ticket {ticket} se han devuelto {amount} que también están en su factura {invoice}:"
        " una caja no sabía de la otra.",
        "{amount} of ticket {ticket} came back and are in its invoice {invoice} as well: one till"
        " did not know of the other.",
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
