"""A shop of two tills and its central, over real HTTP: what one does, the other knows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shop import Shop

from app.commands import demo_chain
from app.commands.central_folder import opened
from app.domain.errors import SaleStopped
from app.syncing import worker_of
from sync.central.masters import prices, stops
from sync.central.serving import Serving


class Chain:
    """A demo chain whose central can be reached, or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tills = {number: demo_chain.till_folder(folder, number) for number in (3, 2)}

    def till(self, number: int) -> Shop:
        return Shop(self.tills[number])

    def in_step(self, *numbers: int) -> None:
        """Every till says and hears everything, in this order."""
        port = int((self.folder / "central" / demo_chain.PORT).read_text("ascii"))
        with opened(str(self.folder / "central"), None) as central:
            serving = Serving(central, port=port, folder=self.folder / "central")
            serving.start()
            try:
                for number in numbers:
                    command = [*worker_of(self.tills[number]), "--once"]
                    subprocess.run(command, check=True, capture_output=True, timeout=120)
            finally:
                serving.stop()

    def central(self, *words: str) -> object:
        """What `mostrador central …` answers."""
        command = [sys.executable, "-m", "app", "central", *words]
        place = ["--data", str(self.folder / "central"), "--json"]
        run = subprocess.run([*command, *place], check=True, capture_output=True, timeout=60)
        return json.loads(run.stdout)


@pytest.fixture(scope="module")
def chain_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo chain as `mostrador demo` makes it, with a second till; only to be copied."""
    folder = tmp_path_factory.mktemp("demo") / "chain"
    for till in (None, 2):
        demo_chain.prepare(folder, till)
    return folder


@pytest.fixture
def chain(chain_made: Path, tmp_path: Path) -> Chain:
    """A chain of this test's own; what nobody changes is linked."""

    def copy(source: str, target: str) -> None:
        if Path(source).name == "reserve":
            os.link(source, target)
        else:
            shutil.copy2(source, target)

    shutil.copytree(chain_made, tmp_path / "chain", copy_function=copy)
    return Chain(tmp_path / "chain")


def test_what_is_sold_with_the_line_down_is_centrals_once_the_line_is_up(chain: Chain) -> None:
    with chain.till(3) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001", "2").pay_cash("20")
        total = shop.document.total
    chain.in_step(3)
    chain.in_step(3)
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        rows = connection.exec_driver_sql("SELECT number, total FROM sales").all()
        moved = connection.exec_driver_sql(
            "SELECT sum(delta) FROM ledger WHERE sku = 'CAF-001' AND installation >= 1001"
        ).scalar()
    assert rows == [("T042C03AS26-000001", total.cents)]
    assert moved == -2000


def test_a_ticket_of_one_till_comes_back_at_the_other_with_the_line_down(chain: Chain) -> None:
    with chain.till(3) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001", "3").pay_cash("20")
        number = shop.document.number
    chain.in_step(3, 2)
    with chain.till(2) as other:
        back = other.sign_in("9001").open_shift("100").refund(number, [(1, "1")])
        assert back
        assert back.corrects
        assert (back.number[:8], back.corrects.number) == ("T042C02A", number)
        assert other.adds_up()
    chain.in_step(2, 3)
    with chain.till(3) as shop:
        found = shop.sign_in("9001").counter.refunds.find(number)
        assert found.left(found.document.lines[0]) == 2
    assert chain.central("exceptions") == {"exceptions": []}


def test_a_stop_and_a_price_of_central_hold_at_every_till(chain: Chain) -> None:
    with opened(str(chain.folder / "central"), None) as central, central.write() as tx:
        stops.put(tx, "s1", stops.StopValue(sku="LEC-ENT", text={"es": "Retirada"}), "office")
        prices.put_all(tx, [prices.Price("store", "CAF-001", 399)], "office")
    chain.in_step(3)
    with chain.till(3) as shop:
        shop.sign_in("1001").open_shift("100")
        with pytest.raises(SaleStopped):
            shop.add("LEC-ENT")
        assert str(shop.add("CAF-001").line.listed.price) == "3.99"
