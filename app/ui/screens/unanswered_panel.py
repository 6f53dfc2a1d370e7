"""`¿Se entregó W-1042?`: asked when parcels are out of their shelves and nobody closed the order.

Retail-rules 11: a power cut between scan-out and delivery leaves a question, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.domain.fulfilment import Fulfilment
from app.domain.parcel import ParcelState
from app.ui import format as written
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text
from app.ui.words import fill, tr


class UnansweredPanel(Panel):
    def __init__(
        self,
        f: Fulfilment,
        now: datetime,
        given: Callable[[], object],
        kept: Callable[[], object],
    ) -> None:
        whose = " · ".join(filter(None, (f.order.number, f.order.name)))
        super().__init__(
            fill(tr("¿Se entregó %1?"), whose),
            tr("Salió de su estante y nadie ha dicho qué fue de él."),
        )
        out = [parcel for parcel in f.set if parcel.state is ParcelState.OUT]
        for parcel in out:
            words = fill(tr("Bulto %1 de %2 · estaba en %3 · salió %4"), parcel.number, parcel.of,
                         parcel.place or "—", written.age(parcel.at, now))  # fmt: skip
            self.body.addWidget(Text(words, "lead", wrap=True))
        self.body.addStretch(1)
        places = ", ".join(sorted({parcel.place for parcel in out if parcel.place}))
        back = fill(tr("No: vuelve a %1"), places) if places else tr("No: sigue aquí")
        self.body.addWidget(Button(back, kept, icon="arrow-u-up-left", key="F11", height=72))
        self._yes = Button(tr("Sí, se entregó"), given, icon="check", key="F12", kind="primary",
                           height=72)  # fmt: skip
        self.body.addWidget(self._yes)
        self._given, self._kept = given, kept

    def function_key(self, press: str) -> None:
        if press == "F12":
            self._given()
        elif press == "F11":
            self._kept()
