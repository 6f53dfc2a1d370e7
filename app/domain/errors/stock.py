"""Refusals: what is counted, put right and labelled."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class CountOpen(ShopError):
    """A count is under way here since `since`: it is closed or left first."""


class NoCount(ShopError):
    """No count is under way here."""


class NothingCounted(ShopError):
    """The count has found nothing: it is left, not closed."""


class RecountFirst(ShopError):
    """Differences that nobody has looked at twice (`count`, `names`)."""


class NoSuchFamily(ShopError):
    """No product is in family `path`: there is nothing to count."""


class OutOfCount(ShopError):
    """The count is of something else (`name`)."""


class NotCounted(ShopError):
    """The count has not found it there (`code`)."""


class OnePlaceOnly(ShopError):
    """The count is of one place alone."""


class NotAPlace(ShopError):
    """Only the floor or the back room is counted alone."""


class AdjustTooMuch(ShopError):
    """More than may be put right without counting (`most`)."""


class AlreadyLost(ShopError):
    """It is noted for this customer already (`name`)."""


class NoLabels(ShopError):
    """No label has another price than its product."""
