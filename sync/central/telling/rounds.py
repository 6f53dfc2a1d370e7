"""What central does by itself all the time: threads that look every second for what is due."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from importlib import metadata

from sync.central.after.looking import Looking
from sync.central.database import Central
from sync.central.telling.couriers import Couriers
from sync.central.telling.posting import Poster
from sync.central.telling.postman import Postman

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks that found nothing."""
_TROUBLE = 10.0
"""Seconds after a look that failed."""


class Round(threading.Thread):
    """`step` again and again while `leads`: it says how much it did, and at 0 there is a pause."""

    def __init__(self, name: str, step: Callable[[], int], leads: Callable[[], bool]) -> None:
        super().__init__(name=name, daemon=True)
        self._step = step
        self._leads = leads
        self._stopped = threading.Event()

    def run(self) -> None:
        wait = PAUSE
        while not self._stopped.wait(wait):
            wait = self._once()

    def stop(self) -> None:
        """What is under way ends first."""
        self._stopped.set()
        if self.is_alive():
            self.join()

    def _once(self) -> float:
        if not self._leads():
            return PAUSE
        try:
            return 0 if self._step() else PAUSE
        except Exception:  # it goes on, whatever one look met
            log.exception(self.name)
            return _TROUBLE


class Telling:
    """What one process of central tells: channels, customers, and of orders that waited long.

    `said` is called after something was written that tills will hear of.
    """

    def __init__(
        self, central: Central, leads: Callable[[], bool], said: Callable[[], None]
    ) -> None:
        self._poster = Poster(metadata.version("mostrador"))
        self._couriers = Couriers(central, self._poster)
        self._said = said
        steps = {
            "webhooks": self._couriers.step,
            "letters": self._saying(Postman(central, self._poster).step),
            "looking": self._saying(Looking(central).step),
        }
        self._rounds = [Round(name, step, leads) for name, step in steps.items()]

    def start(self) -> None:
        for one in self._rounds:
            one.start()

    def stop(self) -> None:
        for one in self._rounds:
            one.stop()
        self._couriers.close()
        self._poster.close()

    def _saying(self, step: Callable[[], int]) -> Callable[[], int]:
        def saying() -> int:
            done = step()
            if done:
                self._said()
            return done

        return saying
