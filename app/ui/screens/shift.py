"""The shift: float, cash in and out, drop, X, blind count, Z."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Protocol

from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.changes import Topic
from app.domain.money import Money
from app.ui.screen import Key, Screen
from app.ui.screens.count_page import CountPage
from app.ui.screens.reasons import drawer_reasons
from app.ui.screens.shelf_page import GO_ON_KEY, ShelfActions, ShelfPage
from app.ui.screens.shift_parts import FloatPage, XPanel
from app.ui.screens.shift_view import NoShiftView, ShiftView, places
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.button import Button
from app.ui.widgets.facts_table import FactsTable, FactView
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.keys import DigitKeys, press
from app.ui.widgets.pad import PadPanel, PadView, number_field
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowsPanel, RowView
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import Text, frame, rule
from app.ui.words import fill, tr

_SHELF, _FLOAT = 3, 4
"""The pages of the pickup shelves, and of the float by its pieces."""


class ShiftActions(ShelfActions, Protocol):
    def open(self, amount: str) -> bool:
        """False when nobody allowed it."""

    def open_counted(self, pieces: tuple[tuple[Money, int], ...]) -> bool:
        """The same, with the float that they come to."""

    def cash_in(self, amount: str, why: str) -> None: ...
    def cash_out(self, amount: str, why: str) -> None: ...
    def drop(self, amount: str, bag: str) -> None: ...
    def open_drawer(self, why: str) -> None: ...
    def x(self) -> tuple[FactView, ...]: ...
    def print_x(self) -> None: ...
    def closed(self) -> tuple[RowView, ...]:
        """Shifts that have a Z, newest first."""

    def print_z(self, shift: str) -> None: ...
    def move(self, source: str, to: str, amount: str, why: str, bag: str) -> None: ...
    def deposit(self, bags: str, slip: str) -> None: ...
    def bags(self) -> tuple[str, ...]:
        """The numbers of those in the safe."""

    def close(
        self,
        pieces: tuple[tuple[Money, int], ...],
        by_hand: str,
        stays: str,
        bag: str,
        totals: Mapping[str, str],
    ) -> None:
        """Count and close; the Z is then what the screen shows. `stays`: the next float."""


class ShiftScreen(Screen):
    name = "shift"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.SHIFT, Topic.SALE, Topic.DOCUMENT})

    def __init__(self, view: Callable[[], NoShiftView | ShiftView], do: ShiftActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: NoShiftView | ShiftView | None = None
        self._offered = ""
        """As float, of what the last shift left."""
        self._pages = QStackedWidget()
        self._facts, self._last = FactsTable(), FactsTable()
        self.counting = CountPage(do.close, self._stop_counting)
        self.shelf = ShelfPage(do, self._start_count)
        self.by_pieces = FloatPage(self._open_counted, self._stop_counting)
        pages = (self._closed_page(), self._open_page(), self.counting, self.shelf, self.by_pieces)
        for page in pages:
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(self._pages)

    def _closed_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        self._closed_about = Text("", "lead", wrap=True)
        column.addWidget(self._closed_about)
        column.addWidget(scrolled(self._last), 1)
        column.addWidget(
            Button(tr("Imprimir una Z"), self._earlier, icon="printer", key="F4", kind="soft")
        )
        self._closed_host = PanelHost()
        self._closed_host.content.addWidget(left)
        right = frame("card")
        entry = QVBoxLayout(right)
        entry.setContentsMargins(24, 20, 24, 20)
        entry.setSpacing(12)
        entry.addWidget(Text(tr("Abrir turno"), "title"))
        entry.addWidget(Text(tr("Fondo que hay en el cajón ahora, en euros"), "muted"))
        self.float = number_field(tr("Fondo inicial en euros"))
        self.float.returnPressed.connect(self._open)
        keys = DigitKeys()
        keys.pressed.connect(lambda key: press(self.float, key))
        entry.addWidget(self.float)
        entry.addWidget(keys, 1)
        entry.addWidget(
            Button(tr("Contarlo por piezas"), self._count_float, icon="money", key="F12",
                   kind="soft")
        )  # fmt: skip
        entry.addWidget(
            Button(tr("Abrir turno"), self._open, key=tr("Intro"), kind="primary", stacked=True,
                   height=72)
        )  # fmt: skip
        row.addWidget(self._closed_host, 58)
        row.addWidget(right, 42)
        return page

    def _open_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self._title, self._about = Text("", "title"), Text("", "muted")
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(rule())
        column.addWidget(scrolled(self._facts), 1)
        self._host = PanelHost()
        side = QVBoxLayout()
        side.setSpacing(8)
        actions = [
            Action(tr("Entrada de efectivo"), "arrow-line-down", lambda: self._ask("in"), "F5"),
            Action(tr("Salida de efectivo"), "arrow-line-up", lambda: self._ask("out"), "F6"),
            Action(tr("Retirar a la caja fuerte"), "lock-key", lambda: self._ask("drop"), "F7"),
            Action(tr("X: cómo va el turno"), "chart-bar", self._x, "F8"),
            Action(tr("Abrir el cajón"), "lock-open", self._open_drawer, "F9"),
            Action(tr("Mover efectivo"), "arrows-left-right", self._move, "F10"),
            Action(tr("Ingreso en el banco"), "bank", self._deposit, "F11"),
            Action(tr("Imprimir una Z"), "printer", self._earlier, "F4"),
        ]
        side.addWidget(ActionGrid(actions, columns=2, height=64))
        self._unfinished = Text("", "muted", wrap=True)
        side.addStretch(1)
        side.addWidget(self._unfinished)
        side.addWidget(
            Button(tr("Contar y cerrar turno"), self._count, key="F12", kind="primary",
                   stacked=True, big=True, height=72)
        )  # fmt: skip
        self._host.content.addLayout(side)
        row.addWidget(left, 58)
        row.addWidget(self._host, 42)
        return page

    def title(self) -> str:
        return tr("Turno")

    def shortcuts(self) -> tuple[Key, ...]:
        drawer_or_on = " · ".join((tr("Abrir el cajón"), tr("Estantes de recogida: seguir")))
        return (
            Key("F4", tr("Imprimir una Z"), self._earlier),
            Key("F5", tr("Entrada de efectivo"), lambda: self._ask("in")),
            Key("F6", tr("Salida de efectivo"), lambda: self._ask("out")),
            Key("F7", tr("Retirar a la caja fuerte"), lambda: self._ask("drop")),
            Key("F8", tr("X: cómo va el turno"), self._x_or_skip),
            Key(GO_ON_KEY, drawer_or_on, self._drawer_or_go_on),
            Key("F10", tr("Mover efectivo"), self._move),
            Key("F11", tr("Ingreso en el banco"), self._deposit),
            Key("F12", tr("Contar y cerrar turno"), self._count_or_close),
        )

    def refresh(self) -> None:
        view = self._shown = self._view()
        if isinstance(view, NoShiftView):
            if self._pages.currentIndex() == _FLOAT:
                return
            self._closed_about.setText(view.about)
            self._last.show_facts(view.last)
            self._offer(view.left)
            self._pages.setCurrentIndex(0)
            self.float.setFocus()
            return
        self._offered = ""
        if self._pages.currentIndex() in (0, _FLOAT):
            self._closed_host.close_panel()
            self._pages.setCurrentIndex(1)
        self._title.setText(view.title)
        self._about.setText(view.about)
        self._facts.show_facts(view.facts)
        self._unfinished.say("\n".join(view.unfinished))
        self.counting.ask_by_hand(bool(view.by_hand))

    def _offer(self, left: str) -> None:
        """The float that the last shift left, once: what is typed over it stays."""
        if left != self._offered:
            self._offered = left
            self.float.setText(left)

    def opened(self) -> None:
        self.float.setText(self._offered)
        self.float.selectAll()
        if isinstance(self._shown, ShiftView):
            self._pages.setCurrentIndex(1)
        else:
            self.float.setFocus()

    def typed(self, text: str) -> None:
        if self._pages.currentIndex() == 0 and (text.isdigit() or text in ",."):
            self.float.setFocus()
            self.float.insert(text)

    def enter(self) -> None:
        if self._pages.currentIndex() == 0 and self.float.text():
            self._open()

    def _open(self) -> None:
        if self._do.open(self.float.text()):
            self.goes.emit("sell")

    def _count_float(self) -> None:
        self._closed_host.close_panel()
        self._pages.setCurrentIndex(_FLOAT)
        self.by_pieces.count.start()

    def _open_counted(self, pieces: tuple[tuple[Money, int], ...]) -> None:
        if self._do.open_counted(pieces):
            self.goes.emit("sell")

    def _earlier(self) -> None:
        """The shifts that have a Z: one is chosen, and printed again."""
        hosts = {0: self._closed_host, 1: self._host}
        if host := hosts.get(self._pages.currentIndex()):
            nothing = tr("Esta caja no ha cerrado ningún turno todavía.")
            about = tr("Sale como duplicado si el original ya salió.")
            title = tr("¿Qué Z se imprime?")
            rows = self._do.closed()
            host.open(RowsPanel(title, rows, self._do.print_z, about=about, nothing=nothing))

    def _ask(self, what: str) -> None:
        if self._pages.currentIndex() != 1:
            return
        why = tr("Motivo")
        views = {
            "in": PadView(tr("Entrada de efectivo"), reason=why, reason_needed=True),
            "out": PadView(tr("Salida de efectivo"), reason=why, reason_needed=True),
            "drop": PadView(
                tr("Retirar a la caja fuerte"), reason=tr("Bolsa (opcional)"), scans=True
            ),
        }
        deeds = {"in": self._do.cash_in, "out": self._do.cash_out, "drop": self._do.drop}
        self._host.open(PadPanel(views[what], lambda got: deeds[what](got.text, got.reason)))

    def _drawer_or_go_on(self) -> None:
        """One key, one deed: two shortcuts of one key would hide each other."""
        self._open_drawer() if self._pages.currentIndex() == 1 else self._shelf_done()

    def _open_drawer(self) -> None:
        if self._pages.currentIndex() != 1:
            return
        rows = [RowView(why, why) for why in drawer_reasons()]
        self._host.open(RowsPanel(tr("¿Para qué se abre el cajón?"), rows, self._do.open_drawer))

    def _move(self) -> None:
        """From where, to where, how much: one after the other, so that each has room."""
        if self._pages.currentIndex() != 1:
            return
        rows = [RowView(key, words) for key, words in places()]
        title, about = tr("¿De dónde sale?"), tr("Mover efectivo")
        self._host.open(RowsPanel(title, rows, self._move_from, about=about))

    def _move_from(self, source: str) -> None:
        rows = [RowView(key, words) for key, words in places() if key != source]
        about = fill(tr("Sale de: %1"), dict(places())[source])
        panel = RowsPanel(
            tr("¿Adónde va?"),
            rows,
            lambda to: self._move_to(source, to),
            about=about,
        )
        self._host.open(panel)

    def _move_to(self, source: str, to: str) -> None:
        names = dict(places())
        fields = (
            FieldView("amount", tr("Importe en euros")),
            FieldView("why", tr("Motivo"), needed=False),
            FieldView("bag", tr("Bolsa"), needed=False, scans=True),
        )
        about = fill(tr("De: %1. A: %2."), names[source], names[to])
        form = FormView(tr("Mover efectivo"), fields, about, accept=tr("Mover"))
        do = self._do
        self._host.open(
            FormPanel(form, lambda v: do.move(source, to, v["amount"], v["why"], v["bag"]))
        )

    def _deposit(self) -> None:
        if self._pages.currentIndex() != 1:
            return
        bags = self._do.bags()
        fields = (
            FieldView("bags", tr("Bolsas, separadas por espacios"), " ".join(bags), scans=True),
            FieldView("slip", tr("Número del resguardo")),
        )
        about = tr("De otra caja de la tienda: número=importe.")
        form = FormView(
            tr("Ingreso en el banco"), fields, about, accept=tr("Sacar de la caja fuerte")
        )
        self._host.open(FormPanel(form, lambda v: self._do.deposit(v["bags"], v["slip"])))

    def _x(self) -> None:
        if self._pages.currentIndex() != 1:
            return
        if isinstance(self._host.panel, XPanel):
            self._host.panel.function_key("F8")
        else:
            self._host.open(XPanel(self._do.x(), self._do.print_x))

    def _count(self) -> None:
        """The pickup shelves first, when something is on them and nobody has looked."""
        if not isinstance(self._shown, ShiftView):
            return
        self._host.close_panel()
        if self._do.shelf() is None:
            self._start_count()
        else:
            self.shelf.refresh()
            self._pages.setCurrentIndex(_SHELF)

    def _start_count(self) -> None:
        self._pages.setCurrentIndex(2)
        self.counting.start(self._shown if isinstance(self._shown, ShiftView) else None)

    def _count_or_close(self) -> None:
        match self._pages.currentIndex():
            case 2:
                self.counting.close_shift()
            case 0:
                self._count_float()
            case 1:
                self._count()
            case page if page == _FLOAT:
                self.by_pieces.accept()
            case _:
                pass

    def _shelf_done(self) -> None:
        if self._pages.currentIndex() == _SHELF:
            self.shelf.go_on()

    def _x_or_skip(self) -> None:
        self.shelf.skip() if self._pages.currentIndex() == _SHELF else self._x()

    def scanned(self, code: str) -> bool:
        """A bag while its number is asked, a parcel while the pickup shelves are looked at."""
        if self._pages.currentIndex() == 1 and self._host.panel is not None:
            return self._host.panel.scanned(code)
        return self._pages.currentIndex() == _SHELF and self.shelf.scanned(code)

    def _stop_counting(self) -> None:
        self._pages.setCurrentIndex(0 if self._pages.currentIndex() == _FLOAT else 1)

    def escape(self) -> None:
        if self._pages.currentIndex() == _SHELF and self.shelf.host.panel is not None:
            self.shelf.host.close_panel()
        elif self._pages.currentIndex() in (2, _SHELF, _FLOAT):
            self._stop_counting()
        elif self._closed_host.panel is not None and self._pages.currentIndex() == 0:
            self._closed_host.close_panel()
        elif self._host.panel is not None and self._pages.currentIndex() == 1:
            self._host.close_panel()
        else:
            self.leaves.emit()
