"""Where a terminal's passphrase is: a file of its own, or the system's keyring; never till.toml."""

from __future__ import annotations

from pathlib import Path

from hardware.errors import DeviceError, Reason
from hardware.nexo.envelope import Key
from hardware.options import Options

SERVICE = "mostrador-terminal"
"""Of the keyring; the name in it is `key_id`."""


def key_of(options: Options) -> Key:
    """`key_id`, `key_version`, and `key_file` or `key_keyring`. Raises DeviceError (NO_SERVICE,
    BAD_OPTION)."""
    name, version = options.text("key_id"), options.whole("key_version", 0, 0)
    kept, file = options.yes("key_keyring", False), options.path("key_file")
    if not name or not version:
        raise _wrong("key_id and key_version name the terminal's key")
    passphrase = _from_keyring(name) if kept else _from_file(file)
    if not passphrase:
        raise _wrong("the terminal's passphrase is empty")
    try:
        passphrase.encode("latin-1")
    except UnicodeEncodeError:
        raise _wrong("the passphrase has letters that no terminal has") from None
    return Key(name, version, passphrase)


def _from_file(path: Path | None) -> str:
    if path is None:
        raise _wrong("key_file says where the passphrase is")
    try:
        return path.read_text("utf-8").strip()
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
