"""What the rules of the shop refuse, as types; `app.messages` says each in the user's words.

ShopError                 the rules say no; nothing was changed
|- Bad...                 what was typed cannot be read
|- Unknown...             what was named is not there
|- the rest               what was asked may not be done now, or not by this person
"""

from __future__ import annotations


class ShopError(Exception):
    """A refusal. `facts` are the values that its sentence needs (str, int, Money...)."""

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__, facts)
        self.facts = facts


# what cannot be read
class BadAmount(ShopError): ...


class BadQuantity(ShopError): ...


class BadCode(ShopError):
    """A barcode that is no barcode: wrong length, wrong check digit, strange characters."""


class NoTaxRate(ShopError): ...


# the machine under the shop
class DiskFull(ShopError): ...


class DiskReadOnly(ShopError): ...


class WrongKey(ShopError):
    """The key at hand does not open this file."""
