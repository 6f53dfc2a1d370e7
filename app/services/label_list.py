"""The list of labels that somebody means to print, and how far the printing is.

The list is on disk after every scan; what is printed leaves it in the transaction that queues it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import BadCode, BadQuantity, NoSuchFile, UnreadableFile
from app.domain.paper_kind import PaperKind
from app.domain.product import Product
from app.services import products
from app.services.shelf_labels import ShelfLabels
from app.services.till import Till
from app.storage import labels
from app.storage.labels import Run as Run
from app.storage.prints import PrintState

MOST = 999
"""Labels of one product."""
_LARGEST = 1 << 20
_MARKS = re.compile(r"[;,\t]")


@dataclass(frozen=True, slots=True)
class Wanted:
    product: Product
    copies: int


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file put on the list, and its lines that say no product, or no number of labels."""

    added: int
    bad: tuple[str, ...]


class LabelList:
    def __init__(self, till: Till, shelf_labels: ShelfLabels) -> None:
        self._till, self._shelf_labels = till, shelf_labels

    def lines(self) -> list[Wanted]:
        """What was said last first; what left the catalogue is by its SKU."""
        with self._till.db.read() as connection:
            listed = labels.listed(connection)
        known = self._till.catalog.of_skus(list(listed))
        return [
            Wanted(known.get(sku) or products.named(self._till, sku), copies)
            for sku, copies in listed.items()
        ]

    def add(self, code: str, copies: int = 1) -> Wanted:
        """So many more of a product, by code or SKU. Raises UnknownItem, BadCode, BadQuantity."""
        product = products.product(self._till, code)
        with self._till.act() as act:
            copies = _checked(copies) + labels.listed(act.tx).get(product.sku, 0)
            labels.want(act.tx, product.sku, _checked(copies))
        return Wanted(product, copies)

    def set(self, code: str, copies: int) -> Wanted:
        """So many of it in all; 0 takes it off. Raises UnknownItem, BadCode, BadQuantity."""
        with self._till.act() as act:
            on_it = code in labels.listed(act.tx)
            # What left the catalogue can still be taken off.
            known = products.named if on_it and not copies else products.product
            product = known(self._till, code)
            labels.want(act.tx, product.sku, _checked(copies) if copies else 0)
        return Wanted(product, copies)

    def add_stale(self) -> int:
        """One of each product whose shelf says another price; how many were not on it yet."""
        with self._till.act() as act:
            there = labels.listed(act.tx)
            found = [one.product.sku for one in self._shelf_labels.stale()]
            new = [sku for sku in found if sku not in there]
            for sku in new:
                labels.want(act.tx, sku, 1)
        return len(new)

    def read(self, text: str) -> FileRead:
        """Lines of a code or SKU and, behind a comma, semicolon or tab, how many: 1 when it does
        not say. A heading is a line that says no product."""
        wanted, bad = Counter[str](), []
        for line in filter(None, map(str.strip, text.splitlines())):
            code, copies = _line(line)
            try:
                found = products.find(self._till, code) if code else None
            except BadCode:
                found = None
            if found is None or not copies or wanted[found.sku] + copies > MOST:
                bad.append(line)
            else:
                wanted[found.sku] += copies
        with self._till.act() as act:
            there = labels.listed(act.tx)
            for sku, copies in wanted.items():
                labels.want(act.tx, sku, min(copies + there.get(sku, 0), MOST))
        return FileRead(wanted.total(), tuple(bad))

    def read_file(self, path: Path) -> FileRead:
        """The same of a file in UTF-8 or Windows-1252. Raises NoSuchFile, UnreadableFile."""
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            raise NoSuchFile(file=str(path)) from None
        except OSError as error:
            raise UnreadableFile(file=str(path), reason=str(error)) from None
        if len(raw) > _LARGEST:
            raise UnreadableFile(file=str(path), reason=f"{len(raw)} bytes")
        try:
            return self.read(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return self.read(raw.decode("cp1252", "replace"))

    def clear(self) -> None:
        with self._till.act() as act:
            labels.clear(act.tx)

    def print(self, kind: PaperKind) -> int:
        """Queue all of it, for shelves or to be stuck on products, and leave the list empty; how
        many. Raises NoLabels, UnknownItem, NotAllowed, NoPrice, and then the list stays."""
        with self._till.act() as act:
            listed = reversed(labels.listed(act.tx).items())
            wanted = [(products.product(self._till, sku), copies) for sku, copies in listed]
            labels.clear(act.tx)
            return self._shelf_labels.queue(act, kind, wanted)

    def run(self) -> Run | None:
        """How far the newest printing is; None before the first."""
        with self._till.db.read() as connection:
            return labels.last_run(connection)

    def stop(self) -> int:
        """Print no more: what the printer has not begun goes back on the list; how many."""
        with self._till.act() as act:
            waiting = [one for one in labels.unfinished(act.tx) if one.state is PrintState.QUEUED]
            there = labels.listed(act.tx)
            for sku, copies in Counter(one.sku for one in waiting).items():
                labels.want(act.tx, sku, min(copies + there.get(sku, 0), MOST))
            labels.take_back(act.tx, [one.job for one in waiting])
        return len(waiting)


def _line(line: str) -> tuple[str, int]:
    """Code and copies; 0 copies when what stands there is no number."""
    code, *rest = (part.strip(' "') for part in _MARKS.split(line))
    said = rest[0] if rest else ""
    if not said:
        return code, 1
    return code, int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0


def _checked(copies: int) -> int:
    if not 0 < copies <= MOST:
        raise BadQuantity(text=str(copies))
    return copies
