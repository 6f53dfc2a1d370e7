"""Whom a till takes for its central: a pinned key, a private authority, or the system's ones."""

from __future__ import annotations

import functools
import hashlib
import ipaddress
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.domain.errors import BadCentralUrl, PlainNotHere, UnusableCertificate

Takes = Callable[[bytes], bool]
"""Whether the SHA-256 of a server's public key (SubjectPublicKeyInfo, DER) is central's."""


class WrongKey(ssl.SSLError):
    """The server has another key than the pinned ones. Nothing was said to it."""


class _PinnedSocket(ssl.SSLSocket):
    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        context = self.context
        if isinstance(context, PinnedContext):  # it always is: only that makes these sockets
            context.check(self.getpeercert(binary_form=True) or b"")


class PinnedContext(ssl.SSLContext):
    """Takes a server by its key alone; who signed its certificate, and for whom, is no matter."""

    sslsocket_class = _PinnedSocket
    takes: Takes
    seen: bytes = b""
    """The server's key, as it was last seen."""

    def check(self, certificate: bytes) -> None:
        """Raises WrongKey."""
        self.seen = spki(certificate)
        if not self.takes(self.seen):
            raise WrongKey("another key")


def by_key(takes: Takes) -> PinnedContext:
    context = PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the key is compared instead
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.takes = takes
    return context


@functools.cache
def by_system() -> ssl.SSLContext:
    """What this machine trusts: 140 authorities or so, read once a process (20 ms). For HTTP
    alone: whoever speaks it says so in the context."""
    return ssl.create_default_context()


def by_authority(file: Path | None) -> ssl.SSLContext:
    """What `file` (PEM) signed, or without one what the system trusts. Raises
    UnusableCertificate."""
    if file is None:
        return by_system()
    try:
        return ssl.create_default_context(cafile=str(file))
    except (OSError, ssl.SSLError) as error:
        raise UnusableCertificate(file=str(file), reason=str(error)) from None


def context(pins: Sequence[str], authority: Path | None) -> ssl.SSLContext:
    """As central.toml says. `pins`: hexadecimal; any of them will do."""
    if pins:
        return by_key(lambda seen: seen.hex() in pins)
    return by_authority(authority)


def spki(certificate: bytes) -> bytes:
    """SHA-256 of a certificate's public key; the certificate in DER."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    text = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(text).digest()


def check_url(url: str) -> str:
    """`https://name:port`, without more. Raises BadCentralUrl, PlainNotHere."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise BadCentralUrl(url=url) from None
    odd = parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc
    blank = any(char.isspace() or not char.isprintable() for char in url)
    if parts.scheme not in ("http", "https") or not host or odd or blank:
        raise BadCentralUrl(url=url)
    if parts.scheme == "http" and not _is_loopback(host):
        raise PlainNotHere(host=host)
    return f"{parts.scheme}://{parts.netloc}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
