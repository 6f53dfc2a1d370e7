"""Refusals: what is kept at central, and what waits there for a person."""

from __future__ import annotations

from enum import StrEnum

from app.domain.errors.shop_error import ShopError


class NoCentral(ShopError):
    """No central was made in this folder, or in the database that it names."""


class CentralExists(ShopError): ...


class BadDatabase(ShopError):
    """What says where central's database is cannot be read, or names none (`reason`)."""


class CentralBusy(ShopError):
    """Its database does not answer; the same may be tried again."""


class Why(StrEnum):
    """Why a value will not do, where its field alone does not say it."""

    DAY = "day"
    MOMENT = "moment"
    DECIMAL = "decimal"
    TILL_NUMBER = "till_number"
    HOW_MANY_LINES = "how_many_lines"
    SAME_LINE = "same_line"
    QUANTITY = "quantity"
    NEGATIVE = "negative"
    PERCENT = "percent"
    PARCEL = "parcel"
    PARCEL_TAKEN = "parcel_taken"
    CLOSED = "closed"
    QR = "qr"
    REFERENCE = "reference"
    INVOICE = "invoice"
    TILL_INVOICES = "till_invoices"
    ORDER_STATE = "order_state"
    UNPAID_INVOICE = "unpaid_invoice"
    FULL_INVOICE = "full_invoice"
    RECIPIENT = "recipient"
    HOME = "home"


class BadValue(ShopError):
    """What central was told of something (`field`) is a `value` that it may not have; `why`, where
    that is told."""


class CodeTaken(ShopError):
    """A barcode (`code`) that another product (`sku`) has."""


class UnknownShop(ShopError): ...


class UnknownList(ShopError):
    """No price list has that code."""


class UnknownStop(ShopError): ...


class UnknownException(ShopError):
    """Central has no exception with that id."""


class ExceptionSettled(ShopError):
    """It was settled before."""


class BadSettlement(ShopError):
    """Not one of the `ways` in which that exception may be settled."""


class StillFails(ShopError):
    """It was tried again, and came to nothing again."""
