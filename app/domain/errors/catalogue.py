"""Refusals: files that people name, and what is imported from them."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class NoSuchFile(ShopError): ...


class UnreadableFile(ShopError):
    """Not a table of text: a folder, a workbook, an image, or the disk refuses."""


class NoUsableHeader(ShopError):
    """The first row does not say which columns hold what must be there (`missing`)."""


class UnknownField(ShopError):
    """`--map` or `--default` names a `field` that products (or staff) do not have."""


class UnknownColumn(ShopError):
    """`--map` names a `column` that the file does not have."""


class BadDefault(ShopError):
    """A `--default` whose `value` cannot be read as its `field`."""


class NothingImported(ShopError):
    """No row went in (`left_out`: how many by reason); what was in use before still is."""


class ReportNotWritable(ShopError): ...


class ImportRunning(ShopError):
    """Another import is writing a catalogue in this folder."""


class CatalogDamaged(ShopError):
    """The catalogue just written does not read back sound; the old one stays in use."""


class NoCatalogue(ShopError):
    """There are no products yet: prices come after them."""


class UnwritableFile(ShopError): ...
