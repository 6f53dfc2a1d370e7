"""Refusals in the user's words: what is sold, and the ticket in hand."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "BadAmount": ("«{text}» no es un importe válido.", "“{text}” is not a valid amount."),
    "BadQuantity": (
        "«{text}» no es una cantidad válida para este artículo.",
        "“{text}” is not a valid quantity for this product.",
    ),
    "NoScale": (
        "Este puesto no tiene balanza: teclea el peso.",
        "This till has no scale: type the weight.",
    ),
    "NotWeighed": ("Sin peso. {why}", "No weight. {why}"),
    "BadCode": ("El código {code} está mal leído.", "Code {code} was misread."),
    "NoTaxRate": (
        "No hay tipo de IVA para «{category}» el {date}.",
        "There is no VAT rate for “{category}” on {date}.",
    ),
    "NoSuchLine": ("No hay ninguna línea {line}.", "There is no line {line}."),
    "NothingToUndo": ("No hay nada que deshacer.", "There is nothing to undo."),
    "BadDiscount": (
        "Ese descuento no es válido o supera el importe.",
        "That discount is not valid or exceeds the amount.",
    ),
    "BadPrice": ("{price} no es un precio válido.", "{price} is not a valid price."),
    "NoLayout": (
        "El código {code} es de una balanza y esta caja no sabe leer los que empiezan por "
        "{prefix}: enséñaselo con «mostrador devices learn». Teclea el producto y el peso.",
        "Code {code} is a scale's, and this till cannot read those that begin with {prefix}: "
        "teach it with “mostrador devices learn”. Type the product and the weight.",
    ),
    "BadLayout": (
        "«{pattern}» no es una forma de código de balanza.",
        "“{pattern}” is no layout of a scale's codes.",
    ),
    "NothingLearned": (
        "El código {code} no lleva ni ese peso ni ese precio: mira la etiqueta, o prueba con otra.",
        "Code {code} has neither that weight nor that price: look at the label, or try another.",
    ),
    "ExpiredLot": (
        "«{name}» caducó el {expired}: no se puede vender. Retíralo.",
        "“{name}” expired on {expired}: it may not be sold. Take it off the shelf.",
    ),
    "UnknownItem": ("{code} no está en el catálogo.", "{code} is not in the catalogue."),
    "EmptySale": ("No hay ningún ticket en curso.", "There is no ticket in progress."),
    "NothingTaken": (
        "Falta lo que se lleva a cambio: escanéalo; si no se lleva nada, es una devolución.",
        "What is taken in exchange is missing: scan it; if nothing is taken, it is a return.",
    ),
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
    "NoPrice": ("{name} no tiene precio hoy.", "{name} has no price today."),
    "SaleStopped": (
        "{name} no se puede vender: {text}",
        "{name} may not be sold: {text}",
    ),
    "DiscountTooDeep": (
        "A «{name}» se le puede descontar un {most} % como mucho.",
        "No more than {most} % may be taken off “{name}”.",
    ),
    "TooMany": (
        "De «{name}» se venden {most} por ticket como mucho.",
        "No more than {most} of “{name}” are sold on one ticket.",
    ),
    "OutsideHours": (
        "«{name}» solo se puede vender de {hours}.",
        "“{name}” may be sold only at {hours}.",
    ),
    "NothingStopped": (
        "En esta caja no se ha retirado nada de la venta.",
        "Nothing has been taken off sale at this till.",
    ),
    "AgeNotAsked": (
        "Hay artículos para mayores de {years} años: pregunta la edad antes de cobrar.",
        "Something here is for people of {years} or older: ask for the age before taking money.",
    ),
    "NoAgeToAsk": (
        "En este ticket no hay nada que pida una edad.",
        "Nothing on this ticket asks for an age.",
    ),
    "AttachedLine": (
        "«{name}» va con su artículo: cambia o quita ese.",
        "“{name}” goes with its product: change or remove that one.",
    ),
    "NotTakenBack": (
        "«{name}» solo se devuelve si está estropeado: {text}",
        "“{name}” is taken back only when it is faulty: {text}",
    ),
}
