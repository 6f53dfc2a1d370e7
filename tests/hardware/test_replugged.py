"""Every kind of device, unplugged while the shop sells and plugged in again: the till sells on at
once, its row says so, it works again by itself, and what was due comes out once."""

from __future__ import annotations

import queue
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from builders import copied
from cables import PortCable, TcpCable
from shop import Shop
from waiting import until
from zebra import Zebra

from app.devices import Devices
from app.domain.attempt import AttemptState
from app.domain.document import Document
from app.messages import device_state
from app.services.attention import InterruptedPrint
from app.services.checkout import Answered, charge
from app.services.installing import Made
from app.storage.prints import PrintState
from app.ui.screens.devices_view import device_chip
from app.window_devices import take_up
from hardware import worker
from hardware.errors import DeviceError, Reason
from hardware.health import Health
from hardware.labels import zebra
from hardware.printers import escpos
from hardware.results import NoWeight, Reading, Scan, Weight
from hardware.simulated.display import SimDisplay
from hardware.simulated.printer import Fault, SimLine, SimPrinter
from hardware.simulated.scale import SimScale
from hardware.simulated.scanner import SimScanner
from hardware.simulated.serving import NAME, Serving
from hardware.simulated.terminal import KEY, POI, SimTerminal
from hardware.terminals import nexo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
COFFEE, MILK, WATER = "CAF-001", "]E08410000000016", "]E08410000000023"


class Cable(Protocol):
    @property
    def address(self) -> str: ...

    def plug(self) -> None: ...

    def pull(self) -> None: ...


class Till:
    """What a window does with its devices, without the window."""

    def __init__(self, shop: Shop, entries: dict[str, dict[str, Any]], close: ExitStack) -> None:
        self.shop = shop
        self.devices = Devices(shop.folder, entries)
        # As a till is given them where its services are made (`commands.counter.working`).
        shop.counter.weighing.scale = self.devices.scale
        shop.counter.facing.displays = self.devices.displays
        shop.counter.till.db.on_commit(self.devices.heard)
        self.scans: list[Scan] = []
        self.troubles: list[Exception] = []
        self.back = 0
        self._posted: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        # As `working` gives a till those of its till.toml.
        shop.db.on_commit(self.devices.heard)
        shop.counter.weighing.scale = self.devices.scale
        shop.counter.facing.displays = self.devices.displays
        close.callback(self._stop)
        self.bring_out = take_up(
            self.devices,
            shop.counter,
            self._posted.put,
            lambda _topics: None,
            self.troubles.append,
            self.scans.append,
            self._is_back,
        )

    def _stop(self) -> None:
        self.devices.stop()
        self.shop.counter.facing.displays = ()
        self.shop.counter.weighing.scale = None

    def _is_back(self) -> None:
        self.back += 1

    def until(self, true: Callable[[], object]) -> None:
        """The window's thread turns, until that is so."""

        def turned() -> object:
            while not self._posted.empty():
                self._posted.get()()
            return true()

        until(turned)

    def health(self, name: str = "one") -> Health:
        return self.devices[name].row.health

    def well(self, name: str = "one") -> None:
        self.until(lambda: self.health(name).well)

    def says_that_it_is_away(self, name: str = "one") -> None:
        """In words of both languages, and in the bar."""
        self.until(lambda: not self.health(name).well and self.health(name).code)
        for language in ("es", "en"):
            assert len(device_state(self.health(name), language)) > 20
            assert device_chip([self.health(name)], language) is not None

    def sell(self) -> Document:
        """A coffee, in cash: done when this returns, whatever the devices do."""
        before = self.shop.document.number if self.shop.counter.printing.last() else ""
        self.shop.add(COFFEE).pay_cash()
        assert self.shop.document.number != before
        self.bring_out()
        return self.shop.document

    @property
    def waiting(self) -> list[PrintState]:
        return [job.state for job in self.shop.counter.printing.unfinished()]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is away is looked for again as always, and sooner than in a shop."""
    monkeypatch.setattr(worker, "FIRST", 0.02)
    monkeypatch.setattr(worker, "LONGEST", 0.1)
    monkeypatch.setattr(escpos, "POLL", 0.2)
    monkeypatch.setattr(zebra, "POLL", 0.2)
    monkeypatch.setattr(nexo, "FIRST", 0.05)
    monkeypatch.setattr(nexo, "LONGEST", 0.1)
    monkeypatch.setattr(nexo, "EVERY", 0.1)


@pytest.fixture(scope="module")
def shop(demo_made: tuple[Path, Made], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Open all day."""
    folder = copied(demo_made[0], tmp_path_factory.mktemp("day") / "till")
    with Shop(folder) as made:
        made.sign_in("9001").open_shift("100")
        yield made


@pytest.fixture
def close() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def cabled(way: str, metal: Any, folder: Path, close: ExitStack) -> Cable:
    cable: Any = TcpCable(metal) if way == "tcp" else PortCable(metal, folder, way)
    cable.plug()
    close.callback(cable.pull)
    made: Cable = cable
    return made


