"""The wire of an enrolment, as `protocol` has the rest: its code, and what both sides say."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

_CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code survives handwriting."""
CODE_SECRET = 8
CODE_PIN = 12
"""Characters of an enrolment code: 40 random bits, and 60 of central's TLS key."""


def code_of(number: int, length: int) -> str:
    """The last 5 bits of `number` for each character, in one piece."""
    return "".join(_CODE[number >> 5 * place & 31] for place in reversed(range(length)))


def plain_code(typed: str) -> str:
    """A code as it was made, from how somebody wrote it down."""
    compact = "".join(ch for ch in typed.upper() if ch.isalnum())
    return compact.replace("O", "0").replace("I", "1").replace("L", "1")


def pin_of(spki: bytes) -> str:
    """The part of a code that says whom to tell it; `spki`: SHA-256 of the server's
    SubjectPublicKeyInfo, empty without TLS."""
    return code_of(int.from_bytes(spki[:8], "big") >> 4, CODE_PIN) if spki else ""


class Life(Struct, kw_only=True):
    """An installation that a till's folder was: its number, and the letter of its series."""

    installation: int
    generation: str = ""


class EnrolRequest(Struct, kw_only=True):
    """POST /v1/enrol, signed by the key that it brings; the code is said once, within minutes."""

    code: str
    public_key: str
    """Ed25519, raw, base64."""
    kind: str = "till"
    program: str = ""
    last_installation: int = 0
    """Of this folder, when it had been enrolled before: its unsent facts come along."""
    lives: list[Life] = []
    """Of this folder, what central gave it and what it was since without central, oldest first."""
    generation: str = ""
    """The highest series letter that this folder has used, "" for none."""
    shop: str = ""
    till: str = ""
    """What this folder is already, "" for a new one: a code for another till is refused."""
    demo: bool = False
    """A demo folder enrols at a demo central only, and no other folder does (retail-rules 8)."""


class Enrolled(Struct, kw_only=True):
    """What a new installation is."""

    installation: int
    number: str
    """As the AEAT is told it."""
    generation: str
    """The series letter: no installation of this till had it before."""
    shop: dict[str, Any]
    till: str
    epoch: str
    central_key: str
    """Ed25519, raw, base64: what signs every answer from now on."""
    pepper: str
    """Of the PINs, 32 bytes, base64."""
    streams: list[str]
    demo: bool = False
