"""Refusals: what a session of commands cannot read."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class UnknownCommand(ShopError): ...


class BadArguments(ShopError): ...


class UnknownDevice(ShopError):
    """`name`; `known`: those of till.toml."""
