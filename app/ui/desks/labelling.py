"""The side of the services of the tab of labels."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.errors import BadCode, BadQuantity, UnknownItem
from app.domain.paper_kind import PaperKind
from app.services.counter import Counter
from app.services.products import named
from app.ui.leave import Leave
from app.ui.screens.stock_view import LabelsView, labels_view
from app.ui.widgets.pad import Entered, PadPanel, PadView
from app.ui.widgets.panel import PanelHost
from app.ui.words import fill, tr


class LabelDesk:
    """Serves `LabelsTab`."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        repaint: Callable[[], object],
        say: Callable[[str], object],
        print_out: Callable[[], object],
    ) -> None:
        self._counter, self._leave, self._repaint = counter, leave, repaint
        self._say, self._print_out = say, print_out

    def view(self) -> LabelsView:
        wanted, printing = self._counter.label_list, self._counter.printing
        place = printing.first_free(printing.places) if printing.places else 0
        stale = self._counter.shelf_labels.stale()
        return labels_view(wanted.lines(), stale, wanted.run(), place)

    def add(self, code: str) -> bool:
        """By code or SKU; what is typed may be the beginning of a name."""
        try:
            self._counter.label_list.add(code)
        except (UnknownItem, BadCode):
            found = self._counter.lookup.search(code, 1)
            if not found:
                return False
            self._counter.label_list.add(found[0].sku)
        self._repaint()
        return True

    def copies(self, sku: str, host: PanelHost) -> None:
        def said(entered: Entered) -> None:
            self._counter.label_list.set(sku, _whole(entered.text))
            self._repaint()

        name = named(self._counter.till, sku).name
        about = tr("Cuántas etiquetas; 0 lo quita de la lista")
        host.open(PadPanel(PadView(name, about, tr("uds"), whole=True), said))

    def changed(self) -> None:
        added = self._counter.label_list.add_stale()
        words = tr("1 añadida") if added == 1 else fill(tr("%1 añadidas"), added)
        self._say(words if added else tr("Ninguna más ha cambiado de precio."))
        self._repaint()

    def place(self, host: PanelHost) -> None:
        if not self._counter.printing.places:
            return

        def said(entered: Entered) -> None:
            self._counter.printing.begin_at(_whole(entered.text))
            self._repaint()

        about = tr("Se cuentan por filas, desde arriba a la izquierda")
        title = tr("Primera etiqueta libre de la hoja")
        host.open(PadPanel(PadView(title, about, tr("uds"), whole=True), said))

    def clear(self) -> None:
        self._counter.label_list.clear()
        self._repaint()

    def stop(self) -> None:
        stopped = self._counter.label_list.stop()
        words = tr("%1 sin imprimir vuelven a la lista.")
        self._say(fill(words, stopped) if stopped else tr("No queda ninguna por imprimir."))
        self._repaint()

    def shelf(self) -> None:
        self._print(PaperKind.SHELF_LABEL)

    def product(self) -> None:
        self._print(PaperKind.PRODUCT_LABEL)

    def _print(self, kind: PaperKind) -> None:
        """Raises NoLabels."""
        if self._leave(partial(self._counter.label_list.print, kind)):
            self._print_out()
        self._repaint()


def _whole(text: str) -> int:
    if not text.isdigit():
        raise BadQuantity(text=text)
    return int(text)
