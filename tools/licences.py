"""Writes resources/licences.json, the licences of what Mostrador ships, from the lock."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements" / "run.txt"
TARGET = ROOT / "resources" / "licences.json"

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
SPDX = re.compile(r"^[A-Za-z0-9.+-]+( (OR|AND|WITH) [A-Za-z0-9.+-]+)*$")

# Read in the licence file: the metadata do not say it in SPDX's words, or only some systems and
# Pythons install the package, and the list must come out the same on all of them.
READ = {
    "backports-tarfile": "MIT",
    "colorama": "BSD-3-Clause",
    "faker": "MIT",
    "hidapi": "BSD-3-Clause",
    "importlib-metadata": "Apache-2.0",
    "jaraco-classes": "MIT",
    "jeepney": "MIT",
    "lazy-importer": "Apache-2.0",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "multipart": "MIT",
    "pyserial": "BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "pywin32-ctypes": "BSD-3-Clause",
    "rich-click": "MIT",
    "secretstorage": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "zipp": "MIT",
}

# What travels inside a package under a licence of its own: what, inside which package, licence.
INSIDE = (
    ("Qt", "pyside6-essentials", "LGPL-3.0-only"),
    ("SQLCipher", "sqlcipher3", "BSD-3-Clause"),
    ("SQLite", "sqlcipher3", "blessing"),
    ("OpenSSL", "sqlcipher3", "Apache-2.0"),
    ("OpenSSL", "cryptography", "Apache-2.0"),
    ("libpq", "psycopg-binary", "PostgreSQL"),
    ("OpenSSL", "psycopg-binary", "Apache-2.0"),
    ("Zstandard", "zstandard", "BSD-3-Clause"),
    ("libxml2", "lxml", "MIT"),
    ("libxslt", "lxml", "MIT"),
    ("Inter", "fontpkg-inter", "OFL-1.1"),
    ("Codicons", "qtawesome", "CC-BY-4.0"),
    ("Elusive Icons", "qtawesome", "OFL-1.1"),
    ("Font Awesome Free", "qtawesome", "OFL-1.1 AND CC-BY-4.0"),
    ("Material Design Icons", "qtawesome", "Apache-2.0"),
    ("Phosphor Icons", "qtawesome", "MIT"),
    ("Remix Icon", "qtawesome", "Apache-2.0"),
)


class Licensed(TypedDict):
    """One line of the list in *About*; `version` is empty for what travels inside a package."""

    name: str
    version: str
    licence: str
    inside: str


class NoLicence(Exception):
    """The package is not installed here, or its metadata do not say: read it and add it to READ."""


def locked() -> dict[str, str]:
    """Name -> version of everything in the till's lock, also what another system installs."""
    return dict(PINNED.findall(LOCK.read_text(encoding="utf-8")))


def licence_of(name: str) -> str:
    """The SPDX expression of a package."""
    if name in READ:
        return READ[name]
    try:
        found: PackageMetadata = metadata(name)
    except PackageNotFoundError:
        raise NoLicence(name) from None
    for field in ("License-Expression", "License"):
        if field in found and SPDX.match(said := found[field]):
            return said
    raise NoLicence(name)


def shipped() -> list[Licensed]:
    """The whole list, in the order of the alphabet, what is inside a package right after it."""
    lines: list[Licensed] = []
    for name, version in sorted(locked().items()):
        lines.append(Licensed(name=name, version=version, licence=licence_of(name), inside=""))
        lines += [
            Licensed(name=what, version="", licence=licence, inside=package)
            for what, package, licence in INSIDE
            if package == name
        ]
    return lines


def text() -> str:
    """The file as it is written: one line a package, so that a change reads well in a diff."""
    lines = ",\n".join(json.dumps(line, ensure_ascii=False) for line in shipped())
    return f"[\n{lines}\n]\n"


if __name__ == "__main__":
    if sys.argv[1:] != ["--check"]:
        TARGET.write_text(text(), encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != text():
        sys.exit("resources/licences.json is not what the lock says: run tools/licences.py")
