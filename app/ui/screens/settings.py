"""Settings: how the till looks and listens; each choice holds at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.ui.screen import Screen
from app.ui.screens.settings_view import SettingsView, SettingView
from app.ui.wedge import CALIBRATION
from app.ui.widgets.button import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.paper import Code128
from app.ui.widgets.text import Text, frame, rule
from app.ui.words import tr

CHOICES = 416
"""The width of the choices, in px: three words side by side are even."""


class SettingsScreen(Screen):
    """`choose` gets a setting's key and what was chosen; `sheet` saves what sets a scanner up,
    `teach` gets the code of a label, and the weight and the price on it."""

    name = "settings"

    def __init__(
        self,
        view: Callable[[], SettingsView],
        choose: Callable[[str, str], object],
        sheet: Callable[[], object] = lambda: None,
        teach: Callable[[str, str, str], object] = lambda *_words: None,
    ) -> None:
        super().__init__()
        self._view, self._choose = view, choose
        self._sheet, self._teach = sheet, teach
        card = frame("card")
        card.setMaximumWidth(1120)
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(24, 12, 24, 12)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, CHOICES)
        self.host = PanelHost()
        self.host.content.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(self.host)
        self._choices: dict[str, Choice] = {}

    def title(self) -> str:
        return tr("Ajustes")

    def refresh(self) -> None:
        settings = self._view().settings
        if not self._choices:
            self._fill(settings)
        for setting in settings:
            self._choices[setting.key].show_chosen(setting.chosen)

    def _fill(self, settings: tuple[SettingView, ...]) -> None:
        for place, setting in enumerate(settings):
            self._add(setting, 2 * place)
        learn = QHBoxLayout()
        learn.setSpacing(24)
        learn.addWidget(
            Text(tr("Escanea este código con el lector de la caja para que aprenda su teclado."),
                 "muted", wrap=True), 1
        )  # fmt: skip
        sheet = frame("paper")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(16, 12, 16, 8)
        symbol = Code128(CALIBRATION)
        symbol.setAccessibleName(tr("Código de calibración del lector"))
        symbol.setMinimumWidth(400)
        inside.addWidget(symbol)
        learn.addWidget(sheet)
        buttons = QVBoxLayout()
        buttons.addWidget(Button(tr("Hoja del lector"), self._sheet, icon="file-pdf"))
        buttons.addWidget(Button(tr("Códigos de balanza"), self.ask_label, icon="scales"))
        limits = Button(tr("Permisos"), lambda: self.goes.emit("limits"), icon="users-three")
        buttons.addWidget(limits)
        learn.addLayout(buttons)
        self._grid.addLayout(learn, self._grid.rowCount(), 0, 1, 2)

    def ask_label(self) -> None:
        """One label of the shop's scale: what its code is, and what is printed on it."""
        fields = (
            FieldView("code", tr("Escanea la etiqueta"), scans=True),
            FieldView("weight", tr("Peso impreso, en kg"), needed=False),
            FieldView("price", tr("Importe impreso, en euros"), needed=False, beside=True),
        )
        about = tr("La caja busca en el código lo que pone la etiqueta, y lo recuerda.")
        view = FormView(tr("Códigos de balanza"), fields, about, accept=tr("Aprender"))
        self.host.open(FormPanel(view, lambda v: self._teach(v["code"], v["weight"], v["price"])))

    def scanned(self, code: str) -> bool:
        return self.host.panel is not None and self.host.panel.scanned(code)

    def escape(self) -> None:
        if self.host.panel is not None:
            self.host.close_panel()
        else:
            super().escape()

    def _add(self, view: SettingView, row: int) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(view.words, strong=True))
        words.addWidget(Text(view.about, "muted", wrap=True))
        choice = self._choices[view.key] = Choice(view.choices, view.chosen)
        choice.setAccessibleName(view.words)
        choice.changed.connect(lambda chosen: self._choose(view.key, chosen))
        self._grid.addLayout(words, row, 0)
        self._grid.addWidget(choice, row, 1)
        self._grid.addWidget(rule(), row + 1, 0, 1, 2)
