"""Few bytes for a code that has to fit on paper: whole numbers, texts and quantities, in order.

As a QR's alphanumeric text in base 32: letters and digits alone come through every keyboard that
a scanner pretends to be.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime
from decimal import Decimal

from app.domain.errors import BadOrderCode

SIGNATURE = 64
"""Bytes of an Ed25519 signature (RFC 8032)."""
_LETTERS = re.compile(r"[A-Z2-7]{110,3000}", re.ASCII)
_LONGEST_TEXT = 200


class Writer:
    def __init__(self) -> None:
        self._bytes = bytearray()

    def whole(self, value: int) -> Writer:
        """From 0; seven bits a byte, the lowest first. Raises ValueError below."""
        if value < 0:
            raise ValueError(value)
        while value > 0x7F:
            self._bytes.append(0x80 | value & 0x7F)
            value >>= 7
        self._bytes.append(value)
        return self

    def text(self, text: str) -> Writer:
        """Raises ValueError above 200 bytes."""
        data = text.encode()
        if len(data) > _LONGEST_TEXT:
            raise ValueError(text)
        self.whole(len(data))
        self._bytes += data
        return self

    def quantity(self, quantity: Decimal) -> Writer:
        """Whole units in one byte; else thousandths."""
        thousandths = quantity.scaleb(3)
        if thousandths % 1:
            raise ValueError(quantity)
        whole = int(thousandths)
        return self.whole(whole * 2 + 1 if whole % 1000 else whole // 1000 * 2)

    def moment(self, at: datetime) -> Writer:
        """To the second."""
        return self.whole(int(at.timestamp()))

    @property
    def bytes(self) -> bytes:
        return bytes(self._bytes)


class Reader:
    """Raises BadOrderCode where there is not what is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def whole(self) -> int:
        value = shift = 0
        while True:
            byte = self._take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value
            if shift > 63:
                raise BadOrderCode()

    def text(self) -> str:
        length = self.whole()
        if length > _LONGEST_TEXT:
            raise BadOrderCode()
        try:
            return self._take(length).decode()
        except UnicodeDecodeError:
            raise BadOrderCode() from None

    def quantity(self) -> Decimal:
        value = self.whole()
        thousandths = value // 2 if value % 2 else value // 2 * 1000
        return Decimal(thousandths).scaleb(-3) if value % 2 else Decimal(value // 2)

    def moment(self) -> datetime:
        """In UTC."""
        try:
            return datetime.fromtimestamp(self.whole(), UTC)
        except (OverflowError, OSError, ValueError):
            raise BadOrderCode() from None

    def end(self) -> None:
        if self._at != len(self._data):
            raise BadOrderCode()

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise BadOrderCode()
        self._at += count
        return taken


def signed_text(prefix: str, content: bytes, signature: bytes) -> str:
    """What a QR holds: `prefix`, then content and signature in A-Z and 2-7."""
    return prefix + base64.b32encode(content + signature).decode().rstrip("=")


def is_signed(prefix: str, scanned: str) -> bool:
    """Whether it has the form of such a QR; nobody has looked at the signature."""
    text = scanned.strip().upper()
    return text.startswith(prefix) and bool(_LETTERS.fullmatch(text, len(prefix)))


def split(prefix: str, scanned: str) -> tuple[bytes, bytes] | None:
    """Content and signature of such a QR; None for any other code. Raises BadOrderCode."""
    if not is_signed(prefix, scanned):
        return None
    letters = scanned.strip().upper()[len(prefix) :]
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error:
        raise BadOrderCode() from None
    return data[:-SIGNATURE], data[-SIGNATURE:]
