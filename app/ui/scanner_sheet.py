"""The sheet that sets a scanner up: what to choose in its own manual, and codes that prove it.

The codes that switch a scanner over are each maker's own and stand in its manual; nobody who has
not that very model should print them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import segno
from barcode.codex import Code128, Gs1_128
from barcode.ean import EAN8, EAN13
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColorConstants, QFont, QPagedPaintDevice, QPainter

from app.ui import pdf
from app.ui.wedge import CALIBRATION
from app.ui.words import fill, tr

NAME = "lector.pdf"
"""Of the file that the window saves."""
WIDE, HIGH, DPI = 210.0, 297.0, 300
"""Millimetres of an A4 sheet."""
MARGIN, GAP = 15.0, 6.0
MODULE = 0.34
"""Millimetres of the narrowest bar: the nominal X of an EAN (GS1 General Specifications 5.2) in
whole dots."""
BARS_HIGH, QR_MODULE = 15.0, 0.8
GTIN = "9521234567899"
"""Of 952, which GS1 keeps for examples: nobody sells it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A code, and what the till says that it read. `rows`: its modules from above, ones are ink."""

    name: str
    expected: str
    rows: tuple[bytes, ...]

    @property
    def flat(self) -> bool:
        return len(self.rows) == 1


def trials() -> tuple[Trial, ...]:
    lot = f"01{GTIN.zfill(14)}10AB-1"
    link = f"https://id.gs1.org/01/{GTIN.zfill(14)}/10/AB-1"
    square = segno.make(link, error="m", micro=False)
    return (
        Trial(tr("1 · El teclado del lector"), CALIBRATION, _bars(Code128(CALIBRATION))),
        Trial("2 · EAN-13", f"]E0 {GTIN}", _bars(EAN13(GTIN))),
        Trial("3 · EAN-8", "]E4 95212340", _bars(EAN8("95212340"))),
        Trial("4 · Code 128", "]C0 T-000123/a", _bars(Code128("T-000123/a"))),
        Trial("5 · GS1-128", f"]C1 {lot}<GS>17301231", _bars(Gs1_128(f"{lot}\xf117301231"))),
        Trial("6 · QR", f"]Q1 {link}", tuple(bytes(row) for row in square.matrix)),
    )


def _bars(made: Code128 | EAN13 | EAN8 | Gs1_128) -> tuple[bytes, ...]:
    built = made.build()[0]
    return (bytes(one in "1G" for one in built),)


def steps() -> tuple[str, ...]:
    return (
        tr("Con el manual del lector, ponlo en modo USB-COM (puerto serie virtual)."),
        tr("Si solo puede teclear: modo teclado USB, país Estados Unidos (US)."),
        tr("Sufijo: retorno de carro (CR). Prefijo: ninguno."),
        tr("Identificador AIM: activado para todos los códigos."),
        tr("Si teclea, lee el código 1 en Ajustes para que la caja aprenda su teclado."),
        tr("En Aparatos pulsa «Probar» y lee cada código: debe decir lo que pone debajo."),
    )


def save(path: Path) -> None:
    """Write the sheet as a PDF."""
    writer = pdf.page(path, WIDE, HIGH, DPI)
    painter = QPainter(writer)
    draw(painter, _dots(writer))
    painter.end()


def _dots(device: QPagedPaintDevice) -> float:
    return device.logicalDpiX() / 25.4


def draw(painter: QPainter, dots: float) -> None:
    """The whole sheet; `dots`: of the device, to a millimetre."""
    pen = _Pen(painter, dots)
    y = pen.words(MARGIN, MARGIN, WIDE - 2 * MARGIN, tr("Preparar un lector de códigos"), 18)
    for number, step in enumerate(steps(), 1):
        y = pen.words(MARGIN, y + 1, WIDE - 2 * MARGIN, f"{number}. {step}", 11)
    for trial in trials():
        y = pen.trial(y + GAP, trial)


class _Pen:
    """Draws in millimetres from the upper left corner; ink only on whole dots."""

    def __init__(self, painter: QPainter, dots: float) -> None:
        self._painter, self._dots = painter, dots

    def words(self, x: float, y: float, wide: float, text: str, points: int) -> float:
        """Where the next may begin."""
        font = QFont("Inter")
        font.setPixelSize(round(points / 72 * 25.4 * self._dots))
        self._painter.setFont(font)
        area = QRectF(x * self._dots, y * self._dots, wide * self._dots, HIGH * self._dots)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        found = self._painter.boundingRect(area, flags, text)
        self._painter.drawText(area, flags, text)
        return y + found.height() / self._dots

    def trial(self, y: float, trial: Trial) -> float:
        y = self.words(MARGIN, y, WIDE - 2 * MARGIN, trial.name, 11) + 1.5
        module = round((MODULE if trial.flat else QR_MODULE) * self._dots)
        tall = BARS_HIGH * self._dots if trial.flat else module
        top, left = round(y * self._dots), round((MARGIN + 5) * self._dots)
        for place, row in enumerate(trial.rows):
            for start, length in _runs(row):
                area = QRectF(left + start * module, top + place * tall, length * module, tall)
                self._painter.fillRect(area, QColorConstants.Black)
        y += len(trial.rows) * tall / self._dots + 1.5
        expected = fill(tr("Debe decir: %1"), trial.expected)
        return self.words(MARGIN, y, WIDE - 2 * MARGIN, expected, 9)


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Where ink begins and how far it goes: bars without seams."""
    start = None
    for place, ink in enumerate((*row, 0)):
        if ink and start is None:
            start = place
        elif not ink and start is not None:
            yield start, place - start
            start = None
