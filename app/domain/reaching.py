"""What a mail address and a telephone look like to which a customer may be told something."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\\x00-\x1f]{1,64}@[A-Za-z0-9.-]{1,190}")
_PHONE = re.compile(r"\+?[0-9 ()./-]{6,20}")


def is_mail(text: str) -> bool:
    return _MAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None
