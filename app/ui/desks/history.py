"""The side of the services of the history."""

from __future__ import annotations

from collections.abc import Callable

from app.domain import barcode
from app.domain.document import Document
from app.domain.staff import Permission
from app.services.counter import Counter
from app.services.history import PAGE
from app.services.refunds import Returnable
from app.ui.leave import Leave
from app.ui.screens.buyer_form import said
from app.ui.screens.history_view import HistoryView, history_view, zs_view


class HistoryDesk:
    """Serves `HistoryActions`; keeps what was typed, how far was read on, and which document is
    looked at. `open_document` shows what may be done with it; `issued` is told of an invoice."""

    def __init__(
        self,
        counter: Counter,
        name: Callable[[str], str],
        repaint: Callable[[], object],
        open_document: Callable[[], object],
        leave: Leave,
        issued: Callable[[Document], object],
    ) -> None:
        self._leave, self._issued = leave, issued
        self._together: dict[str, Returnable] = {}
        """The tickets that one invoice is to stand for, by number."""
        self._counter, self._name, self._repaint = counter, name, repaint
        self._open_document = open_document
        self._words = self._chosen = ""
        self._pages = 1
        self._of_shifts = False
        """Whether the Zs are listed, not documents."""

    def view(self) -> HistoryView:
        return self._zs() if self._of_shifts else self._of_documents()

    def _zs(self) -> HistoryView:
        papers, most = self._counter.shift_papers, PAGE * self._pages
        found = papers.closed(most + 1)
        newest = found[0] if found else None
        chosen = next((one for one in found if str(one.id) == self._chosen), newest)
        paper = papers.past(chosen.id) if chosen else ()
        return zs_view(found[:most], chosen, paper, self._name, more=len(found) > most)

    def _of_documents(self) -> HistoryView:
        documents, more = self._read()
        chosen = self._of(documents)
        paper = self._counter.printing.paper(chosen.number).blocks if chosen else ()
        marked = {number: one.document.total for number, one in self._together.items()}
        return history_view(
            self._words,
            documents,
            chosen,
            paper,
            self._name,
            more=more,
            marked=marked,
            looks=not self._counter.till.session.may(Permission.SELL),
        )

    def _read(self) -> tuple[list[Document], bool]:
        """All that is listed, and whether there are older ones."""
        documents: list[Document] = []
        beyond = None
        for _ in range(self._pages):
            page = self._counter.history.page(self._words, beyond)
            documents += page.documents
            beyond = page.older
            if beyond is None:
                break
        return documents, beyond is not None

    def look(self, words: str) -> None:
        self._words, self._chosen, self._pages = words.strip(), "", 1
        self._of_shifts = False
        self._repaint()

    def turn(self) -> None:
        self._words, self._chosen, self._pages = "", "", 1
        self._of_shifts = not self._of_shifts
        self._repaint()

    def choose(self, key: str) -> None:
        self._chosen = key
        self._repaint()

    def older(self) -> None:
        self._pages += 1
        self._repaint()

    def chosen(self) -> Document | None:
        """The one that is looked at: the newest unless another was chosen."""
        return self._of(self._read()[0])

    def _of(self, documents: list[Document]) -> Document | None:
        newest = documents[0] if documents else None
        return next((one for one in documents if one.number == self._chosen), newest)

    def open(self) -> None:
        chosen = None if self._of_shifts else self.chosen()
        if chosen is not None:
            self._chosen = chosen.number  # also when another is issued meanwhile
            self._open_document()

    # one invoice for several tickets
    def mark(self) -> None:
        """Put the one that is looked at on the invoice, or take it off."""
        chosen = self.chosen()
        if chosen is not None:
            self._chosen = chosen.number
            self._mark(chosen.number)

    def _mark(self, number: str) -> None:
        """Raises what `Invoices.find` raises."""
        self._of_shifts = False
        if self._together.pop(number, None) is None:
            self._together[number] = self._counter.invoices.find(number)
        self._repaint()

    def drop(self) -> None:
        self._together.clear()
        self._repaint()

    def invoice(self, values: dict[str, str]) -> None:
        """Issue it. Raises what `Invoices.issue` raises; what is chosen then stays."""
        found, made = list(self._together.values()), list[Document]()
        issue = self._counter.invoices.issue
        if found and self._leave(lambda: made.append(issue(found, *said(values)))):
            self._together.clear()
            self._issued(made[0])

    def scanned(self, code: str) -> bool:
        """While tickets are chosen for an invoice, one that is scanned is one more, of whichever
        till."""
        number = barcode.ticket_of(code)
        if number and self._together:
            if number not in self._together:
                self._mark(number)
        elif number:
            self.look(number)
        return bool(number)
