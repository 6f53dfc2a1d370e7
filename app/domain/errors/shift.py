"""Refusals: the drawer, from its opening to its count."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class NoOpenShift(ShopError): ...


class ShiftOpen(ShopError): ...


class ReasonMissing(ShopError): ...


class NotEnoughCash(ShopError): ...


class BadCount(ShopError): ...


class NothingToAccept(ShopError): ...
