"""What devices cost the till: a ticket made into a printer's bytes, and a window whose printer is
dead beside one that has none."""

from __future__ import annotations

import shutil
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from statistics import median

from app.commands.demo_shop import make_demo_till
from app.domain.money import Money
from app.domain.paper import Block, Code128, Heading, QrCode, Row, Rule, Table, Text
from app.services.laying_out import ticket
from bench.bar import Bar, at_most, percentile
from bench.child import answer_of
from hardware.escpos.encode import encode
from hardware.escpos.profile import PROFILES

TICKETS = 500
ROUNDS = 3
DEAD = "tcp://10.255.255.1:9100"
"""Where nobody answers, not even that nobody is there."""


def bars() -> list[Bar]:
    return [_encoding(), *_dead_printer()]


def _encoding() -> Bar:
    profile, times = PROFILES["80mm"], []
    for number in range(TICKETS):
        blocks = _paper(number)
        begun = time.perf_counter()
        encode(ticket(blocks, profile.columns), profile)
        times.append(time.perf_counter() - begun)
    value = percentile(times, 99) * 1000
    return at_most("a 30-line ticket laid out and encoded, p99", 5, value, "ms")


def _paper(number: int) -> list[Block]:
    """A ticket of thirty lines, as a till prints one; each has its own number and QR."""
    code = f"T042C03AS26-{number:06d}"
    lines: list[Block] = []
    for line in range(30):
        lines.append(Text(f"{line + 1} x Café molido natural de Colombia 250 g · ref. {line:04d}"))
        price = Money(425)
        lines.append(Row(f"   {line + 1} x {price} €", f"{price.times(Decimal(line + 1))} €"))
    url = f"https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?nif=89890001K&numserie={code}"
    return [
        Heading("Tienda de demostración"),
        Text("Calle de Delicias, 42 · 28045 Madrid", centred=True),
        Rule(),
        *lines,
        Rule(),
        Row("TOTAL", "1.976,25 €", bold=True),
        Table(("IVA", "Base", "Cuota"), (("10 %", "1.796,59", "179,66"),)),
        QrCode(f"{url}&fecha=22-11-2026&importe=1976.25", "QR tributario:", "VERI*FACTU"),
        Code128(code),
    ]


def _dead_printer() -> list[Bar]:
    """Of some rounds the middle one counts."""
    p50, p99 = [], []
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        till = Path(made) / "till"
        make_demo_till(till)
        for number in range(ROUNDS):
            idle = answer_of("bench.window_till", "keys", str(_copy(till, number, "")))["full"]
            entry = f'\n[devices.counter]\nkind = "printer"\naddress = "{DEAD}"\n'
            dead = answer_of("bench.window_till", "keys", str(_copy(till, number, entry)))["full"]
            p50.append(percentile(dead, 50) / percentile(idle, 50))
            p99.append(percentile(dead, 99) / percentile(idle, 99))
    words = "key to painted line with a dead network printer / without"
    return [
        at_most(f"{words}, p50", 1.2, median(p50), "x"),
        at_most(f"{words}, p99", 2, median(p99), "x"),
    ]


def _copy(till: Path, number: int, entry: str) -> Path:
    folder = till.with_name(f"{'dead' if entry else 'idle'}-{number}")
    shutil.copytree(till, folder)
    toml = folder / "till.toml"
    toml.write_text(toml.read_text("utf-8") + entry, "utf-8")
    return folder


if __name__ == "__main__":
    for bar in bars():
        print(bar)
