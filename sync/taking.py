"""Taking rows in: all of them or none, and what keeps them out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import DiskFull, DiskReadOnly, ImportRunning
from app.mirror.rows import BadRow

Facts = Mapping[str, str | int]


class NotTaken(Exception):
    """Nothing of a page was taken: `why` as `events.NotApplied` has it."""

    def __init__(self, why: str, /, **facts: str | int) -> None:
        super().__init__(why, facts)
        self.why, self.facts = why, facts


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
