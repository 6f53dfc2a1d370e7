"""Every refusal in the user's words, for the window and for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.domain.errors import ShopError
from app.domain.money import Money
from app.domain.skew import Fault
from app.domain.tender import TenderKind
from hardware.errors import DeviceError

SPANISH, ENGLISH = "es", "en"

# By the error's name: (Spanish, English). What stands in braces are the error's facts.
_SENTENCES: dict[str, tuple[str, str]] = {
    "BadAmount": ("«{text}» no es un importe válido.", "“{text}” is not a valid amount."),
    "BadQuantity": (
        "«{text}» no es una cantidad válida para este artículo.",
        "“{text}” is not a valid quantity for this product.",
    ),
    "BadCode": ("El código {code} está mal leído.", "Code {code} was misread."),
    "NoTaxRate": (
        "No hay tipo de IVA para «{category}» el {date}.",
        "There is no VAT rate for “{category}” on {date}.",
    ),
    "DiskFull": (
        "El disco está lleno: no se puede cobrar hasta liberar espacio.",
        "The disk is full: no payment can be taken until there is room.",
    ),
    "DiskReadOnly": (
        "No se puede escribir en el disco de la caja: avisa al responsable.",
        "The till's disk cannot be written: tell the manager.",
    ),
    "WrongKey": (
        "La clave de esta caja no abre {path}.",
        "This till's key does not open {path}.",
    ),
    # orders
    "BadOrderNumber": ("«{text}» no es un número de pedido.", "“{text}” is no order number."),
    "BadOrderCode": (
        "Este código no es de un pedido nuestro, o está estropeado: pide el número de pedido.",
        "This code is not of an order of ours, or is damaged: ask for the order number.",
    ),
    "OrderRefused": (
        "El pedido {number} no se puede aceptar así ({kind}: {detail}).",
        "Order {number} cannot be taken like that ({kind}: {detail}).",
    ),
    "BadChannel": (
        "Así no se avisa a un canal ({field}): «{value}». Hace falta https:// (o esta máquina) y"
        " un secreto de 16 letras o más.",
        "No channel is told that way ({field}): “{value}”. It takes https:// (or this machine) and"
        " a secret of 16 characters or more.",
    ),
    "UnknownChannel": ("No hay canal «{channel}».", "There is no channel “{channel}”."),
    "BadSender": (
        "Así no se puede enviar correo ({field}): «{value}».",
        "No mail can be sent that way ({field}): “{value}”.",
    ),
    "NotSent": ("El correo no ha salido: {why}.", "The mail did not go out: {why}."),
    "UnknownOrder": (
        "No consta aquí el pedido {number}: pide el código QR del cliente.",
        "Order {number} is not known here: ask for the customer's QR code.",
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
    "PickedElsewhere": (
        "El pedido {number} lo prepara otro equipo ({device}). Puedes hacerte cargo tú.",
        "Another device ({device}) is preparing order {number}. You may take it over.",
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
    # goods that move between places
    "BadConsignmentNumber": (
        "«{text}» no es un número de albarán ni de traspaso.",
        "“{text}” is no number of a delivery or a transfer.",
    ),
    "BadTransitPaper": (
        "Este papel de traspaso no lo firmó ninguna tienda de la cadena, o está estropeado: "
        "escribe su número.",
        "This transfer's paper was signed by no shop of the chain, or is damaged: type its number.",
    ),
    "UnknownConsignment": (
        "Aquí no consta el envío {number}: escanea su papel, o recíbelo a ciegas.",
        "Consignment {number} is not known here: scan its paper, or receive it blind.",
    ),
    "ConsignmentElsewhere": (
        "El envío {number} es cosa de la tienda {shop}.",
        "Consignment {number} is for shop {shop} to see to.",
    ),
    "ConsignmentOver": (
        "Con el envío {number} ya no hay nada que hacer: {state}.",
        "Nothing is left to do with consignment {number}: {state}.",
    ),
    "GoodsSent": (
        "El envío {number} ya ha salido: se arregla al recibirlo.",
        "Consignment {number} has left already: it is settled when it is received.",
    ),
    "NoGoods": ("No se ha escaneado nada.", "Nothing was scanned."),
    "ReasonNeeded": ("Hay que decir el motivo.", "The reason has to be said."),
    "SameShop": (
        "Un traspaso va a otra tienda: {shop} es la misma.",
        "A transfer goes to another shop: {shop} is the same.",
    ),
    "NotInConsignment": (
        "{code} no es un artículo ni un bulto de este envío.",
        "{code} is no product, nor a box of this consignment.",
    ),
    "BoxTaken": ("El bulto {code} ya se ha escaneado.", "Box {code} was scanned already."),
    "NotScanned": (
        "De {name} no se han escaneado tantas.",
        "Not so many of {name} were scanned.",
    ),
    "OtherReceipt": (
        "En este equipo está abierto el envío {number}: ciérralo o déjalo antes.",
        "Consignment {number} is open on this device: finish it or leave it first.",
    ),
    "UnknownStray": (
        "Aquí no hay ningún bulto {code} por identificar.",
        "No parcel {code} waits to be identified here.",
    ),
    "NoSuchLine": ("El ticket no tiene línea {line}.", "The ticket has no line {line}."),
    "NothingToUndo": ("No hay nada que deshacer.", "There is nothing to undo."),
    "BadDiscount": (
        "Ese descuento no es válido o supera el importe.",
        "That discount is not valid or exceeds the amount.",
    ),
    "BadPrice": ("{price} no es un precio válido.", "{price} is not a valid price."),
    "UnknownItem": ("{code} no está en el catálogo.", "{code} is not in the catalogue."),
    "EmptySale": ("No hay ningún ticket en curso.", "There is no ticket in progress."),
    "WeightMissing": (
        "Falta el peso de {name} (línea {line}).",
        "The weight of {name} (line {line}) is missing.",
    ),
    "TicketTooLarge": (
        "Un ticket no puede pasar de {most}.",
        "No ticket can come to more than {most}.",
    ),
    "VariosTooDear": (
        "Como varios se vende hasta {most} por unidad.",
        "As varios, the most for one is {most}.",
    ),
    "NoSuchVarios": (
        "No hay artículo de varios con ese IVA.",
        "There is no varios article with that VAT.",
    ),
    "UnknownParked": (
        "No hay ticket aparcado número {place}.",
        "There is no parked ticket number {place}.",
    ),
    "BasketNotEmpty": (
        "Hay un ticket en curso: cóbralo o apárcalo antes.",
        "There is a ticket in progress: pay or park it first.",
    ),
    "MoneyTaken": (
        "El ticket ya tiene {paid} cobrados: devuélvelos antes.",
        "{paid} has been taken on this ticket: give it back first.",
    ),
    "CashOverLimit": (
        "Con un total de {total} la ley no admite efectivo (límite {limit}).",
        "With a total of {total} the law allows no cash (limit {limit}).",
    ),
    "TooMuch": (
        "Solo quedan {due} por cobrar y esta forma de pago no da cambio.",
        "Only {due} is due and this way of paying gives no change.",
    ),
    "NothingDue": ("No queda nada por cobrar.", "Nothing is due."),
    "InvoiceRequired": (
        "Por encima de {limit} hace falta factura completa: pide NIF, nombre y dirección.",
        "Above {limit} a full invoice is required: ask for tax id, name and address.",
    ),
    "BadTaxId": ("{text} no es un NIF, CIF o NIE válido.", "{text} is not a valid Spanish tax id."),
    "BuyerIncomplete": (
        "Para la factura hacen falta nombre y dirección.",
        "The invoice needs name and address.",
    ),
    "CardPending": (
        "Hay un pago con tarjeta sin confirmar: compruébalo antes de seguir.",
        "A card payment is unconfirmed: look it up before going on.",
    ),
    "ClockBlocked": (
        "El reloj de esta caja va {by} {fault}: no se cobra nada nuevo hasta ponerlo en hora, o"
        " hasta que una persona encargada lo permita con su PIN y un motivo.",
        "This till's clock is {by} {fault}: no new money is taken until it is set right, or until a"
        " manager allows it with PIN and reason.",
    ),
    "ClockDoubted": (
        "El reloj de esta caja va {by} {fault}: nada caduca hasta ponerlo en hora.",
        "This till's clock is {by} {fault}: nothing expires until it is set right.",
    ),
    "ClockRight": (
        "No consta que el reloj de esta caja esté mal: no hay nada que permitir.",
        "Nothing says that this till's clock is wrong: there is nothing to allow.",
    ),
    "NotEnrolled": (
        "Esta caja no está dada de alta en ninguna central.",
        "This till is not enrolled at any central.",
    ),
    "NotInStep": (
        "No se ha llegado a estar al día con la central; lo pendiente espera en el disco.",
        "It did not come in step with central; what is to be sent waits on disk.",
    ),
    "NoPrice": ("{name} no tiene precio hoy.", "{name} has no price today."),
    "SaleStopped": (
        "{name} no se puede vender: {text}",
        "{name} may not be sold: {text}",
    ),
    "UnknownDocument": (
        "No hay ningún documento {number} en esta caja.",
        "This till has no document {number}.",
    ),
    "UnknownTicket": (
        "Ninguna tienda de la cadena tiene el ticket {number}.",
        "No shop of the chain has the ticket {number}.",
    ),
    "AnotherTaxpayer": (
        "El ticket {number} es de otra empresa: aquí no se puede devolver.",
        "The ticket {number} is another company's: it cannot be returned here.",
    ),
    "ShopsUnreachable": (
        "{number} no es de esta tienda, y ahora no se puede preguntar a las demás.",
        "{number} is not of this shop, and the others cannot be asked now.",
    ),
    "PaperNotNeeded": (
        "El papel de {number} no basta: pregunta antes a las demás tiendas.",
        "The paper of {number} is not enough: ask the other shops first.",
    ),
    "ReturnedHere": (
        "De {number} ya se ha devuelto aquí; el resto, cuando se pueda preguntar a su tienda.",
        "Some of {number} was given back here; the rest when its shop can be asked.",
    ),
    "OverRisk": (
        "Sin preguntar a su tienda solo se devuelven hasta {limit} de un ticket.",
        "Without asking its shop, at most {limit} of a ticket is given back.",
    ),
    "BadPaper": (
        "Revisa la fecha y los importes: lo que se devuelve no puede ser más que el ticket.",
        "Check date and amounts: what comes back cannot be more than the ticket.",
    ),
    "NotReturnable": (
        "{number} no se puede devolver desde esta caja.",
        "{number} cannot be returned at this till.",
    ),
    "MoreThanSold": (
        "De la línea {line} solo se pueden devolver {left}.",
        "Only {left} of line {line} can be returned.",
    ),
    "NothingToReturn": (
        "De {number} ya no queda nada por devolver.",
        "Nothing of {number} is left to return.",
    ),
    "PaidInChannel": (
        "{number} se pagó por internet: la devolución se pide donde se compró.",
        "{number} was paid online: its return is asked for where it was bought.",
    ),
    "PaidOtherwise": (
        "De esa forma solo se pueden devolver {most} de {amount}.",
        "Only {most} of {amount} can be paid back that way.",
    ),
    "ReturnPending": (
        "Está a medias la devolución {asked}: termínala antes, pidiéndola otra vez igual.",
        "The return {asked} is half paid: finish it first, by asking for it again as it was.",
    ),
    "NotSignedIn": ("Identifícate primero.", "Sign in first."),
    "SignInRefused": ("Código o PIN incorrectos.", "Wrong code or PIN."),
    "NobodyYet": (
        "Aún no ha llegado nadie de la central: no hay conexión con ella, o no tiene a nadie en "
        "esta tienda.",
        "Nobody has come from central yet: there is no line to it, or it has nobody in this shop.",
    ),
    "LockedOut": (
        "Demasiados intentos: espera hasta las {until}.",
        "Too many tries: wait until {until}.",
    ),
    "NotAllowed": (
        "{who} no tiene permiso: lo autoriza otra persona con su código y PIN.",
        "{who} may not do that: somebody else has to allow it with code and PIN.",
    ),
    "CountOpen": (
        "Hay un recuento abierto desde las {since}: ciérralo o déjalo antes.",
        "A count has been under way since {since}: close it or leave it first.",
    ),
    "NoCount": ("No hay ningún recuento abierto.", "No count is under way."),
    "NothingCounted": (
        "El recuento no ha encontrado nada: se deja, no se cierra.",
        "The count has found nothing: leave it, there is nothing to close.",
    ),
    "RecountFirst": (
        "Hay {count} diferencias sin comprobar ({names}): cuéntalas otra vez.",
        "{count} differences were not checked ({names}): count them again.",
    ),
    "OutOfCount": (
        "{name} no es de este recuento: apártalo.",
        "{name} is not part of this count: put it aside.",
    ),
    "NotCounted": (
        "{code} no está contado en ese sitio.",
        "{code} has not been counted in that place.",
    ),
    "AdjustTooMuch": (
        "Sin recuento se ajustan como mucho {most}: cuéntalo.",
        "Without a count, {most} at most can be adjusted: count it.",
    ),
    "AlreadyLost": (
        "«{name}» ya está apuntado como falta para este cliente.",
        "“{name}” is noted as missing for this customer already.",
    ),
    "NoLabels": (
        "Ninguna etiqueta de estante tiene un precio distinto.",
        "No shelf label has another price than its product.",
    ),
    "UnknownPerson": ("No hay nadie con el código {code}.", "Nobody has the code {code}."),
    "WeakPin": (
        "El PIN debe tener al menos {least} cifras y no ser evidente.",
        "The PIN needs at least {least} digits and must not be obvious.",
    ),
    "NoOpenShift": ("No hay turno abierto: ábrelo antes.", "No shift is open: open one first."),
    "ShiftOpen": ("Ya hay un turno abierto.", "A shift is open already."),
    "ReasonMissing": ("Indica el motivo.", "Give the reason."),
    "NotEnoughCash": (
        "No hay tanto efectivo en el cajón.",
        "There is not that much cash in the drawer.",
    ),
    "BadCount": ("«{text}» no es un recuento válido.", "“{text}” is not a valid count."),
    "NothingToAccept": (
        "El turno {shift} no tiene diferencia por aceptar.",
        "Shift {shift} has no difference to accept.",
    ),
    "TillExists": (
        "En {folder} ya hay una caja; no se ha cambiado nada.",
        "There is a till in {folder} already; nothing was changed.",
    ),
    "NoTill": (
        "En {folder} no hay ninguna caja: créala con «mostrador init».",
        "There is no till in {folder}: make one with “mostrador init”.",
    ),
    "TillsBelow": (
        "En {folder} no hay ninguna caja, pero sí en {below}: elige una con --data.",
        "There is no till in {folder} itself, but in {below}: choose one with --data.",
    ),
    "LostTill": (
        "En {folder} hay un diario de caja, pero falta su till.toml: recupera la caja de una copia "
        "con «mostrador restore»; el diario no se toca.",
        "In {folder} there is a till’s journal, but its till.toml is missing: bring the till back "
        "from a backup with “mostrador restore”; the journal is left as it is.",
    ),
    "BadTill": (
        "La carpeta de la caja está dañada ({reason}).",
        "The till's folder is damaged ({reason}).",
    ),
    "DemoFolder": (
        "En {folder} hay una tienda de demostración: elige otra carpeta con --data.",
        "There is a demo shop in {folder}: choose another folder with --data.",
    ),
    "RealFolder": (
        "En {folder} hay una tienda de verdad: la de demostración va en otra carpeta (--data).",
        "There is a real shop in {folder}: the demo shop goes into another folder (--data).",
    ),
    "ChainElsewhere": (
        "La caja de {folder} ya es de la cadena de {url}: ábrela con «mostrador».",
        "The till in {folder} belongs to the chain of {url} already: open it with “mostrador”.",
    ),
    "RestoredShop": (
        "Esta tienda ha vuelto de una copia y su central aún no está en marcha: ábrela con"
        " «{command}».",
        "This shop came back from a backup and its central does not run yet: open it with"
        " “{command}”.",
    ),
    "AloneTill": (
        "En {folder} hay una caja sin central: crea su central («{make}»), importa en ella la"
        " tienda {shop} («{fill}») y así también el personal (staff) y los artículos (catalog), y"
        " vuelve a empezar («{again}»); el diario se conserva.",
        "There is a till without a central in {folder}: make its central (“{make}”), import shop"
        " {shop} there (“{fill}”) and people (staff) and products (catalog) likewise, and start"
        " again (“{again}”); the journal is kept.",
    ),
    "CentralNotCopied": (
        "La copia tiene la caja, pero no la central ({reason}).",
        "The backup has the till but not central ({reason}).",
    ),
    "DamagedSingle": (
        "No se puede leer {file} ({reason}): no se sabe dónde van las copias de seguridad y no se"
        " hace ninguna. Dilo otra vez con «{command} --backups CARPETA» y abre de nuevo la caja.",
        "{file} cannot be read ({reason}): nobody knows where the backups go, and none is made. Say"
        " it again with “{command} --backups DIR” and open the till anew.",
    ),
    "BackupsFolderMissing": (
        "No está la carpeta de las copias de seguridad ({folder}): ¿falta conectar un disco?",
        "The folder of the backups is not there ({folder}): is a disk not plugged in?",
    ),
    "AnotherTill": (
        "La caja de {folder} ya está abierta en otro proceso.",
        "The till in {folder} is open in another process.",
    ),
    "NoDisplay": (
        "No hay pantalla donde abrir la ventana: usa una virtual (apt-get install xvfb xauth y"
        " «xvfb-run -a make run») o vende sin ventana («mostrador play ARCHIVO --data DIR»).",
        "There is no display for the window: use a virtual one (apt-get install xvfb xauth,"
        " then “xvfb-run -a make run”) or sell without one (“mostrador play FILE --data DIR”).",
    ),
    "KeyMissing": (
        "Falta la clave de la caja ({place}): restaura una copia de seguridad.",
        "The till's key is missing ({place}): restore a backup.",
    ),
    "KeyringUnusable": (
        "El llavero del sistema no está disponible ({reason}).",
        "The system's keyring is not available ({reason}).",
    ),
    "BadShopFacts": (
        "«{value}» no vale para {field}.",
        "“{value}” will not do for {field}.",
    ),
    "DemoOnly": (
        "{command} solo existe en tiendas de demostración.",
        "{command} exists in demo shops only.",
    ),
    "RegimeNotReady": (
        "VERI*FACTU solo funciona en demostración hasta que exista el envío a la AEAT.",
        "VERI*FACTU works in demo shops only until sending to the AEAT exists.",
    ),
    "BadBackup": (
        "Ese archivo no es una copia de seguridad válida ({reason}).",
        "That file is not a valid backup ({reason}).",
    ),
    "WrongRecoveryCode": (
        "El código de recuperación no abre esta copia.",
        "The recovery code does not open this backup.",
    ),
    "NewerSchema": (
        "{path} es de una versión posterior del programa.",
        "{path} was written by a later version of the program.",
    ),
    "UnknownCommand": ("No existe la orden «{command}».", "There is no command “{command}”."),
    "BadArguments": ("Se escribe así: {usage}", "It is written like this: {usage}"),
    "BadInvoiceNumber": (
        "El número {number} no vale para una factura.",
        "The number {number} will not do for an invoice.",
    ),
    "BadInvoiceDate": (
        "La fecha {date} no vale para una factura: revisa el reloj.",
        "The date {date} will not do for an invoice: check the clock.",
    ),
    "UnreadableFile": (
        "No se puede leer {file}.",
        "{file} cannot be read.",
    ),
    "NoSuchFile": ("No existe el archivo {file}.", "There is no file {file}."),
    "NoUsableHeader": (
        "La primera fila no dice dónde está {missing}: usa --map columna=campo.",
        "The first row does not say where {missing} is: use --map column=field.",
    ),
    "UnknownField": ("No existe el campo {field}.", "There is no field {field}."),
    "UnknownColumn": (
        "El archivo no tiene la columna {column}.",
        "The file has no column {column}.",
    ),
    "BadDefault": ("«{value}» no vale para {field}.", "“{value}” will not do for {field}."),
    "NothingImported": (
        "De {file} no ha entrado ninguna fila; lo anterior sigue en uso.",
        "No row of {file} went in; what was there is still in use.",
    ),
    "ReportNotWritable": (
        "No se puede escribir el informe {file}.",
        "The report {file} cannot be written.",
    ),
    "ImportRunning": (
        "Otra importación está en marcha en esta carpeta.",
        "Another import is running in this folder.",
    ),
    "CatalogDamaged": (
        "El catálogo nuevo ha salido dañado; el anterior sigue en uso.",
        "The new catalogue came out damaged; the old one stays in use.",
    ),
    "JournalBroken": (
        "El diario de la caja no cuadra: no sigas y avisa.",
        "The till's journal does not add up: stop and call for help.",
    ),
    "NoCentral": (
        "En {folder} no hay ninguna central: créala con «mostrador central init».",
        "There is no central in {folder}: make one with “mostrador central init”.",
    ),
    "CentralExists": (
        "En {folder} ya hay una central; no se ha cambiado nada.",
        "There is a central in {folder} already; nothing was changed.",
    ),
    "BadDatabase": (
        "No se sabe dónde está la base de datos de la central ({reason}).",
        "Nothing says where central's database is ({reason}).",
    ),
    "CentralBusy": (
        "La base de datos de la central no responde: inténtalo otra vez.",
        "Central's database does not answer: try again.",
    ),
    "BadValue": ("«{value}» no vale para {field}.", "“{value}” will not do for {field}."),
    "PaymentsDiffer": (
        "Los pagos suman {paid}, y el pedido {amount}.",
        "The payments sum to {paid}, and the order to {amount}.",
    ),
    "PromisedTooSoon": (
        "El pedido se promete antes de hacerse, o se guarda hasta antes de lo prometido ({value}).",
        "The order is promised before it was placed, or kept until before its promise ({value}).",
    ),
    "CodeTaken": (
        "El código {code} ya es de {sku}.",
        "{sku} has the code {code} already.",
    ),
    "UnknownShop": ("No hay ninguna tienda {shop}.", "There is no shop {shop}."),
    "UnknownList": ("No hay ninguna tarifa {list}.", "There is no price list {list}."),
    "UnknownStop": (
        "No hay ninguna retirada de la venta {id}.",
        "There is no sale stop {id}.",
    ),
    "BadCard": (
        "«{card}» no es un número de tarjeta de cliente.",
        "“{card}” is not the number of a customer's card.",
    ),
    "BadPersonal": (
        "Falta un dato del cliente o no es válido ({field}: «{value}»).",
        "Something about the customer is missing or not valid ({field}: “{value}”).",
    ),
    "UnknownCard": (
        "No hay ningún cliente con la tarjeta {card}.",
        "No customer has card {card}.",
    ),
    "CardTaken": (
        "La tarjeta {card} ya es de otro cliente.",
        "Card {card} is another customer's already.",
    ),
    "NobodyKnown": (
        "Esta venta no tiene cliente.",
        "This sale has no customer.",
    ),
    "UnknownCustomer": ("No hay ningún cliente {customer}.", "There is no customer {customer}."),
    "UnknownVoucher": ("No hay ningún vale {code}.", "There is no voucher {code}."),
    "UnknownException": ("No hay ninguna incidencia {id}.", "There is no exception {id}."),
    "ExceptionSettled": (
        "La incidencia {id} ya estaba resuelta.",
        "Exception {id} was settled before.",
    ),
    "BadSettlement": (
        "Así no se puede resolver: {how}. Se puede: {ways}.",
        "That does not settle it: {how}. What does: {ways}.",
    ),
    "StillFails": (
        "La incidencia {id} sigue igual: se ha vuelto a intentar sin éxito.",
        "Exception {id} is as it was: it was tried again to no avail.",
    ),
    "UnknownInstallation": (
        "No hay ninguna instalación {installation}.",
        "There is no installation {installation}.",
    ),
    "WorkerRunning": (
        "Otro proceso ya mantiene al día la caja de {folder}.",
        "Another process keeps the till in {folder} in step already.",
    ),
    "CustomersOfCentral": (
        "Los clientes de esta caja los borra la central: «mostrador central erase».",
        "Central erases the customers of this till: “mostrador central erase”.",
    ),
    "TillEnrolled": (
        "Los artículos y el personal de esta caja los pone la central:"
        " impórtalos allí con «mostrador central import».",
        "Central says what products and people this till has:"
        " import them there with “mostrador central import”.",
    ),
    "BadCentralUrl": (
        "«{url}» no es la dirección de una central (https://nombre:puerto).",
        "“{url}” is not the address of a central (https://name:port).",
    ),
    "PlainNotHere": (
        "Sin TLS solo se admite esta misma máquina, no {host}:"
        " usa https y, al servir, --tls-cert y --tls-key.",
        "Without TLS only this machine will do, not {host}:"
        " use https and, to serve, --tls-cert and --tls-key.",
    ),
    "UnusableCertificate": (
        "El certificado {file} o su clave no sirven ({reason}).",
        "The certificate {file} or its key cannot be used ({reason}).",
    ),
    "PortTaken": (
        "No se puede escuchar en {host}:{port} ({reason}).",
        "Nobody can listen on {host}:{port} ({reason}).",
    ),
    "CentralUnreachable": (
        "La central {url} no responde ({reason}).",
        "The central {url} does not answer ({reason}).",
    ),
    "CentralNotTrusted": (
        "No consta que {url} sea la central ({reason}): pide un código con su huella"
        " o indica su autoridad con --ca.",
        "Nothing proves that {url} is the central ({reason}): ask for a code with its"
        " fingerprint, or name its authority with --ca.",
    ),
    "BadEnrolCode": (
        "El código no vale, ya se usó o ha caducado: pide otro en la central.",
        "The code is wrong, used or too old: ask for another at central.",
    ),
    "TooManyTries": (
        "Demasiados códigos equivocados: espera diez minutos.",
        "Too many wrong codes: wait ten minutes.",
    ),
    "DemoElsewhere": (
        "Una caja de demostración solo se da de alta en una central de demostración"
        " (con --demo), y una real en una real.",
        "A demo till enrols at a demo central only (with --demo), and a real one at a real one.",
    ),
    "NotOnTablet": (
        "En la tableta no se vende ni se cobra: hazlo en una caja.",
        "Nothing is sold or paid at the tablet: do it at a till.",
    ),
    "CodeForKind": (
        "Ese código no es para un equipo de tipo «{kind}»: pide otro en la central con"
        " --kind {kind}.",
        "That code is not for a device of kind “{kind}”: ask for another at central with"
        " --kind {kind}.",
    ),
    "DeviceOfKind": (
        "El equipo {till} ya es de otro tipo ({kind}): usa otro número, u otra carpeta.",
        "Device {till} is of another kind already ({kind}): use another number, or another folder.",
    ),
    "CodeForAnother": (
        "Ese código es para otra caja: esta es la {shop}/{till}.",
        "That code is for another till: this one is {shop}/{till}.",
    ),
    "ClockWrong": (
        "El reloj de este equipo y el de la central ({server_time}) no coinciden: corrígelo.",
        "This machine's clock and central's ({server_time}) disagree: set it right.",
    ),
    "CentralRefused": (
        "La central no lo admite ({kind}: {detail}).",
        "Central refuses ({kind}: {detail}).",
    ),
    "UnwritableFile": ("No se puede escribir {file}.", "{file} cannot be written."),
    "PrinterTrouble": (
        "El ticket no ha salido: queda pendiente de imprimir.",
        "The ticket did not come out: it waits to be printed.",
    ),
}

TENDERS: Mapping[TenderKind, tuple[str, str]] = {
    TenderKind.CASH: ("Efectivo", "Cash"),
    TenderKind.CARD: ("Tarjeta", "Card"),
    TenderKind.CARD_BY_HAND: ("Tarjeta (datáfono)", "Card (bank terminal)"),
    TenderKind.WEB: ("Pago web", "Paid online"),
}


FAULTS: Mapping[Fault, tuple[str, str]] = {
    Fault.BEHIND_FACTS: ("por detrás del último apunte", "behind the newest entry"),
    Fault.BEHIND_CENTRAL: ("por detrás del de la central", "behind central's"),
    Fault.AHEAD_OF_CENTRAL: ("por delante del de la central", "ahead of central's"),
}


def sentence(error: ShopError | DeviceError, language: str = SPANISH) -> str:
    """One sentence; a KeyError here is a bug that a test looks for."""
    name = type(error).__name__
    facts = error.facts if isinstance(error, ShopError) else {}
    shown = {key: _shown(value, language) for key, value in facts.items()}
    words = _SENTENCES[name][language == ENGLISH].format_map(_Missing(shown))
    return words[:-1] if words.endswith("..") else words  # of a name cut short: «Tomás R.»


def tender_names(language: str = SPANISH) -> dict[TenderKind, str]:
    return {kind: names[language == ENGLISH] for kind, names in TENDERS.items()}


def span(by: timedelta) -> str:
    """`1 d 7 h 5 min`, `6 min`, `40 s`; the same in both languages."""
    seconds = by // timedelta(seconds=1)
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(seconds // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


class _Missing(dict[str, str]):
    """A fact that was not given reads as nothing: better a short sentence than none."""

    def __missing__(self, key: str) -> str:
        return ""


def _shown(value: object, language: str) -> str:
    match value:
        case Money():
            return _money(value, language)
        case Decimal():
            return str(value) if language == ENGLISH else str(value).replace(".", ",")
        case datetime():
            return f"{value:%H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case timedelta():
            return span(value)
        case Fault():
            return FAULTS[value][language == ENGLISH]
        case _:
            return str(value)


def _money(money: Money, language: str) -> str:
    whole, _, cents = str(money).partition(".")
    grouped = f"{int(whole):,}"
    if whole.startswith("-0"):
        grouped = "-" + grouped
    if language == ENGLISH:
        return f"€{grouped}.{cents}".replace("€-", "-€")
    return f"{grouped.replace(',', '.')},{cents} €"
