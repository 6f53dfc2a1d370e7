"""The words of the paper in Spanish and English."""

from __future__ import annotations

from app.domain.document import DocumentKind
from app.domain.order_papers import OrderWords
from app.domain.product import Unit
from app.domain.receipt import ReceiptWords
from app.domain.shelf_check import ShelfWords
from app.domain.shelf_label import LabelWords

_DEMO = "DEMOSTRACIÓN · SIN VALIDEZ"
"""In Spanish on every paper: it is there for whoever could take it for an invoice."""

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
    nif="NIF",
    buyer="Cliente",
    corrects="Rectifica la factura {number} de {date}",
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
    nif="NIF",
    buyer="Customer",
    corrects="Corrects invoice {number} of {date}",
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
    ),
}
"""Of an order's papers, by the shop's language."""

LABELS = {
    "es": LabelWords(price="{whole},{cents} €", per_unit="{price}/{unit}", date_form="%d/%m/%Y"),
    "en": LabelWords(price="€{whole}.{cents}", per_unit="{price}/{unit}", date_form="%d/%m/%Y"),
}
"""Of the labels on the shelves."""
