"""The long poll, on a thread of its own with a connection of its own."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

from sync import effects as fx
from sync import events as e
from sync.protocol import Heads
from sync.transport import Refusing, Transport, Unanswered

log = logging.getLogger(__name__)


class Ear:
    """`hear` is called on its thread."""

    def __init__(self, line: Transport, hear: Callable[[e.Event], object]) -> None:
        self._line, self._hear = line, hear
        self._asks: queue.SimpleQueue[fx.Ask] = queue.SimpleQueue()
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="sync-ear", daemon=True).start()

    def ask(self, ask: fx.Ask) -> None:
        self._asks.put(ask)

    def close(self) -> None:
        """What still comes is for nobody. The thread ends with the process."""
        self._closed.set()

    def _run(self) -> None:
        while not self._closed.is_set():
            event = self._answer(self._asks.get())
            if not self._closed.is_set():
                self._hear(event)

    def _answer(self, ask: fx.Ask) -> e.Event:
        try:
            said = self._line.ask(ask.request)
        except Refusing as refusing:
            return e.Failed(time.monotonic(), ask.number, refusing.refused)
        except Unanswered as error:
            return e.Failed(time.monotonic(), ask.number, error.why, 0, error.detail)
        except Exception as error:
            # Without an answer the engine would wait for this one for ever.
            log.exception("long poll")
            return e.Failed(time.monotonic(), ask.number, e.Offline, 0, str(error))
        if isinstance(said.answer, Heads):
            return e.Answered(time.monotonic(), ask.number, said.answer)
        return e.Failed(time.monotonic(), ask.number, e.Untrusted)
