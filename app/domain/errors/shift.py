"""Refusals: the drawer, from its opening to its count."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class NoOpenShift(ShopError): ...


class ShiftOpen(ShopError): ...


class ReasonMissing(ShopError): ...


class NotEnoughCash(ShopError): ...


class BadCount(ShopError): ...


class NothingToAccept(ShopError): ...


class UnknownShift(ShopError):
    """No shift of that number (`shift`; 0: none at all) was closed at this till."""


class BadPlace(ShopError):
    """Cash is not moved there, or from a place to itself."""


class BadBag(ShopError): ...


class BagTaken(ShopError):
    """There was a bag of that number already."""


class UnknownBag(ShopError):
    """It is not in the safe by what this till knows."""


class BagDiffers(ShopError): ...
