"""The documents that this till issued, found again: by number, day or amount."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Document
from app.domain.history import wanted
from app.services.archived import not_here
from app.services.till import Till
from app.storage import history
from app.storage.history import Place

PAGE = 30
"""Documents that are read at a time."""


@dataclass(frozen=True, slots=True)
class Page:
    documents: tuple[Document, ...]
    """Newest first."""
    older: Place | None
    """From where the next page goes on; None: there is none."""


class History:
    def __init__(self, till: Till) -> None:
        self._till = till

    def page(self, text: str = "", beyond: Place | None = None) -> Page:
        """What `text` asks for (`domain.history.wanted`); `beyond`: the `older` of the page before.

        Raises NotAllowed; DocumentArchived when all of it left the journal.
        """
        self._till.session.need_to_read()
        asked = wanted(text, self._till.now().date())
        with self._till.db.read() as connection:
            found = history.page(connection, asked, beyond, PAGE + 1)
            gone = None if found or beyond else history.archived(connection, asked)
            if gone is not None:
                raise not_here(connection, gone)
        older = found[PAGE - 1][0] if len(found) > PAGE else None
        return Page(tuple(document for _, document in found[:PAGE]), older)
