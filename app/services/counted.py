"""What a count says of itself: a product of the one under way, and what a closed one came to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.counting import Place
from app.domain.product import Product


@dataclass(frozen=True, slots=True)
class CountLine:
    """A product of the count under way, in one place."""

    product: Product
    place: Place
    quantity: Decimal
    expected: Decimal | None
    """In that place when nothing is known of another; None in a blind count."""
    checked: bool
    who: str

    @property
    def difference(self) -> Decimal | None:
        return None if self.expected is None else self.quantity - self.expected


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed count."""

    count: str
    lines: int
    differing: int
    waiting: int = 0
    """Products of one place whose figure waits until the other is counted."""
    moved: tuple[str, ...] = ()
    """SKUs that moved since the other place was counted: there they are counted again."""
    again: tuple[str, ...] = ()
    """SKUs counted twice here, whose difference wants them counted again in the other place."""
    lapsed: int = 0
    """Products of the other place that were counted on another day: that holds no more."""
