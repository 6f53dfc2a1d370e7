"""Refusals: old facts that leave the journal."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class ArchiveFolderMissing(ShopError):
    """Where archives go is not there: a disk that is not plugged in."""


class ArchiveMissing(ShopError):
    """The file that has what left the journal is not in that folder."""


class BadArchive(ShopError):
    """It cannot be read from its first fact to its last, or is not the one that is named."""


class ArchiveUnwritten(ShopError):
    """Nothing was changed: the disk has no room, or refuses."""


class InsideFiscalPeriod(ShopError):
    """Days that the law has the shop keep at hand."""


class NothingOld(ShopError):
    """No whole day is older than what has to stay."""


class NotClosed(ShopError):
    """Something of the oldest day is still open."""


class NotAcknowledged(ShopError):
    """Central does not have everything of the oldest day."""


class NothingArchived(ShopError):
    """No archive in that folder has what could leave."""


class DocumentArchived(ShopError):
    """It left the journal with its day, years ago."""
