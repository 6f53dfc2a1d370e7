"""What is said of a document that is not in the journal: it never was, or lies in an archive."""

from __future__ import annotations

from app.domain.errors import DocumentArchived, ShopError, UnknownDocument
from app.storage import pruned
from app.storage.database import Reader, Write


def not_here(connection: Reader | Write, number: str) -> ShopError:
    """DocumentArchived, which names the archive, or UnknownDocument."""
    left = pruned.of_document(connection, number)
    if left is None:
        return UnknownDocument(number=number)
    return DocumentArchived(number=number, file=left.said.file)
