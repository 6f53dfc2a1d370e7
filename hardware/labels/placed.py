"""A label as large as it is, and a part of it where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.ticket import Part

PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Stock:
    """The labels in the printer, and how finely it prints. `columns` fill the width."""

    width: int = 58
    height: int = 40
    """Millimetres."""
    dpi: int = 203
    columns: int = 32
    narrowest: float = 0.249
    """Millimetres of the narrowest bar, the next whole dot of it: the least of what a printer of
    labels may print for tills; 0.264 of any other (GS1 General Specifications 5.12)."""

    @property
    def dots(self) -> int:
        return self.to_dots(self.width)

    def to_dots(self, millimetres: float) -> int:
        return round(millimetres * self.dpi / PER_INCH)

    @property
    def millimetres_of_a_dot(self) -> float:
        return PER_INCH / self.dpi

    @property
    def gap(self) -> int:
        """Beside the edges, and between what stands side by side."""
        return self.to_dots(1.5)


@dataclass(frozen=True, slots=True)
class Placed:
    """A part, from its upper left corner, in dots. `module`: of bars and QR codes."""

    part: Part
    x: int
    y: int
    module: int = 0
    across: int = 0
    """Of a column of text."""
    wide: int = 0
    """That a line of text has room for."""

    @property
    def high(self) -> int:
        """Of a line of text."""
        return round(self.across * 1.9)
