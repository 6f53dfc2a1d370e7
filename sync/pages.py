"""Pages into the mirrors: a page and its cursor are one transaction, or nothing is."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import DiskFull, DiskReadOnly, ImportRunning
from app.mirror import catalog, catalog_tables, cursors, folder, store, store_rows
from app.mirror.cursors import Standing
from app.mirror.hours import next_opening
from app.mirror.items import Roles
from app.mirror.live import LiveCatalog, When
from app.mirror.rows import BadRow, Change, moment_text
from sync import streams
from sync.protocol import DELETE, PAGE, Page, Row, check_after

SMALL = 100
"""Products of a catalogue that may lose them all unasked."""
MEMORY = timedelta(days=7)
"""How long the catalogue's largest size is what its size is held against."""
_SOURCE = "central"
_PEAK, _PEAK_AT, _RENEW = "peak", "peak_at", "renew"


class NotTaken(Exception):
    """Nothing of a page was taken: `why` as `events.NotApplied` has it."""

    def __init__(self, why: str, /, **facts: str | int) -> None:
        super().__init__(why, facts)
        self.why, self.facts = why, facts


class Mirrors:
    """The mirrors of a till's folder, for the one process that writes them."""

    def __init__(self, where: Path, key: bytes, now: Callable[[], datetime]) -> None:
        """`now`: aware. Raises NewerSchema, DiskFull, DiskReadOnly, ImportRunning."""
        self.where, self._now = where, now
        self._store = store.connect(where, key)
        self._catalog: Any = None
        self._live: LiveCatalog | None = None
        self._nameless: str | None = None
        """A new catalogue that is put in use when it is complete: the old one is damaged, and
        better than none."""
        self.open_catalog()

    def close(self) -> None:
        self._store.close()
        self.close_catalog()

    def standings(self) -> dict[str, Standing]:
        return {**cursors.read(self._store), **cursors.read(self._catalog)}

    def apply(self, page: Page, *, let: bool = False) -> Standing:
        """Take a page in; where its stream stands now. Raises NotTaken.

        `let`: it may take most of the catalogue away. A long page goes in by parts, each with its
        own cursor.
        """
        standing = self._standing(page.stream)
        for part in parts(page, standing):
            with self._taking(page.stream):
                standing = self._apply(part, let)
        self._name_catalog(page.stream, standing)
        return standing

    def forget(self, stream: str) -> None:
        """Remove what a stream brought that is no longer ours. Raises NotTaken."""
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
                self._guard(live, before, let=False)

    def tidy(self) -> bool:
        """What need not be done at once; True when there is another catalogue file now."""
        with transaction(self._catalog):
            live = self._lived()
            self._assign(live)
            live.settle(moment_text(self._now()))
            renew = live.note(_RENEW)
        with transaction(self._store):
            oldest = (self._now() - timedelta(days=120)).date().isoformat()
            self._store.execute("DELETE FROM ticket WHERE day < ?", (oldest,))
        if renew:
            self.renew()
        return bool(renew)

    def renew(self) -> None:
        """The catalogue anew: in the order of sale, compact."""
        self.close_catalog()
        try:
            catalog.renew(self.where, source=_SOURCE, created=self._now())
        finally:
            self.open_catalog()

    # the files
    def open_catalog(self) -> None:
        """Open the catalogue in use, at today's schema; an empty one when there is none."""
        self.close_catalog()
        path = folder.current(self.where)
        if path is None:
            self.new_catalog()
            return
        try:
            found = self._open(path)
        except sqlite.DatabaseError:
            found = None
        if found == catalog_tables.VERSION:
            return
        self.close_catalog()
        if found is not None and found < catalog_tables.VERSION:
            self._open(self.where / catalog.renew(self.where, source=_SOURCE, created=self._now()))
        else:  # damaged, or a later program's: what it has can be had again
            self.new_catalog()

    def new_catalog(self) -> None:
        """An empty one beside what cannot be read."""
        self.close_catalog()
        in_use = folder.current(self.where) is not None
        name = catalog.empty(self.where, source=_SOURCE, created=self._now(), use=not in_use)
        self._nameless = name if in_use else None
        self._open(self.where / name)

    def close_catalog(self) -> None:
        if self._catalog is not None:
            self._catalog.close()
        self._catalog = self._live = self._nameless = None

    def in_use(self) -> Path | None:
        """The catalogue that the till sells from, when it can be read."""
        return None if self._nameless else folder.current(self.where)

    def _open(self, path: Path) -> int:
        """The version of its schema. Raises DatabaseError when it is damaged."""
        self._catalog = catalog.open_live(path)
        if self._catalog.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite.DatabaseError("malformed")
        return catalog.version(self._catalog)

    def _name_catalog(self, stream: str, standing: Standing) -> None:
        """Put the new catalogue in use as soon as it has everything: products come last."""
        if self._nameless and not (self.where / self._nameless).exists():
            self.new_catalog()  # a till that started took it for rubbish
        elif self._nameless and stream == "catalog" and not standing.base_at:
            self._catalog.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            folder.use(self.where, self._nameless)
            self._nameless = None

    # one part
    def _apply(self, page: Page, let: bool) -> Standing:
        changes = [_change(row) for row in page.rows]
        in_store = streams.mirror_of(page.stream) == streams.STORE
        connection = self._store if in_store else self._catalog
        with transaction(connection):
            old = self._standing(page.stream)
            new = advanced(old, page)
            if in_store:
                self._to_store(page, changes, new, let)
            else:
                self._to_catalog(page, changes, new, let)
            if sweeps(old, page):
                new = replace(new, sweep=0)
            cursors.write(connection, page.stream, new)
        return new

    def _to_store(self, page: Page, changes: list[Change], new: Standing, let: bool) -> None:
        people = "SELECT count(*) FROM staff"
        before = self._store.execute(people).fetchone()[0]
        store_rows.put(self._store, page.stream, changes, new.mark)
        if sweeps(new, page):
            store_rows.sweep(self._store, page.stream, new.mark)
        if before and not let and not self._store.execute(people).fetchone()[0]:
            # Nobody could sign in any more.
            raise NotTaken("held", what="staff", rows=before, left=0)

    def _to_catalog(self, page: Page, changes: list[Change], new: Standing, let: bool) -> None:
        live = self._lived()
        before = live.rows
        self._assign(live)
        if page.base and not page.after:
            live.begin_base(page.stream)
        kind, _, code = page.stream.partition(":")
        if kind == "catalog":
            live.put_products(change for change in changes if change.kind == "product")
        else:
            prices = [change for change in changes if change.kind == "price"]
            live.put_prices(code, prices, self.when())
        if page.base or new.sweep:
            live.saw(page.stream, changes)
        if sweeps(new, page):
            live.sweep(page.stream)
            if kind == "catalog" and live.rows:
                live.write_note(_RENEW, "1")
        self._guard(live, before, let)

    def _guard(self, live: LiveCatalog, before: int, let: bool) -> None:
        """Hold back what leaves less than half of what there was within a week."""
        now = moment_text(self._now())
        peak, since = int(live.note(_PEAK) or 0), live.note(_PEAK_AT)
        if not since or since < moment_text(self._now() - MEMORY):
            peak = before
            since = now
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
        """Now, and when the shop opens next."""
        now = self._now()
        row = self._store.execute("SELECT timezone, calendar_json FROM shop").fetchone()
        opening = None
        if row:
            with contextlib.suppress(ZoneInfoNotFoundError, ValueError):
                opening = next_opening(json.loads(row[1]), ZoneInfo(row[0]), now)
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
            self._live = None
            raise


