"""One signed request to a channel, and what its answer means."""

from __future__ import annotations

import contextlib
import functools
import ssl
from dataclasses import dataclass
from datetime import datetime

import httpx

from sync.central.telling.signing import ATTEMPT, EVENT, SIGNATURE, signature

PATIENCE = 10.0
"""Seconds for an answer, and as many for the connection."""
LONGEST = 24 * 3600
"""Seconds that a channel is left alone because it asked for that."""


@dataclass(frozen=True, slots=True)
class Taken:
    """It answered 2xx: it has it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """410: nobody is there any more, and nothing shall be sent."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """It does not answer, or cannot: nothing else need be tried there for a while."""

    why: str
    after: int = 0
    """Seconds that it asked for, at most `LONGEST`."""


@dataclass(frozen=True, slots=True)
class NotThis:
    """It answers, and did not take this one."""

    why: str


Answer = Taken | Gone | NotNow | NotThis


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whom httpx trusts, read once a process (20 ms)."""
    return httpx.create_ssl_context(trust_env=False)


class Poster:
    """Holds the connections; from any thread."""

    def __init__(self, program: str, patience: float = PATIENCE) -> None:
        self._client = httpx.Client(
            verify=_trusted(),
            timeout=patience,
            trust_env=False,
            follow_redirects=False,
            headers={"User-Agent": f"Mostrador/{program}", "Content-Type": "application/json"},
        )

    def post(
        self, url: str, secret: str, at: datetime, event: str, tries: int, body: bytes
    ) -> Answer:
        """`event`: its id, the same however often it is sent; `tries`: that failed before."""
        headers = {
            SIGNATURE: signature(secret, int(at.timestamp()), body),
            EVENT: event,
            ATTEMPT: str(tries + 1),
        }
        try:
            # The answer's body is nothing to us, however long it is.
            with self._client.stream("POST", url, content=body, headers=headers) as answer:
                return _meaning(answer)
        except httpx.HTTPError as error:
            return NotNow(type(error).__name__)

    def close(self) -> None:
        self._client.close()


def _meaning(answer: httpx.Response) -> Answer:
    code = answer.status_code
    if answer.is_success:
        return Taken()
    if code == httpx.codes.GONE:
        return Gone()
    if code in (408, 425, 429) or code >= 500:
        after = 0
        with contextlib.suppress(ValueError):  # a date: then as we would
            after = max(0, min(int(answer.headers.get("Retry-After", "0")), LONGEST))
        return NotNow(str(code), after)
    return NotThis(str(code))
