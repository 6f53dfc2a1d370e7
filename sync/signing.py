"""The till's side of "Who speaks" in docs/protocol.md: signing requests, checking answers."""

from __future__ import annotations

import base64
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.signatures import is_signed
from sync.protocol import (
    COUNTER,
    INSTALLATION,
    PROTOCOL,
    SIGNATURE,
    TIME,
    VERSION,
    request_text,
    response_text,
)


class Voice:
    """An installation's, by its device key (the seed, 32 bytes); 0 while it enrols."""

    def __init__(self, installation: int, seed: bytes) -> None:
        self._installation = str(installation)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public_key(self) -> str:
        """Raw, base64."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    def headers(
        self, method: str, target: str, body: bytes, at: datetime, counter: int
    ) -> dict[str, str]:
        """Of one request. `target`: the path with its query, as it will be sent; `body`: as it
        will travel; `at`: aware; `counter`: larger than any before."""
        named = {
            INSTALLATION: self._installation,
            TIME: at.isoformat(timespec="milliseconds"),
            COUNTER: str(counter),
        }
        signature = self._key.sign(request_text(method, target, body, named))
        return {
            **named,
            SIGNATURE: base64.b64encode(signature).decode(),
            PROTOCOL: str(VERSION),
        }


def is_centrals(central_key: str, target: str, status: int, body: bytes, signature: str) -> bool:
    """Whether central signed this answer to `target`; `body`: decompressed."""
    try:
        key = base64.b64decode(central_key, validate=True)
        said = base64.b64decode(signature, validate=True)
    except ValueError:  # no base64
        return False
    return is_signed(key, response_text(target, status, body), said)
