"""What a receipt printer can do, as data: Epson's, and what clones of them are like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from hardware.errors import DeviceError, Reason
from hardware.options import Options


class Status(StrEnum):
    """What it answers."""

    NONE = "none"
    REAL_TIME = "real_time"
    """`DLE EOT` at once, `GS r` in its turn."""


@dataclass(frozen=True, slots=True)
class CodePage:
    number: int
    """Of `ESC t`."""
    codec: str
    """Python's."""


CP858 = CodePage(19, "cp858")
WPC1252 = CodePage(16, "cp1252")
CODE_PAGES = {"cp858": CP858, "wpc1252": WPC1252}


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    columns: int
    """Of font A."""
    dots: int
    """Across the paper."""
    dpi: int = 203
    code_page: CodePage = CP858
    """One for all it prints: pages that change in mid-line are where clones go wrong."""
    native_qr: bool = True
    cutter: bool = True
    drawer_pin: int = 2
    """Of the connector: 2 or 5."""
    open_is_high: bool = True
    """What pin 3 reads while the drawer is open; drawers differ."""
    status: Status = Status.REAL_TIME
    band: int = 128
    """Rows of a picture that are sent at a time, at most 255."""


PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("80mm", 48, 576),
        Profile("80mm-42", 42, 512, 180),
        Profile("58mm", 32, 384),
        Profile("58mm-basic", 32, 384, native_qr=False, cutter=False, status=Status.NONE),
        Profile("epson-tm-t20iii", 48, 576),
        Profile("epson-tm-t88", 42, 512, 180),
        Profile("epson-tm-m30", 48, 576),
        Profile("star-escpos", 48, 576, code_page=WPC1252),
    )
}
"""By what till.toml calls them; the first is what an entry without `profile` gets."""


def profile_of(options: Options) -> Profile:
    """The profile that an entry names, and what it says otherwise (`columns`, `dots`, `dpi`,
    `code_page`, `native_qr`, `cutter`, `drawer_pin`, `open_is_high`, `status`).

    Raises DeviceError (BAD_OPTION; NO_SERVICE for columns that are wider than the paper).
    """
    of = PROFILES[options.word_of("profile", "80mm", PROFILES)]
    page = next(name for name, page in CODE_PAGES.items() if page == of.code_page)
    made = replace(
        of,
        columns=options.whole("columns", of.columns, 8, 100),
        dots=options.whole("dots", of.dots, 96, 2000),
        dpi=options.whole("dpi", of.dpi, 100, 600),
        code_page=CODE_PAGES[options.word_of("code_page", page, CODE_PAGES)],
        native_qr=options.yes("native_qr", of.native_qr),
        cutter=options.yes("cutter", of.cutter),
        drawer_pin=options.number_of("drawer_pin", of.drawer_pin, (2, 5)),
        open_is_high=options.yes("open_is_high", of.open_is_high),
        status=Status(options.word_of("status", of.status.value, tuple(Status))),
    )
    if made.columns * 12 > made.dots + 11:
        raise DeviceError(f"{made.columns} columns in {made.dots} dots", Reason.NO_SERVICE)
    return made
