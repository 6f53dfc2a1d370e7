"""A chain to show things with: the demo's central over HTTP, two tills, a tablet, a cable."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from app.commands import demo_chain, loopback
from app.commands.central_folder import opened
from app.commands.counter import working
from app.commands.enrol import join
from app.services.counter import Counter
from app.services.verify import verify
from app.storage import enrolment
from app.syncing import worker_of
from bench.cable import Cable
from sync.central import enrolment as at_central
from sync.central import exceptions
from sync.central.auth import new_token
from sync.central.database import Central
from sync.central.masters import stock

SHOP, CLERK, PIN = "042", "1001", "1111"
TILLS, TABLET = ("03", "02"), "21"
SHIRT, COFFEE = "CAM-LIN-M", "CAF-001"
PRICES = {SHIRT: 3995, COFFEE: 420}
STOCK = {SHIRT: 20_000, COFFEE: 20_000}
"""Thousandths."""
_PATIENCE = 120


class Shop:
    """Central, and the devices of one shop: each a folder with its own journal."""

    def __init__(self, place: Path) -> None:
        self.place = place
        for till in TILLS:
            demo_chain.prepare(place, int(till))
        self._files = ExitStack()
        self._counters: dict[str, ExitStack] = {}
        self.devices: dict[str, Counter] = {}

    def __enter__(self) -> Shop:
        central = self.place / demo_chain.CENTRAL
        self.central: Central = self._files.enter_context(opened(str(central), None))
        self.url = self._files.enter_context(loopback.serving(central))
        self._enrol_tablet()
        with self.central.write() as tx:
            stock.count(tx, SHOP, STOCK, "demo")
            self._token = new_token(tx, "web")
        self.cable = Cable(int(self.url.rpartition(":")[2]))
        self._files.callback(self.cable.close)
        for name in (*TILLS, TABLET):
            self._through_the_cable(self.place / name)
            self.sync(name)
            self.open(name)
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._counters):
            self.close(name)
        self._files.close()

    def _enrol_tablet(self) -> None:
        with self.central.write() as tx:
            code = at_central.make_code(tx, SHOP, TABLET, "demo", kind="stock").code
        join(self.url, code, self.place / TABLET, demo=True, kind="stock")

    def _through_the_cable(self, folder: Path) -> None:
        joined = enrolment.read(folder)
        assert joined is not None
        enrolment.write(folder, replace(joined, url=self.cable.url))

    # the devices
    def open(self, name: str) -> Counter:
        """Start it; the clerk signs in."""
        files = ExitStack()
        counter = files.enter_context(working(self.place / name))
        counter.start()
        counter.signin.sign_in(CLERK, PIN)
        self._counters[name], self.devices[name] = files, counter
        return counter

    def close(self, name: str) -> None:
        self._counters.pop(name).close()
        del self.devices[name]

    def sync(self, *names: str) -> bool:
        """One round of each one's worker; whether all of them are in step."""
        running = [self._round(name) for name in names or (*TILLS, TABLET)]
        ended = [worker.wait(_PATIENCE) for worker in running]
        return not any(ended)

    def _round(self, name: str) -> subprocess.Popen[bytes]:
        command = [*worker_of(self.place / name), "--once"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    # the web
    def order(self, number: str, lines: Mapping[str, int], *, paid: bool) -> str:
        """Somebody orders in the web shop; the QR of the confirmation."""
        now = datetime.now(UTC)
        total = sum(PRICES[sku] * quantity for sku, quantity in lines.items())
        body: dict[str, Any] = {
            "number": number,
            "shop": SHOP,
            "placed_at": now.isoformat(),
            "promised_at": (now + timedelta(hours=2)).isoformat(),
            "lines": [
                {"sku": sku, "quantity": str(quantity), "price": PRICES[sku], "percent": "21"}
                for sku, quantity in lines.items()
            ],
            "name": "Iker S.",
            "phone_tail": "678",
        }
        if paid:
            payment = {"reference": f"psp-{number}", "amount": total, "state": "captured"}
            body["payments"] = [payment]
        return str(self._ask("POST", "/v1/orders", body)["qr"])

    def cancel(self, number: str) -> str:
        """The customer wishes it in the web shop; the order's state then."""
        return str(self._ask("POST", f"/v1/orders/{number}/cancel", None)["state"])

    def at_central(self, number: str) -> dict[str, Any]:
        return self._ask("GET", f"/v1/orders/{number}", None)

    def _ask(self, method: str, path: str, body: object) -> dict[str, Any]:
        answer = httpx.request(
            method,
            self.url + path,
            content=json.dumps(body) if body is not None else None,
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    # what must be so
    def on_hand(self) -> dict[str, int]:
        """At central, in thousandths."""
        with self.central.read() as connection:
            return {sku: stock.get(connection, SHOP, sku) or 0 for sku in PRICES}

    def contradictions(self) -> list[str]:
        with self.central.read() as connection:
            return [one.sentence["es"] for one in exceptions.open_ones(connection)]

    def violations(self, name: str) -> list[str]:
        """What its journal does not hold."""
        till = self.devices[name].till
        return [str(one) for one in verify(till.db, till.regime).violations]
