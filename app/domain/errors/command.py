"""Refusals: what a session of commands cannot read."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class UnknownCommand(ShopError): ...


class BadArguments(ShopError): ...


class SimulatedElsewhere(ShopError):
    """Simulated devices are a process's own, and the open till's are not this one's."""


class UnknownDevice(ShopError):
    """`name`; `known`: those of till.toml."""
