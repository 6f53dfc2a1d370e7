"""The stock screen's side of the services: the chosen product, the count, lists and labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.domain.counting import Kind, OpenCount, Place, Scope
from app.domain.errors import BadQuantity, UnknownItem
from app.domain.number import read_decimal
from app.domain.product import parse_quantity
from app.domain.stock import Reason
from app.services.counted import Closed
from app.services.counter import Counter
from app.services.products import named
from app.ui.desks.picturing import Pictured
from app.ui.leave import Leave, StandingLeave
from app.ui.screens.product_view import row_view
from app.ui.screens.stock_view import (
    CountView,
    StandingView,
    closed_words,
    count_view,
    lost_rows,
    no_count,
    standing_view,
    task_rows,
)
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.pad import Entered, PadPanel, PadView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowsPanel, RowView
from app.ui.words import fill, tr

Beside = Callable[[str], tuple[FactView, ...]]
"""What is known of an SKU elsewhere, and on its way."""


class StockDesk:
    """Serves `ProductActions`, `CountActions` and the lists."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        name: Callable[[str], str],
        confirm: Callable[[str, str, str], bool],
        repaint: Callable[[], object],
        say: Callable[[str], object],
        print_out: Callable[[], object],
        beside: Beside = lambda sku: (),
        picture: Pictured = lambda name: None,
    ) -> None:
        self._counter, self._leave, self._name = counter, leave, name
        self._confirm, self._repaint = confirm, repaint
        self._say, self._print_out, self._beside = say, print_out, beside
        self._picture = picture
        self._counts = StandingLeave(leave, counter.till.session)
        self._sku = ""

    # a product
    def standing(self) -> StandingView | None:
        if not self._sku:
            return None
        try:
            found = self._counter.stockroom.standing(self._sku)
        except UnknownItem:  # it left the catalogue
            return None
        beside, picture = self._beside(self._sku), self._picture(found.product.image)
        stops = self._counter.sale_stops
        return standing_view(
            found,
            self._counter.till.now(),
            beside,
            picture,
            stops.words(self._sku),
            stopped=stops.here(self._sku),
            related=self._counter.stockroom.goes_with(found.product),
        )

    def found(self, words: str) -> tuple[RowView, ...]:
        products = self._counter.lookup.search(words, 20)
        there = self._counter.stockroom.on_hand([one.sku for one in products])
        return tuple(row_view(one, there.get(one.sku)) for one in products)

    def choose(self, code: str) -> bool:
        try:
            self._sku = self._counter.stockroom.product(code).sku
        except UnknownItem:
            return False
        self._repaint()
        return True

    def adjust(self, quantity: str, reason: str, note: str) -> None:
        """Raises BadQuantity, AdjustTooMuch."""
        product = self._counter.stockroom.product(self._sku)
        much = parse_quantity(quantity, product.unit)
        done = self._leave(
            lambda: self._counter.stockroom.adjust(self._sku, much, Reason(reason), note)
        )
        if done:
            self._say(fill(tr("Ajustado: %1."), product.name))
        self._repaint()

    def lost(self, words: str, quantity: str) -> None:
        """Raises BadQuantity, AlreadyLost."""
        counter, much = self._counter, read_decimal(quantity, 3)
        if not much:
            raise BadQuantity(text=quantity)
        standing = self.standing()
        what = self._sku if standing is not None and words == standing.name else words
        said = counter.stockroom.lost(what, much, counter.register.sale)
        self._say(fill(tr("Apuntado: faltó %1."), said.name))
        self._repaint()

    def ask_count(self) -> None:
        if self._sku:
            product = self._counter.counting.ask(self._sku)
            self._say(fill(tr("Por contar: %1."), product.name))
            self._repaint()

    def stop(self, words: str) -> None:
        """Nobody sells it any more. Raises ReasonMissing."""
        product, stops = self._counter.stockroom.product(self._sku), self._counter.sale_stops
        if self._leave(lambda: stops.stop(product.sku, words)):
            said, sold = fill(tr("No se vende: %1."), product.name), len(stops.sold(product.sku))
            if sold:
                said += " " + fill(tr("Tickets que lo llevan: %1 (los busca Devolver)."), sold)
            self._say(said)
        self._repaint()

    def sell_again(self) -> None:
        product, stops = self._counter.stockroom.product(self._sku), self._counter.sale_stops
        if self._leave(lambda: stops.lift(product.sku)):
            self._say(fill(tr("Se vende otra vez: %1."), product.name))
        self._repaint()

    def label(self) -> None:
        if self._sku and self._leave(lambda: self._counter.shelf_labels.print_of([self._sku])):
            self._print_out()

    # the count
    def count(self) -> CountView:
        counting = self._counter.counting
        open_ = counting.open_count()
        if open_ is None:
            return no_count(len(counting.tasks()), counting.waiting(), counting.lapsed())
        unseen = open_.scope.blind or open_.scope.place
        doubtful = 0 if unseen else len(counting.to_recount())
        return count_view(open_.scope, open_.place, counting.lines(), doubtful, self._name)

    def begin(self, what: str, host: PanelHost) -> None:
        """Raises NothingCounted when there is nothing to count."""
        counting = self._counter.counting
        ways: dict[str, Callable[[], object]] = {
            "tasks": counting.begin_tasks,
            "oldest": counting.begin_oldest,
            "full": lambda: counting.begin(Scope()),
            "blind": lambda: counting.begin(Scope(blind=True)),
            "floor": lambda: counting.begin(Scope(Kind.CYCLE, place=Place.FLOOR)),
            "back": lambda: counting.begin(Scope(Kind.CYCLE, place=Place.BACK)),
        }
        if what == "family":
            families = self._counter.lookup.families()
            rows = [RowView(one.path, one.path.replace("/", " / "), "", str(one.products))
                    for one in families]  # fmt: skip
            host.open(RowsPanel(tr("Qué familia se cuenta"), rows, self._of_family))
            return
        self._counts(ways[what])
        self._repaint()

    def _of_family(self, path: str) -> None:
        self._counts(lambda: self._counter.counting.begin(Scope(Kind.CYCLE, family=path)))
        self._repaint()

    def place(self, place: str) -> None:
        self._counts(lambda: self._counter.counting.go_to(Place(place)))
        self._repaint()

    def scan(self, code: str, host: PanelHost) -> None:
        """One more; what is weighed is asked for its weight. Raises UnknownItem, OutOfCount."""
        product, much = self._counter.counting.says(code)
        if much is None:
            self._ask(product.sku, product.name, product.unit.value, host, add=True)
            return
        self._counts(lambda: self._counter.counting.found(code))
        self._repaint()

    def touch(self, sku: str, host: PanelHost) -> None:
        product = named(self._counter.till, sku)
        unit = product.unit.value if product.unit.measured else tr("uds")
        self._ask(sku, product.name, unit, host, add=False)

    def _ask(self, sku: str, name: str, unit: str, host: PanelHost, *, add: bool) -> None:
        counting = self._counter.counting

        def said(entered: Entered) -> None:
            much = read_decimal(entered.text, 3)
            if much is None:
                raise BadQuantity(text=entered.text)
            put = counting.found if add else counting.there_are
            self._counts(lambda: put(sku, much))
            self._repaint()

        about = tr("Se suma a lo contado") if add else tr("Cuántos hay aquí en total")
        host.open(PadPanel(PadView(name, about, unit), said))

    def recount(self, host: PanelHost) -> None:
        till, counting = self._counter.till, self._counter.counting
        rows = [
            RowView(one.sku, named(till, one.sku).name, tr("Vuelve a contarlo desde cero"))
            for one in counting.to_recount()
        ]
        nothing = tr("No hay diferencias sin comprobar.")
        host.open(RowsPanel(tr("Comprobar diferencias"), rows, self._again, nothing=nothing))

    def _again(self, sku: str) -> None:
        self._counts(lambda: self._counter.counting.again(sku))
        self._repaint()

    def close(self, host: PanelHost) -> None:
        """Asks first about differences, then what became of what nobody found. Raises
        NothingCounted."""
        counting = self._counter.counting
        blind = _blind(counting.open_count())
        doubtful = [] if blind else counting.to_recount()
        if not doubtful:
            self._ask_rest(host, sure=blind)
            return
        rows = [
            RowView("check", tr("Contarlas otra vez"), tr("Casi siempre es un despiste")),
            RowView("sure", tr("Cerrar así"), tr("La diferencia se da por buena")),
        ]
        names = ", ".join(named(self._counter.till, one.sku).name for one in doubtful[:3])
        about = fill(tr("Diferencias sin comprobar: %1"), names)

        def chosen(does: str) -> None:
            if does == "check":
                self.recount(host)
            else:
                self._ask_rest(host, sure=True)

        host.open(RowsPanel(tr("Cerrar el recuento"), rows, chosen, about=about))

    def _ask_rest(self, host: PanelHost, *, sure: bool) -> None:
        close = partial(self._close, sure=sure)
        if (count := self._counter.counting.open_count()) and count.scope.place:
            self._ask_whole(host, close)
            return
        unfound = self._counter.counting.unfound()
        if not unfound:
            close("leave")
            return
        rows = [
            RowView("leave", tr("Dejarlo como está"), tr("Solo cuenta lo que se ha contado")),
            RowView("gone", tr("No está: poner cero"), tr("Se ha mirado todo y no aparece")),
        ]
        names = ", ".join(one.name for one in unfound[:3])
        about = fill(tr("%1 artículos que constan y nadie ha contado: %2"), len(unfound), names)
        if len(unfound) == 1:
            about = fill(tr("1 artículo que consta y nadie ha contado: %1"), names)
        host.open(RowsPanel(tr("Cerrar el recuento"), rows, close, about=about))

    def _ask_whole(self, host: PanelHost, close: Callable[[str], None]) -> None:
        """Of one place: whether all of it was looked through."""
        rows = [
            RowView("leave", tr("Solo lo contado"), tr("De lo demás no se sabe nada")),
            RowView("gone", tr("Se ha mirado todo"), tr("Lo que no se ha contado, aquí no está")),
        ]
        about = tr("Un artículo se pone al día cuando se han contado hoy los dos sitios.")
        host.open(RowsPanel(tr("Cerrar el recuento"), rows, close, about=about))

    def _close(self, rest: str, *, sure: bool) -> None:
        counting = self._counter.counting
        closed: list[Closed] = []
        gone = rest == "gone"
        if self._counts(lambda: closed.append(counting.close(rest_is_gone=gone, sure=sure))):
            self._counts.end()
            done = closed[0]
            self._say(closed_words(done, self._names(done.moved), self._names(done.again)))
        self._repaint()

    def _names(self, skus: Sequence[str]) -> list[str]:
        """Of the first of them."""
        return [named(self._counter.till, sku).name for sku in skus[:3]]

    def leave(self) -> None:
        words = tr("Lo contado se olvida y nada cambia.")
        if self._confirm(tr("¿Dejar el recuento?"), words, tr("Dejarlo")):
            if self._counts(self._counter.counting.leave):
                self._counts.end()
            self._repaint()

    # lists
    def tasks(self) -> tuple[RowView, ...]:
        till = self._counter.till
        return task_rows(self._counter.counting.tasks(), lambda sku: named(till, sku))

    def count_tasks(self) -> None:
        self._counts(self._counter.counting.begin_tasks)

    def wanted(self) -> tuple[RowView, ...]:
        return lost_rows(self._counter.stockroom.lost_demand())


def _blind(count: OpenCount | None) -> bool:
    return count is not None and count.scope.blind
