"""What the return screen shows: first the way to a ticket, then its lines to tick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain import refund
from app.domain.document import Document
from app.domain.elsewhere import Elsewhere, Printed
from app.domain.money import Money, total
from app.domain.refund import NOTHING, PAPER, worth
from app.domain.sale import Line
from app.domain.tender import TenderKind
from app.domain.why_back import WhyBack
from app.services.refunds import Returnable
from app.ui import format as written
from app.ui.screens.buyer_form import buyer_fields
from app.ui.screens.pay_view import means, tender_detail
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.form import FieldView, FormView
from app.ui.widgets.return_lines import ReturnLineView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class FindView:
    """Nothing found yet: recent tickets to choose from."""

    recent: tuple[RowView, ...] = ()
    asking: str = ""
    """What the other shops are being asked for, in words."""
    trouble: str = ""
    """What came of the ticket that was looked for last."""
    found: bool = False
    """Whether `recent` are those that were looked for."""
    paper: FormView | None = None
    """When nobody could be asked: what to read off its paper, with the words for the customer."""


@dataclass(frozen=True, slots=True)
class ReturnView:
    number: str
    about: str
    """`Ticket · 21/11/2026 12:41 · Ana P.`."""
    lines: tuple[ReturnLineView, ...]
    back: str
    """What would be paid back now; `0,00 €` while nothing is ticked."""
    anything: bool
    ways: tuple[tuple[str, str], ...]
    """(means, word): as it was paid first."""
    how: tuple[FactView, ...] = ()
    """How it was paid and what came back before."""
    paper: FormView | None = None
    """Of a ticket that only its paper proves: for one more thing on it."""
    trouble: str = ""
    damaged: bool = False
    """Whether what comes back is not for sale again."""
    lower: FormView | None = None
    """With one line ticked: for part of its price."""
    invoice: FormView | None = None
    """For an invoice of all of it."""


def return_view(
    found: Returnable,
    parts: Mapping[int, Decimal],
    back: Money,
    who: str,
    *,
    damaged: bool = False,
    gift: bool = False,
) -> ReturnView:
    """The document `found` with `parts` (line -> quantity) ticked, worth `back`. `gift`: by a gift
    ticket, whose bearer is shown no amount."""
    document = found.document
    kind = tr("Factura") if document.buyer else tr("Ticket")
    if there := found.elsewhere:
        kind = f"{kind} · {_shop(there)}"
    at = f"{written.day(document.issued_at)} {written.clock(document.issued_at)}"
    view = ReturnView(
        number=document.number,
        about=f"{kind} · {at} · {who}",
        lines=tuple(_line(found, line, parts.get(line.number)) for line in document.lines),
        back=written.money(-back),
        anything=bool(back) or bool(parts),
        ways=_ways(document),
        how=_how(found),
        paper=more_view(document.number)
        if found.elsewhere and found.elsewhere.proof == PAPER
        else None,
        trouble="" if any(found.left(line) for line in document.lines) else tr(
            "De este ticket ya se ha devuelto todo."
        ),
        damaged=damaged,
        lower=_lower_view(document, parts),
        invoice=_invoice_view(found),
    )  # fmt: skip
    return _without_amounts(view, found) if gift else view


def _without_amounts(view: ReturnView, found: Returnable) -> ReturnView:
    """What the bearer of a gift ticket may see: store credit, or an exchange."""
    quantities = (written.quantity(one.quantity, one.unit) for one in found.document.lines)
    lines = zip(view.lines, quantities, strict=True)
    return replace(
        view,
        number=tr("Ticket regalo"),
        lines=tuple(replace(line, sold=much, amount="") for line, much in lines),
        back=tr("En un vale"),
        ways=((refund.CREDIT, tr("Dar el vale")),),
        how=(FactView(tr("Con un ticket regalo se da un vale o se cambia.")),),
        lower=None,
        invoice=None,
    )


def _lower_view(document: Document, parts: Mapping[int, Decimal]) -> FormView | None:
    ticked = [line for line in document.lines if line.number in parts]
    if len(ticked) != 1:
        return None
    whys = (
        (WhyBack.PRICE.value, tr("El precio estaba mal")),
        (WhyBack.ALLOWANCE.value, tr("Rebaja por daños")),
    )
    fields = (
        FieldView("why", tr("Por qué, sin que vuelva nada"), choices=whys),
        FieldView("amount", tr("Cuánto se devuelve, en euros")),
    )
    return FormView(ticked[0].name, fields, accept=tr("Devolver esa parte"))


def _invoice_view(found: Returnable) -> FormView | None:
    """Of a ticket its invoice; of an invoice one with its buyer put right."""
    there = found.elsewhere
    if there and there.proof == PAPER:
        return None
    buyer = found.document.buyer
    title = tr("Corregir los datos de la factura") if buyer else tr("Factura de este ticket")
    accept = tr("Hacer la rectificativa") if buyer else tr("Hacer la factura")
    return FormView(title, buyer_fields(buyer), accept=accept)


def seek_view() -> FormView:
    """What is known of a ticket that is not there."""
    return FormView(
        tr("Buscar el ticket"),
        (
            FieldView("product", tr("Artículo: escanéalo"), needed=False, scans=True),
            FieldView("day", tr("Fecha"), needed=False, beside=True),
            FieldView("amount", tr("Importe pagado"), needed=False),
            FieldView("paid", tr("Tarjeta: últimas 4"), needed=False, beside=True),
            FieldView("card", tr("Tarjeta de cliente"), needed=False),
        ),
        accept=tr("Buscar"),
    )


def without_view() -> FormView:
    """What comes back without any ticket."""
    states = (
        (WhyBack.RESTOCK.value, tr("Se puede vender")),
        (WhyBack.DAMAGED.value, tr("Estropeado")),
    )
    return FormView(
        tr("Devolver sin ticket"),
        (
            FieldView("code", tr("Artículo: escanéalo"), scans=True),
            FieldView("quantity", tr("Cantidad"), "1", beside=True),
            FieldView("state", tr("Cómo vuelve"), choices=states),
            FieldView("why", tr("Motivo"), needed=False),
        ),
        about=tr("Se da un vale por el precio más bajo de los últimos 30 días."),
        accept=tr("Dar el vale"),
    )


def paper_view(number: str, seen: Printed | None, limit: Money) -> FormView:
    """What the till must be told of a paper; `seen`: what its QR said."""
    day = f"{seen.day:%d/%m/%Y}" if seen and seen.day else ""
    total = str(seen.total) if seen and seen.total else ""
    aloud = tr(
        "«No podemos preguntar a la tienda que lo vendió. Con el papel devolvemos hasta %1.»"
    )
    return FormView(
        number,
        (
            FieldView("day", tr("Fecha del ticket"), day),
            FieldView("total", tr("Total del ticket"), total, beside=True),
            FieldView(
                "means",
                tr("Cómo se pagó"),
                choices=(("cash", tr("Efectivo")), ("card", tr("Tarjeta"))),
            ),
            *_item_fields(),
            FieldView("why", tr("Motivo")),
        ),
        about=fill(aloud, written.money(limit)),
        accept=tr("Ver la devolución"),
    )


def more_view(number: str) -> FormView:
    """One more thing on that paper."""
    return FormView(number, _item_fields(), accept=tr("Añadir artículo"))


def _item_fields() -> tuple[FieldView, ...]:
    return (
        FieldView("code", tr("Artículo: escanéalo"), scans=True),
        FieldView("quantity", tr("Cantidad"), "1", beside=True),
        FieldView("amount", tr("Pagado por ello"), beside=True),
    )


def _shop(there: Elsewhere) -> str:
    """Of another shop: its code and what people call it."""
    code = fill(tr("Tienda %1"), there.shop)
    return f"{code} {there.name}".strip()


def _line(found: Returnable, line: Line, taking: Decimal | None) -> ReturnLineView:
    left = found.left(line)
    sold = f"{written.quantity(line.quantity, line.unit)} × {written.money(line.price)}"
    if left != line.quantity:
        gone = written.quantity(line.quantity - left, line.unit)
        sold += " · " + (fill(tr("%1 ya devuelto"), gone) if left else tr("ya devuelto"))
    amount = ""
    if taking:
        amount = written.money(worth(line, found.back.get(line.number, NOTHING), taking))
    return ReturnLineView(
        key=line.number,
        name=line.name,
        sold=sold,
        taking=written.quantity(taking, line.unit) if taking else "",
        amount=amount,
        left=left > 0,
        stepped=not line.unit.measured and left > 1,
        more=(taking or 0) < left,
    )


def _ways(document: Document) -> tuple[tuple[str, str], ...]:
    """As it was paid; in cash alone, when some of it was; as store credit; in cash with leave, when
    none of it was and the card is gone."""
    cash = any(tender.kind is TenderKind.CASH for tender in document.paid)
    other = any(tender.kind is not TenderKind.CASH for tender in document.paid)
    usual, credit = ("", tr("Devolver como se pagó")), (refund.CREDIT, tr("En un vale"))
    if not other:
        return usual, credit
    if cash:
        return usual, (refund.CASH, tr("Todo en efectivo")), credit
    return usual, credit, (refund.CASH_INSTEAD, tr("En efectivo…"))


def _how(found: Returnable) -> tuple[FactView, ...]:
    document = found.document
    facts = [FactView(tr("Cómo se pagó"), weight="heading")]
    for tender in document.paid:
        words = f"{means(tender.kind)} {tender_detail(tender)}".strip()
        facts.append(FactView(words, written.money(tender.amount)))
    if document.change:
        facts.append(FactView(tr("Cambio"), written.money(-document.change)))
    facts.append(FactView(tr("Total"), written.money(document.total), weight="strong"))
    gone = total(part.amount for part in found.back.values())
    if gone:
        facts.append(FactView(tr("Ya devuelto"), written.money(-gone), tone="negative-ticket"))
    return tuple(facts)
