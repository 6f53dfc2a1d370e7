"""The weight of what is sold, from the counter's scale."""

from __future__ import annotations

import queue
from collections.abc import Callable
from decimal import Decimal

from app.domain.errors import BadQuantity, NoScale, NotWeighed
from app.domain.product import Unit
from app.domain.sale import Line, WeightFrom
from app.services.register import Register
from hardware.devices import Scale
from hardware.errors import Reason
from hardware.results import NoWeight, Reading, Weight

ANSWER = 5
"""Seconds in which a scale says something, if only that it is not there."""


class Weighing:
    """`scale`: what till.toml names, put here by whoever started it; None: weights are typed."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.scale: Scale | None = None

    def weighs(self, line: Line) -> bool:
        """Whether the scale can say how much of a line it is."""
        return self.scale is not None and line.unit is Unit.KG

    def read(self, done: Callable[[Reading], object]) -> None:
        """What lies on it; `done` is called once, on the scale's thread or on this one. Raises
        NoScale."""
        if self.scale is None:
            raise NoScale
        self.scale.read(done)

    def put(self, number: int, weight: Weight) -> Line:
        """A weight of the scale is that of this line. Raises NoSuchLine, BadQuantity."""
        if self._register.the_sale().chosen != number:
            self._register.choose(number)
        if self._register.chosen().unit is not Unit.KG:
            raise BadQuantity(text=f"{weight.grams} g")
        return self._register.weight(Decimal(weight.grams) / 1000, WeightFrom.SCALE)

    def weigh(self) -> Line:
        """Put what lies on the scale on the chosen line, waiting for its answer. Raises NoScale,
        NotWeighed, BadQuantity."""
        line = self._register.chosen()
        if line.unit is not Unit.KG:
            raise BadQuantity(text="kg")
        said: queue.SimpleQueue[Reading] = queue.SimpleQueue()
        self.read(said.put)
        try:
            reading = said.get(timeout=ANSWER)
        except queue.Empty:
            reading = NoWeight(Reason.TIMEOUT)
        match reading:
            case Weight():
                return self.put(line.number, reading)
            case NoWeight(why=why):
                raise NotWeighed(why=why)
