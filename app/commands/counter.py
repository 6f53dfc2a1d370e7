"""Opening the till: the window, the demo shop, or a session of commands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import config
from app.commands.common import data_option, folder_of
from app.commands.display import check_display
from app.commands.refusals import shown
from app.commands.window import open_window, refuse_second
from app.domain.errors import RealFolder

if TYPE_CHECKING:
    from app.devices import Devices
    from app.domain.line import LineStatus
    from app.services.backups import Backups
    from app.services.counter import Counter
    from app.services.line import Hear, Line, Worker


@click.command()
@data_option
@click.option("--till", type=click.IntRange(1, 99), help="Another till of the same shop: 2, 4...")
def demo(data: str | None, till: int | None) -> None:
    """Open the demo shop, its central beside it: made the first time, kept afterwards."""
    check_display()
    folder = Path(data) if data else config.default_folder().with_name("mostrador-demo")
    if (folder / config.NAME).exists():  # a till alone, as `init --demo` makes it
        if not config.read(folder).demo:
            raise RealFolder(folder=str(folder))
        from app.commands.demo_orders import give_to_till

        refuse_second(folder)
        give_to_till(folder, datetime.now().astimezone())
        sys.exit(open_window(str(folder)))
    from app.commands.demo_chain import central_running, give_orders, prepare, till_folder

    if not (till_folder(folder, till) / config.NAME).exists():
        making = shown("Preparando la tienda de demostración…", "Making the demo shop…")
        click.echo(making, err=True)
    else:
        refuse_second(till_folder(folder, till))
    place = prepare(folder, till)
    give_orders(folder, datetime.now().astimezone())
    with central_running(folder):
        code = open_window(str(place))
    sys.exit(code)


@click.command()
@click.argument(
    "file", metavar="FILE", type=click.File("r", encoding="utf-8-sig", errors="replace")
)
@data_option
def play(file: Iterator[str], data: str | None) -> None:
    """Run a session at the till: one command a line, one JSON object a line out."""
    from app.devices import Devices
    from app.play.runner import Runner

    folder = folder_of(data)

    def write(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    devices = Devices(folder, config.read(folder).devices)
    with working(folder, devices) as counter:
        counter.till.db.on_commit(counter.facing.heard)
        devices.start()
        try:
            if not counter.line.alone:
                counter.line.take_up()
            ended = Runner(counter, devices.printers, write, devices.label_printers).run(file)
        finally:
            devices.stop()
    if ended:
        click.echo(ended, err=True)
        sys.exit(1)


@contextmanager
def working(folder: Path, devices: Devices | None = None) -> Iterator[Counter]:
    """The services of the till in `folder`, without a window, at `devices`, which their owner
    starts; without them cards go to the terminal of its till.toml, or to one that charges nobody.
    """
    from app.devices import Devices
    from app.domain.varios import parse_varios
    from app.messages import tender_names
    from app.receipt_words import CUSTOMERS, ENGLISH, LABELS, ORDERS, SPANISH, in_territory
    from app.services.counter import counter
    from app.services.opening import opened, resource
    from app.services.papers import Papers
    from hardware.health import Kind
    from hardware.terminals.simulated import SimulatedTerminal

    with opened(folder) as till:
        spoken = ENGLISH if till.shop.language == "en" else SPANISH
        words = in_territory(spoken, till.shop.territory)
        own = devices or Devices(folder, till.config.devices_of(Kind.TERMINAL))
        terminal = own.terminal or SimulatedTerminal(folder / "terminal.jsonl")
        varios = parse_varios(resource("varios.toml"))
        line = line_of(folder)
        papers = Papers(till, words, tender_names(till.shop.language), line)
        try:
            orders = ORDERS.get(till.shop.language, ORDERS["es"])
            labels = LABELS.get(till.shop.language, LABELS["es"])
            seen = CUSTOMERS.get(till.shop.language, CUSTOMERS["es"])
            backups = backups_of(folder)
            made = counter(till, terminal, papers, orders, labels, seen, varios, line, backups)
            made.weighing.scale, made.facing.displays = own.scale, own.displays
            made.printing.places = own.label_places
            till.db.on_commit(own.heard)
            made.second_copy.start()
            try:
                yield made
            finally:
                made.second_copy.stop()
        finally:
            line.close()
            if devices is None:
                own.close()


def backups_of(folder: Path) -> Backups:
    """The daily backups of the till in `folder`, if it keeps any."""
    from app.commands.common import damaged_single
    from app.services import single
    from app.services.backups import Backups

    command = [sys.executable, "-m", "app", "backup", "--daily", "--data", str(folder)]
    found = single.read(folder)
    if found is None:
        return Backups()
    if isinstance(found, single.Damaged):
        return Backups(damaged=damaged_single(folder, found.reason))
    return Backups(folder, lambda: subprocess.run(command, stdout=subprocess.DEVNULL).returncode)


def line_of(folder: Path) -> Line:
    """The line of the till in `folder`, hung up. Raises BadTill."""
    from app.domain.line import heard_from, status_from
    from app.services.line import Line
    from app.storage import enrolment

    def make(hear: Hear) -> Worker:
        from app.syncing import SyncChild, worker_of

        return SyncChild(worker_of(folder), lambda said: hear(heard_from(said)))

    def once(seconds: int) -> LineStatus | None:
        from app.syncing import worker_of

        command = [*worker_of(folder), "--once", "--json"]
        try:
            run = subprocess.run(command, stdout=subprocess.PIPE, timeout=seconds)
            return status_from(json.loads(run.stdout))
        except (subprocess.TimeoutExpired, ValueError):
            return None

    return Line(make, once) if enrolment.read(folder) else Line()
