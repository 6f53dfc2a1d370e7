"""The line to central as a chip on the bar."""

from __future__ import annotations

from app.domain.line import LineState, LineStatus
from app.ui import format as written
from app.ui.widgets.chip import ChipView
from app.ui.words import fill, tr


def line_chip(status: LineStatus) -> ChipView | None:
    """None for a till of no chain."""
    match status.state:
        case LineState.ALONE:
            return None
        case LineState.STARTING:
            return ChipView(tr("Conectando"), "cloud", "quiet")
        case LineState.IN_STEP:
            return ChipView(tr("Al día"), "cloud-check", "quiet")
        case LineState.SENDING:
            return ChipView(fill(tr("Enviando %1"), status.unsent), "cloud-arrow-up", "quiet")
        case LineState.SIGNED_OUT:
            return ChipView(tr("Caja dada de baja"), "cloud-slash", "negative")
        case LineState.NEEDS_UPDATE:
            return ChipView(tr("Hay que actualizar"), "arrow-circle-up", "warning")
        case LineState.OFFLINE:
            words = tr("Sin línea")
            if status.since is not None:
                words = fill(tr("Sin línea desde las %1"), written.clock(status.since))
            return ChipView(words, "cloud-slash", "warning")