@contextlib.contextmanager
def transaction(connection: Any) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def disk_trouble() -> Iterator[None]:
    """Whatever keeps rows from being taken in, as NotTaken."""
    try:
        yield
    except BadRow as error:
        raise NotTaken("poison", kind=error.kind, key=error.key, why=error.why) from error
    except ImportRunning as error:
        raise NotTaken("busy") from error
    except (DiskFull, DiskReadOnly, OSError) as error:
        raise NotTaken("disk", why=str(error) or type(error).__name__) from error
    except sqlite.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise NotTaken("busy") from error
        raise NotTaken("disk", why=str(error)) from error
    except (sqlite.IntegrityError, sqlite.InterfaceError, sqlite.DataError) as error:
        raise NotTaken("poison", why=str(error)) from error
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        # A value that nobody thought of must not stop the other streams.
        raise NotTaken("poison", why=f"{type(error).__name__}: {error}") from error


def parts(page: Page, standing: Standing) -> Iterator[Page]:
    """A page as pages of at most PAGE rows, each with its own `after`, `to` and `check`."""
    if len(page.rows) <= PAGE:
        yield page
        return
    check, after = standing.check, page.after
    for first in range(0, len(page.rows), PAGE):
        rows = page.rows[first : first + PAGE]
        last = first + PAGE >= len(page.rows)
        if not page.base:
            for row in rows:
                check = check_after(check, row)
        to = page.to if last else rows[-1].seq
        yield msgspec.structs.replace(
            page,
            rows=rows,
            after=after,
            to=to,
            check=page.check if last else check,
            done=page.done and last,
        )
        after = to


def advanced(old: Standing, page: Page) -> Standing:
    """Where a stream stands after a page. Raises NotTaken (moved) when it does not begin there."""
    if not page.base:
        if (old.epoch, old.seq) != (page.epoch, page.after) or old.base_at:
            raise NotTaken("moved")
        return replace(old, seq=page.to, check=page.check)
    begins = not page.after
    if not begins and (old.epoch, old.base_at, old.base_after) != (
        page.epoch,
        page.head,
        page.after,
    ):
        raise NotTaken("moved")
    mark = old.mark + 1 if begins else old.mark
    if page.done:
        return Standing(page.epoch, page.head, page.check, mark=mark, sweep=1)
    return Standing(page.epoch, 0, "", page.head, page.to, mark)


def sweeps(standing: Standing, page: Page) -> bool:
    """Whether everything is known now that a base had not: its tail has been read to the end.

    A segment does not say where the end is.
    """
    return (
        bool(standing.sweep) and not page.base and page.to >= page.head and len(page.rows) <= PAGE
    )


def _change(row: Row) -> Change:
    value: Mapping[str, Any] | None = None if row.op == DELETE else row.value
    if row.op != DELETE and value is None:
        raise BadRow(row.kind, row.key, "no value")
    return Change(row.kind, row.key, value)
