"""The QR as a symbol: level M, and how many dots a module takes to measure 30-40 mm.

AEAT, QR document v0.4.7: ISO/IEC 18004, level M, 30 x 30 to 40 x 40 mm without its margin.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal

import segno

QUIET_MODULES = 4
"""The margin of ISO/IEC 18004; at these sizes above the 2 mm that the AEAT asks."""
LEAST_MM, BEST_MM, MOST_MM = Decimal(30), Decimal(35), Decimal(40)
MM_PER_INCH = Decimal("25.4")


@dataclass(frozen=True, slots=True)
class SymbolSize:
    """How large to print: whole dots a module, so that no module is wider than another."""

    dots: int
    mm: Decimal
    """The side of the symbol without its margin."""


def matrix(url: str) -> tuple[tuple[bool, ...], ...]:
    """The modules without margin, True for dark."""
    return tuple(tuple(map(bool, row)) for row in _symbol(url).matrix)


def size(modules: int, dpi: int) -> SymbolSize:
    """The size nearest to 35 mm for a side of `modules`. Raises ValueError when none fits."""
    sizes = [
        SymbolSize(dots, MM_PER_INCH * modules * dots / dpi)
        for dots in range(1, int(MOST_MM * dpi / MM_PER_INCH / modules) + 1)
    ]
    fitting = [one for one in sizes if LEAST_MM <= one.mm <= MOST_MM]
    if not fitting:
        raise ValueError(f"{modules} modules at {dpi} dpi: no whole dots give 30-40 mm")
    return min(fitting, key=lambda one: abs(one.mm - BEST_MM))


def png(url: str, dots: int) -> bytes:
    """Black on white with its margin, `dots` pixels a module."""
    out = io.BytesIO()
    _symbol(url).save(out, kind="png", scale=dots, border=QUIET_MODULES)
    return out.getvalue()


def svg(url: str, mm: Decimal = BEST_MM) -> str:
    """A drawing whose symbol measures `mm` without its margin."""
    symbol = _symbol(url)
    modules = len(symbol.matrix)
    side = mm * (modules + 2 * QUIET_MODULES) / modules
    out = io.BytesIO()
    symbol.save(out, kind="svg", border=QUIET_MODULES, xmldecl=False, omitsize=True)
    return out.getvalue().decode().replace("<svg ", f'<svg width="{side:.3f}mm" ', 1)


def _symbol(url: str) -> segno.QRCode:
    # Boosting would raise the level where it costs no module; the law says M.
    return segno.make(url, error="m", micro=False, boost_error=False)
