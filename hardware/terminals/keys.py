"""Where a terminal's passphrase is: a file of its own, or the system's keyring; never till.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hardware.errors import DeviceError, Reason
from hardware.nexo.envelope import Key

SERVICE = "mostrador-terminal"
"""Of the keyring; the name in it is `key_id`."""


def key_of(options: Mapping[str, Any]) -> Key:
    """`key_id`, `key_version`, and `key_file` or `key_keyring`. Raises DeviceError (NO_SERVICE)."""
    try:
        name, version = str(options["key_id"]), int(options["key_version"])
    except (KeyError, TypeError, ValueError):
        raise _wrong("key_id and key_version name the terminal's key") from None
    if options.get("key_keyring"):
        passphrase = _from_keyring(name)
    else:
        passphrase = _from_file(str(options.get("key_file", "")))
    if not passphrase:
        raise _wrong("the terminal's passphrase is empty")
    try:
        passphrase.encode("latin-1")
    except UnicodeEncodeError:
        raise _wrong("the passphrase has letters that no terminal has") from None
    return Key(name, version, passphrase)


def _from_file(path: str) -> str:
    if not path:
        raise _wrong("key_file says where the passphrase is")
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"{path}: {error.__class__.__name__}") from None


def _from_keyring(name: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name) or ""
    except KeyringError as error:
        raise _wrong(f"the keyring: {error}") from None


def _wrong(detail: str) -> DeviceError:
    return DeviceError(detail, Reason.NO_SERVICE)
