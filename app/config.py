"""till.toml: what this till is, decided at `init`, and how its window looks."""

from __future__ import annotations

import os
import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from app.domain.errors import BadTill, LostTill, NoTill, TillsBelow
from app.domain.installation import DeviceKind
from app.durable import sync_file

NAME = "till.toml"
MAKING = "till.toml.making"
"""Its name until everything else of a new till is there: what tells a making that was cut short
from a till that lost its till.toml."""
THEMES = ("light", "dark", "system")
LANGUAGES = ("es", "en")
SCANNER_LAYOUTS = ("auto", "us", "typed")
SCALES = (100, 125, 150, 175, 200)
LOCKS = (0, 2, 5, 10)
_NO_ROWS = re.compile(r"^weighed[ \t]*=[ \t]*\[[ \t]*\][ \t]*$\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Face:
    """How the window looks and listens; Settings changes it."""

    theme: str = "light"
    language: str = "es"
    mirrored: bool = False
    """Pay buttons for the left hand."""
    scale: int = 100
    """Per cent."""
    sounds: bool = True
    scanner: str = "auto"
    lock: int = 5
    """Minutes without a touch until the till locks; 0: never."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything till.toml says."""

    shop: str
    till: str
    installation: int
    """Of the journal's key: a restore opens the next one."""
    generation: str
    """The series letter: one for each installation, A first."""
    installation_number: str
    """As the AEAT is told it; never used twice."""
    key_place: str
    """"file" or "keyring"; decided once."""
    demo: bool = False
    kind: DeviceKind = DeviceKind.TILL
    seed: str = ""
    """Of the demo's ids."""
    face: Face = Face()
    devices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """`[devices.NAME]`, as it was typed: one that is wrong has a row that says so."""
    weighed: tuple[Mapping[str, Any], ...] = ()
    """`[[weighed]]`: how the shop's scales write their codes, `pattern` and `decimals` each
    (`domain.weighed_code`), as it was typed."""
    tax_rates: tuple[Mapping[str, Any], ...] = ()
    """`[[tax_rates]]`: rates of this till's own (`domain.tax.rate_of`), such as those of a city's
    IPSI, as they were typed."""
    tenders: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """`[tenders.CODE]`: what this till alone has otherwise of a way of paying
    (`domain.tender.ordered`); whoever opens the till reads it."""
    second_copy: str = ""
    """Where every fact goes a second time: a folder on another disk; "" for nowhere."""
    journal_years: int = 0
    """Whole years that stay in the journal before this one, when it is not the usual
    (`domain.archiving`); 0: nothing is ordered."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """`[limits.ROLE]` and `four_eyes`: how far roles go here (`domain.role_limits`)."""

    def devices_of(self, kind: str) -> dict[str, Mapping[str, Any]]:
        """Those rows of `devices` that are of a kind."""
        return {name: row for name, row in self.devices.items() if device_kind(name, row) == kind}

    def series(self, kind_letter: str, year: int) -> str:
        """The prefix of a kind's series: `T042C03AS26` (retail-rules 8)."""
        return f"T{self.shop}C{self.till}{self.generation}{kind_letter}{year % 100:02d}"


def default_folder() -> Path:
    """Where a till's data is when nobody says `--data`."""
    # Here and in `write`: the sign-in screen waits for every import, and needs neither.
    import platformdirs

    return Path(platformdirs.user_data_dir("mostrador", appauthor=False))


def next_generation(letter: str) -> str:
    """The letter after `letter`. Raises BadTill after Z."""
    place = string.ascii_uppercase.find(letter) + 1
    if not 0 < place < len(string.ascii_uppercase):
        raise BadTill(reason="generation")
    return string.ascii_uppercase[place]


def generation_before(letter: str) -> str:
    """The letter before `letter`, "" before A."""
    return "" if letter == "A" else chr(ord(letter) - 1)


def device_kind(name: str, row: Mapping[str, Any]) -> str:
    """A row of `devices` that says none is what its name says."""
    return str(row.get("kind", name))


def read(folder: Path) -> Config:
    """Raises NoTill when the folder holds no till (TillsBelow when folders in it do), LostTill when
    it holds a till's journal without its till.toml, BadTill when that is damaged."""
    try:
        text = (folder / NAME).read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        kept = any(folder.glob("journal.*")) and not (folder / MAKING).is_file()
        raise LostTill(folder=str(folder)) if kept else _no_till(folder) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadTill(reason=str(error)) from None
    try:
        data: dict[str, Any] = tomllib.loads(_tables_only(text))
        face = _face(data.pop("face", {}))
        kind = DeviceKind(data.pop("kind", DeviceKind.TILL))
        devices = data.pop("devices", {})
        weighed = tuple(data.pop("weighed", ()))
        rates = tuple(data.pop("tax_rates", ()))
        for name, rows in (("weighed", weighed), ("tax_rates", rates)):
            if not all(isinstance(row, dict) for row in rows):
                raise ValueError(name)
        if not all(isinstance(entry, dict) for entry in devices.values()):
            raise ValueError("devices")
        tables = {"face": face, "devices": devices, "weighed": weighed, "tax_rates": rates}
        return Config(**data, kind=kind, **tables)
    except (AttributeError, TypeError, ValueError) as error:
        raise BadTill(reason=str(error)) from None


def _tables_only(text: str) -> str:
    """Without the `weighed = []` that some tills wrote for no row: no `[[weighed]]` can be typed
    beside it."""
    return _NO_ROWS.sub("", text)


def _no_till(folder: Path) -> NoTill:
    below = sorted(str(found.parent) for found in folder.glob(f"*/{NAME}"))
    if below:
        return TillsBelow(folder=str(folder), below=", ".join(below))
    return NoTill(folder=str(folder))


def _face(data: dict[str, Any]) -> Face:
    """Unknown or impossible looks fall back: they must never keep a till from selling."""
    known = {one.name for one in fields(Face)}
    face = Face(**{name: value for name, value in data.items() if name in known})
    choices = {
        "theme": THEMES,
        "language": LANGUAGES,
        "scanner": SCANNER_LAYOUTS,
        "scale": SCALES,
        "lock": LOCKS,
    }
    for name, allowed in choices.items():
        if getattr(face, name) not in allowed:
            face = replace(face, **{name: getattr(Face(), name)})
    return face


def write(folder: Path, config: Config, name: str = NAME) -> None:
    """Replace till.toml in one durable step. What is empty is left out: a person may add it."""
    import tomlkit

    said = asdict(config)
    may_be_empty = (
        "weighed", "tax_rates", "tenders", "limits", "second_copy", "journal_years",
    )  # fmt: skip
    for empty in [name for name in may_be_empty if not said[name]]:
        del said[empty]
    _replace(folder, name, tomlkit.dumps(said))


def write_face(
    folder: Path,
    face: Face,
    weighed: Sequence[Mapping[str, Any]] = (),
    limits: Mapping[str, Any] | None = None,
) -> None:
    """Replace the looks alone, and `weighed` and `limits` when there are any: what a person has
    typed into till.toml meanwhile stays, comments too. Raises BadTill when that is no TOML, and
    then writes nothing."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        said = tomlkit.parse(_tables_only((folder / NAME).read_text("utf-8")))
        said.setdefault("face", tomlkit.table()).update(asdict(face))
        if weighed:
            said["weighed"] = [dict(row) for row in weighed]
        if limits:
            said["limits"] = limits
    except (AttributeError, OSError, TOMLKitError, UnicodeDecodeError) as error:
        raise BadTill(reason=str(error)) from None
    _replace(folder, NAME, tomlkit.dumps(said))


def _replace(folder: Path, name: str, text: str) -> None:
    part = folder / (name + ".part")
    with part.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(folder / name)
    sync_file(folder)  # the name is durable too
