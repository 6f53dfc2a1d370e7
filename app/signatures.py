"""Ed25519 (RFC 8032): what a device or central signed, and whether it did."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def sign(seed: bytes, content: bytes) -> bytes:
    """64 bytes. `seed`: the private key, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(content)


def public_of(seed: bytes) -> bytes:
    """Raw, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def is_signed(public: bytes, content: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
