"""An issued document's side of the services: the last one, or one of the history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.domain.attempt import AttemptState
from app.domain.document import Document
from app.domain.sale import Sale
from app.domain.staff import Permission
from app.domain.tender import TenderKind
from app.services.checkout import Answered
from app.services.counter import Counter
from app.ui import pdf
from app.ui.desks.cards import Cards
from app.ui.leave import Leave
from app.ui.screens.buyer_form import buyer_fields, said
from app.ui.screens.pay_view import means, way_icon
from app.ui.screens.ticket_view import (
    TicketView,
    reference_view,
    retender_about,
    ticket_view,
    vouchers_of,
)
from app.ui.widgets.form import FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.ways import WaysPanel
from app.ui.words import fill, tr


class TicketDesk:
    """`which`: the document that is shown. `folder`: where PDFs go. `find_return` opens the return
    of a number; `give_back` goes on with one that was begun."""

    def __init__(
        self,
        which: Callable[[], Document | None],
        counter: Counter,
        cards: Cards,
        leave: Leave,
        name: Callable[[str], str],
        folder: Path,
        print_out: Callable[[], object],
        find_return: Callable[[str], object],
        give_back: Callable[[Callable[[], Sale | Document]], object],
        confirm: Callable[[str, str, str], bool],
        repaint: Callable[[], object],
        says: Callable[[str], object],
    ) -> None:
        self._which, self._counter = which, counter
        self._printing, self._name, self._folder = counter.printing, name, folder
        self._cards, self._leave, self._confirm = cards, leave, confirm
        self._print_out, self._find_return, self._says = print_out, find_return, says
        self._give_back, self._repaint = give_back, repaint

    def view(self) -> TicketView:
        document = self._which()
        if document is None:
            return ticket_view(None, (), "")
        paper, counter = self._printing.paper(document.number), self._counter
        return ticket_view(
            counter.last_ticket.as_paid(document),
            paper.blocks,
            self._name(document.who),
            fresh=counter.last_ticket.is_fresh(document),
            looks=not counter.till.session.may(Permission.SELL),
            card=self._cards.view,
            names=counter.other_ways.names(),
        )

    def act(self, does: str, host: PanelHost) -> None:
        """`print`, `pdf`, `return`, `gift`, `invoice`, `retender`, `void`, `voucher`."""
        document = self._which()
        if document is None or self._cards.busy:
            return
        plainly: dict[str, Callable[[Document], object]] = {
            "print": self._reprint,
            "pdf": self._save,
            "gift": self._gift,
            "void": self._void,
            "voucher": self._vouchers,
            "return": lambda one: self._find_return(one.number),
            "invoice": partial(self._ask_buyer, host),
            "retender": partial(self._ask_way, host),
        }
        plainly[does](document)

    def _reprint(self, document: Document) -> None:
        self._printing.reprint(document.number)
        self._print_out()
        self._says(fill(tr("%1 se ha impreso."), document.number))

    def _save(self, document: Document) -> None:
        path = self._folder / f"{document.number}.pdf"
        pdf.save(self._printing.paper(document.number, copy=True).blocks, path)
        self._says(fill(tr("Guardado en %1"), path))

    def _gift(self, document: Document) -> None:
        self._counter.slips.gift(document.number)
        self._print_out()
        self._says(fill(tr("El ticket regalo de %1 se ha impreso."), document.number))

    def _vouchers(self, document: Document) -> None:
        for code in vouchers_of(document):
            self._counter.credit.print(code)
        self._print_out()
        self._says(fill(tr("El vale de %1 se ha impreso."), document.number))

    # an invoice
    def _ask_buyer(self, host: PanelHost, document: Document) -> None:
        title = fill(tr("Factura de %1"), document.number)
        form = FormView(title, buyer_fields(None), accept=tr("Hacer la factura"))
        host.open(FormPanel(form, partial(self._invoice, document)))

    def _invoice(self, document: Document, values: dict[str, str]) -> None:
        invoices = self._counter.invoices
        made: list[Document] = []
        if self._leave(
            lambda: made.append(invoices.issue([invoices.find(document.number)], *said(values)))
        ):
            self._print_out()
            self._says(fill(tr("Factura %1."), made[-1].number))

    # how it was paid
    def _ask_way(self, host: PanelHost, document: Document) -> None:
        others, names = self._counter.other_ways.offered(), self._counter.other_ways.names()
        kinds = (TenderKind.CASH, TenderKind.CARD, TenderKind.CARD_BY_HAND, *others)
        paid = {tender.kind for tender in self._counter.last_ticket.as_paid(document).tenders}
        ways = [
            (kind.value, means(kind, names), way_icon(kind)) for kind in kinds if paid != {kind}
        ]
        about = retender_about(document)
        chosen = partial(self._chosen, host, about)
        host.open(WaysPanel(tr("¿Cómo se pagó?"), about, ways, chosen))

    def _chosen(self, host: PanelHost, about: str, to: str) -> None:
        """What the till cannot see is asked for what finds it again."""
        kind = TenderKind(to)
        by_hand = kind is TenderKind.CARD_BY_HAND
        if not by_hand and not self._counter.till.tenders.of(kind).reference:
            self._retender(to)
            return
        words = means(kind, self._counter.other_ways.names())
        form = reference_view(words, about, by_hand=by_hand)
        host.open(FormPanel(form, lambda v: self._retender(to, v["reference"])))

    def _retender(self, to: str, typed: str = "") -> None:
        asked = ("", typed) if to == TenderKind.CARD_BY_HAND else (typed, "")

        def change() -> None:
            self._go_on(self._counter.last_ticket.retender(to, *asked))

        self._leave(change)

    def _go_on(self, step: Sale | Document) -> None:
        """One card after the other, then what needs no terminal."""
        if isinstance(step, Document):
            self._print_out()
            self._says(fill(tr("El pago de %1 se ha cambiado."), step.number))
            self._repaint()
            return
        attempt = self._counter.last_ticket.next_card(step)
        self._cards.ask(attempt, partial(self._answered, step))

    def _answered(self, step: Sale, answered: Answered) -> None:
        if answered.attempt.state is AttemptState.APPROVED:
            self._go_on(self._counter.last_ticket.go_on(step))

    def card(self, does: str) -> None:
        """A button of the terminal's panel."""
        if does == "look":
            self._cards.look_up()
        elif does == "abort":
            self._cards.abort()
        else:
            self._cards.dismiss()

    # all of it back
    def _void(self, document: Document) -> None:
        words = fill(
            tr("Se devuelve todo lo de %1 como se pagó, con su rectificativa."), document.number
        )
        if self._confirm(tr("Anular el ticket"), words, tr("Anular")):
            self._give_back(self._counter.last_ticket.void)
