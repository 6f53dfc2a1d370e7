"""What the screen of an issued document shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Document
from app.domain.paper import Block
from app.ui import format as written
from app.ui.screens.customer_view import points
from app.ui.screens.pay_view import means
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class TicketView:
    """`actions` are (what it does, its word, icon, key); only those that may be done now."""

    title: str
    blocks: tuple[Block, ...] = ()
    facts: tuple[str, ...] = ()
    actions: tuple[tuple[str, str, str, str], ...] = ()
    nothing: str = ""
    """Instead of a document, when there is none yet."""


def ticket_view(document: Document | None, blocks: Sequence[Block], who: str) -> TicketView:
    """The document just issued, and what may still be done with it."""
    if document is None:
        return TicketView("", nothing=tr("Todavía no se ha cobrado ningún ticket."))
    actions = [
        ("print", tr("Imprimir"), "printer", "F5"),
        ("pdf", tr("Guardar en PDF"), "file-text", "F6"),
    ]
    if not document.kind.corrective:
        actions.append(("return", tr("Devolver"), "arrow-u-up-left", "F7"))
    paid = [f"{means(tender.kind)} {written.money(tender.amount)}" for tender in document.tenders]
    if document.change:
        paid.append(fill(tr("cambio %1"), written.money(document.change)))
    loyal = []
    if document.points:
        words = tr("Ha ganado %1") if document.points > 0 else tr("Se retiran %1")
        loyal.append(fill(words, points(abs(document.points))))
    at = f"{written.day(document.issued_at)} {written.clock(document.issued_at)}"
    return TicketView(
        _title(document),
        tuple(blocks),
        (
            f"{at} · {who}",
            fill(tr("Total %1"), written.money(document.total)),
            " · ".join(paid),
            *loyal,
        ),
        tuple(actions),
    )


def _title(document: Document) -> str:
    if document.kind.corrective:
        return fill(tr("Devolución %1"), document.number)
    words = tr("Factura %1") if document.buyer else tr("Ticket %1")
    return fill(words, document.number)
