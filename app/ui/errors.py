"""Where every exception of the face ends: a refusal becomes a sentence, a bug becomes a report."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from traceback import extract_tb
from types import TracebackType

log = logging.getLogger(__name__)

Refused = Callable[[Exception], object]
Report = Callable[[str], object]


class Errors:
    """`sys.excepthook` for a Qt program: PySide6 hands it what a slot or a paint raises.

    `known`: the families that are no bugs (what the rules, or a device, refuse). `refused` shows
    such a one's sentence. `report` shows a bug; it is called once for each place that fails, never
    while an earlier report is open: a `data()` may raise hundreds of times a second. What is
    folded is still counted in the log.
    """

    def __init__(
        self, known: tuple[type[Exception], ...], refused: Refused, report: Report
    ) -> None:
        self._known = known
        self._refused = refused
        self._report = report
        self._seen: dict[str, int] = {}
        self._open = False

    def install(self) -> None:
        sys.excepthook = self

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, self._known):
            log.info("refused %s", kind.__name__)
            self._refused(error)
        elif isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._bug(kind, error, trace)

    def _bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        frames = extract_tb(trace)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
        name = f"{kind.__name__} {place}"
        times = self._seen[name] = self._seen.get(name, 0) + 1
        if times > 1:
            if times & (times - 1) == 0:
                log.error("again %s, %d times", name, times)
            return
        log.error("bug %s", name, exc_info=(kind, error, trace))
        if self._open:
            return
        self._open = True
        try:
            self._report(f"{kind.__name__}: {error}")
        finally:
            self._open = False
