"""Refusals: what an invoice may not bear."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class RegimeNotReady(ShopError):
    """VERI*FACTU outside a demo folder while sending does not exist (retail-rules 8)."""


class BadInvoiceNumber(ShopError):
    """A series with characters that the AEAT does not take, or a number too long."""


class BadInvoiceDate(ShopError):
    """A date that no invoice may bear today: the clock or the shop's zone is wrong."""
