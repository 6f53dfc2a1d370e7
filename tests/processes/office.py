"""The office: changes prices, stops, stock and goods by central's calls while the shop sells, and
brings whole files of prices, each of which is a page that takes a worker some time."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

SHOP = "042"
PAUSE = 0.1
"""Seconds between two changes, on the average."""
FILES = 2.0
"""Seconds between two files, on the average."""


class Office:
    """Speaks to `url` over the same line as the tills. `skus`: what it changes; a stop is only
    put on those of `spare`, which nobody wants to buy. `import_prices`: as `central import prices`
    does with a file, which is written in `folder`."""

    def __init__(
        self,
        url: str,
        token: str,
        seed: int,
        skus: list[str],
        spare: list[dict[str, str]],
        import_prices: Callable[[Path], object],
        folder: Path,
    ) -> None:
        self.changed: Counter[str] = Counter()
        """What was answered with yes."""
        self.unheard = 0
        """Changes whose answer did not come: made or not, nobody knows."""
        self._skus, self._spare = skus, spare
        self._dice = random.Random(seed)
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
            trust_env=False,
        )
        self._number = 0
        self._stopped = threading.Event()
        self._import_prices, self._file = import_prices, folder / "prices.csv"
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._work, self._bring_files)
        ]
        self._changes: list[Callable[[], tuple[str, str, object]]] = [
            *[self._price] * 5,
            *[self._count] * 3,
            self._stop,
            self._lift,
            self._rename,
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        self._http.close()

    def _work(self) -> None:
        while not self._stopped.wait(self._dice.expovariate(1 / PAUSE)):
            method, path, value = self._dice.choice(self._changes)()
            try:
                said = self._http.request(method, path, json=value)
            except httpx.HTTPError:
                self.unheard += 1
                continue
            if said.is_success:
                self.changed[path.split("/")[2]] += 1
            elif said.status_code not in (404, 500, 503):
                raise AssertionError(f"{method} {path}: {said.status_code} {said.text}")

    def _bring_files(self) -> None:
        dice = random.Random(self._dice.random())
        starts = datetime(2040, 1, 1, tzinfo=UTC)
        while not self._stopped.wait(dice.expovariate(1 / FILES)):
            # Of a time of their own: what a till has lost no later file brings again.
            starts += timedelta(hours=1)
            rows = (
                f"{sku},store,{dice.randint(50, 1500) / 100:.2f},{starts.isoformat()}\n"
                for sku in self._skus
            )
            self._file.write_text("sku,list,price,starts\n" + "".join(rows), "utf-8")
            self._import_prices(self._file)
            self.changed["files of prices"] += 1

    def _price(self) -> tuple[str, str, object]:
        code = self._dice.choice(["store", "store", "web"])
        return "PUT", f"/v1/prices/{code}/{self._sku()}", {"cents": self._dice.randint(50, 1500)}

    def _count(self) -> tuple[str, str, object]:
        quantity = str(self._dice.randint(0, 500))
        return "PUT", f"/v1/stock/{SHOP}/{self._sku()}", {"quantity": quantity}

    def _stop(self) -> tuple[str, str, object]:
        self._number += 1
        sku = self._dice.choice(self._spare)["sku"]
        return "PUT", f"/v1/stops/s{self._number}", {"sku": sku, "text": {"es": "Retirado"}}

    def _lift(self) -> tuple[str, str, object]:
        return "DELETE", f"/v1/stops/s{self._dice.randint(1, max(1, self._number))}", None

    def _rename(self) -> tuple[str, str, object]:
        self._number += 1
        product = self._dice.choice(self._spare)
        value = {"name": f"{product['name']} {self._number}", "tax": "general"}
        return "PUT", f"/v1/products/{product['sku']}", value

    def _sku(self) -> str:
        return self._dice.choice(self._skus)
