"""What central said, taken in: pages into the mirrors, a ready catalogue in the old one's place."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from sync import effects as fx
from sync import events as e
from sync import streams
from sync.pages import Mirrors
from sync.protocol import Snapshot
from sync.snapshot import BadSnapshot, Download, install
from sync.taking import NotTaken

log = logging.getLogger(__name__)


class Intake:
    """Does to the mirrors what the engine wants; `moved` hears which of them the till must read
    again."""

    def __init__(self, where: Path, mirrors: Mirrors, moved: Callable[[str], None]) -> None:
        self._where, self._mirrors, self._moved = where, mirrors, moved
        self._download: Download | None = None

    def done(self, effect: fx.Apply | fx.Let | fx.Forget | fx.Prepare | fx.Install) -> e.Event:
        """What came of it."""
        match effect:
            case fx.Apply():
                return self._applied(effect)
            case fx.Let(stream=stream):
                return self._let(stream)
            case fx.Forget():
                return self._forgotten(effect)
            case fx.Prepare(snapshot=snapshot):
                return self._prepared(snapshot)
            case fx.Install(epoch=epoch, let=let):
                return self._installed(epoch, let)

    def part(self, request: fx.GetPart, get: Callable[[str, int, int], bytes]) -> None:
        """Fetch a part of the catalogue that was prepared, and keep it.

        Raises BadSnapshot, NotTaken, and what `get` (of a snapshot, from, to) raises.
        """
        download = self._download
        if download is None or download.snapshot.id != request.snapshot.id:
            raise BadSnapshot("not prepared")
        first, last = download.range_of(request.index)
        download.take(request.index, get(request.snapshot.id, first, last))

    def take_rises(self) -> None:
        """The prices that waited for the end of a shift, when it is over."""
        try:
            if self._mirrors.shift_over():
                self._moved(streams.CATALOG)
        except NotTaken as error:
            log.warning("prices that waited: %s", error.facts)

    def tidy(self) -> bool:
        """What need not be done at once; whether there is another catalogue file now."""
        try:
            renewed = self._mirrors.tidy()
        except NotTaken as error:
            log.warning("tidying: %s", error.facts)
            return False
        if renewed:
            self._moved(streams.CATALOG)
        return renewed

    def _applied(self, apply: fx.Apply) -> e.Event:
        page = apply.page
        try:
            standing = self._mirrors.apply(page, let=apply.let, segment=apply.segment)
        except NotTaken as error:
            return self._not_taken(page.stream, error)
        if page.rows:
            self._moved(streams.mirror_of(page.stream))
        return e.Applied(time.monotonic(), page.stream, standing, self._mirrors.held())

    def _let(self, stream: str) -> e.Event:
        try:
            standing = self._mirrors.let(stream)
        except NotTaken as error:
            return self._not_taken(stream, error)
        self._moved(streams.mirror_of(stream))
        return e.Applied(time.monotonic(), stream, standing, self._mirrors.held())

    def _forgotten(self, forget: fx.Forget) -> e.Event:
        stream = forget.stream
        try:
            self._mirrors.forget(stream, let=forget.let)
        except NotTaken as error:
            return self._not_taken(stream, error)
        self._moved(streams.mirror_of(stream))
        return e.Forgotten(time.monotonic(), stream)

    def _not_taken(self, stream: str, error: NotTaken) -> e.NotApplied:
        log.warning("%s: not taken, %s %s", stream, error.why, error.facts)
        standings = self._mirrors.standings()
        return e.NotApplied(time.monotonic(), stream, error.why, error.facts, standings)

    def _prepared(self, snapshot: Snapshot) -> e.Event:
        try:
            self._download = Download(self._where, snapshot)
            return e.Prepared(time.monotonic(), self._download.prepare())
        except (BadSnapshot, NotTaken) as error:
            log.warning("snapshot %s: %s", snapshot.id, error)
            self._download = None
            return e.Prepared(time.monotonic(), 0)

    def _installed(self, epoch: str, let: bool) -> e.Event:
        if self._download is None:
            return e.NotInstalled(time.monotonic(), "damaged")
        try:
            standings = install(self._mirrors, self._download, epoch, let=let)
        except BadSnapshot as error:
            log.warning("snapshot %s: %s", self._download.snapshot.id, error)
            self._download.drop()
            return e.NotInstalled(time.monotonic(), "damaged")
        except NotTaken as error:
            log.warning("snapshot: not taken, %s %s", error.why, error.facts)
            return e.NotInstalled(time.monotonic(), error.why, error.facts)
        self._moved(streams.CATALOG)
        return e.Installed(time.monotonic(), standings)
