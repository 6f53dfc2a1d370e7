"""Refusals in the user's words: orders, their parcels, and who collects them."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "PaymentsDiffer": (
        "Los pagos suman {paid}, y el pedido {amount}.",
        "The payments sum to {paid}, and the order to {amount}.",
    ),
    "PromisedTooSoon": (
        "El pedido se promete antes de hacerse, o se guarda hasta antes de lo prometido ({value}).",
        "The order is promised before it was placed, or kept until before its promise ({value}).",
    ),
    "OrderRefused": (
        "El pedido {number} no se puede aceptar así ({kind}: {detail}).",
        "Order {number} cannot be taken like that ({kind}: {detail}).",
    ),
    "BadOrderNumber": ("«{text}» no es un número de pedido.", "“{text}” is no order number."),
    "BadOrderCode": (
        "Este código no es de un pedido nuestro, o está estropeado: pide el número de pedido.",
        "This code is not of an order of ours, or is damaged: ask for the order number.",
    ),
    "UnknownOrder": (
        "No consta aquí el pedido {number}: pide el código QR del cliente.",
        "Order {number} is not known here: ask for the customer's QR code.",
    ),
    "NoSuchOrder": (
        "La central no tiene ningún pedido {number}.",
        "Central has no order {number}.",
    ),
    "OrderElsewhere": (
        "El pedido {number} se recoge en la tienda {shop}.",
        "Order {number} is collected in shop {shop}.",
    ),
    "OrderOver": (
        "Con el pedido {number} ya no hay nada que hacer: {state}.",
        "Nothing is left to do with order {number}: {state}.",
    ),
    "OrderCollected": (
        "El pedido {number} ya se entregó: {who}, {at}.",
        "Order {number} was handed over already: {who}, {at}.",
    ),
    "OrderSent": (
        "El pedido {number} ya se lo llevó {carrier}{tracking}: {who}, {at}.",
        "{carrier}{tracking} has taken order {number} already: {who}, {at}.",
    ),
    "PickedElsewhere": (
        "El pedido {number} lo prepara otro equipo ({name}). Puedes hacerte cargo tú.",
        "Another device ({name}) is preparing order {number}. You may take it over.",
    ),
    "AssignedElsewhere": (
        "El pedido {number} está asignado a otro equipo ({name}). Puedes hacerte cargo tú.",
        "Order {number} is assigned to another device ({name}). You may take it over.",
    ),
    "NotStarted": (
        "Nadie ha empezado a preparar aquí el pedido {number}.",
        "Nobody has begun to prepare order {number} here.",
    ),
    "NotOfOrder": (
        "{code} no es del pedido {number}: déjalo en su sitio.",
        "{code} is not of order {number}: leave it in its place.",
    ),
    "AllPicked": ("De {name} ya no hace falta más.", "No more of {name} is needed."),
    "WeightNeeded": ("Falta el peso de {name}.", "The weight of {name} is missing."),
    "WeightDoubted": (
        "{name}: ¿{weight} {unit}? Se pidieron {ordered} {unit}.",
        "{name}: {weight} {unit}? {ordered} {unit} were ordered.",
    ),
    "StillToPick": ("Falta por encontrar: {names}.", "Still to be found: {names}."),
    "TooMuchPicked": (
        "Se ha recogido de más: {names}. Déjalo en su sitio antes de cerrar los bultos.",
        "More is picked than was ordered: {names}. Put it down before the parcels are closed.",
    ),
    "TooMuchPacked": (
        "El pedido ha bajado y en los bultos hay de más: {names}. Di qué se queda en la tienda.",
        "The order was lowered and its parcels hold too much: {names}. Say what stays in the shop.",
    ),
    "NotInParcels": (
        "De {name} el pedido lleva {left}: lo que pase de ahí se vende aparte, al precio de hoy.",
        "The order has {left} of {name}: anything above that is sold beside it, at today's price.",
    ),
    "NotPicked": (
        "Las cantidades no son las que se han recogido.",
        "The quantities are not those that were picked.",
    ),
    "NotWished": (
        "El cliente no quiere otra cosa en lugar de {name}.",
        "The customer wants nothing else instead of {name}.",
    ),
    "AlreadyPacked": (
        "El pedido {number} ya está en bultos.",
        "Order {number} is in parcels already.",
    ),
    "NotAShelf": (
        "{place} no es un estante: es el código de un artículo, de un bulto o de un pedido. "
        "Escanea el bulto y después su estante; para cambiarlo, igual con "
        "el estante nuevo.",
        "{place} is no shelf: it is the code of a product, a parcel or an order. Scan the "
        "parcel, then its shelf; to move it, the same with the new shelf.",
    ),
    "UnknownParcel": (
        "El bulto {code} no es de ningún pedido conocido: no lo abras, déjalo «por identificar».",
        "Parcel {code} is of no known order: do not open it, shelve it “to be identified”.",
    ),
    "SurplusParcel": (
        "Este bulto sobra: el pedido {number} ya tiene los suyos. Devuélvelo a su sitio.",
        "This parcel is surplus: order {number} has its own already. Put it back.",
    ),
    "ParcelGone": (
        "Este bulto del pedido {number} ya salió de aquí: {who}, {at}.",
        "This parcel of order {number} has left already: {who}, {at}.",
    ),
    "ParcelsMissing": (
        "Faltan bultos por escanear del pedido {number}: {parcels}",
        "Parcels of order {number} are still to be scanned: {parcels}",
    ),
    "NothingBegun": (
        "Del pedido {number} no consta aquí ningún bulto, ni que alguien lo prepare: está prometido"
        " para las {promised} del {day}. Si su bulto está en la estantería, escanéalo.",
        "No parcel of order {number} is known here, nor that anybody prepares it: it is promised"
        " for {promised} on {day}. If its parcel is on the shelf, scan it.",
    ),
    "BeingPrepared": (
        "El pedido {number} se está preparando desde las {since} y aún no está en bultos. Está"
        " prometido para las {promised} del {day}.",
        "Order {number} is being prepared since {since}, and is in no parcel yet. It is promised"
        " for {promised} on {day}.",
    ),
    "StillTravelling": (
        "Lo que falta por entregar del pedido {number} viene de camino. Está prometido para las"
        " {promised} del {day}.",
        "What is still to be handed over of order {number} is on its way. It is promised for"
        " {promised} on {day}.",
    ),
    "ParcelDamaged": (
        "El bulto {code} llegó dañado: que lo mire alguien antes de guardarlo.",
        "Parcel {code} came damaged: somebody has to look at it before it is shelved.",
    ),
    "DocumentNeeded": (
        "Pide un documento a quien recoge el pedido {number} y mira que sea de {name}.",
        "Ask who collects order {number} for a document, and see that it is {name}'s.",
    ),
    "NotTheirs": (
        "El pedido {number} es de otra persona: hace falta su código QR, o que la haya nombrado.",
        "Order {number} is somebody else's: their QR code is needed, or their word.",
    ),
    "AgeNeeded": (
        "{names}: mira si quien recoge tiene {years} años.",
        "{names}: see whether who collects is {years} years old.",
    ),
    "NotPaid": (
        "El pedido {number} está por pagar ({due}): se entrega al cobrarlo.",
        "Order {number} is to pay ({due}): it is handed over when it is paid.",
    ),
    "OrderPaid": (
        "El pedido {number} ya está pagado: se entrega sin cobrar.",
        "Order {number} is paid already: it is handed over without a sale.",
    ),
    "OtherOrder": (
        "El ticket en curso cobra el pedido {number}: termínalo antes.",
        "The ticket in progress pays order {number}: finish it first.",
    ),
    "UnknownRefund": (
        "No hay ningún reembolso {id} de ese pedido.",
        "There is no refund {id} of that order.",
    ),
    "NothingHandedOver": (
        "Del pedido {number} todavía no se ha entregado nada.",
        "Nothing of order {number} has been handed over yet.",
    ),
    "NotInWave": (
        "«{code}» no lo quiere ninguno de los pedidos que preparas.",
        "“{code}” is wanted by none of the orders that you prepare.",
    ),
    "NotOrderable": (
        "«{name}» no se puede pedir: le falta la referencia o el peso.",
        "“{name}” cannot be ordered: it has no SKU or no weight.",
    ),
    "OrderTooLong": (
        "Con {lines} líneas no cabe en el código que enseña el cliente: haz dos pedidos.",
        "With {lines} lines it does not fit in the code that the customer shows: make two orders.",
    ),
    "BadRecipient": (
        "Faltan datos de quien recoge o recibe el pedido: nombre, teléfono o correo, y dirección si"
        " va a domicilio.",
        "Whom the order is for is not complete: name, telephone or mail, and an address when it"
        " goes to a home.",
    ),
    "PayFirst": (
        "Lo que va a domicilio se paga al pedirlo.",
        "What goes to a home is paid when it is ordered.",
    ),
    "OrderingElsewhere": (
        "Este ticket ya es de un pedido: termínalo antes.",
        "This ticket is of an order already: finish it first.",
    ),
    "NotPlacedHere": (
        "El pedido {number} no se hizo en esta caja.",
        "Order {number} was not placed at this till.",
    ),
    "OrderGivenUp": (
        "El pedido {number} ya está anulado.",
        "Order {number} is given up already.",
    ),
    "OrderPaidHere": (
        "El pedido {number} está pagado: devuelve su ticket {document} y queda anulado.",
        "Order {number} is paid: return its ticket {document} and it is given up.",
    ),
    "OrderPaidBack": (
        "El dinero del pedido {number} ya se ha devuelto donde se pagó ({amount}): no se entrega."
        " Pon los bultos en su sitio.",
        "The money of order {number} went back where it was paid ({amount}): it is not handed over."
        " Put its parcels back.",
    ),
    "ShopHasOrder": (
        "Ese ticket pagó el pedido {number} y la tienda {shop} ya lo tiene en marcha: lo que no se"
        " quiera se dice al recogerlo, y entonces se devuelve su dinero.",
        "That ticket paid for order {number}, which shop {shop} has in hand: say what is not wanted"
        " when it is collected, and its money is given back then.",
    ),
    "ShopAskedToStop": (
        "Ese ticket pagó el pedido {number} y la tienda {shop} ya lo tiene en marcha: se le pide"
        " que pare, y el dinero se devuelve cuando conteste.",
        "That ticket paid for order {number}, which shop {shop} has in hand: it is asked to stop,"
        " and the money is given back once it has answered.",
    ),
    "KeptUntil": (
        "El plazo del pedido {number} no ha vencido: se guarda hasta el {day} a las {until}.",
        "The deadline of order {number} is not over: it is kept until {day} at {until}.",
    ),
    "KeptOn": (
        "Aquí no consta hasta cuándo se guarda el pedido {number}: lo dirá la central.",
        "It is not known here until when order {number} is kept: central will say.",
    ),
    "NoNewsSince": (
        "Desde el {day} a las {since} no se sabe nada de la central: el pedido {number} se queda"
        " como está.",
        "Nothing was heard of central since {day} at {since}: order {number} stays as it is.",
    ),
    "GoesHome": (
        "El pedido {number} va a casa del cliente: se entrega al transportista.",
        "Order {number} goes to the customer's home: it is handed to the carrier.",
    ),
    "NotSentHome": (
        "El pedido {number} se recoge aquí: no lo lleva ningún transportista.",
        "Order {number} is collected here: no carrier takes it.",
    ),
    "NothingSent": (
        "Ningún transportista se ha llevado nada del pedido {number}.",
        "No carrier has taken anything of order {number}.",
    ),
    "CarrierNeeded": (
        "Falta qué transportista se lleva el pedido {number}.",
        "Which carrier takes order {number} is missing.",
    ),
    "NoAddress": (
        "La central no da la dirección del pedido {number}: no se envía desde aquí, o ya terminó.",
        "Central gives no address of order {number}: it is not sent from here, or it is over.",
    ),
    "AddressUnreachable": (
        "La dirección del pedido {number} solo la tiene la central, y ahora no contesta: prepáralo"
        " mientras tanto.",
        "Only central has the address of order {number}, and it does not answer now: prepare it"
        " meanwhile.",
    ),
    "AskedTooOften": (
        "Son muchas búsquedas seguidas en toda la cadena: otra a partir de las {until}.",
        "That is a lot of searches of the whole chain in a row: the next one from {until}.",
    ),
    "ReturnByTicket": (
        "El pedido {number} se pagó en una caja: se devuelve con su ticket.",
        "Order {number} was paid at a till: it is returned by its ticket.",
    ),
    "RefundFirst": (
        "Del pedido {number} falta por pedir otro reembolso, y aún no se puede: espera a la"
        " central.",
        "Another refund of order {number} is still to be ordered, and cannot be yet: wait for"
        " central.",
    ),
}
