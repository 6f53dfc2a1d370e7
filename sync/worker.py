"""Keeping a till in step: sessions one after the other, whatever happens to them."""

from __future__ import annotations

import json
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from app import config
from app.domain.errors import NotEnrolled, ShopError
from app.storage import enrolment, keys
from sync.asker import question_in, unanswered
from sync.backoff import LONGEST
from sync.lock import Lock
from sync.session import Inbox, Session, Till
from sync.voice import Say

log = logging.getLogger(__name__)

NICE = 10


def till_of(where: Path) -> Till:
    """Raises NoTill, BadTill, NotEnrolled, KeyMissing, KeyringUnusable."""
    found = config.read(where)
    joined = enrolment.read(where)
    if joined is None:
        raise NotEnrolled()
    kept = keys.get(where, found.key_place, found.installation_number)
    return Till(where, joined.installation, kept.key, enrolment.device_key(where), joined)


class Worker:
    """Sessions one after the other until whoever started it closes its stdin."""

    def __init__(
        self,
        where: Path,
        say: Say,
        *,
        once: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`now`: the machine's time, aware. Raises what `till_of` raises, and WorkerRunning."""
        self._said, self._once, self._now = say, once, now
        self._till = till_of(where)
        self._lock = Lock(where)
        self._gone = threading.Event()
        self._inbox: Inbox = queue.SimpleQueue()
        self._session: Session | None = None
        self._voice = threading.Lock()

    def run(self, words: IO[str] | None = None) -> bool:
        """`words`: where pokes come from; its end is the end. Whether all is in step.

        Raises ShopError for what trying again does not mend.
        """
        if words is not None:
            threading.Thread(target=self._listen, args=(words,), daemon=True).start()
        failures = 0
        try:
            while not self._gone.is_set():
                begun = time.monotonic()
                try:
                    session = self._session = Session(
                        self._till, self._inbox, self._say, self._now, once=self._once
                    )
                    session.run()
                    return session.in_step
                except ShopError:
                    raise
                except Exception:
                    # The till sells on without us, and the journal waits: begin again.
                    log.exception("a session ended")
                    if self._once:
                        raise
                failures = 0 if time.monotonic() - begun > LONGEST else failures + 1
                self._gone.wait(min(2.0**failures, 60.0))
            return False
        finally:
            self._lock.release()

    def leave(self) -> None:
        self._gone.set()
        self._inbox.put(None)

    def hear(self, said: dict[str, Any]) -> None:
        """A line of the till. A question is asked at once, and answered in any case."""
        question = question_in(said)
        if question is None:
            self._inbox.put(said)
        elif self._session is None:
            self._say(unanswered(question))
        else:
            self._session.ask(question)

    def _say(self, line: dict[str, Any]) -> None:
        """Lines of two threads do not mix."""
        with self._voice:
            self._said(line)

    def _listen(self, words: IO[str]) -> None:
        try:
            for line in words:
                try:
                    said = json.loads(line)
                except ValueError:
                    log.warning("not JSON on stdin: %.100s", line)
                    continue
                if isinstance(said, dict):
                    self.hear(said)
        except (OSError, ValueError):
            log.info("stdin ended")
        self.leave()


def step_back() -> None:
    """Let the till go first on a busy machine."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), 0x4000)  # BELOW_NORMAL
    else:
        os.nice(NICE)
