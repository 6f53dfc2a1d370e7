"""PINs kept as cheaply as can be: somebody signs in in nearly every test."""

from __future__ import annotations

from argon2 import PasswordHasher

from app import pins


def weaken() -> None:
    """In this process; 35 ms less a PIN."""
    pins.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
