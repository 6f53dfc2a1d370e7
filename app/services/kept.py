"""Something read of the till's files, kept until somebody writes what may change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from app.changes import Changes, Topic
from app.services.till import Till

T = TypeVar("T")


class Kept(Generic[T]):
    """What `read` says, asked again only after a commit, or when central's word moved.

    `but`: what it does not hang on; a commit that changes nothing else leaves it. In the midst of
    a transaction it is read afresh and not kept: nobody knows whether that will have been.
    """

    def __init__(
        self, till: Till, read: Callable[[], T], but: Changes = frozenset({Topic.ORDERS})
    ) -> None:
        self._till, self._read, self._but = till, read, but
        self._known: tuple[int, T] | None = None
        till.db.on_commit(self._heard)

    def _heard(self, topics: Changes) -> None:
        if topics - self._but:
            self._known = None

    def __call__(self) -> T:
        if self._till.db.writing:
            return self._read()
        # The number first: what is written while we read is looked at again.
        moved = self._till.store.moved()
        if self._known is None or self._known[0] != moved:
            self._known = moved, self._read()
        return self._known[1]
