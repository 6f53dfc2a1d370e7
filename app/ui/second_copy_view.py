"""What the bar says of the second copy: nothing while all is well."""

from __future__ import annotations

from app.domain.line import LineState, LineStatus
from app.services.second_copy import CopyState, CopyStatus
from app.ui.widgets.chip import ChipView
from app.ui.words import fill, tr


def second_copy_chip(copy: CopyStatus, line: LineStatus) -> ChipView | None:
    """`line`: what central has heard of is not on this disk alone."""
    match copy.state:
        case CopyState.TROUBLE:
            words = fill(tr("Segunda copia parada: %1"), copy.behind)
            return ChipView(words, "hard-drives", "warning")
        case CopyState.OFF if line.state is LineState.ALONE or line.unsent:
            return ChipView(tr("Sin segunda copia"), "hard-drives", "quiet")
        case _:
            return None
