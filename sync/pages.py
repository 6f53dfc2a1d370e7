"""Pages into the mirrors: a page and its cursor are one transaction, or nothing is."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlcipher3.dbapi2 as sqlite

from app.domain.price_history import KEPT
from app.mirror import cursors, store, store_rows
from app.mirror.cursors import BASE, REMOVALS, Standing
from app.mirror.hours import SHIFTS, next_opening, shift_over
from app.mirror.items import Roles
from app.mirror.live import LiveCatalog, When
from app.mirror.rows import Change, moment_text
from sync import streams
from sync.catalogue_file import CatalogueFile
from sync.parts import advanced, change_of, ends, parts
from sync.protocol import Page
from sync.taking import Facts, NotTaken, disk_trouble, transaction

SMALL = 100
"""Products of a catalogue that may lose them all unasked."""
MEMORY = timedelta(days=7)
"""How long the catalogue's largest size is what its size is held against."""
_PEAK, _PEAK_AT, _RENEW = "peak", "peak_at", "renew"


class Mirrors:
    """The mirrors of a till's folder, for the one process that writes them."""

    def __init__(
        self,
        where: Path,
        key: bytes,
        now: Callable[[], datetime],
        shift: Callable[[], int] = lambda: 0,
    ) -> None:
        """`now`: aware. `shift`: the number of the till's open shift, 0 while none is.

        Raises NewerSchema, DiskFull, DiskReadOnly, ImportRunning.
        """
        self.where, self._now, self._shift = where, now, shift
        self._store = store.connect(where, key)
        self._file = CatalogueFile(where, now)
        self._live: LiveCatalog | None = None
        self._held: dict[str, Facts] | None = None
        """None until it is asked for."""
        self.open_catalog()

    def close(self) -> None:
        self._store.close()
        self.close_catalog()

    def standings(self) -> dict[str, Standing]:
        return {**cursors.read(self._store), **cursors.read(self._catalog)}

    def apply(self, page: Page, *, let: bool = False, segment: bool = False) -> Standing:
        """Take a page in; where its stream stands now. Raises NotTaken.

        What it takes away goes when the stream is at its head, unless that were most of what
        there is: then it is `held`. `let`: it may. `segment`: the end of the page is not the
        stream's, whatever its `head` says. A long page goes in by parts, each with its own cursor.
        """
        standing = self._standing(page.stream)
        for part in parts(page, standing):
            with self._taking(page.stream):
                standing = self._apply(part, let, ends=ends(part) and not segment)
        self._name_catalog(page.stream, standing)
        return standing

    def held(self) -> dict[str, Facts]:
        """What central took away and is still here, by stream: it were too much."""
        if self._held is None:
            self._held = self._find_held()
        return dict(self._held)

    def let(self, stream: str) -> Standing:
        """What is held goes, because a person said so. Raises NotTaken."""
        with self._taking(stream):
            if streams.mirror_of(stream) == streams.STORE:
                with transaction(self._store):
                    self._release_people(stream, let=True)
            else:
                with transaction(self._catalog):
                    self._release(self._lived(), stream, let=True)
        return self._standing(stream)

    def forget(self, stream: str, *, let: bool = False) -> None:
        """Remove what a stream brought that is no longer ours. Raises NotTaken.

        `let`: that may be most of the catalogue.
        """
        with self._taking(stream):
            if streams.mirror_of(stream) == streams.STORE:
                with transaction(self._store):
                    store_rows.forget(self._store, stream)
                    cursors.forget(self._store, stream)
                return
            with transaction(self._catalog):
                live = self._lived()
                before = live.rows
                live.forget(stream)
                cursors.forget(self._catalog, stream)
                self._guard(live, before, let)
                self._no_longer_held(stream)

    def tidy(self) -> bool:
        """What need not be done at once; True when there is another catalogue file now."""
        with transaction(self._catalog):
            live = self._lived()
            self._assign(live)
            self._end_shifts(live)
            live.settle(moment_text(self._now()))
            live.prune(moment_text(self._now() - KEPT))
            renew = live.note(_RENEW)
        with transaction(self._store):
            oldest = (self._now() - timedelta(days=120)).date().isoformat()
            self._store.execute("DELETE FROM ticket WHERE day < ?", (oldest,))
        if renew:
            self.renew()
        return bool(renew)

    def shift_over(self) -> bool:
        """What waited for the end of a shift that is over holds now; whether there was any.

        Raises NotTaken.
        """
        try:
            with disk_trouble(), transaction(self._catalog):
                live = self._lived()
                ended = self._end_shifts(live)
                if ended:
                    live.settle(moment_text(self._now()))
        except NotTaken:
            self._live = self._held = None
            raise
        return ended

    def _end_shifts(self, live: LiveCatalog) -> bool:
        current = moment_text(shift_over(self._shift()))
        return live.shift_over(moment_text(SHIFTS), current, moment_text(self._now()))

    def renew(self) -> None:
        """The catalogue anew: in the order of sale, compact."""
        self._live = self._held = None
        self._file.renew()

    # the files
    def open_catalog(self) -> None:
        """Open the catalogue in use, at today's schema; an empty one when there is none."""
        self._live = self._held = None
        self._file.open()

    def new_catalog(self) -> None:
        """An empty one beside what cannot be read."""
        self._live = self._held = None
        self._file.begin()

    def close_catalog(self) -> None:
        self._file.close()
        self._live = self._held = None

    def in_use(self) -> Path | None:
        """The catalogue that the till sells from, when it can be read."""
        return self._file.in_use()

    @property
    def _catalog(self) -> Any:
        return self._file.connection

    def _name_catalog(self, stream: str, standing: Standing) -> None:
        """Put the new catalogue in use as soon as it has everything: products come last."""
        if self._file.is_gone():
            self.new_catalog()  # a till that started took it for rubbish
        elif stream == "catalog" and not standing.base_at:
            self._file.use()

    # one part
    def _apply(self, page: Page, let: bool, *, ends: bool) -> Standing:
        changes = [change_of(row) for row in page.rows]
        in_store = streams.mirror_of(page.stream) == streams.STORE
        connection = self._store if in_store else self._catalog
        with transaction(connection):
            old = self._standing(page.stream)
            new = advanced(old, page)
            to_mirror = self._to_store if in_store else self._to_catalog
            if to_mirror(page, changes, new, let, ends):
                new = replace(new, sweep=new.sweep | REMOVALS)
            if ends:
                new = replace(new, sweep=0)
            cursors.write(connection, page.stream, new)
        return new

    def _to_store(
        self, page: Page, changes: list[Change], new: Standing, let: bool, ends: bool
    ) -> bool:
        """Whether it takes somebody away."""
        store_rows.put(self._store, page.stream, changes, new.mark)
        if ends:
            if new.sweep & BASE:
                store_rows.sweep(self._store, page.stream, new.mark)
            self._release_people(page.stream, let)
        return _has_people(page.stream) and store_rows.people(self._store)[1] > 0

    def _to_catalog(
        self, page: Page, changes: list[Change], new: Standing, let: bool, ends: bool
    ) -> bool:
        """Whether it takes something away."""
        live, stream = self._lived(), page.stream
        before = live.rows
        self._assign(live)
        if page.base and not page.after:
            live.begin_base(stream)
        removes = live.take(stream, changes, self.when())
        if page.base or new.sweep & BASE:
            live.saw(stream, changes)
        self._guard(live, before, let)
        if ends:
            if new.sweep & BASE:
                live.sweep(stream)
            self._release(live, stream, let)
            if new.sweep & BASE and stream == "catalog" and live.rows:
                live.write_note(_RENEW, "1")
        elif page.base and stream in self.held():
            self._no_longer_held(stream)
        return removes

    # what central took away
    def _release(self, live: LiveCatalog, stream: str, let: bool) -> None:
        """What is leaving goes, unless that leaves less than half of what there was."""
        if stream not in live.leaving:
            self._no_longer_held(stream)
            return
        facts, too_much = self._outlook(live, stream)
        if too_much and not let:
            self._held = {**self.held(), stream: facts}
            return
        live.release(stream, self.when())
        self._no_longer_held(stream)
        if too_much:
            live.write_note(_PEAK, str(live.rows))
        for other in self.held():
            # With its products gone a list's prices may be no loss any more.
            if streams.mirror_of(other) == streams.CATALOG:
                self._release(live, other, let=False)

    def _release_people(self, stream: str, let: bool) -> None:
        """Whoever is leaving goes, unless nobody could sign in any more."""
        if not _has_people(stream):
            return
        there, leaving = store_rows.people(self._store)
        if leaving == there and leaving and not let:
            self._held = {**self.held(), stream: _nobody(there)}
            return
        store_rows.release(self._store)
        self._no_longer_held(stream)

    def _no_longer_held(self, stream: str) -> None:
        self._held = {one: facts for one, facts in self.held().items() if one != stream}

    def _find_held(self) -> dict[str, Facts]:
        live, standings = self._lived(), self.standings()
        found = {
            stream: self._outlook(live, stream)[0]
            for stream in live.leaving.streams()
            if not standings.get(stream, Standing()).sweep
        }
        there, leaving = store_rows.people(self._store)
        for stream, standing in standings.items():
            if _has_people(stream) and leaving and not standing.sweep:
                found[stream] = _nobody(there)
        return found

    def _outlook(self, live: LiveCatalog, stream: str) -> tuple[Facts, bool]:
        """What would be left, and whether that is too little."""
        peak = max(live.rows, self._peak(live)[0])
        left = live.rows - live.leaving.unsold(stream, live.roles)
        too_much = left < live.rows and peak > SMALL and left * 2 < peak
        return {"what": "products", "rows": peak, "left": left}, too_much

    def _peak(self, live: LiveCatalog) -> tuple[int, str]:
        """The most that there were within a week, and since when; 0 when that is longer ago."""
        peak, since = int(live.note(_PEAK) or 0), live.note(_PEAK_AT)
        if not since or since < moment_text(self._now() - MEMORY):
            return 0, moment_text(self._now())
        return peak, since

    def _guard(self, live: LiveCatalog, before: int, let: bool) -> None:
        """Hold back a page with which less than half is left of what there was within a week.

        Not by what it takes away, which waits: by another list's being the shop's own.
        """
        peak, since = self._peak(live)
        peak = max(peak, before)
        if live.rows < before and peak > SMALL and live.rows * 2 < peak:
            if not let:
                raise NotTaken("held", what="products", rows=peak, left=live.rows)
            peak = live.rows
        for name, value in ((_PEAK, str(peak)), (_PEAK_AT, since)):
            if live.note(name) != value:
                live.write_note(name, value)

    # what the store says to the catalogue
    def _assign(self, live: LiveCatalog) -> None:
        """A list that nothing is known of any more stays what it was."""
        roles, old = self.roles(), live.roles
        live.assign(Roles(roles.store or old.store, roles.web or old.web))

    def roles(self) -> Roles:
        """The shop's own list and the web's, by what the config says."""
        shop = self._store.execute("SELECT code FROM shop").fetchone()
        rows = self._store.execute(
            "SELECT code, kind, shops_json FROM price_list WHERE kind IN ('store', 'web')"
            " ORDER BY priority DESC, code DESC"
        ).fetchall()
        found: dict[str, str] = {}
        for code, kind, shops in rows:
            only = json.loads(shops)
            if not only or (shop and shop[0] in only):
                found.setdefault(kind, code)
        return Roles(found.get("store", ""), found.get("web", ""))

    def when(self) -> When:
        """Now, and when the shop opens next: without a calendar, when the open shift is over."""
        now = self._now()
        row = self._store.execute("SELECT timezone, calendar_json FROM shop").fetchone()
        calendar = json.loads(row[1]) if row else {}
        opening = None
        if calendar:
            with contextlib.suppress(ZoneInfoNotFoundError, ValueError):
                opening = next_opening(calendar, ZoneInfo(row[0]), now)
        elif shift := self._shift():
            opening = shift_over(shift)
        return When(moment_text(now), moment_text(opening) if opening else None)

    def products(self) -> int:
        """The most that there were to sell within a week."""
        live = self._lived()
        return max(live.rows, int(live.note(_PEAK) or 0))

    def _lived(self) -> LiveCatalog:
        if self._live is None:
            self._live = LiveCatalog(self._catalog)
        return self._live

    def _standing(self, stream: str) -> Standing:
        in_store = streams.mirror_of(stream) == streams.STORE
        connection = self._store if in_store else self._catalog
        return cursors.read(connection).get(stream, Standing())

    @contextlib.contextmanager
    def _taking(self, stream: str) -> Iterator[None]:
        """What goes wrong here, as NotTaken; what the catalogue knew in memory is read again."""
        try:
            with disk_trouble():
                yield
        except sqlite.DatabaseError as error:
            if streams.mirror_of(stream) == streams.STORE:
                raise NotTaken("disk", why=str(error)) from error
            self.new_catalog()
            raise NotTaken("moved") from error
        except NotTaken:
            self._live = self._held = None
            raise


def _has_people(stream: str) -> bool:
    return streams.kind_of(stream) == "store"


def _nobody(there: int) -> Facts:
    return {"what": "staff", "rows": there, "left": 0}
