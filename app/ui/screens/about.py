"""About: what this is, what it is made of, and what its maker declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from app.ui.screen import Key, Screen
from app.ui.widgets.button import Button
from app.ui.widgets.facts_table import FactsTable, FactView
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import Text, frame, show
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class AboutView:
    name: str
    version: str
    facts: tuple[FactView, ...]
    licences: str
    declaration: str


def about_view(
    place: tuple[str, str],
    installation: str,
    version: str,
    regime: tuple[str, bool],
    licences: Sequence[str],
    declaration: str,
) -> AboutView:
    """This till and this version.

    `place`: shop and till. `regime`: its code, and whether it is a demo.
    """
    regimes = {"none": tr("Sin registro fiscal"), "verifactu": "VERI*FACTU"}
    words = regimes.get(regime[0], regime[0])
    if regime[1]:
        words = fill(tr("%1 · demostración"), words)
    return AboutView(
        "Mostrador",
        fill(tr("Versión %1"), version),
        (
            FactView(tr("Tienda y caja"), " · ".join(place)),
            FactView(tr("Instalación"), installation),
            FactView(tr("Régimen fiscal"), words),
            FactView(tr("Licencia"), "Apache-2.0"),
        ),
        "\n".join(licences),
        declaration,
    )


class AboutScreen(Screen):
    name = "about"

    def __init__(
        self, view: Callable[[], AboutView], inspects: Callable[[], bool] = lambda: False
    ) -> None:
        """`inspects`: whether whoever is here came for the documents, and has no other way to
        them."""
        super().__init__()
        self._view, self._inspects = view, inspects
        self._documents = Button(
            tr("Documentos de la caja"),
            lambda: self.goes.emit("history"),
            icon="clock-counter-clockwise",
            kind="primary",
            key="F8",
        )
        self._name, self._version = Text("", "title"), Text("", "muted")
        self._facts = FactsTable()
        self._licences = _reading(tr("LICENCIAS DE LO QUE VA DENTRO"))
        self._declaration = _reading(tr("Declaración responsable"))
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._version)
        head.setSpacing(16)
        head.addWidget(Icon("storefront", 40))
        head.addLayout(words, 1)
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._documents)
        column.addWidget(Text(tr("LICENCIAS DE LO QUE VA DENTRO"), "eyebrow"))
        column.addWidget(self._licences, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(left, 1)
        row.addWidget(self._declaration_card(), 1)

    def _declaration_card(self) -> QFrame:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(tr("Declaración responsable"), "title"))
        column.addWidget(self._declaration, 1)
        return card

    def title(self) -> str:
        return tr("Acerca de")

    def shortcuts(self) -> tuple[Key, ...]:
        go = Key("F8", tr("Documentos de la caja"), lambda: self.goes.emit("history"))
        return (go,) if self._inspects() else ()

    def refresh(self) -> None:
        view = self._view()
        show(self._documents, visible=self._inspects())
        self._name.setText(view.name)
        self._version.setText(view.version)
        self._facts.show_facts(view.facts)
        self._licences.setPlainText(view.licences)
        self._declaration.setPlainText(view.declaration)


def _reading(name: str) -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setAccessibleName(name)
    area.setReadOnly(True)
    area.setProperty("reading", True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
