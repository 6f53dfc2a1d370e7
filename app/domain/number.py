"""Reading the plain decimal numbers that people and scanners type."""

from __future__ import annotations

import re
from decimal import Decimal


def read_decimal(text: str, places: int) -> Decimal | None:
    """`3`, `0.436` or `0,436` with at most `places` decimals and six digits before them.

    None for anything else: signs, exponents, thousands, digits of other scripts.
    """
    if not re.fullmatch(rf"[0-9]{{1,6}}(?:[.,][0-9]{{1,{places}}})?", text.strip()):
        return None
    return Decimal(text.strip().replace(",", "."))
