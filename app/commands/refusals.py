"""What the command line answers when it refuses, or fails: one sentence on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import cast

from app.domain.errors import NothingImported, ShopError
from hardware.errors import DeviceError

SPANISH, ENGLISH = "es", "en"
_REASONS = 5


def language() -> str:
    """Spanish first; English for whoever's machine speaks it."""
    import locale

    named = os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG")
    found = named or locale.getlocale()[0] or ""
    return ENGLISH if found.startswith("en") else SPANISH


def shown(spanish: str, english: str) -> str:
    return english if language() == ENGLISH else spanish


def said(refusal: ShopError | DeviceError) -> str:
    # Here: a window that opens has no refusal to say, and is waited for.
    from app.messages import sentence

    return sentence(refusal, language())


def say(error: Exception) -> None:
    """Say a refusal; what nobody foresaw is one sentence too, and with MOSTRADOR_TRACE=1 is
    raised again, for us."""
    if isinstance(error, (ShopError, DeviceError)):
        print(said(error), file=sys.stderr)
        if isinstance(error, NothingImported):
            _say_why(error)
        return
    if os.environ.get("MOSTRADOR_TRACE"):
        raise error
    what = f"{type(error).__name__}: {error}"
    spanish = f"Fallo imprevisto ({what}); con MOSTRADOR_TRACE=1 se ve dónde."
    english = f"Unforeseen failure ({what}); MOSTRADOR_TRACE=1 shows where."
    print(shown(spanish, english), file=sys.stderr)


def _say_why(refusal: NothingImported) -> None:
    """Why no row went in, the most frequent reasons first; the report has each row."""
    from app.commands.reasons import left_out

    counted = cast("Mapping[str, int]", refusal.facts["left_out"])
    for line in left_out(counted)[:_REASONS]:
        print(line, file=sys.stderr)
