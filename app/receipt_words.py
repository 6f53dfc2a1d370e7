"""The words of the paper in Spanish and English."""

from __future__ import annotations

from dataclasses import replace

from app import shift_words
from app.domain.buyer import IdKind
from app.domain.customer_side import CustomerWords
from app.domain.document import DocumentKind
from app.domain.order_papers import OrderWords
from app.domain.pick_list import PickListWords
from app.domain.placing_paper import PlacedWords
from app.domain.product import Unit
from app.domain.receipt import ReceiptWords
from app.domain.shelf_check import ShelfWords
from app.domain.shelf_label import LabelWords
from app.domain.slips import SlipWords
from app.domain.transfer_paper import TransferWords
from app.domain.why_back import WhyBack

_DEMO = "DEMOSTRACIÓN · SIN VALIDEZ"
"""In Spanish on every paper: it is there for whoever could take it for an invoice."""


def in_territory(words: ReceiptWords, territory: str) -> ReceiptWords:
    """`words` as a shop says them that charges IGIC or IPSI instead of VAT."""
    if territory == "IVA":
        return words
    return replace(
        words,
        tax=territory,
        tax_included=words.tax_included.replace(words.tax, territory),
        without_tax=words.without_tax.replace(words.tax, territory),
    )


SPANISH = ReceiptWords(
    titles={
        DocumentKind.F1: "FACTURA",
        DocumentKind.F2: "FACTURA SIMPLIFICADA",
        DocumentKind.F3: "FACTURA",
        DocumentKind.R1: "FACTURA RECTIFICATIVA",
        DocumentKind.R2: "FACTURA RECTIFICATIVA",
        DocumentKind.R3: "FACTURA RECTIFICATIVA",
        DocumentKind.R4: "FACTURA RECTIFICATIVA",
        DocumentKind.R5: "FACTURA RECTIFICATIVA",
    },
    demo=_DEMO,
    copy="DUPLICADO",
    number="Número",
    date="Fecha",
    operation="Fecha de la operación",
    cashier="Le atendió",
    order="Pedido",
    nif="NIF",
    buyer="Cliente",
    identities={
        IdKind.NIF: "NIF",
        IdKind.VAT: "NIF-IVA",
        IdKind.PASSPORT: "Pasaporte",
        IdKind.DOCUMENT: "Documento",
    },
    corrects="Rectifica la factura {number} de {date}",
    replaces="Sustituye a la factura simplificada {number} de {date}",
    corrects_whole="Rectifica por sustitución la factura {number} de {date}",
    why_back={WhyBack.PRICE: "precio rectificado", WhyBack.ALLOWANCE: "rebaja por daños"},
    typed_weight="peso introducido manualmente",
    discount="Descuento",
    ticket_discount="Descuento en el total",
    saved="Ha ahorrado",
    without_tax="Precio sin IVA: {price} · IVA: {tax}",
    total="TOTAL",
    tax_included="IVA incluido",
    tax="IVA",
    base="Base",
    quota="Cuota",
    gross="Total",
    exempt="Exento",
    not_subject="No sujeto",
    change="Cambio",
    authorisation="Aut.",
    points="Puntos de esta compra",
    points_back="Puntos que se retiran",
    balance="Saldo de puntos a {at}",
    balance_unheard="Saldo de puntos, por confirmar",
    units={Unit.EACH: "ud.", Unit.KG: "kg", Unit.L: "l", Unit.M: "m"},
    decimal_mark=",",
    currency="€",
    slips=SlipWords(
        voucher="VALE",
        gift="TICKET REGALO",
        card="RESGUARDO DE TARJETA",
        no_invoice="Este documento no es una factura",
        worth="Vale por",
        left="Quedan",
        expires="Válido hasta el {on}",
        for_ever="Sin fecha de caducidad",
        how_voucher="Se gasta en una o varias compras en la tienda; no se cambia por dinero.",
        how_gift="Con este ticket se puede cambiar lo comprado o devolverlo por un vale.",
        corrective="De la devolución {number}",
        bought="Comprado el {on}",
    ),
    shifts=shift_words.SPANISH,
    date_form="%d/%m/%Y",
    time_form="%H:%M",
)