ways = pytest.mark.parametrize("way", ["tcp", "serial", "usb"])
lines = pytest.mark.parametrize("way", ["tcp", "serial"])


@ways
def test_a_ticket_printer(way: str, shop: Shop, tmp_path: Path, close: ExitStack) -> None:
    metal = SimPrinter()
    cable = cabled(way, SimLine(metal), tmp_path, close)
    till = Till(shop, {"one": {"kind": "printer", "address": cable.address}}, close)
    till.sell()
    till.until(lambda: len(metal.tickets) == 1 and not till.waiting)
    cable.pull()
    till.says_that_it_is_away()
    number = till.sell().number
    assert till.waiting == [PrintState.QUEUED] or till.waiting == [PrintState.SENDING]
    till.until(lambda: till.waiting == [PrintState.QUEUED])
    cable.plug()
    till.until(lambda: len(metal.tickets) == 2 and not till.waiting)
    assert number in metal.tickets[1]
    till.sell()
    till.until(lambda: len(metal.tickets) == 3 and not till.waiting)
    assert not metal.torn


@ways
def test_a_ticket_printer_in_the_midst_of_a_ticket_leaves_a_question_and_the_next_comes_out(
    way: str, shop: Shop, tmp_path: Path, close: ExitStack
) -> None:
    metal = SimPrinter()
    cable = cabled(way, SimLine(metal), tmp_path, close)
    till = Till(shop, {"one": {"kind": "printer", "address": cable.address}}, close)
    till.well()
    held = metal.set_at("Delicias", Fault.PAPER_OUT)
    first = till.sell()
    till.until(held.is_set)
    till.until(lambda: till.health().code is Reason.PAPER_OUT)
    cable.pull()
    till.says_that_it_is_away()
    till.until(lambda: till.troubles)
    assert till.waiting == [PrintState.SENDING]
    metal.set(Fault.PAPER_OUT, on=False)
    cable.plug()
    till.sell()
    till.until(lambda: till.waiting == [PrintState.SENDING])
    asked = [m for m in shop.counter.attention.matters() if isinstance(m, InterruptedPrint)]
    assert [matter.job.document for matter in asked] == [first.number]
    shop.counter.printing.came_out(asked[0].job)
    assert len(metal.tickets) == 2
    assert sum(first.number in text for text in metal.tickets) == 1


@ways
def test_a_drawer_on_its_printer(way: str, shop: Shop, tmp_path: Path, close: ExitStack) -> None:
    metal = SimPrinter()
    cable = cabled(way, SimLine(metal), tmp_path, close)
    entries = {
        "printer": {"address": cable.address},
        "one": {"kind": "drawer", "address": "sim://drawer", "printer": "printer"},
    }
    till = Till(shop, entries, close)
    till.well()
    till.sell()
    till.until(lambda: metal.drawer_open and not till.waiting)
    metal.close_drawer()
    cable.pull()
    till.says_that_it_is_away()
    till.sell()
    cable.plug()
    till.well()
    till.until(lambda: not till.waiting)
    assert not metal.drawer_open, "what nobody waits for any more opens no drawer"
    till.sell()
    till.until(lambda: metal.drawer_open and not till.waiting)


@ways
def test_a_label_printer(way: str, shop: Shop, tmp_path: Path, close: ExitStack) -> None:
    metal = Zebra()
    cable = cabled(way, metal, tmp_path, close)
    till = Till(shop, {"one": {"kind": "labels", "address": cable.address}}, close)
    shop.counter.shelf_labels.print_of([COFFEE])
    till.bring_out()
    till.until(lambda: metal.labels == 1 and not till.waiting)
    cable.pull()
    till.says_that_it_is_away()
    shop.counter.shelf_labels.print_of([COFFEE])
    till.bring_out()
    till.sell()
    till.until(lambda: till.waiting == [PrintState.QUEUED])
    cable.plug()
    till.until(lambda: not till.waiting)
    assert metal.labels == 2


