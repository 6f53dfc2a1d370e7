"""Refusals: a till's folder, its key, its backups and its machine."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class DiskFull(ShopError): ...


class DiskReadOnly(ShopError): ...


class WrongKey(ShopError):
    """The key at hand does not open this file."""


class TillExists(ShopError): ...


class NoTill(ShopError): ...


class TillsBelow(NoTill):
    """No till here, but in folders of this one, as in a demo's."""


class LostTill(ShopError):
    """A journal without its till.toml."""


class BadTill(ShopError):
    """till.toml cannot be read, or says something impossible."""


class DemoFolder(ShopError):
    """A real shop is wanted where a demo shop is."""


class RealFolder(ShopError):
    """A demo shop is wanted where a real one is."""


class ChainElsewhere(ShopError):
    """The till belongs to a central that is not the one beside it."""


class RestoredShop(ShopError):
    """A till whose central came back beside it from a backup, not yet put together again."""


class AloneTill(ShopError):
    """A till that sells without a central, where a shop with one is wanted."""


class CentralNotCopied(ShopError):
    """The backup has the till and not its central."""


class DamagedSingle(ShopError):
    """single.toml cannot be read: the shop sells, and nobody knows where its backups go."""


class BackupsFolderMissing(ShopError):
    """Where the daily backups go is not there: a disk that is not plugged in."""


class AnotherTill(ShopError):
    """Another process has this data folder open."""


class NoDisplay(ShopError):
    """There is no screen to open the window on."""


class KeyMissing(ShopError): ...


class KeyringUnusable(ShopError): ...


class BadShopFacts(ShopError):
    """A value given to `init` that no till may have."""


class DemoOnly(ShopError): ...


class BadBackup(ShopError): ...


class WrongRecoveryCode(ShopError): ...


class NewerSchema(ShopError):
    """The file was written by a later version of the program."""


class JournalBroken(ShopError):
    """The chain of facts does not add up where it should go on."""
