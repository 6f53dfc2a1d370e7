"""What the screen of an issued document shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Document, DocumentKind
from app.domain.paper import Block
from app.domain.tender import TenderKind
from app.ui import format as written
from app.ui.screens.customer_view import points
from app.ui.screens.pay_view import NO_NAMES, CardView, Names, means
from app.ui.widgets.form import FieldView, FormView
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
    card: CardView | None = None
    """What the terminal says while a payment is changed."""


def ticket_view(
    document: Document | None,
    blocks: Sequence[Block],
    who: str,
    *,
    fresh: bool = False,
    looks: bool = False,
    card: CardView | None = None,
    names: Names = NO_NAMES,
) -> TicketView:
    """An issued document as it is paid now, and what may still be done with it. `fresh`: it was
    the last of the shift in progress. `looks`: who is here does nothing with it but read."""
    if document is None:
        return TicketView("", nothing=tr("Todavía no se ha cobrado ningún ticket."))
    paid = [
        " ".join((means(one.kind, names), written.money(one.amount))) for one in document.tenders
    ]
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
        _actions(document, fresh=fresh, looks=looks),
        card=card,
    )


def _actions(
    document: Document, *, fresh: bool, looks: bool
) -> tuple[tuple[str, str, str, str], ...]:
    actions = [
        ("print", tr("Imprimir"), "printer", "F5"),
        ("pdf", tr("Guardar en PDF"), "file-text", "F6"),
    ]
    if looks:
        return tuple(actions[1:])
    if document.kind.corrective:
        if vouchers_of(document):
            actions.append(("voucher", tr("Imprimir el vale"), "ticket", "F8"))
        return tuple(actions)
    actions.append(("return", tr("Devolver"), "arrow-u-up-left", "F7"))
    if document.kind is not DocumentKind.F3:
        actions.append(("gift", tr("Ticket regalo"), "gift", "F4"))
    if document.buyer is None:
        actions.append(("invoice", tr("Hacer factura"), "identification-card", "F8"))
    if fresh and document.kind is not DocumentKind.F3:
        actions.append(("retender", tr("Cambiar el pago"), "arrows-left-right", "F9"))
        actions.append(("void", tr("Anular"), "prohibit", "F10"))
    return tuple(sorted(actions, key=lambda action: int(action[3][1:])))


def vouchers_of(document: Document) -> list[str]:
    """The codes of the store credit that a return brought."""
    return [one.reference for one in document.tenders if one.kind is TenderKind.CREDIT]


def retender_about(document: Document) -> str:
    """What changes with how it was paid, and what does not."""
    return fill(
        tr("%1 · %2. El ticket no cambia; el cajón y el datáfono, sí."),
        document.number,
        written.money(document.total),
    )


def reference_view(words: str, about: str, *, by_hand: bool) -> FormView:
    """What finds a payment again that the till cannot see."""
    what = tr("Número de autorización") if by_hand else tr("Referencia del pago")
    return FormView(words, (FieldView("reference", what, scans=True),), about, tr("Cobrado así"))


def _title(document: Document) -> str:
    if document.kind.corrective:
        return fill(tr("Devolución %1"), document.number)
    words = tr("Factura %1") if document.buyer else tr("Ticket %1")
    return fill(words, document.number)
