"""A till's window with thousands of open orders, driven by scans; run by bench.pickups.

`python -m bench.pickups_till FOLDER COUNT SEED`: one JSON line of seconds. SEED: of central's key.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from app import signatures
from app.domain.order import Order
from app.domain.product import Product
from app.mirror.rows import Change
from bench.office import CODE, PIN
from bench.orders import SEED, TABLET, Staged, events_of, label_of, order_of, qr_of, row_of, say
from bench.window_till import Till, _until

HANDED = 150
"""Orders whose QR and whose label are scanned."""
PICKED = 15
LINES, EACH = 8, 2
"""Of an order that is picked, and units of each line."""


class Counter:
    def __init__(self, folder: Path, count: int, seed: bytes) -> None:
        self._count, self._seed = count, seed
        self.till = Till(folder, CODE, PIN)
        at = self.till.counter.till.now()
        coded = [one for one in self.till.counter.lookup.favourites(300) if one.codes]
        self._goods = [one for one in coded if not one.unit.measured]
        self.staged = [self._staged(f"W-{n:05d}", n, at) for n in range(HANDED)]
        self.to_pick = [
            order_of(f"W-{n:05d}", self._some(n * LINES, LINES), at, EACH)
            for n in range(HANDED, HANDED + PICKED)
        ]
        say(folder, self._rows(at))

    def _some(self, first: int, many: int) -> list[Product]:
        return [self._goods[(first + n) % len(self._goods)] for n in range(many)]

    def _staged(self, number: str, n: int, at: Any) -> Staged:
        order = order_of(number, self._some(n, 3), at)
        return Staged(order, label_of(order, events_of(order, at)))

    def _rows(self, at: Any) -> Iterator[Change]:
        key = base64.b64encode(signatures.public_of(SEED)).decode()
        yield Change("device", str(TABLET), {"name": "042-21", "key": key})
        for one in self.staged:
            yield row_of(one.order, events_of(one.order, at))
        for order in self.to_pick:
            yield row_of(order)
        for n in range(HANDED + PICKED, self._count):
            yield row_of(order_of(f"W-{n:05d}", self._some(n, 2), at))

    def scan(self, code: str) -> float:
        """Seconds from the scanner's word to the painted screen."""
        from PySide6.QtCore import QEvent, QObject

        class Paints(QObject):
            seen = False

            def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802
                self.seen |= event.type() == QEvent.Type.Paint
                return False

        # At the window, which everything is painted over: a filter of the whole application is
        # called a thousand times a scan, and would be measured too.
        paints, window = Paints(), self.till.program.window
        window.installEventFilter(paints)
        begun = perf_counter()
        window.scanned(code)
        _until(self.till.app, lambda: paints.seen)
        seconds = perf_counter() - begun
        window.removeEventFilter(paints)
        self.till.app.processEvents()
        return seconds

    def hand_over(self) -> list[float]:
        """The QR scanned at the selling screen, and then the label: the parcel is out."""
        times = []
        for one in self.staged:
            self.till.program.window.home()
            self.till.app.processEvents()
            times.append(self.scan(qr_of(one.order, self._seed)))
            times.append(self.scan(one.label))
            f = self.till.counter.orders.of(one.order.number)
            assert [parcel.state for parcel in f.set] == ["out"], f
        return times

    def pick(self) -> list[float]:
        times = []
        for order in self.to_pick:
            self.scan(qr_of(order, self._seed))
            self.till.counter.preparing.start(order.number)
            self.till.app.processEvents()
            for line in order.lines:
                times += [self.scan(line.code.lstrip("0")) for _ in range(EACH)]
            self._is_picked(order)
        return times

    def _is_picked(self, order: Order) -> None:
        f = self.till.counter.orders.of(order.number)
        assert not any(f.wanted(line.number) for line in order.lines), f.lines


def main(folder: Path, count: int, seed: bytes) -> dict[str, list[float]]:
    counter = Counter(folder, count, seed)
    try:
        return {"hand over": counter.hand_over(), "pick": counter.pick()}
    finally:
        counter.till.closing.close()


if __name__ == "__main__":
    folder, count, seed = sys.argv[1:]
    print(json.dumps(main(Path(folder), int(count), bytes.fromhex(seed))), flush=True)
