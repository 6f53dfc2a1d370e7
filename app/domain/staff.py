"""People at the till: roles, and what each role may do unasked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from app.domain.barcode import may_be_badge
from app.domain.errors import BadBadge, ForThemselves, WeakPin


class Role(StrEnum):
    CASHIER = "cashier"
    SENIOR = "senior"
    MANAGER = "manager"
    STOCK = "stock"
    """Picks, counts, receives; does not sell."""
    INSPECTOR = "inspector"
    """Reads fiscal facts, nothing else (RD 1007/2023 art. 8.4)."""


class Permission(StrEnum):
    SELL = "sell"
    """Sell, and everything about a shift that is not listed below."""
    DISCOUNT = "discount"
    """Take something off; who sells up to FREE_DISCOUNT (`role_limits`)."""
    PRICE = "price"
    """Set a price by hand."""
    REFUND = "refund"
    CREDIT = "credit"
    """Give store credit as goodwill; take a voucher that nobody can be asked for."""
    NON_RESIDENT = "non_resident"
    """Take more in cash of somebody who declares not to reside here."""
    RETENDER = "retender"
    """Change how the last ticket was paid."""
    CASH_INSTEAD = "cash_instead"
    """Give cash back for what no drawer took."""
    RETURN_LATE = "return_late"
    """Take back what the shop takes back no more: its last day is over."""
    RETURN_WITHOUT_TICKET = "return_without_ticket"
    RETURN_ON_PAPER = "return_on_paper"
    """Return a ticket of another shop that cannot be asked."""
    CASH_OUT = "cash_out"
    """Take cash out of the drawer without a sale."""
    DRAWER = "drawer"
    """Open the drawer without a sale."""
    EXPECTED_CASH = "expected_cash"
    """See what should be in the drawer before it is counted."""
    ACCEPT_DIFFERENCE = "accept_difference"
    SAFE = "safe"
    """Move cash between safe and bank, deposit bags."""
    CLOCK = "clock"
    """Take money although the clock is known to be wrong by more than a day."""
    PICKUPS = "pickups"
    """Prepare orders, and hand them over."""
    UNHEARD_ORDER = "unheard_order"
    """Hand over what only its QR speaks of, above the limit for that (retail-rules 11)."""
    STOCK = "stock"
    """Count the stock, put it right, print labels for the shelves."""
    FIGURES = "figures"
    """See how well the shop keeps its promises."""
    SETTINGS = "settings"
    FISCAL_FACTS = "fiscal_facts"


TILL_ONLY = frozenset(
    {
        Permission.SELL,
        Permission.DISCOUNT,
        Permission.PRICE,
        Permission.REFUND,
        Permission.CREDIT,
        Permission.RETENDER,
        Permission.NON_RESIDENT,
        Permission.CASH_INSTEAD,
        Permission.RETURN_LATE,
        Permission.RETURN_WITHOUT_TICKET,
        Permission.RETURN_ON_PAPER,
        Permission.CASH_OUT,
        Permission.DRAWER,
        Permission.EXPECTED_CASH,
        Permission.ACCEPT_DIFFERENCE,
        Permission.SAFE,
        Permission.CLOCK,
    }
)
"""What needs a drawer or a series: nobody may do it on a device of kind `stock`."""

FREE_DISCOUNT = Decimal(20)
"""Per cent that anybody who sells may take off."""

_SENIOR = frozenset(
    {
        Permission.SELL,
        Permission.DISCOUNT,
        Permission.PRICE,
        Permission.REFUND,
        Permission.RETENDER,
        Permission.NON_RESIDENT,
        Permission.RETURN_WITHOUT_TICKET,
        Permission.CASH_OUT,
        Permission.DRAWER,
        Permission.SAFE,
        Permission.PICKUPS,
        Permission.UNHEARD_ORDER,
        Permission.STOCK,
    }
)

MAY: dict[Role, frozenset[Permission]] = {
    Role.CASHIER: frozenset({Permission.SELL, Permission.CASH_OUT, Permission.PICKUPS}),
    Role.SENIOR: _SENIOR,
    Role.MANAGER: frozenset(Permission),
    Role.STOCK: frozenset({Permission.PICKUPS, Permission.STOCK}),
    Role.INSPECTOR: frozenset({Permission.FISCAL_FACTS}),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff; never with PIN or badge."""

    code: str
    name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        return permission in MAY[self.role]


def check_pin(pin: str, role: Role, *, demo: bool) -> None:
    """A PIN is 4 to 12 digits; a manager's has six and is not trivial outside demo folders.

    Raises WeakPin.
    """
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12):
        raise WeakPin(least=4)
    if role is Role.MANAGER and not demo and (len(pin) < 6 or _trivial(pin)):
        raise WeakPin(least=6)


def check_not_for(buyer: str, *people: str) -> None:
    """Nobody sells to, refunds or overrides for themselves. Raises ForThemselves."""
    if buyer and buyer in people:
        raise ForThemselves()


def check_badge(badge: str) -> None:
    """Raises BadBadge for what a scan would take for something else, or anybody could guess."""
    if not may_be_badge(badge):
        raise BadBadge()


def _trivial(pin: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 or len(set(pin)) < 3
