"""What is taken off a line or a ticket, or set by hand, and the leave that it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.errors import BadDiscount
from app.domain.facts import FactType
from app.domain.limits import is_discount, takes_off
from app.domain.line_body import discount_body
from app.domain.pricing import deepest_raise, priced
from app.domain.sale import Amount, Discount, Line, Override, Percent, Sale
from app.domain.sale_lines import changed
from app.domain.staff import FREE_DISCOUNT, Permission, check_not_for
from app.services.till import Act, Till


@dataclass(slots=True)
class Change:
    """A change in progress: put the sale as it shall be into `sale`."""

    act: Act
    sale: Sale
    judged: bool = False
    """Whether its discounts have been held against what the person may give."""


def discounted(
    till: Till,
    change: Change,
    put: Callable[[Discount | None], Sale],
    off: Percent | Amount,
    why: str,
    line: int,
) -> Sale:
    """The sale with so much taken off a line, or off the ticket (line 0), as `put` puts it there.

    Above what anybody may take off, all discounts of a line together, it needs leave. Raises
    BadDiscount, NotAllowed.
    """
    if not is_discount(off):
        raise BadDiscount(most=None)
    rules, session = till.rules(), till.session
    given = Discount(off, why, session.who().code) if takes_off(off) else None
    sale = priced(put(given), rules)
    change.judged = True
    if given:
        old = change.sale.line(line).discount if line else change.sale.discount
        # What was allowed stays allowed when it is made less.
        allowed_by = old.allowed_by if old else ""
        if deepest := deepest_raise(change.sale, sale):
            allowed_by = session.need(Permission.DISCOUNT, deepest)
        check_not_for(change.sale.staff, allowed_by)
        given = replace(given, allowed_by=allowed_by)
        sale = put(given)
    change.act.state(
        FactType.DISCOUNT_GIVEN,
        {"sale": sale.id, "line": line, "discount": discount_body(given)},
    )
    return sale


def overridden(change: Change, line: Line, by: Override) -> None:
    """The line at a unit price set by hand, and that it is. Raises ForThemselves."""
    check_not_for(change.sale.staff, by.allowed_by)
    change.sale = changed(change.sale, replace(line, override=by))
    change.act.state(
        FactType.PRICE_CHANGED,
        {
            "sale": change.sale.id,
            "line": line.number,
            "sku": line.sku,
            "from": line.price.cents,
            "to": by.price.cents,
            "why": by.why,
            "allowed_by": by.allowed_by,
        },
    )


def judge(till: Till, change: Change, before: Sale, after: Sale) -> None:
    """Another quantity, or a line less, may make a discount deeper: that needs leave too.

    Raises NotAllowed.
    """
    deepest = deepest_raise(before, after)
    allowed_by = till.session.need(Permission.DISCOUNT, deepest) if deepest else ""
    if allowed_by or deepest > FREE_DISCOUNT:
        line = next((one for one in after.lines if one.number == after.chosen), None)
        change.act.state(
            FactType.DISCOUNT_GIVEN,
            {
                "sale": after.id,
                "line": line.number if line else 0,
                "discount": discount_body(line.discount if line else after.discount),
                "allowed_by": allowed_by,
            },
        )
