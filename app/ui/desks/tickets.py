"""An issued document's side of the services: the last one, or one of the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.domain.document import Document
from app.services.printing import Printing
from app.ui import pdf
from app.ui.screens.ticket_view import TicketView, ticket_view
from app.ui.words import fill, tr


class TicketDesk:
    """`which`: the document that is shown. `folder`: where PDFs go. `find_return` opens the return
    of a number."""

    def __init__(
        self,
        which: Callable[[], Document | None],
        printing: Printing,
        name: Callable[[str], str],
        folder: Path,
        print_out: Callable[[], object],
        find_return: Callable[[str], object],
        says: Callable[[str], object],
    ) -> None:
        self._which = which
        self._printing, self._name, self._folder = printing, name, folder
        self._print_out, self._find_return, self._says = print_out, find_return, says

    def view(self) -> TicketView:
        document = self._which()
        if document is None:
            return ticket_view(None, (), "")
        paper = self._printing.paper(document.number)
        return ticket_view(document, paper.blocks, self._name(document.who))

    def act(self, does: str) -> None:
        document = self._which()
        if document is None:
            return
        match does:
            case "print":
                self._printing.reprint(document.number)
                self._print_out()
                self._says(fill(tr("%1 se ha impreso."), document.number))
            case "pdf":
                path = self._folder / f"{document.number}.pdf"
                pdf.save(self._printing.paper(document.number, copy=True).blocks, path)
                self._says(fill(tr("Guardado en %1"), path))
            case "return":
                self._find_return(document.number)
            case _:
                raise ValueError(does)
