"""Refusals in the user's words: goods that move between places."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
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
    "ReasonNeeded": (
        "Hay que decir el motivo {of}{names}.",
        "The reason {of} has to be said{names}.",
    ),
    "ReceivedBefore": (
        "El envío {number} de {origin} ya se recibió y se cerró aquí a las {at}: lo que no esté "
        "bien se corrige con un ajuste o con otro albarán.",
        "Consignment {number} of {origin} was received and closed here at {at}: what is not right "
        "is put right by an adjustment or by another note.",
    ),
    "OtherSuppliersNote": (
        "El albarán {number} consta aquí de {origin}. Si es ese, recíbelo por su número; si es de "
        "otro proveedor, añade algo al número, como {number}/2.",
        "Note {number} is known here as one of {origin}. If it is that one, receive it by its "
        "number; if it is another supplier's, add something to the number, like {number}/2.",
    ),
    "MoreDamaged": (
        "De {name} no pueden haber llegado {damaged} dañadas además de las {good} buenas: quita "
        "antes de las buenas lo que esté dañado, o corrige la cantidad.",
        "Of {name} there cannot be {damaged} damaged besides the {good} good ones: take what is "
        "damaged off the good ones first, or correct the quantity.",
    ),
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
    "OtherTaxpayersShop": (
        "La tienda {shop} ({name}) es de otro NIF: lo que va allí se vende con factura, no se"
        " traspasa.",
        "Shop {shop} ({name}) has another tax number: goods that go there are sold with an"
        " invoice, not transferred.",
    ),
}
