"""One message to a terminal and its answer, each on an HTTPS connection of its own.

A connection is never used again: what a terminal says twice, or too late, then answers nothing.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import httpx

from hardware.errors import Broken, DeviceError, Reason
from hardware.nexo.wire import MOST
from hardware.transport.reasons import reason_of
from hardware.transport.transport import CONNECT

PATH = "/nexo"
ANSWER = 120.0
"""Seconds that a customer gets (the terminal's own time-out, local)."""


def trust(certificate: str, *, named: bool) -> ssl.SSLContext:
    """Trusts that certificate, or what it signed, and no other. `named`: the terminal's own name is
    checked too. Raises DeviceError (NO_SERVICE)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = named
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    try:
        context.load_verify_locations(cadata=Path(certificate).read_text("ascii"))
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise DeviceError(f"{certificate}: {type(error).__name__}", Reason.NO_SERVICE) from None
    return context


@dataclass(frozen=True, slots=True)
class Line:
    """`name`: what the terminal's certificate must be for; "": any that is trusted."""

    host: str
    port: int
    trusted: ssl.SSLContext
    name: str = ""

    def post(self, data: bytes, seconds: float = ANSWER) -> bytes:
        """Raises Broken: `begun` is False only when no byte of it left the till."""
        timeout = httpx.Timeout(seconds, connect=CONNECT)
        extensions = {"sni_hostname": self.name} if self.name else {}
        headers = {"Content-Type": "application/json", "Connection": "close"}
        host = f"[{self.host}]" if ":" in self.host else self.host
        url = f"https://{host}:{self.port}{PATH}"
        try:
            with (
                httpx.Client(verify=self.trusted, timeout=timeout, trust_env=False) as client,
                client.stream(
                    "POST", url, content=data, headers=headers, extensions=extensions
                ) as response,
            ):
                return _read(response, monotonic() + seconds)
        except httpx.ConnectError as error:
            raise Broken(str(error), begun=False, code=_why(error)) from None
        except (httpx.InvalidURL, UnicodeError) as error:  # a name that no host can have
            raise Broken(str(error), begun=False, code=Reason.NO_SERVICE) from None
        except httpx.ConnectTimeout:
            raise Broken(begun=False, code=Reason.UNREACHED) from None
        except httpx.TimeoutException:
            raise Broken(f"no answer in {seconds:g} s", code=Reason.TIMEOUT) from None
        except (httpx.HTTPError, httpx.StreamError, ssl.SSLError, OSError) as error:
            raise Broken(type(error).__name__) from None


def _read(response: httpx.Response, end: float) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise Broken(f"HTTP {response.status_code}")
    read = b""
    for piece in response.iter_bytes():
        read += piece
        if len(read) > MOST or monotonic() > end:
            raise Broken("too long an answer")
    return read


def _why(error: httpx.ConnectError) -> Reason:
    """What the system said below it; a certificate that is not the trusted one is for whoever set
    the terminal up."""
    below: BaseException | None = error
    while below is not None and not isinstance(below, OSError):
        below = below.__cause__ or below.__context__
    if isinstance(below, ssl.SSLCertVerificationError):
        return Reason.NO_SERVICE
    return reason_of(below) if isinstance(below, OSError) else Reason.OFFLINE
