"""A demo till with somebody at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.commands.counter import working
from app.domain.money import Money
from app.services.counter import Counter

CLERK = ("2001", "2222")
_FLOAT = Money(20_000)


@contextmanager
def manned(folder: Path) -> Iterator[Counter]:
    """The new till of `folder`, the clerk signed in, a shift open."""
    with working(folder) as counter:
        counter.signin.sign_in(*CLERK)
        counter.drawer.open(_FLOAT)
        yield counter
