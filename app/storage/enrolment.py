"""central.toml and device.key: which central a till belongs to, and the key that it signs with.

Both are there when the till is enrolled; `app.services.enrolling` makes them, the worker reads
them.
"""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from app.domain.errors import BadTill, KeyMissing
from app.durable import sync_file

NAME = "central.toml"
KEY = "device.key"
AUTHORITY = "central-ca.pem"
NEW = ".new"
"""Behind the name of a file that takes effect when everything else is there."""
_SEED = 32


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Everything central.toml says."""

    url: str
    central_key: str
    """Ed25519, raw, base64: what signs every answer."""
    installation: int
    epoch: str
    """Central's, when the till was enrolled."""
    pins: tuple[str, ...] = ()
    """SHA-256, hexadecimal, of the public keys that central's TLS may have; any of them."""
    ca: str = ""
    """A private authority's file in this folder; without it and without pins, the system's."""


def read(folder: Path) -> Enrolment | None:
    """None when the till belongs to no chain. Raises BadTill."""
    try:
        text = (folder / NAME).read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BadTill(reason=str(error)) from None
    try:
        data = tomllib.loads(text)
        return Enrolment(**{**data, "pins": tuple(data.get("pins", ()))})
    except (TypeError, ValueError) as error:
        raise BadTill(reason=f"{NAME}: {error}") from None


def write(folder: Path, enrolment: Enrolment, name: str = NAME) -> None:
    """Replace central.toml in one durable step."""
    # A JSON text, number or list of texts is written the same in TOML.
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in asdict(enrolment).items()
    ]
    part = folder / (name + ".part")
    part.write_text("\n".join(lines) + "\n", "utf-8")
    sync_file(part)
    part.replace(folder / name)
    sync_file(folder)


def waits(folder: Path) -> bool:
    """Whether joining was decided on and is not done: central.toml is there as the next one."""
    return (folder / (NAME + NEW)).exists()


def device_key(folder: Path, name: str = KEY) -> bytes:
    """The seed of the Ed25519 key, 32 bytes. Raises KeyMissing."""
    try:
        seed = bytes.fromhex((folder / name).read_text("ascii").strip())
    except (OSError, ValueError):
        seed = b""
    if len(seed) != _SEED:
        raise KeyMissing(place=name, folder=str(folder))
    return seed


def new_device_key(folder: Path) -> bytes:
    """A key that is not in use yet, only ours to read: the same one until it is."""
    path = folder / (KEY + NEW)
    try:
        return device_key(folder, path.name)
    except KeyMissing:
        path.unlink(missing_ok=True)
    seed = secrets.token_bytes(_SEED)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(seed.hex() + "\n")
    sync_file(path)
    sync_file(folder)
    return seed
