"""How a webhook is signed; how a channel checks that is in docs/orders.md.

`Mostrador-Signature: t=SECONDS,v1=HEX`: HMAC-SHA256 under the channel's secret, of the seconds, a
full stop and the body as it goes.
"""

from __future__ import annotations

import hashlib
import hmac

SIGNATURE = "Mostrador-Signature"
EVENT = "Mostrador-Event"
ATTEMPT = "Mostrador-Attempt"


def signature(secret: str, at: int, body: bytes) -> str:
    """`at`: seconds since 1970."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
