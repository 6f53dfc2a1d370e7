"""Bringing people into the mirror before there is a central that says who they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app import config as till_toml
from app.mirror.store import writing
from app.services.installing import NewPerson, check_pins, hashed
from app.services.opening import secrets_of


def bring_in(folder: Path, people: Sequence[NewPerson]) -> None:
    """Add people to the till's staff; who has the same code is replaced.

    Raises WeakPin (nobody is added), NoTill, KeyMissing.
    """
    config = till_toml.read(folder)
    check_pins(people, demo=config.demo)
    kept = secrets_of(folder, config)
    rows = hashed(kept.pepper, people)
    with writing(folder, kept.key) as mirror:
        mirror.staff(rows)
