"""The pictures of a folder, for the products that an import brings in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.domain.errors import BadValue
from app.domain.picture import is_name
from app.domain.product import Product
from app.importing.report import Reason

Shrink = Callable[[bytes], bytes]
"""A picture made small; raises BadValue for what is none, or too much of one."""
Keep = Callable[[bytes], str]
"""Keeps a picture; its name. Raises BadValue, OSError."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
_LARGEST = 32 * 1024 * 1024
"""Bytes of a file as a camera leaves it."""
_GTIN = 14


class Pictures:
    """Those of one folder; each is read once."""

    def __init__(self, folder: Path, shrink: Shrink) -> None:
        """Raises OSError."""
        self._folder, self._shrink = folder, shrink
        self._files = _by_name(folder)
        self._known: dict[Path, tuple[str, str]] = {}

    def of(self, product: Product, keep: Keep, remarks: list[tuple[Reason, str]]) -> str:
        """The picture's name: the file that `image` says, else one that is called as the SKU or a
        barcode. What cannot be had is a remark and no picture; one from before stays."""
        said = product.image
        named = "" if is_name(said) else said
        file = self._folder / named if named else self._called(product)
        if file is None:
            return said
        if file not in self._known:
            self._known[file] = self._kept(file, keep)
        name, why = self._known[file]
        if why:
            remarks.append((Reason.BAD_IMAGE, f"{named or file.name}: {why}"))
        return name

    def _called(self, product: Product) -> Path | None:
        for name in (product.sku.casefold(), *(code.casefold() for code in product.codes)):
            if (file := self._files.get(name)) is not None:
                return file
        return None

    def _kept(self, file: Path, keep: Keep) -> tuple[str, str]:
        """Its name, or why there is none."""
        try:
            if file.stat().st_size > _LARGEST:
                return "", f"{file.stat().st_size} B"
            return keep(self._shrink(file.read_bytes())), ""
        except BadValue as error:
            return "", str(error.facts["value"])
        except OSError as error:
            return "", error.strerror or type(error).__name__


def _by_name(folder: Path) -> dict[str, Path]:
    """Files by what they are called, barcodes of digits by their key of fourteen as well."""
    found: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() not in SUFFIXES:
            continue
        found.setdefault(file.stem.casefold(), file)
        if file.stem.isdecimal() and len(file.stem) in (8, 12, 13):
            found.setdefault(file.stem.zfill(_GTIN), file)
    return found
