"""Refusals in the user's words: what comes back, and its money."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
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
    "PaperDiffers": (
        "El papel dice otra fecha u otro total que el ticket {number}: {day}, {total}.",
        "The paper says another day or total than the ticket {number}: {day}, {total}.",
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
    "GiftOnlyCredit": (
        "Con un ticket regalo se da un vale o se cambia por otra cosa.",
        "With a gift ticket there is store credit, or an exchange.",
    ),
    "TooLate": (
        "{number} se podía devolver hasta el {last}. {text}",
        "{number} could be returned until {last}. {text}",
    ),
    "NoGift": (
        "{number} es una devolución: no tiene ticket regalo.",
        "{number} is a return: it has no gift ticket.",
    ),
    "NotReturnable": (
        "{number} no se puede devolver desde esta caja.",
        "{number} cannot be returned at this till.",
    ),
    "NotReplaceable": (
        "De {number} no se puede hacer una factura.",
        "No invoice can be made for {number}.",
    ),
    "Invoiced": (
        "Del ticket {number} ya se hizo la factura {invoice}.",
        "There is an invoice for the ticket {number} already: {invoice}.",
    ),
    "OtherCustomer": (
        "{number} dio puntos a otro cliente: haz una factura para cada uno.",
        "{number} gave points to another customer: make an invoice for each.",
    ),
    "InvoicedWithOrder": (
        "{number} es de un pedido: su factura se pide al cobrarlo.",
        "{number} is of an order: its invoice is asked for when it is paid.",
    ),
    "MoreThanSold": (
        "De la línea {line} solo se pueden devolver {left}.",
        "Only {left} of line {line} can be returned.",
    ),
    "MoreThanPaid": (
        "De la línea {line} quedan {left}: no se puede devolver más.",
        "{left} of line {line} is left: no more can be given back.",
    ),
    "NothingToReturn": (
        "De {number} ya no queda nada por devolver.",
        "Nothing of {number} is left to return.",
    ),
    "PaidInChannel": (
        "{number} se pagó por internet: se devuelve desde su pedido, en Recogidas.",
        "{number} was paid online: it is returned from its order, under Pickups.",
    ),
    "PaidOtherwise": (
        "De esa forma solo se pueden devolver {most} de {amount}.",
        "Only {most} of {amount} can be paid back that way.",
    ),
    "ReturnPending": (
        "Está a medias la devolución {asked}: termínala antes, pidiéndola otra vez igual.",
        "The return {asked} is half paid: finish it first, by asking for it again as it was.",
    ),
}
