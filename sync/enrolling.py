"""Asking a central to become one of its installations; once, by the code that a person was told."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import msgspec

from app.domain.errors import (
    BadEnrolCode,
    CentralNotTrusted,
    CentralRefused,
    CentralUnreachable,
    ClockWrong,
    CodeForAnother,
    CodeForKind,
    DemoElsewhere,
    ShopError,
    TooManyTries,
)
from sync import trust
from sync.enrolment import CODE_SECRET, Enrolled, EnrolRequest, pin_of, plain_code
from sync.protocol import SIGNATURE, Refused, encode
from sync.signing import Voice, is_centrals

TARGET = "/v1/enrol"
PATIENCE = 15.0
"""Seconds."""
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Joined:
    """What central answered, and by what it is known from now on."""

    url: str
    answer: Enrolled
    pins: tuple[str, ...]


def enrol(
    url: str, asked: EnrolRequest, seed: bytes, at: datetime, authority: Path | None = None
) -> Joined:
    """Become an installation of the central at `url`.

    `asked.code` as it was told, with or without the part that pins the server's key; `seed`: of
    the device's new key, whose public half goes into `asked`; `at`: this machine's time. The code
    goes to nobody but that server. Raises BadCentralUrl, PlainNotHere, UnusableCertificate,
    CentralUnreachable, CentralNotTrusted, BadEnrolCode, TooManyTries, DemoElsewhere,
    CodeForAnother, ClockWrong, CentralRefused.
    """
    url = trust.check_url(url)
    code = plain_code(asked.code)
    context = _context(code[CODE_SECRET:], authority)
    voice = Voice(0, seed)
    asked = msgspec.structs.replace(asked, public_key=voice.public_key)
    response = _post(url, encode(asked), voice, at, context)
    if response.status_code != 200:
        raise _refused(response, asked)
    try:
        answer = msgspec.json.decode(response.content, type=Enrolled)
    except msgspec.MsgspecError as error:
        raise CentralUnreachable(url=url, reason=str(error)) from None
    signature = response.headers.get(SIGNATURE, "")
    if not is_centrals(answer.central_key, TARGET, 200, response.content, signature):
        raise CentralNotTrusted(url=url, reason="signature")
    pinned = url.startswith("https:") and isinstance(context, trust.PinnedContext)
    pins = (context.seen.hex(),) if isinstance(context, trust.PinnedContext) and pinned else ()
    return Joined(url, answer, pins)


def _context(pin: str, authority: Path | None) -> ssl.SSLContext:
    if pin and not authority:
        return trust.by_key(lambda seen: pin_of(seen) == pin)
    return trust.by_authority(authority)


def _post(
    url: str, body: bytes, voice: Voice, at: datetime, context: ssl.SSLContext
) -> httpx.Response:
    headers = voice.headers("POST", TARGET, body, at, counter=1)
    headers["Content-Type"] = "application/json"
    try:
        # No proxy of the machine's: what is pinned is central's key, not a proxy's.
        with httpx.Client(verify=context, timeout=PATIENCE, trust_env=False) as client:
            return client.post(url + TARGET, content=body, headers=headers)
    except httpx.HTTPError as error:
        raise _unreached(url, error) from None


def _unreached(url: str, error: httpx.HTTPError) -> ShopError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, trust.WrongKey):
            return CentralNotTrusted(url=url, reason="another key")
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CentralNotTrusted(url=url, reason=cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    return CentralUnreachable(url=url, reason=str(error) or type(error).__name__)


def _refused(response: httpx.Response, asked: EnrolRequest) -> ShopError:
    try:
        said = msgspec.json.decode(response.content[:_LARGEST], type=Refused)
    except msgspec.MsgspecError:
        said = Refused(kind=str(response.status_code), detail=response.reason_phrase)
    match said.kind:
        case "bad_code":
            return BadEnrolCode()
        case "paced":
            return TooManyTries()
        case "demo":
            return DemoElsewhere()
        case "not_yours" if said.detail == "kind":
            return CodeForKind(kind=asked.kind)
        case "not_yours" if asked.shop:
            return CodeForAnother(shop=asked.shop, till=asked.till)
        case "clock":
            return ClockWrong(server_time=said.server_time)
        case _:
            return CentralRefused(kind=said.kind, detail=said.detail)
