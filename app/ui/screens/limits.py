"""Limits by role, all on one screen: touch one to change it, or say what takes two people."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.role_limits import ROLES
from app.domain.staff import Permission, Role
from app.ui.screen import Screen
from app.ui.screens.limits_view import ANY, ASK, UP_TO, LimitCell, LimitRow, role_words
from app.ui.widgets.button import Button
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.text import Text, frame
from app.ui.words import fill, tr


class LimitActions(Protocol):
    def limit(self, role: Role, permission: Permission, how: str, value: str) -> None: ...
    def two(self, permission: Permission, *, two: bool) -> None: ...


class LimitsScreen(Screen):
    name = "limits"

    def __init__(self, view: Callable[[], tuple[LimitRow, ...]], do: LimitActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: tuple[LimitRow, ...] | None = None
        card = frame("card")
        card.setMaximumWidth(1120)
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(24, 16, 24, 16)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.host = PanelHost()
        self.host.content.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(self.host)

    def title(self) -> str:
        return tr("Permisos por perfil")

    def refresh(self) -> None:
        rows = self._view()
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        heads = ("", *map(role_words, ROLES), tr("Personas"))
        for column, words in enumerate(heads):
            self._grid.addWidget(Text(words, "muted"), 0, column)
        for place, row in enumerate(rows, 1):
            self._grid.addWidget(Text(row.words, strong=True), place, 0)
            for column, widget in enumerate(self._row(row), 1):
                self._grid.addWidget(widget, place, column)

    def _row(self, row: LimitRow) -> list[QWidget]:
        cells: list[QWidget] = [self._cell(row, cell) for cell in row.cells]
        cells += [Text("—", "muted") for _ in ROLES[len(cells) :]]
        two = Button(
            tr("Dos") if row.two else tr("Una"),
            partial(self._do.two, row.permission, two=not row.two),
            kind="choice",
        )
        two.setCheckable(True)
        two.setChecked(row.two)
        two.setAccessibleName(fill(tr("%1: personas"), row.words))
        return [*cells, two]

    def _cell(self, row: LimitRow, cell: LimitCell) -> Button:
        button = Button(cell.words, partial(self._ask, row, cell))
        button.setAccessibleName(f"{row.words}, {role_words(cell.role)}: {cell.words}")
        return button

    def _ask(self, row: LimitRow, cell: LimitCell) -> None:
        ways = [(ASK, tr("Pide permiso")), (ANY, tr("Sin límite") if row.unit else tr("Sí"))]
        fields = [FieldView("how", tr("Sin preguntar"), cell.how, tuple(ways))]
        if row.unit:
            ways.insert(1, (UP_TO, tr("Hasta…")))
            value = FieldView(
                "value", fill(tr("Límite, en %1"), row.unit), cell.value, needed=False
            )
            fields = [FieldView("how", tr("Sin preguntar"), cell.how, tuple(ways)), value]
        title = f"{row.words} · {role_words(cell.role)}"
        form = FormView(title, tuple(fields), accept=tr("Guardar"))

        def done(values: dict[str, str]) -> None:
            self._do.limit(cell.role, row.permission, values["how"], values.get("value", ""))

        self.host.open(FormPanel(form, done))

    def escape(self) -> None:
        if self.host.panel is not None:
            self.host.close_panel()
        else:
            super().escape()
