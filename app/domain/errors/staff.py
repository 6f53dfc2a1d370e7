"""Refusals: who may do what at a till."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class NotSignedIn(ShopError): ...


class SignInRefused(ShopError):
    """Wrong code or PIN; which of the two is not said."""


class NobodyYet(ShopError):
    """Nobody of central's has come to this till: there is no code and no PIN to be wrong."""


class LockedOut(ShopError): ...


class NotAllowed(ShopError):
    """The signed-in person may not; somebody else may allow it."""


class UnknownPerson(ShopError): ...


class WeakPin(ShopError): ...