ENGLISH = ReceiptWords(
    titles={
        DocumentKind.F1: "INVOICE",
        DocumentKind.F2: "SIMPLIFIED INVOICE",
        DocumentKind.F3: "INVOICE",
        DocumentKind.R1: "CORRECTIVE INVOICE",
        DocumentKind.R2: "CORRECTIVE INVOICE",
        DocumentKind.R3: "CORRECTIVE INVOICE",
        DocumentKind.R4: "CORRECTIVE INVOICE",
        DocumentKind.R5: "CORRECTIVE INVOICE",
    },
    demo=_DEMO,
    copy="DUPLICADO · DUPLICATE",  # RD 1619/2012 art. 14.3 wants the Spanish word
    number="Number",
    date="Date",
    operation="Date of supply",
    cashier="Served by",
    order="Order",
    nif="NIF",
    buyer="Customer",
    identities={
        IdKind.NIF: "NIF",
        IdKind.VAT: "VAT number",
        IdKind.PASSPORT: "Passport",
        IdKind.DOCUMENT: "Document",
    },
    corrects="Corrects invoice {number} of {date}",
    replaces="Stands for simplified invoice {number} of {date}",
    corrects_whole="Corrects and replaces invoice {number} of {date}",
    why_back={WhyBack.PRICE: "price corrected", WhyBack.ALLOWANCE: "less for damage"},
    typed_weight="weight typed by hand",
    discount="Discount",
    ticket_discount="Discount on the total",
    saved="You saved",
    without_tax="Price before VAT: {price} · VAT: {tax}",
    total="TOTAL",
    tax_included="VAT included",
    tax="VAT",
    base="Net",
    quota="VAT",
    gross="Total",
    exempt="Exempt",
    not_subject="Not subject",
    change="Change",
    authorisation="Auth.",
    points="Points of this purchase",
    points_back="Points taken back",
    balance="Points balance at {at}",
    balance_unheard="Points balance, to be confirmed",
    units={Unit.EACH: "pc", Unit.KG: "kg", Unit.L: "l", Unit.M: "m"},
    decimal_mark=".",
    currency="€",
    slips=SlipWords(
        voucher="STORE CREDIT",
        gift="GIFT RECEIPT",
        card="CARD SLIP",
        no_invoice="This is not an invoice",
        worth="Worth",
        left="Left",
        expires="Good until {on}",
        for_ever="Good for ever",
        how_voucher="To be spent in the shop, at once or in parts; not exchanged for money.",
        how_gift="With this ticket the goods can be exchanged, or returned for store credit.",
        corrective="Of the return {number}",
        bought="Bought on {on}",
    ),
    shifts=shift_words.ENGLISH,
    date_form="%d/%m/%Y",
    time_form="%H:%M",
)

