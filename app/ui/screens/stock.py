"""Stock: a thin frame around its tabs, each with one thing that is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.changes import Topic
from app.ui.screen import Key, Screen
from app.ui.screens.stock_tab import StockTab
from app.ui.widgets.choice import Choice
from app.ui.widgets.text import show
from app.ui.words import tr


class StockScreen(Screen):
    name = "stock"
    shows: ClassVar[frozenset[Topic]] = frozenset(
        {
            *(Topic.STOCK, Topic.STORE, Topic.ORDERS, Topic.DOCUMENT, Topic.CATALOG, Topic.SALE),
            Topic.ATTENTION,  # a label came out
        }
    )

    def __init__(self, tabs: Sequence[StockTab]) -> None:
        super().__init__()
        self.tabs = {tab.name: tab for tab in tabs}
        self._pages = QStackedWidget()
        for tab in tabs:
            self._pages.addWidget(tab)
            tab.goes.connect(self.show_tab)
        self._choice = Choice([(tab.name, tab.words()) for tab in tabs], tabs[0].name)
        self._choice.setAccessibleName(tr("Qué se hace con las existencias"))
        self._choice.changed.connect(self.show_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._choice)
        show(self._choice, visible=len(tabs) > 1)  # one alone is nothing to choose
        column.addWidget(self._pages, 1)

    @property
    def tab(self) -> StockTab:
        """The one in sight."""
        shown = self._pages.currentWidget()
        return next(tab for tab in self.tabs.values() if tab is shown)

    def show_tab(self, name: str) -> None:
        self._choice.show_chosen(name)
        self._pages.setCurrentWidget(self.tabs[name])
        self.tab.refresh()
        self.tab.opened()

    def title(self) -> str:
        return tr("Existencias")

    def shortcuts(self) -> tuple[Key, ...]:
        """Those of every tab, each working in its own; and a turn of the tabs."""
        turn = Key("Ctrl+Tab", tr("La pestaña siguiente"), self._next)
        every: dict[str, str] = {}
        for tab in self.tabs.values():
            for key in tab.shortcuts():
                every.setdefault(key.press, key.words)
        return (turn, *(Key(press, words, self._press(press)) for press, words in every.items()))

    def _press(self, press: str) -> Callable[[], None]:
        def pressed() -> None:
            if self.tab.host.panel is not None:
                self.tab.host.panel.function_key(press)
                return
            for key in self.tab.shortcuts():
                if key.press == press:
                    key.do()

        return pressed

    def _next(self) -> None:
        names = list(self.tabs)
        self.show_tab(names[(names.index(self.tab.name) + 1) % len(names)])

    def refresh(self) -> None:
        self.tab.refresh()

    def opened(self) -> None:
        self.tab.opened()

    def typed(self, text: str) -> None:
        if self.tab.host.panel is None and text.isprintable():
            self.tab.typed(text)

    def scanned(self, code: str) -> bool:
        panel = self.tab.host.panel
        if panel is not None and panel.scanned(code):
            return True
        return self.tab.scanned(code)

    def escape(self) -> None:
        if not self.tab.escape():
            self.leaves.emit()
