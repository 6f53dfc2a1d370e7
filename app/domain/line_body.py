"""How a line reads as JSON, in facts and in the open basket; a format kept for years."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from app.domain.facts import Body
from app.domain.money import Money
from app.domain.plain import plain, read
from app.domain.product import Unit
from app.domain.sale import (
    Amount,
    Attached,
    Discount,
    Line,
    Listed,
    Override,
    Percent,
    WeightFrom,
)
from app.domain.sale_terms import FREE, SaleTerms
from app.domain.tax import TaxCategory
from app.domain.why_back import WhyBack


def discount_body(discount: Discount | None) -> Body | None:
    if discount is None:
        return None
    match discount.off:
        case Percent(percent=percent):
            off: Body = {"percent": str(percent)}
        case Amount(amount=amount):
            off = {"amount": amount.cents}
    return off | {"why": discount.why, "who": discount.who, "allowed_by": discount.allowed_by}


def discount_from(body: Body | None) -> Discount | None:
    if body is None:
        return None
    by_percent = "percent" in body
    off = Percent(Decimal(body["percent"])) if by_percent else Amount(Money(body["amount"]))
    return Discount(off, body["why"], body["who"], body["allowed_by"])


def _listed_body(listed: Listed) -> Body:
    return {
        "listed": listed.price.cents,
        "list": listed.price_list,
        "version": listed.version,
        **({"starts": listed.starts.isoformat()} if listed.starts else {}),
        **({"ends": listed.ends.isoformat()} if listed.ends else {}),
    }


def _listed(body: Body) -> Listed:
    starts, ends = (
        datetime.fromisoformat(body[name]) if name in body else None for name in ("starts", "ends")
    )
    return Listed(Money(body["listed"]), body["list"], body["version"], starts, ends)


def line_body(line: Line) -> Body:
    by, otherwise = line.override, line.otherwise
    return {
        "number": line.number,
        "sku": line.sku,
        "name": line.name,
        "unit": line.unit.value,
        "tax": line.tax.value,
        "percent": str(line.percent),
        "quantity": str(line.quantity),
        **_listed_body(line.listed),
        "code": line.code,
        "override": by
        and {
            "price": by.price.cents,
            "why": by.why,
            "who": by.who,
            "allowed_by": by.allowed_by,
        },
        "discount": discount_body(line.discount),
        "note": line.note,
        "seller": line.seller,
        "of": line.of,
        "gross": line.gross.cents,
        "reduced": line.reduced.cents,
        "share": line.share.cents,
        "total": line.total.cents,
        **({"otherwise": _listed_body(otherwise)} if otherwise else {}),
        # By hand is not said: what was typed before there were scales has it not either.
        **_carried_body(line),
        **({} if line.weight_from is WeightFrom.HAND else {"weight_from": line.weight_from.value}),
    }


def _carried_body(line: Line) -> Body:
    """What its code and its product's terms said, where they said something."""
    body: Body = {}
    if line.labelled is not None:
        body["labelled"] = line.labelled.cents
    if line.batch:
        body["batch"] = line.batch
    if line.expires:
        body["expires"] = line.expires.isoformat()
    if line.terms != FREE:
        body["terms"] = plain(line.terms)
    if line.attached:
        body["attached"] = plain(line.attached)
    if line.why_back is not WhyBack.RESTOCK:
        body["why_back"] = line.why_back.value
    return body


def line_from(body: Body) -> Line:
    by, otherwise = body["override"], body.get("otherwise")
    return Line(
        number=body["number"],
        sku=body["sku"],
        name=body["name"],
        unit=Unit(body["unit"]),
        tax=TaxCategory(body["tax"]),
        listed=_listed(body),
        quantity=Decimal(body["quantity"]),
        code=body["code"],
        override=by and Override(Money(by["price"]), by["why"], by["who"], by["allowed_by"]),
        discount=discount_from(body["discount"]),
        note=body["note"],
        seller=body["seller"],
        of=body["of"],
        otherwise=_listed(otherwise) if otherwise else None,
        weight_from=WeightFrom(body.get("weight_from", WeightFrom.HAND)),
        labelled=Money(body["labelled"]) if "labelled" in body else None,
        batch=body.get("batch", ""),
        expires=date.fromisoformat(body["expires"]) if "expires" in body else None,
        terms=read(SaleTerms, body["terms"]) if "terms" in body else FREE,
        attached=read(Attached, body["attached"]) if "attached" in body else None,
        why_back=WhyBack(body.get("why_back", WhyBack.RESTOCK)),
        percent=Decimal(body["percent"]),
        gross=Money(body["gross"]),
        reduced=Money(body["reduced"]),
        share=Money(body["share"]),
    )