class FakeHid:
    """What hidapi gives; no machine of the tests has a scanner in this mode."""

    metal = SimScanner()
    address = "hid://05f9:2216"

    def open(self, vendor: int, product: int) -> None:
        self._did(lambda: FakeHid.metal.open())

    def read(self, size: int, timeout_ms: int) -> list[int]:
        code = self._did(lambda: FakeHid.metal.read(size, timeout_ms / 1000)).rstrip(b"\r")
        return list((bytes([2, len(code) - 3]) + code).ljust(size, b"\0")) if code else []

    @staticmethod
    def _did(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except DeviceError as error:
            raise OSError("gone") from error

    def close(self) -> None: ...

    def plug(self) -> None:
        FakeHid.metal.switch(True)

    def pull(self) -> None:
        FakeHid.metal.switch(False)


@pytest.mark.parametrize("way", ["tcp", "serial", "hid-pos"])
def test_a_scanner(
    way: str, shop: Shop, tmp_path: Path, close: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    metal, driver = SimScanner(), "serial"
    if way == "hid-pos":
        monkeypatch.setitem(sys.modules, "hid", types.SimpleNamespace(device=FakeHid))
        metal, driver = FakeHid.metal, way
        cable: Cable = FakeHid()
        cable.plug()
    else:
        cable = cabled(way, metal, tmp_path, close)
    entry = {"kind": "scanner", "driver": driver, "address": cable.address}
    till = Till(shop, {"one": entry}, close)
    till.well()
    metal.say(MILK.encode() + b"\r")
    till.until(lambda: len(till.scans) == 1)
    metal.say(b"]E0841")  # the half of a code
    cable.pull()
    metal.switch(False)
    till.says_that_it_is_away()
    till.sell()
    metal.switch(True)
    cable.plug()
    till.well()
    metal.say(WATER.encode() + b"\r")
    till.until(lambda: len(till.scans) == 2)
    assert [scan.aim + scan.raw for scan in till.scans] == [MILK, WATER]


@lines
@pytest.mark.parametrize("driver", ["toledo-8217", "dibal-98"])
def test_a_scale(way: str, driver: str, shop: Shop, tmp_path: Path, close: ExitStack) -> None:
    metal = SimScale()
    cable = cabled(way, metal, tmp_path, close)
    plain = "?bits=8&parity=none" if way == "serial" else ""  # a pseudo terminal knows no others
    entry = {
        "kind": "scale",
        "driver": driver,
        "address": cable.address + plain,
        "approval": "ES-0123",
    }
    till = Till(shop, {"one": entry}, close)
    till.well()
    metal.put(316)
    assert weighed(till) == Weight(316)
    cable.pull()
    till.says_that_it_is_away()
    assert isinstance(weighed(till), NoWeight)
    till.sell()
    cable.plug()
    till.well()
    assert weighed(till) == NoWeight(Reason.NOT_CLEARED)  # what was sold lies there still
    metal.put(0)
    till.until(lambda: till.health().facts.get("reading") == "empty")
    metal.put(500)
    assert weighed(till) == Weight(500)


def weighed(till: Till) -> Reading:
    said: list[Reading] = []
    till.shop.counter.weighing.read(said.append)
    till.until(lambda: said)
    return said[0]


@lines
def test_a_display(way: str, shop: Shop, tmp_path: Path, close: ExitStack) -> None:
    metal = SimDisplay()
    cable = cabled(way, metal, tmp_path, close)
    till = Till(shop, {"one": {"kind": "display", "address": cable.address}}, close)
    till.well()
    facing = shop.counter.facing
    shop.counter.till.db.on_commit(facing.heard)
    till.sell()
    till.until(lambda: metal.rows[0].strip())
    cable.pull()
    shop.add(COFFEE)
    till.says_that_it_is_away()
    till.shop.pay_cash()
    till.sell()
    cable.plug()
    till.well()
    upper = facing.view().upper
    till.until(lambda: metal.rows[0].strip() == upper.strip())


class TerminalCable:
    """A card terminal of the network, always at the same port; its book stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sim = SimTerminal(folder / "book.jsonl", late=0.2)
        self._serving: Serving | None = Serving(self.sim, folder)
        self._port = self._serving.port
        self.address = f"https://127.0.0.1:{self._port}"
        (folder / "key").write_text(KEY.passphrase, "utf-8")

    @property
    def entry(self) -> dict[str, Any]:
        return {
            "kind": "terminal",
            "address": self.address,
            "poi": POI,
            "sale": "T042C03",
            "key_id": KEY.identifier,
            "key_version": KEY.version,
            "key_file": str(self._folder / "key"),
            "certificate": str(self._folder / "terminal.pem"),
            "certificate_name": NAME,
        }

    def plug(self) -> None:
        self._serving = Serving(self.sim, self._folder, port=self._port)

    def pull(self) -> None:
        if self._serving is not None:
            self._serving.close()
            self._serving = None


def test_a_card_terminal(shop: Shop, tmp_path: Path, close: ExitStack) -> None:
    cable = TerminalCable(tmp_path)
    close.callback(cable.pull)
    till = Till(shop, {"one": cable.entry}, close)
    till.well()
    assert paid_by_card(till).attempt.state is AttemptState.APPROVED
    cable.pull()
    till.says_that_it_is_away()
    assert paid_by_card(till).attempt.state is AttemptState.CANCELLED
    assert shop.pay_by_hand().paid.document is not None
    till.sell()
    before = till.back
    cable.plug()
    till.well()
    till.until(lambda: till.back > before)
    assert paid_by_card(till).attempt.state is AttemptState.APPROVED
    assert [entry.cents > 0 for entry in cable.sim.book.entries] == [True, True]


def paid_by_card(till: Till) -> Answered:
    till.shop.add(COFFEE)
    counter, terminal = till.shop.counter, till.devices.terminal
    assert terminal is not None
    return charge(counter.checkout, terminal, counter.checkout.begin_card)
