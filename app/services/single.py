"""The folder of a shop that is its own chain: the till, its central in central/, and single.toml,
which is written when both are there.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from app.durable import sync_file

NAME = "single.toml"
CENTRAL = "central"
DATABASE, KEY = "central.db", "central.key"
"""In there; central's own."""
PORTS = 65_536


@dataclass(frozen=True, slots=True)
class Single:
    """Everything single.toml says."""

    port: int
    """Where central listens, on this machine only."""
    backups: str
    """The folder of the daily backups."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A single.toml that says nothing: its shop has a central, and nobody knows where its backups
    go."""

    reason: str


def read(folder: Path) -> Single | Damaged | None:
    """None for every other folder, and for one whose making was cut short."""
    try:
        data = tomllib.loads((folder / NAME).read_text("utf-8"))
        port, backups = data["port"], data["backups"]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        return Damaged(str(error))
    except KeyError as error:
        return Damaged(f"{error.args[0]}?")
    if type(port) is not int or not 0 < port < PORTS:
        return Damaged(f"port = {port!r}")
    if type(backups) is not str or not backups:
        return Damaged(f"backups = {backups!r}")
    return Single(port, backups)


def write(folder: Path, single: Single) -> None:
    """Replace single.toml in one durable step."""
    part = folder / (NAME + ".part")
    # A JSON text or number is written the same in TOML.
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in asdict(single).items()]
    part.write_text("".join(lines), "utf-8")
    sync_file(part)
    part.replace(folder / NAME)
    sync_file(folder)
