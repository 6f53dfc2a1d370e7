"""Refusals: the customers whom the chain knows."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class BadCard(ShopError):
    """Nothing that can be the number of a customer's card."""


class BadPersonal(ShopError):
    """Something of a customer's data (`field`) is missing or cannot be."""


class UnknownCard(ShopError): ...


class CardTaken(ShopError):
    """Somebody has that card already."""


class NobodyKnown(ShopError):
    """The sale in hand is nobody's."""


class UnknownCustomer(ShopError):
    """Nobody with that uuid, or somebody who was erased."""


class CustomersOfCentral(ShopError):
    """This till belongs to a chain: whom it knows, central erases."""
