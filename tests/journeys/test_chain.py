"""A shop of two tills and its central, over real HTTP: what one does, the other knows."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from demo_chains import Chain
from waiting import until

from app.commands import demo_chain, loopback
from app.commands.central_folder import opened
from app.domain.errors import SaleStopped
from app.services.backing import back_up, restore
from sync.central.masters import customers, prices, stops


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


def test_what_a_restored_till_sells_before_it_is_enrolled_again_is_centrals_too(
    chain: Chain, tmp_path: Path
) -> None:
    first = chain.folder / "04"
    code = chain.join(first, 4)
    chain.in_step(4)
    sold = []
    with chain.till(4) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001").pay_cash("20")
        sold.append(shop.document.number)
    back_up(first, tmp_path / "copy")
    with chain.till(4) as shop:
        shop.sign_in("1001").add("CAF-001").pay_cash("20")
        sold.append(shop.document.number)
    chain.in_step(4)
    there = tmp_path / "there"
    restore(tmp_path / "copy", there, code, sold[-1])
    chain.tills[4] = there
    with chain.till(4) as shop:  # its shift is still open, and it is nobody's till yet
        shop.sign_in("9001").add("CAF-001", "2").pay_cash("20")
        sold.append(shop.document.number)
        shop.count("20.00x5").close_shift().open_shift("100").add("CAF-001", "3").pay_cash("30")
        sold.append(shop.document.number)
        somebody = shop.counter.customers.make("70000017", {"name": "Nueva"})
    chain.join(there, 4)
    chain.in_step(4)
    with chain.till(4) as shop:
        shop.sign_in("9001").add("CAF-001", "4").pay_cash("40")
        sold.append(shop.document.number)
        shop.count("20.00x5").close_shift()
        assert shop.adds_up()
    chain.in_step(4)
    chain.in_step(4)
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        query = "SELECT number FROM sales WHERE till = '04' ORDER BY number"
        assert [row[0] for row in connection.exec_driver_sql(query)] == sorted(sold)
        moved = "SELECT sum(delta) FROM ledger WHERE sku = 'CAF-001' AND installation >= 1001"
        assert connection.exec_driver_sql(moved).scalar() == -11000
        closed = "SELECT count(*) FROM shifts WHERE till = '04' AND closed_seq > 0"
        assert connection.exec_driver_sql(closed).scalar() == 2
        assert customers.get(connection, somebody.uuid).personal.name == "Nueva"
    assert [number[7] for number in sold] == ["A", "A", "B", "B", "C"]
    assert chain.central("exceptions") == {"exceptions": []}


FIRST = """
import sys
from pathlib import Path
from app.commands import demo_chain
with demo_chain.central_running(Path(sys.argv[1])) as child:
    sys.stdin.read()
"""


def test_a_second_till_runs_central_only_when_the_first_one_is_gone(
    chain: Chain, caplog: pytest.LogCaptureFixture
) -> None:
    port = int((chain.folder / "central" / loopback.PORT).read_text("ascii"))
    here = [sys.executable, "-c", FIRST, str(chain.folder)]
    with subprocess.Popen(here, stdin=subprocess.PIPE) as first:
        until(lambda: not loopback.is_free(port))
        with demo_chain.central_running(chain.folder) as second:
            time.sleep(3)  # a central that found its port taken would have said so by now
            assert (second.pid, caplog.messages) == (None, [])
            first.kill()
            begun = time.monotonic()
            until(lambda: second.pid is not None and answers(port))
            assert time.monotonic() - begun < 15  # 3 s, on a machine that does nothing else
            assert caplog.messages == []
    assert loopback.is_free(port)


def answers(port: int) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"{loopback.address(port)}/health", timeout=1).is_success
    return False
