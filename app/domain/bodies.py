"""How the shop's nouns read as JSON, in facts and in the open basket; a format kept for years.

Amounts are integer cents, quantities and rates decimal strings, times ISO 8601 with offset. What
came later (a customer, a level's price) is there only when there is one: older facts say nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from app.domain.buyer import Buyer, IdKind
from app.domain.document import Corrected, Document, DocumentKind, FiscalMark, Replaced
from app.domain.facts import Body
from app.domain.line_body import discount_body, discount_from, line_body, line_from
from app.domain.money import Money
from app.domain.non_resident import NonResident
from app.domain.plain import plain, read
from app.domain.sale import (
    Collected,
    Exchange,
    Ordering,
    Retendering,
    Returning,
    Sale,
    SaleStatus,
)
from app.domain.tax import TaxCategory, TaxedLine
from app.domain.tender import Tender, TenderKind


def tender_body(tender: Tender) -> Body:
    return {
        "kind": tender.kind.value,
        "amount": tender.amount.cents,
        "reference": tender.reference,
        "authorisation": tender.authorisation,
        "last_four": tender.last_four,
    }


def tender_from(body: Body) -> Tender:
    return Tender(
        TenderKind(body["kind"]),
        Money(body["amount"]),
        body["reference"],
        body["authorisation"],
        body["last_four"],
    )


def _buyer_body(buyer: Buyer | None) -> Body | None:
    if buyer is None:
        return None
    body: Body = {"nif": buyer.nif, "name": buyer.name, "address": buyer.address}
    if buyer.kind is not IdKind.NIF:
        body["kind"] = buyer.kind.value
    if buyer.country:
        body["country"] = buyer.country
    return body


def _buyer(body: Body | None) -> Buyer | None:
    if body is None:
        return None
    kind = IdKind(body.get("kind", IdKind.NIF))
    return Buyer(body["nif"], body["name"], body["address"], kind, body.get("country", ""))


def _returning_body(returning: Returning) -> Body:
    body: Body = {
        "number": returning.number,
        "means": returning.means,
        "allowed_by": returning.allowed_by,
    }
    if returning.elsewhere:
        body["elsewhere"] = returning.elsewhere
    return body | ({"gift": True} if returning.gift else {})


def _exchange_body(exchange: Exchange) -> Body:
    lines = [line_body(line) for line in exchange.lines]
    return _returning_body(exchange.returning) | {"lines": lines}


def _exchange(body: Body) -> Exchange:
    returning = {name: value for name, value in body.items() if name != "lines"}
    return Exchange(Returning(**returning), tuple(line_from(line) for line in body["lines"]))


def sale_body(sale: Sale) -> Body:
    """Everything of an open sale but its lines, which are stored one by one."""
    return {
        "tenders": [tender_body(tender) for tender in sale.tenders],
        "discount": discount_body(sale.discount),
        "buyer": _buyer_body(sale.buyer),
        "returning": sale.returning and _returning_body(sale.returning),
        "chosen": sale.chosen,
        "last_number": sale.last_number,
        "removed": sale.removed and line_body(sale.removed),
        "unknown": list(sale.unknown),
        "parked_at": sale.parked_at,
        **({"customer": sale.customer, "level": sale.level} if sale.customer else {}),
        **({"staff": sale.staff} if sale.staff else {}),
        **({"collected": plain(sale.collected)} if sale.collected else {}),
        **({"ordering": plain(sale.ordering)} if sale.ordering else {}),
        **({"exchange": _exchange_body(sale.exchange)} if sale.exchange else {}),
        **_retendering_body(sale.retendering),
        **_non_resident_body(sale.non_resident),
        **({"of_age": sale.of_age} if sale.of_age else {}),
        **(
            {"removed_with": [line_body(line) for line in sale.removed_with]}
            if sale.removed_with
            else {}
        ),
    }


def sale_from(sale_id: str, status: str, body: Body, lines: list[Body]) -> Sale:
    return Sale(
        id=sale_id,
        status=SaleStatus(status),
        lines=tuple(line_from(line) for line in lines),
        tenders=tuple(tender_from(tender) for tender in body["tenders"]),
        discount=discount_from(body["discount"]),
        buyer=_buyer(body["buyer"]),
        returning=body["returning"] and Returning(**body["returning"]),
        chosen=body["chosen"],
        last_number=body["last_number"],
        removed=body["removed"] and line_from(body["removed"]),
        unknown=tuple(body["unknown"]),
        parked_at=body["parked_at"],
        customer=body.get("customer", ""),
        level=body.get("level", ""),
        staff=body.get("staff", ""),
        collected=read(Collected, body["collected"]) if "collected" in body else None,
        ordering=read(Ordering, body["ordering"]) if "ordering" in body else None,
        exchange=_exchange(body["exchange"]) if "exchange" in body else None,
        removed_with=tuple(line_from(line) for line in body.get("removed_with", ())),
        of_age=body.get("of_age", 0),
        retendering=_retendering(body["retendering"]) if "retendering" in body else None,
        non_resident=_non_resident(body),
    )


def _non_resident_body(who: NonResident | None) -> Body:
    return {"non_resident": plain(who)} if who else {}


def _non_resident(body: Body) -> NonResident | None:
    return read(NonResident, body["non_resident"]) if "non_resident" in body else None


def _retendering_body(wish: Retendering | None) -> Body:
    if wish is None:
        return {}
    said = {
        "number": wish.number,
        "to": wish.to.value,
        "allowed_by": wish.allowed_by,
        "reference": wish.reference,
        "authorisation": wish.authorisation,
        "last_four": wish.last_four,
    }
    return {"retendering": said}


def _retendering(body: Body) -> Retendering:
    return Retendering(**body | {"to": TenderKind(body["to"])})


def _corrected_body(corrects: Corrected) -> Body:
    elsewhere = {
        "shop": corrects.shop,
        "installation": corrects.installation,
        "proof": corrects.proof,
    }
    return {
        "number": corrects.number,
        "issued_on": corrects.issued_on.isoformat(),
        "kind": corrects.kind.value,
        **(elsewhere if corrects.proof else {}),
    }


def _corrected(body: Body) -> Corrected:
    return Corrected(
        body["number"],
        date.fromisoformat(body["issued_on"]),
        DocumentKind(body["kind"]),
        body.get("shop", ""),
        body.get("installation", 0),
        body.get("proof", ""),
    )


def _replaced_body(replaced: Replaced) -> Body:
    said = zip(replaced.documents, replaced.amounts, strict=True)
    return {
        "documents": [_corrected_body(one) | {"amount": amount.cents} for one, amount in said],
        "tenders": [tender_body(tender) for tender in replaced.tenders],
        "points": replaced.points,
    }


def _replaced(body: Body) -> Replaced:
    documents = body["documents"]
    return Replaced(
        tuple(_corrected(one) for one in documents),
        tuple(Money(one["amount"]) for one in documents),
        tuple(tender_from(tender) for tender in body["tenders"]),
        body["points"],
    )


def document_body(document: Document) -> Body:
    corrects, fiscal = document.corrects, document.fiscal
    return {
        "number": document.number,
        "kind": document.kind.value,
        "issued_at": document.issued_at.isoformat(),
        "shift": document.shift,
        "who": document.who,
        "sale": document.sale,
        "lines": [line_body(line) for line in document.lines],
        "taxes": [
            {
                "category": row.category.value,
                "percent": str(row.percent),
                "base": row.base.cents,
                "tax": row.tax.cents,
            }
            for row in document.taxes
        ],
        "total": document.total.cents,
        "tenders": [tender_body(tender) for tender in document.tenders],
        "change": document.change.cents,
        "discount": discount_body(document.discount),
        "buyer": _buyer_body(document.buyer),
        "corrects": corrects and _corrected_body(corrects),
        **({"replaces": _replaced_body(document.replaces)} if document.replaces else {}),
        "allowed_by": document.allowed_by,
        "fiscal": fiscal
        and {
            "hash": fiscal.hash,
            "previous": fiscal.previous,
            "digest": fiscal.digest,
            "qr": fiscal.qr,
            "above": fiscal.above,
            "below": fiscal.below,
        },
        **({"customer": document.customer, "points": document.points} if document.customer else {}),
        **({"staff": document.staff} if document.staff else {}),
        **_order_body(document),
        **_non_resident_body(document.non_resident),
    }


def _order_body(document: Document) -> Body:
    on = document.operation_on
    return {
        **({"operation_on": on.isoformat()} if on else {}),
        **({"order": document.order} if document.order else {}),
    }


def document_from(body: Body) -> Document:
    corrects = body["corrects"]
    return Document(
        number=body["number"],
        kind=DocumentKind(body["kind"]),
        issued_at=datetime.fromisoformat(body["issued_at"]),
        shift=body["shift"],
        who=body["who"],
        sale=body["sale"],
        lines=tuple(line_from(line) for line in body["lines"]),
        taxes=tuple(
            TaxedLine(
                TaxCategory(row["category"]),
                Decimal(row["percent"]),
                Money(row["base"]),
                Money(row["tax"]),
            )
            for row in body["taxes"]
        ),
        total=Money(body["total"]),
        tenders=tuple(tender_from(tender) for tender in body["tenders"]),
        change=Money(body["change"]),
        discount=discount_from(body["discount"]),
        buyer=_buyer(body["buyer"]),
        corrects=corrects and _corrected(corrects),
        replaces=_replaced(replaces) if (replaces := body.get("replaces")) else None,
        allowed_by=body["allowed_by"],
        fiscal=body["fiscal"] and FiscalMark(**body["fiscal"]),
        customer=body.get("customer", ""),
        points=body.get("points", 0),
        staff=body.get("staff", ""),
        operation_on=date.fromisoformat(on) if (on := body.get("operation_on")) else None,
        order=body.get("order", ""),
        non_resident=_non_resident(body),
    )
