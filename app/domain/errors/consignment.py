"""Refusals: goods that move between places."""

from __future__ import annotations

from enum import StrEnum

from app.domain.errors.shop_error import ShopError


class BadConsignmentNumber(ShopError): ...


class BadTransitPaper(ShopError):
    """The code of a transfer's paper that no device of the chain signed, or that is damaged."""


class UnknownConsignment(ShopError):
    """Nobody has told this till of it."""


class ConsignmentElsewhere(ShopError):
    """Another shop sends or receives it: `shop`."""


class ConsignmentOver(ShopError):
    """It was declined, called off or closed."""


class GoodsSent(ShopError):
    """They have left already."""


class NoGoods(ShopError):
    """Nothing was scanned."""


class Unsaid(StrEnum):
    """What lacks its reason."""

    DAMAGE = "damage"
    DIFFERENCE = "difference"
    DECLINED = "declined"
    RETURN = "return"
    REJECTION = "rejection"


class ReasonNeeded(ShopError):
    """No word why. `of`: an `Unsaid`; `names`: of the products, with what parts them before."""


class ReceivedBefore(ShopError):
    """Delivery or transfer `number` of `origin` was received here, and closed `at`."""


class OtherSuppliersNote(ShopError):
    """Delivery `number` is known here as another supplier's: `origin`."""


class MoreDamaged(ShopError):
    """More of `name` would be damaged (`damaged`) than can have come besides what is good."""


class SameShop(ShopError):
    """A transfer from a shop to itself."""


class OtherTaxpayersShop(ShopError):
    """Shop `shop` (`name`) has another NIF: goods that go there are sold, not transferred."""


class NotInConsignment(ShopError):
    """It is no product of the catalogue, nor a box of the consignment."""


class BoxTaken(ShopError):
    """That box was scanned already."""


class NotScanned(ShopError):
    """Less than that was scanned."""


class OtherReceipt(ShopError):
    """Another receipt is open on this device."""


class UnknownStray(ShopError):
    """No parcel with that code waits to be identified here."""
