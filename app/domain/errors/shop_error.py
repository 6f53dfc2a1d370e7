"""What every refusal of the shop is."""

from __future__ import annotations


class ShopError(Exception):
    """A refusal. `facts` are the values that its sentence needs (str, int, Money...)."""

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__, facts)
        self.facts = facts
