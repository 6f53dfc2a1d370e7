"""The receipt printer against a simulator that we did not write: what is sold comes out, once."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
import zxingcpp
from emupos import Emupos
from PIL import Image
from workbench import Bench

from hardware.errors import Reason
from hardware.health import State
from hardware.results import CameOut, NotBegun
from hardware.ticket import Bars, Kick, Line, Part, Qr, Symbology

pytestmark = pytest.mark.more

URL = "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?nif=89890001K&numserie=T1&importe=3"


def ticket(columns: int) -> list[Part]:
    """One of everything that a till prints."""
    return [
        Line("MOSTRADOR", bold=True, large=True),
        Line("Señal jamón ibérico Ú"[: columns - 8].ljust(columns - 6) + "1,00 €"),
        Line("Ψωμί (dibujado)".ljust(columns - 6) + "2,00 €"),
        Line("TOTAL".ljust(columns - 6) + "3,00 €", bold=True),
        Qr(URL, 30),
        Bars(Symbology.CODE128, "T042C03AS26-000123"),
        Bars(Symbology.EAN13, "8410000000016"),
    ]


@pytest.fixture
def bench(simulator: Emupos) -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()
    for device in ("front", "small", "ser"):
        for fault in ("paper-out", "cover-open", "offline", "paper-near-end"):
            simulator.fault(device, fault, on=False)


def _address(simulator: Emupos, device: str) -> str:
    if device == "ser":
        return f"serial://{simulator.port('ser')}?baud=38400"
    return f"tcp://127.0.0.1:{simulator.front if device == 'front' else simulator.small}"


@pytest.mark.parametrize(
    ("device", "profile"), [("front", "epson-tm-t20iii"), ("ser", "80mm"), ("small", "58mm")]
)
def test_a_ticket_comes_out_once_and_its_codes_are_read(
    simulator: Emupos, bench: Bench, device: str, profile: str
) -> None:
    before = len(simulator.receipts(device))
    entry = {"kind": "printer", "address": _address(simulator, device), "profile": profile}
    printer = bench.start(entry)
    assert bench.print(printer, "T1", ticket(printer.columns)) == CameOut()
    assert len(simulator.receipts(device)) == before + 1
    assert simulator.text(device).splitlines()[1].endswith("1,00 €")
    with Image.open(io.BytesIO(simulator.image(device))) as image:
        found = {code.text: code for code in zxingcpp.read_barcodes(image)}
    assert found["8410000000016"].symbology_identifier == "]E0"
    number = found["T042C03AS26-000123"].symbology_identifier
    assert number == ("]Q1" if profile == "58mm" else "]C0")
    corners = found[URL].position
    side = (corners.top_right.x - corners.top_left.x) / printer.profile.dpi * 25.4
    assert 30 <= side <= 40
    assert "command.unknown" not in simulator.log
    assert "codepage.unsupported" not in simulator.log


def test_without_paper_nothing_is_begun_and_its_row_says_so(
    simulator: Emupos, bench: Bench
) -> None:
    printer = bench.start({"kind": "printer", "address": _address(simulator, "front")})
    bench.until(lambda: printer.row.health.well)
    before = len(simulator.receipts("front"))
    for fault, reason in (("paper-out", Reason.PAPER_OUT), ("cover-open", Reason.COVER_OPEN)):
        simulator.fault("front", fault)
        assert bench.print(printer, fault) == NotBegun(reason)
        assert printer.row.health.code is reason
        simulator.fault("front", fault, on=False)
    assert bench.print(printer, "after") == CameOut()
    assert printer.row.health.well
    assert len(simulator.receipts("front")) == before + 1


def test_paper_that_runs_out_in_the_midst_is_waited_for_and_the_ticket_comes_out_once(
    simulator: Emupos, bench: Bench
) -> None:
    printer = bench.start({"kind": "printer", "address": _address(simulator, "front")})
    bench.until(lambda: printer.row.health.well)
    before = len(simulator.receipts("front"))
    long = [Line(f"linea {number}") for number in range(4000)]
    bench.give(printer, "long", long)
    simulator.fault("front", "paper-out")
    bench.until(lambda: printer.row.health.code is Reason.PAPER_OUT or bench.ends["long"])
    if not bench.ends["long"]:  # else it had begun and ended before the paper was out
        printer.kick()
        bench.until(
            lambda: simulator.ask("GET", "/devices/front").json()["state"]["drawer"] == "open"
        )
        simulator.ask("POST", "/devices/front/drawer/close")
        simulator.fault("front", "paper-out", on=False)
    end = bench.end("long")
    assert end in (CameOut(), NotBegun(Reason.PAPER_OUT))
    assert len(simulator.receipts("front")) == before + isinstance(end, CameOut)


def test_the_drawer_opens_and_is_seen_to(simulator: Emupos, bench: Bench) -> None:
    printer = bench.start({"kind": "printer", "address": _address(simulator, "front")})
    bench.until(lambda: printer.drawer_open is False)
    assert bench.print(printer, "kick", (Kick(), Line("uno"))) == CameOut()
    bench.until(lambda: printer.drawer_open)
    simulator.ask("POST", "/devices/front/drawer/close")
    bench.until(lambda: printer.drawer_open is False)
    printer.kick()
    bench.until(lambda: printer.drawer_open)
    simulator.ask("POST", "/devices/front/drawer/close")


def drawer_of(simulator: Emupos) -> str:
    state: str = simulator.ask("GET", "/devices/front").json()["state"]["drawer"]
    return state


def test_two_tills_share_one_printer(simulator: Emupos, bench: Bench) -> None:
    entry = {"kind": "printer", "address": _address(simulator, "front"), "shared": True}
    one, two = bench.start(entry, "one"), bench.start(entry, "two")
    before = len(simulator.receipts("front"))
    for number in range(5):
        bench.give(one, f"A{number}", [Line(f"A{number}")] * 30)
        bench.give(two, f"B{number}", [Line(f"B{number}")] * 30)
    for number in range(5):
        assert bench.end(f"A{number}", 60) == CameOut()
        assert bench.end(f"B{number}", 60) == CameOut()
    assert len(simulator.receipts("front")) == before + 10
    assert one.row.health.state is State.ENABLED
