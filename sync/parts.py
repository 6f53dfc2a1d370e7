"""A page in parts, what its rows say, and where its stream stands after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from app.mirror.cursors import BASE, Standing
from app.mirror.rows import BadRow, Change
from sync.protocol import DELETE, PAGE, Page, Row, check_after
from sync.taking import NotTaken


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
        return Standing(page.epoch, page.head, page.check, mark=mark, sweep=BASE)
    return Standing(page.epoch, 0, "", page.head, page.to, mark)


def ends(page: Page) -> bool:
    """Whether its stream has been read to the head with it, unless it is a segment."""
    return not page.base and page.to >= page.head


def change_of(row: Row) -> Change:
    """Raises BadRow for a row that puts nothing."""
    value: Mapping[str, Any] | None = None if row.op == DELETE else row.value
    if row.op != DELETE and value is None:
        raise BadRow(row.kind, row.key, "no value")
    return Change(row.kind, row.key, value)
