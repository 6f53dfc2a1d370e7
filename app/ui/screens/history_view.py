"""What the history shows: the documents found, and the paper of the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.document import Document, DocumentKind
from app.domain.money import Money, total
from app.domain.paper import Block
from app.domain.shift import Shift
from app.ui import format as written
from app.ui.screens.pay_view import means
from app.ui.screens.shift_view import closed_rows
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr

NOTHING: Mapping[str, Money] = {}


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
    together: str = ""
    """What one invoice is to stand for, in words; "" while nothing is chosen for it."""
    mark: str = ""
    """What a press does with the one that is looked at: puts it on that invoice, or takes it off;
    "" when no invoice can stand for it."""
    opens: bool = True
    """Whether there is more to be done with it than to read."""
    zs: bool = False
    """The Zs of closed shifts are listed, not documents."""


def zs_view(
    shifts: Sequence[Shift],
    chosen: Shift | None,
    paper: Sequence[Block],
    name: Callable[[str], str],
    *,
    more: bool,
) -> HistoryView:
    """The Zs, to be read."""
    return HistoryView(
        "",
        closed_rows(shifts, name),
        more,
        tr("Esta caja no ha cerrado ningún turno todavía."),
        fill(tr("Z del turno %1"), chosen.id) if chosen else "",
        tuple(paper),
        opens=False,
        zs=True,
    )


def history_view(
    words: str,
    documents: Sequence[Document],
    chosen: Document | None,
    paper: Sequence[Block],
    name: Callable[[str], str],
    *,
    more: bool,
    marked: Mapping[str, Money] = NOTHING,
    looks: bool = False,
) -> HistoryView:
    """`marked`: the tickets that one invoice is to stand for, and their totals. `looks`:
    who is here does nothing with them but read."""
    nothing = tr("Esta caja no ha emitido ningún documento así.")
    return HistoryView(
        words,
        tuple(_row(one, name(one.who), marked=one.number in marked) for one in documents),
        more,
        nothing if words else tr("Esta caja no ha emitido nada todavía."),
        f"{kind(chosen.kind)} {chosen.number}" if chosen else "",
        tuple(paper),
        _together(marked),
        "" if looks else _mark(chosen, marked),
    )


def _together(marked: Mapping[str, Money]) -> str:
    if not marked:
        return ""
    words = tr("Factura de %1 tickets · %2") if len(marked) > 1 else tr("Factura de %1 ticket · %2")
    return fill(words, len(marked), written.money(total(marked.values())))


def _mark(chosen: Document | None, marked: Mapping[str, Money]) -> str:
    if chosen is None or chosen.kind is not DocumentKind.F2:
        return ""
    return tr("Quitar de la factura") if chosen.number in marked else tr("Añadir a una factura")


def kind(of: DocumentKind) -> str:
    """A kind of document in one word or two."""
    if of.corrective:
        return tr("Rectificativa")
    return tr("Ticket") if of is DocumentKind.F2 else tr("Factura")


def _row(document: Document, who: str, *, marked: bool) -> RowView:
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
        tr("✓ en la factura") if marked else paid,
        "positive" if marked else "",
    )
