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
    """The signed-in person (`who`) may not; somebody else may allow it: `by`, the least role."""


class TakesTwo(NotAllowed):
    """The signed-in person may; but here that takes a second one who may."""


class LooksOnly(NotAllowed):
    """The fiscal inspector only reads fiscal facts (RD 1007/2023 art. 8.4), whoever allows more."""


class ForThemselves(ShopError):
    """Nobody sells to, refunds or overrides for themselves (retail-rules 6)."""


class BadLimit(ShopError):
    """What chain or till orders of a role's limits cannot be read."""


class BadBadge(ShopError):
    """No badge: too short to be one, or it would be read as something else."""


class StaffTooOld(ShopError):
    """Who works here has not been heard of for days: managers only."""


class UnknownPerson(ShopError): ...


class WeakPin(ShopError): ...
