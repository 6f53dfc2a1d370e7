"""Refusals: telling channels and customers."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class BadChannel(ShopError):
    """What is no channel's (`field`, `value`): the address of its webhooks, a secret
    that is too short."""


class BadChannelCode(ShopError):
    """No channel may be called so (`value`)."""


class ChannelReserved(ShopError):
    """That name (`channel`) is another's: the tills' orders', the office's."""


class UnknownChannel(ShopError): ...


class BadSender(ShopError):
    """By what nobody can be written to (`field`, `value`)."""


class NotSent(ShopError):
    """The post did not take a letter (`why`)."""
