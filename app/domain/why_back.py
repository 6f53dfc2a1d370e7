"""Why money goes back: goods that came back, or none (retail-rules 5)."""

from __future__ import annotations

from enum import StrEnum


class WhyBack(StrEnum):
    RESTOCK = "restock"
    """It came back and is for sale again."""
    DAMAGED = "damaged"
    """It came back and is not: faulty, broken."""
    PRICE = "price"
    """Nothing came back: it had cost too much."""
    ALLOWANCE = "allowance"
    """Nothing came back: the customer keeps what is damaged, for less."""

    @property
    def goods(self) -> bool:
        """Whether goods come back."""
        return self in (WhyBack.RESTOCK, WhyBack.DAMAGED)