ORDERS = {
    "es": OrderWords(
        parcel="BULTO {n} DE {of}",
        packed="Preparado por {who}, {at}",
        scan="Escanéalo al guardarlo y al entregarlo",
        proof="JUSTIFICANTE DE ENTREGA",
        no_invoice="No es factura",
        paid="Pagado con la factura {invoice}",
        refused="No se lleva",
        handed="Entregado por {who}, {at}",
        carrier="Lo lleva: {carrier}",
        tracking="Seguimiento: {tracking}",
        refund="Se le devuelven {amount} al medio con que pagó, antes del {by}",
        corrective="Factura rectificativa {document}",
        copy="DUPLICADO",
        shelf=ShelfWords(
            title="ESTANTES DE RECOGIDA · Z {shift}",
            well="{n} bultos, cada uno en su sitio",
            skipped="Nadie los ha mirado: {why}",
            missing="No aparecen",
            surplus="No deberían estar",
            uncollected="Sin recoger desde antes de hoy",
            past="Ya no hay que guardarlos",
        ),
        date_form="%d/%m/%Y %H:%M",
        day_form="%d/%m/%Y",
        decimal_mark=",",
        pick=PickListWords(
            title="LISTA DE PREPARACIÓN",
            verify="Al volver, escanea cada unidad en el mostrador",
            done="No queda nada por buscar",
            date_form="%d/%m %H:%M",
        ),
        placed=PlacedWords(
            title="PEDIDO",
            collect="Se recoge en la tienda {shop}",
            home="A domicilio",
            promised="Previsto para el {at}, si se confirma",
            pending="PENDIENTE DE CONFIRMAR",
            confirmed="Confirmado para el {at}",
            failed="NO SE HA PODIDO: pida aquí su dinero",
            given_up="ANULADO",
            scan="Enséñelo para recogerlo",
            scan_home="Enséñelo si pregunta por él: no se recoge en tienda",
            paid="Pagado con el ticket {invoice}",
            to_pay="Por pagar al recogerlo: {amount}",
            date_form="%d/%m/%Y %H:%M",
        ),
        transfer=TransferWords(
            title="TRASPASO",
            where="De la tienda {origin} a la tienda {destination}",
            scan="Escanéalo al recibirlo: vale sin línea",
            no_code="No cabe en un código: se recibe por su número",
            box="Bulto {code}",
            order="Para el pedido {number}",
            sent="Enviado por {who}, {at}",
            date_form="%d/%m/%Y %H:%M",
            decimal_mark=",",
        ),
    ),
    "en": OrderWords(
        parcel="PARCEL {n} OF {of}",
        packed="Packed by {who}, {at}",
        scan="Scan it when it is shelved and when it is handed over",
        proof="PROOF OF DELIVERY",
        no_invoice="This is no invoice",
        paid="Paid with invoice {invoice}",
        refused="Not taken",
        handed="Handed over by {who}, {at}",
        carrier="Taken by: {carrier}",
        tracking="Tracking: {tracking}",
        refund="{amount} are returned the way you paid, before {by}",
        corrective="Corrective invoice {document}",
        copy="DUPLICATE",
        shelf=ShelfWords(
            title="PICKUP SHELVES · Z {shift}",
            well="{n} parcels, each in its place",
            skipped="Nobody looked: {why}",
            missing="Not found",
            surplus="Should not be there",
            uncollected="Not collected since before today",
            past="Need be kept no longer",
        ),
        date_form="%d/%m/%Y %H:%M",
        day_form="%d/%m/%Y",
        decimal_mark=".",
        pick=PickListWords(
            title="PICK LIST",
            verify="When you are back, scan every unit at the counter",
            done="Nothing is left to fetch",
            date_form="%d/%m %H:%M",
        ),
        placed=PlacedWords(
            title="ORDER",
            collect="Collected in shop {shop}",
            home="Sent to your home",
            promised="Expected for {at}, once confirmed",
            pending="NOT CONFIRMED YET",
            confirmed="Confirmed for {at}",
            failed="COULD NOT BE DONE: ask here for your money",
            given_up="GIVEN UP",
            scan="Show it to collect",
            scan_home="Show it when you ask about it: no shop hands it over",
            paid="Paid with ticket {invoice}",
            to_pay="To pay when collected: {amount}",
            date_form="%d/%m/%Y %H:%M",
        ),
        transfer=TransferWords(
            title="TRANSFER",
            where="From shop {origin} to shop {destination}",
            scan="Scan it when it is received: good without a line",
            no_code="Too much for a code: it is received by its number",
            box="Box {code}",
            order="For order {number}",
            sent="Sent by {who}, {at}",
            date_form="%d/%m/%Y %H:%M",
            decimal_mark=".",
        ),
    ),
}
"""Of an order's papers, by the shop's language."""

LABELS = {
    "es": LabelWords(
        price="{whole},{cents} €", per_unit="{price}/{unit}", each="ud", date_form="%d/%m/%Y"
    ),
    "en": LabelWords(
        price="€{whole}.{cents}", per_unit="{price}/{unit}", each="unit", date_form="%d/%m/%Y"
    ),
}
"""Of the labels on the shelves."""

CUSTOMERS = {
    "es": CustomerWords(
        welcome="BIENVENIDO",
        total="TOTAL",
        change="CAMBIO",
        returned="DEVOLUCIÓN",
        thanks="GRACIAS",
        join="Únete a nuestro club: escanea el código",
        typed_weight="peso a mano",
        units=SPANISH.units,
        decimal_mark=SPANISH.decimal_mark,
        currency=SPANISH.currency,
    ),
    "en": CustomerWords(
        welcome="WELCOME",
        total="TOTAL",
        change="CHANGE",
        returned="REFUND",
        thanks="THANK YOU",
        join="Join our club: scan the code",
        typed_weight="typed weight",
        units=ENGLISH.units,
        decimal_mark=ENGLISH.decimal_mark,
        currency=ENGLISH.currency,
    ),
}
"""What customers read, by the shop's language."""
