"""Pictures of products: from the disk, else of central, which is asked for what is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.line import Answer
from app.domain.picture import is_name
from app.services import products
from app.services.line import Line
from app.services.till import Till

AGAIN = timedelta(minutes=5)
"""After which one that did not come is asked for again."""


class Pictures:
    def __init__(self, till: Till, line: Line) -> None:
        self._till, self._line = till, line
        self._asked: dict[str, datetime] = {}

    def of(self, image: str, came: Callable[[], object]) -> Path | None:
        """The file of the picture that a product's `image` names; None while there is none here.

        `came` is called, on whatever thread, when it has come from central.
        """
        here = self._till.catalog.picture(image)
        if here is None and is_name(image) and not self._line.alone:
            self._ask(image, came)
        return here

    def of_sku(self, sku: str, came: Callable[[], object]) -> Path | None:
        """The same, of a product."""
        return self.of(products.named(self._till, sku).image, came)

    def _ask(self, name: str, came: Callable[[], object]) -> None:
        now = self._till.now()
        if name in self._asked and now - self._asked[name] < AGAIN:
            return
        self._asked[name] = now

        def heard(answer: Answer) -> None:
            if not answer.refused:
                came()

        self._line.ask({"picture": name}, heard)
