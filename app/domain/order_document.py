"""What the till's own documents about a prepaid order say: its corrective, and its invoice.

A corrective refers to the channel's invoice and takes off it what nobody will get. When the till
invoices (`invoicing: till`), its document is of what was handed over, and was paid before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from app.domain import order_event as e
from app.domain import order_given, refund
from app.domain.buyer import Buyer, buyer
from app.domain.document import Document, DocumentKind
from app.domain.errors import BadTaxId, BuyerIncomplete
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order import ChannelInvoice, Invoicing, Order, OrderLine
from app.domain.order_given import Given
from app.domain.order_money import Loss, Pot
from app.domain.placing import CHANNEL as AT_A_TILL
from app.domain.refund import Back
from app.domain.sale import Line, Listed
from app.domain.tax import TaxCategory, TaxedLine, breakdown
from app.domain.tender import Tender, TenderKind

LIST = "order"
"""What says on a line that it has its price from an order."""
Rate = Callable[[TaxCategory], Decimal]
OTHER_TAXPAYER, NO_BUYER = "other_taxpayer", "no_buyer"
"""Why nobody here corrects an invoice: whose it is, and a full one that does not say to whom."""


def correctable(order: Order, nif: str) -> tuple[bool, str]:
    """Whether the taxpayer `nif` may correct the channel's invoice; and why not when there is one
    (retail-rules 11: the same taxpayer only)."""
    invoice = order.invoice
    if invoice is None or order.invoicing is Invoicing.TILL:
        return False, ""
    if order.channel == AT_A_TILL:  # which corrects its own ticket when it gives the money back
        return False, ""
    if invoice.nif != nif:
        return False, OTHER_TAXPAYER
    if invoice.kind is DocumentKind.F1 and named(invoice) is None:
        return False, NO_BUYER
    return True, ""


def named(invoice: ChannelInvoice) -> Buyer | None:
    """To whom a full invoice is; None of a ticket, or when what is said of them is no recipient."""
    if invoice.kind is not DocumentKind.F1 or invoice.buyer is None:
        return None
    try:
        to = invoice.buyer
        return buyer(to.typed, to.name, to.address)
    except (BadTaxId, BuyerIncomplete):
        return None


def invoice_kind(to: Buyer | None) -> DocumentKind:
    return DocumentKind.F1 if to else DocumentKind.F2


def taxes(lines: Iterable[Line]) -> tuple[TaxedLine, ...]:
    return breakdown((line.tax, line.percent, line.total) for line in lines)


def corrective_lines(of: Order, losses: Iterable[Loss], rate: Rate) -> tuple[Line, ...]:
    """Negative for what is lost and for what was had instead and came back, positive for what is
    had instead; `of` says which line."""
    found: list[Line] = []
    for loss in losses:
        line, worths = loss.line, [one.price.times(much) for one, much in loss.others]
        paid = loss.paid if worths else loss.amount
        own = _line(of, line, -loss.quantity, -paid, _percent(of, line, rate))
        if loss.quantity or own.total:
            found.append(replace(own, of=line.number))
        shares = loss.instead.allocate([abs(worth.cents) for worth in worths]) if worths else []
        for (other, much), worth in zip(loss.others, shares, strict=True):
            had = _line(of, other, much, worth, rate(other.tax))
            found.append(replace(had, of=line.number))
    return _numbered(found)


def on_document(
    document: Document, back: Mapping[int, Back], came: Iterable[tuple[Loss, str, Decimal]]
) -> tuple[tuple[int, Decimal, Loss], ...]:
    """Of what came back, what is on `document` and has not come back of it: (its line, how many,
    of which loss)."""
    found: dict[int, tuple[int, Decimal, Loss]] = {}
    for loss, sku, much in came:
        for line in document.lines:
            there = refund.remaining(line, back)
            if line.sku != sku or line.number in found or there <= 0:
                continue
            found[line.number] = line.number, min(there, much), loss
            break
    return tuple(found.values())


def invoice_lines(f: Fulfilment, rate: Rate) -> tuple[Line, ...]:
    """Of what the newest hand-over brought, at the prices promised."""
    before = order_given.given(f, f.hand_overs[:-1])
    after = order_given.given(f, f.hand_overs)
    found: list[Line] = []
    for line in f.order.lines:
        if line.number in after:
            was = before.get(line.number, Given(Decimal(0)))
            found += _brought(f.order, line, was, after[line.number], rate)
    return _numbered(found)


def _brought(of: Order, line: OrderLine, before: Given, after: Given, rate: Rate) -> Iterator[Line]:
    # The difference of two roundings: in parts it comes to what the whole does.
    if own := after.own - before.own:
        worth = line.price.times(after.own) - line.price.times(before.own)
        yield _line(of, line, own, worth, rate(line.tax))
    had = dict(before.others)
    for other, much in after.others:
        if more := much - had.get(other, Decimal(0)):
            worth = other.price.times(much) - other.price.times(much - more)
            yield _line(of, other, more, worth, rate(other.tax))


def _percent(of: Order, line: OrderLine, rate: Rate) -> Decimal:
    """What the channel invoiced with; where it did not say, the law's."""
    return line.percent or rate(line.tax)


def _line(
    of: Order,
    product: OrderLine | e.Substituted,
    quantity: Decimal,
    amount: Money,
    percent: Decimal,
) -> Line:
    return Line(
        0,
        product.sku,
        product.name,
        product.unit,
        product.tax,
        Listed(product.price, LIST, of.number),
        quantity,
        product.code,
        percent=percent,
        gross=amount,
        reduced=amount,
    )


def _numbered(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, number=number) for number, line in enumerate(lines, 1))


def corrective_taxes(f: Fulfilment, lines: Iterable[Line], rate: Rate) -> tuple[TaxedLine, ...]:
    """The breakdown of a corrective of `lines`, after what was paid back before."""
    earlier = (
        (one.tax, _percent(f.order, one, rate), f.line(one.number).repaid) for one in f.order.lines
    )
    return refund.corrective_taxes(earlier, lines)


def tenders(parts: Iterable[Pot], *, back: bool = False) -> tuple[Tender, ...]:
    """What was paid in the channel; `back`: what goes back there."""
    return tuple(
        Tender(TenderKind.WEB, -pot.left if back else pot.left, pot.reference) for pot in parts
    )
