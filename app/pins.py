"""What is kept of a PIN or a badge: the same at the till and at central."""

from __future__ import annotations

import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)
"""argon2id. 19 MiB and 3 passes take some 35 ms; what defends a short PIN is the pepper."""
NOBODY = (
    "$argon2id$v=19$m=19456,t=3,p=1$bm9ib2R5bm9ib2R5bm9ib2Q$"
    "0000000000000000000000000000000000000000000"
)
"""No PIN has this hash; asked for a code that nobody has, so that the answer takes as long."""


def hash_pin(pepper: bytes, pin: str) -> str:
    """What of a PIN is kept: argon2id over the PIN keyed with the pepper."""
    return HASHER.hash(_peppered(pepper, pin))


def is_pin(kept: str, pepper: bytes, pin: str) -> bool:
    """Whether `kept` is what `hash_pin` made of that PIN."""
    try:
        return HASHER.verify(kept, _peppered(pepper, pin))
    except (VerificationError, InvalidHashError):
        return False


def mark_badge(pepper: bytes, badge: str) -> str:
    """What of a badge is kept, to find its holder by."""
    return hmac.new(pepper, b"badge " + badge.strip().encode(), hashlib.sha256).hexdigest()


def _peppered(pepper: bytes, pin: str) -> str:
    return hmac.new(pepper, pin.encode(), hashlib.sha256).hexdigest()
