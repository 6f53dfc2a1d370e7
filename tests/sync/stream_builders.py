"""A central of rows in memory: what it would send of a stream, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sync.protocol import DELETE, PAGE, PUT, SEGMENT, Page, Row, check_after

EPOCH = "epoch-1"
Change = tuple[str, str, dict[str, Any] | None]
PEOPLE: list[Change] = [("person", "1001", {"name": "Ana", "role": "cashier", "pin": "h"})]
LISTS: list[Change] = [
    ("list", "store", {"name": "Tienda", "kind": "store", "priority": 1}),
    ("list", "web", {"name": "Web", "kind": "web"}),
]
A_SHOP = {
    "name": "Centro",
    "company": "Mercados SL",
    "nif": "B12345674",
    "address": "Calle Mayor 1",
    "timezone": "Europe/Madrid",
    "calendar": {"mon": [["09:00", "21:00"]], "tue": [["09:00", "21:00"]]},
}


class Stream:
    """Everything that was ever said in one stream."""

    def __init__(self, name: str, epoch: str = EPOCH) -> None:
        self.name, self.epoch = name, epoch
        self.rows: list[Row] = []
        self.checks = [""]

    @property
    def head(self) -> int:
        return len(self.rows)

    def put(self, kind: str, key: str, value: dict[str, Any] | None) -> Stream:
        op = DELETE if value is None else PUT
        row = Row(self.head + 1, op, kind, key, 1, value)
        self.rows.append(row)
        self.checks.append(check_after(self.checks[-1], row))
        return self

    def put_all(self, rows: Sequence[Change]) -> Stream:
        for row in rows:
            self.put(*row)
        return self

    def product(self, sku: str, name: str = "", **values: Any) -> Stream:
        return self.put(
            "product", sku, {"name": name or f"Nombre {sku}", "tax": "general", **values}
        )

    def price(self, sku: str, cents: int, starts: str = "") -> Stream:
        value = {"sku": sku, "cents": cents, "starts": starts, "ends": ""}
        return self.put("price", f"{sku}|{starts}", value)

    def page(self, after: int, limit: int = PAGE) -> Page:
        return self._page(after, min(self.head, after + limit), self.head)

    def segment(self, n: int) -> Page:
        return self._page(n * SEGMENT, (n + 1) * SEGMENT, (n + 1) * SEGMENT)

    def base(self, at: int = 0, after: int = 0, limit: int = SEGMENT) -> Page:
        """A page of the base at `at` (0: at the head)."""
        at = at or self.head
        newest = {(row.kind, row.key): row for row in self.rows}
        current = sorted(row.seq for row in newest.values() if row.op == PUT)
        rows = [self.rows[seq - 1] for seq in current if after < seq <= at]
        done = len(rows) <= limit
        to = at if done else rows[limit - 1].seq
        return Page(
            epoch=self.epoch,
            stream=self.name,
            after=after,
            to=to,
            head=at,
            rows=rows[:limit],
            check=self.checks[at] if done else "",
            base=True,
            done=done,
        )

    def _page(self, after: int, to: int, head: int) -> Page:
        return Page(
            epoch=self.epoch,
            stream=self.name,
            after=after,
            to=to,
            head=head,
            rows=self.rows[after:to],
            check=self.checks[to],
        )
