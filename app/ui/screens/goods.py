"""Receiving and transfers as places of work by themselves, for a tablet's home."""

from __future__ import annotations

from app.ui.screens.stock import StockScreen
from app.ui.words import tr


class ReceiveScreen(StockScreen):
    name = "receive"

    def title(self) -> str:
        return tr("Recibir")


class TransferScreen(StockScreen):
    name = "transfer"

    def title(self) -> str:
        return tr("Traspasos")
