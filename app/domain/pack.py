"""Packs: a barcode that stands for several of its product, written `CODE*6` in lists and files."""

from __future__ import annotations

import re

MARK = "*"
_PACK = re.compile(r"(.+?)\s*\*\s*([1-9][0-9]{0,3})")


def split(code: str) -> tuple[str, int]:
    """The barcode itself, and how many of the product it stands for: 1 of what is no pack."""
    if MARK in code and (match := _PACK.fullmatch(code)):
        return match[1], int(match[2])
    return code, 1


def joined(code: str, units: int) -> str:
    """`split` undone."""
    return code if units == 1 else f"{code}{MARK}{units}"
