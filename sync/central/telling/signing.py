"""How a webhook is signed, and how a channel checks it (docs/orders.md).

`Mostrador-Signature: t=SECONDS,v1=HEX`: HMAC-SHA256 under the channel's secret, of the seconds, a
full stop and the body as it came. What is older than `WINDOW` somebody may be playing back.
"""

from __future__ import annotations

import hashlib
import hmac

SIGNATURE = "Mostrador-Signature"
EVENT = "Mostrador-Event"
ATTEMPT = "Mostrador-Attempt"
WINDOW = 300
"""Seconds."""


def signature(secret: str, at: int, body: bytes) -> str:
    """`at`: seconds since 1970."""
    return f"t={at},v1={_digest(secret, at, body)}"


def is_ours(secret: str, header: str, body: bytes, now: int) -> bool:
    """What a channel asks of a request, with the header as it came."""
    said = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    at = said.get("t", "")
    if not (at.isascii() and at.isdigit()) or abs(now - int(at)) > WINDOW:
        return False
    return hmac.compare_digest(said.get("v1", ""), _digest(secret, int(at), body))


def _digest(secret: str, at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
