"""The demo chain as `mostrador demo` makes it: central on a real socket, its tills, its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from shop import Shop

from app import config
from app.commands import demo_chain, loopback
from app.commands.central_folder import opened
from app.commands.enrol import join
from app.commands.group import mostrador
from sync.central import enrolment
from sync.central.serving import Serving
from sync.worker import Worker


def prepare(folder: Path, till: int | None) -> Path:
    """The demo chain as `mostrador demo` makes it; cards go to the terminal whose book
    `Shop.adds_up` reads."""
    place = demo_chain.prepare(folder, till)
    found = config.read(place)
    devices = {name: of for name, of in found.devices.items() if of["kind"] != "terminal"}
    config.write(place, replace(found, devices=devices))
    return place


class Chain:
    """A demo chain whose central can be reached, or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tills = {number: demo_chain.till_folder(folder, number) for number in (3, 2)}

    def join(self, place: Path, till: int, kind: str = "till") -> str:
        """Make `place` that device of the chain; its recovery code."""
        self.tills[till] = place
        with self.serving() as serving, opened(str(self.folder / "central"), None) as central:
            with central.write() as tx:
                code = enrolment.make_code(tx, "042", f"{till:02d}", "office", kind=kind).code
            return join(serving.url, code, place, demo=True, kind=kind)[1].recovery_code

    def till(self, number: int) -> Shop:
        return Shop(self.tills[number])

    def in_step(self, *numbers: int) -> None:
        """Every till says and hears everything, in this order."""
        with self.serving():
            for number in numbers:
                assert Worker(self.tills[number], lambda said: None, once=True).run(), number

    @contextmanager
    def serving(self) -> Iterator[Serving]:
        port = int((self.folder / "central" / loopback.PORT).read_text("ascii"))
        with opened(str(self.folder / "central"), None) as central:
            serving = Serving(central, port=port, folder=self.folder / "central")
            serving.start()
            try:
                yield serving
            finally:
                serving.stop()

    def central(self, *words: str) -> object:
        """What `mostrador central …` answers."""
        place = ["--data", str(self.folder / "central"), "--json"]
        run = CliRunner().invoke(mostrador, ["central", *words, *place])
        assert run.exit_code == 0, run.output
        return json.loads(run.stdout)
