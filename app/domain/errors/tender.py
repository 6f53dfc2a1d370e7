"""Refusals: how a ticket is paid, and what its buyer must say."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class CashOverLimit(ShopError): ...


class TooMuch(ShopError):
    """More than is due, in a way of paying that gives no change."""


class OwedBack(ShopError):
    """An exchange for less: its customer gets `amount`, and pays nothing."""


class NothingDue(ShopError): ...


class BadTender(ShopError):
    """A kind of tender (`code`) that was ordered and cannot be (`reason`: which field)."""


class TenderOff(ShopError):
    """A way of paying (`kind`) that is not offered at this till."""


class TenderOverLimit(ShopError):
    """More of one ticket than that way of paying may take (`limit`)."""


class ReferenceMissing(ShopError):
    """Nobody could find that payment again."""


class CardNumber(ShopError):
    """The number of a card was typed: it is kept nowhere."""


class InvoiceRequired(ShopError):
    """Above 3,000 euro a ticket will not do: the buyer must be named."""


class BadTaxId(ShopError): ...


class BuyerIncomplete(ShopError): ...


class CardPending(ShopError):
    """A card payment whose outcome nobody knows yet; nothing may be charged twice."""


class NotPending(ShopError):
    """No card payment waits for anybody to say what became of it."""


class BadDeclaration(ShopError):
    """No document of another country (`document`, `country`) by which somebody is no resident."""


class NotPrivate(ShopError):
    """Who buys as a company (`name`) has the limit of everybody."""


class NoLastTicket(ShopError):
    """The last document is no sale of the shift in progress, or there is none."""


class NotRetendered(ShopError):
    """Some of `number` came back, or it was paid in another channel: its payment stays."""


class PaidSo(ShopError):
    """`number` is paid that way already."""


class UnknownVoucher(ShopError):
    """Nobody here, or at central, has heard of a voucher with that code."""


class VoucherExpired(ShopError):
    """It was good until a day (`on`) that is over."""


class VoucherSpent(ShopError):
    """Less (`left`) is left of it than is asked for."""


class VoucherUnheard(ShopError):
    """With the line down no more (`limit`) is taken of a voucher that another till may take too."""
