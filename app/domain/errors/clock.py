"""Refusals: what a machine with a wrong clock may not do."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class ClockBlocked(ShopError):
    """The machine's clock is known to be wrong (`fault`) by more than a day (`by`): no new money
    is asked for without a manager's leave (sync-and-performance 1.2)."""


class ClockDoubted(ShopError):
    """The machine's clock is known to be wrong (`fault`) by more than a day (`by`): nothing is
    undone because its time would be over (retail-rules 11)."""


class ClockRight(ShopError):
    """There is nothing about the clock that would need leave."""


class ClockWrong(ShopError):
    """This machine's clock and central's differ by more than both can account for."""
