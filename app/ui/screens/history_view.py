"""What the history shows: the documents found, and the paper of the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.document import Document, DocumentKind
from app.domain.paper import Block
from app.ui import format as written
from app.ui.screens.pay_view import means
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class HistoryView:
    words: str
    """What was typed."""
    rows: tuple[RowView, ...]
    more: bool
    """Whether there are older ones."""
    nothing: str
    title: str = ""
    paper: tuple[Block, ...] = ()
    """Of the one that is looked at."""


def history_view(
    words: str,
    documents: Sequence[Document],
    chosen: Document | None,
    paper: Sequence[Block],
    name: Callable[[str], str],
    *,
    more: bool,
) -> HistoryView:
    nothing = tr("Esta caja no ha emitido ningún documento así.")
    return HistoryView(
        words,
        tuple(_row(document, name(document.who)) for document in documents),
        more,
        nothing if words else tr("Esta caja no ha emitido nada todavía."),
        f"{kind(chosen.kind)} {chosen.number}" if chosen else "",
        tuple(paper),
    )


def kind(of: DocumentKind) -> str:
    """A kind of document in one word or two."""
    if of.corrective:
        return tr("Rectificativa")
    return tr("Ticket") if of is DocumentKind.F2 else tr("Factura")


def _row(document: Document, who: str) -> RowView:
    at = f"{written.day(document.issued_at)} {written.clock(document.issued_at)}"
    paid = " + ".join(dict.fromkeys(means(tender.kind) for tender in document.tenders))
    about = [at, who, document.buyer.name if document.buyer else ""]
    if document.corrects:
        about.append(fill(tr("de %1"), document.corrects.number))
    return RowView(
        document.number,
        f"{document.number} · {kind(document.kind)}",
        " · ".join(part for part in about if part),
        written.money(document.total),
        paid,
    )
