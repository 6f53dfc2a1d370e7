"""What limits the sale of a product, and what is sold with it (retail-rules 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.domain.errors import AgeNotAsked, NoPrice, OutsideHours, TooMany
from app.domain.product import Product
from app.domain.sale import Attached, Line, Sale
from app.domain.sale_terms import SaleTerms, around, open_at, within
from app.domain.sums import summed
from app.services.prices import listed
from app.services.till import Till


def of(till: Till, product: Product) -> SaleTerms:
    """A product's own terms, and its families' where it has none."""
    families = till.rulings.families()
    if not families:
        return product.terms
    known = (families[path] for path in around(product.family) if path in families)
    return within(product.terms, known)


def check_hours(till: Till, terms: SaleTerms, name: str) -> None:
    """Raises OutsideHours."""
    if terms.hours and not open_at(terms.hours, till.now().time()):
        raise OutsideHours(name=name, hours=terms.hours.replace("|", ", "))


def check(till: Till, sale: Sale) -> None:
    """Before money is asked; of an order, whoever collects it is asked. Raises OutsideHours,
    AgeNotAsked."""
    for line in sale.lines:
        check_hours(till, line.terms, line.name)
    if sale.age_to_ask and sale.ordering is None:
        raise AgeNotAsked(years=sale.age_to_ask)


def check_most(sale: Sale) -> None:
    """Raises TooMany when a line's product, all its lines together, is above what a ticket may
    have of it."""
    limited = {line.sku: line for line in sale.lines if line.terms.most is not None}
    if not limited:
        return
    sums = summed((line.sku, line.quantity) for line in sale.lines if line.sku in limited)
    for sku, line in limited.items():
        most = line.terms.most
        if most is not None and sums[sku] > most:
            raise TooMany(name=line.name, most=f"{most.normalize():f}")


def attached(till: Till, to: Line, terms: SaleTerms) -> Iterator[Line]:
    """The lines that go with `to`, which is in the sale: at what they cost anybody, with nothing
    off. One that the catalogue does not have, or that has no price today, keeps nobody waiting."""
    for sku, each in terms.attached:
        product = till.catalog.by_sku(sku)
        if product is None or sku == to.sku:
            continue
        try:
            price = listed(till, product)
        except NoPrice:
            continue
        own = replace(of(till, product), attached=(), most_off=Decimal(0), most=None)
        yield Line(
            0,
            product.sku,
            product.name,
            product.unit,
            product.tax,
            price,
            Decimal(0),
            terms=own,
            attached=Attached(to.number, each),
        )


def kept(terms: SaleTerms) -> SaleTerms:
    """What of its product's terms a line has to remember."""
    return replace(terms, attached=()) if terms.attached else terms
