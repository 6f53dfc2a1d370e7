"""Refusals: what is sold, and the ticket in hand."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class BadAmount(ShopError): ...


class BadQuantity(ShopError): ...


class NoScale(ShopError):
    """This till has no scale: its weights are typed."""


class NotWeighed(ShopError):
    """The scale has no weight to sell by; `why` is its reason."""


class BadCode(ShopError):
    """A barcode that is no barcode: wrong length, wrong check digit, strange characters."""


class NoTaxRate(ShopError): ...


class NoSuchLine(ShopError): ...


class NothingToUndo(ShopError): ...


class BadDiscount(ShopError):
    """Not a discount, or more than what it is taken from (`most`)."""


class BadPrice(ShopError): ...


class UnknownItem(ShopError):
    """No product has that code or SKU."""


class NoLayout(UnknownItem):
    """A code of a scale (20 to 29) that no row of this shop's table reads (`prefix`)."""


class BadLayout(ShopError):
    """`pattern` says no way in which a scale could write its codes."""


class NothingLearned(ShopError):
    """A label's `code` says neither the weight nor the price that were typed."""


class ExpiredLot(ShopError):
    """`name`: the code says that its last day was `expired`."""


class EmptySale(ShopError): ...


class NothingTaken(EmptySale):
    """Something comes back in exchange, and nothing is sold for it yet."""


class WeightMissing(ShopError):
    """A weighed line still waits for its weight."""


class TicketTooLarge(ShopError):
    """More than any ticket can come to (`most`)."""


class VariosTooDear(ShopError): ...


class NoSuchVarios(ShopError): ...


class UnknownParked(ShopError): ...


class BasketNotEmpty(ShopError): ...


class MoneyTaken(ShopError):
    """There are tenders on the sale: what was asked must wait until they are given back."""


class NoPrice(ShopError):
    """None of the product's prices holds today."""


class SaleStopped(ShopError):
    """Central says that it must not be sold; nobody at the till overrides it."""


class DiscountTooDeep(ShopError):
    """Of `name` no more than `most` per cent may be taken off (retail-rules 2)."""


class TooMany(ShopError):
    """Of `name` one ticket may have `most`."""


class OutsideHours(ShopError):
    """`name` may be sold at `hours` only."""


class NothingStopped(ShopError):
    """Nothing was taken off sale at this till."""


class AgeNotAsked(ShopError):
    """Something on the ticket is for who is `years` old, and nobody has asked."""


class NoAgeToAsk(ShopError):
    """Nothing on the ticket is for who has an age."""


class AttachedLine(ShopError):
    """`name` came with another line: it follows that, and is not changed by itself."""


class NotTakenBack(ShopError):
    """`name` is sold without return; `text` is read aloud."""
