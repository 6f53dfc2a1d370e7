"""Every kind of paper and of money at tills of a chain: central has it all, and the same sums."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from demo_chains import Chain
from shop import Shop

from app.commands.central_folder import opened
from app.domain.cash import Place
from app.play.runner import Runner
from app.storage import documents, payments
from sync.central.projections.cash import balances

INVOICED = 'B12345674 "Otra" "Calle 1"'


class Played:
    """A till of the chain, driven by lines; `{last}` is what was issued last, `{1}` what the first
    voucher is called."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.vouchers = shop, list[str]()

    def __call__(self, *lines: str) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for line in lines:
            last = self.shop.counter.printing.last()
            out: list[str] = []
            text = line.format("", *self.vouchers, last=last.number if last else "")
            Runner(self.shop.counter, [], out.append)._line(1, text)
            answer = json.loads(out[-1])
            assert answer["ok"] != line.startswith("!"), (line, answer)
            if answer["ok"]:
                self._note(answer["result"])
        return answer.get("result", answer)  # type: ignore[no-any-return]

    def _note(self, result: dict[str, Any]) -> None:
        found = [result.get("voucher") or result.get("code", "")]
        tenders = result.get("tenders")
        for tender in tenders if isinstance(tenders, list) else ():
            given = tender["kind"] == "credit" and tender["amount"].startswith("-")
            found.append(tender["reference"] if given else "")
        known = self.vouchers
        known += [code for code in found if code.startswith("V042") and code not in known]


@contextmanager
def at(chain: Chain, till: int) -> Iterator[Played]:
    with chain.till(till) as shop:
        shop.sign_in("9001")
        if shop.counter.drawer.current() is None:
            shop.open_shift("100")
        yield Played(shop)
        assert shop.adds_up()


EVERYTHING = (
    "add CAF-001 3", "pay cash 20",
    f"to-invoice {{last}} {INVOICED}", 'to-invoice {last} B12345674 "Mejor" "Calle 1"',
    "refund {last} 1:1",
    "add CAF-001 2", "pay card", "retender cash", "refund {last} 1:1 damaged",
    "add LEC-ENT 2", "pay cash 10", "exchange {last} 1:1", "add CAF-001", "pay card",
    "add LEC-ENT 5", "pay card", "exchange {last} 1:5", "add BOL-PAP", "pay credit",
    "return CAF-001 1 regalo", "credit 9 espera",
    "add CAF-001 3", "pay credit {1}", "pay cash 20",
    "add CAF-001", "pay bizum 4.25 BZ-1", "retender transfer TR-1",
    "add CAF-001 2", "pay card 1", "pay cash 20", "void-last",
    "add CAF-001 2", "pay cash 20", "price-back {last} 1:0.40 allowance",
    "add CAF-001 2", "pay cash 20", "refund {last} 1:1 credit",
    "add CER-RUB-1", "age yes", "non-resident passport FR", "pay cash 10", "gift",
    "staff-purchase 1001", "add CAF-001", "pay cash 5",
    "move-cash drawer safe 20 bag=C3-1", "move-cash safe drawer 1", "cash-in 3 cambio",
    "cash-out 2 pan", "move-cash drawer safe 5", "deposit C3-1 R-1", "missing CAM-LIN-L",
    "open-drawer mirar",
    "stop BOL-TEL retirada", "!add BOL-TEL", "stop off",
    'add LIB-POE', 'invoice passport:GB:123456789 "J Smith" "Baker 1"', "pay cash 60",
    "refund-all {last}",
)  # fmt: skip


def check_same(chain: Chain, *tills: int) -> None:
    """Documents, how they are paid and where the cash is: central has what the tills have."""
    issued, paid, cash = dict[str, tuple[str, int]](), Counter[str](), Counter[str]()
    for number in tills:
        with chain.till(number) as shop, shop.db.read() as connection:
            for one in documents.newest(connection, 1000):
                issued[one.number] = (one.kind.value, one.total.cents)
                for tender in payments.paid(connection, one).tenders:
                    paid[tender.kind.value] += tender.amount.cents
            for place, amount in shop.sign_in("9001").counter.cash.places().items():
                drawer = place is Place.DRAWER
                cash[f"drawer:{number:02d}" if drawer else place.value] += amount.cents
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        rows = connection.exec_driver_sql("SELECT number, kind, total FROM sales").all()
        assert {row[0]: (row[1], row[2]) for row in rows} == issued
        query = "SELECT kind, sum(amount) FROM sale_tenders GROUP BY kind"
        assert {row[0]: row[1] for row in connection.exec_driver_sql(query)} == dict(paid)
        assert balances(connection, "042") == dict(cash)


def troubles(chain: Chain) -> list[str]:
    """The kinds of what waits for a person at central."""
    said: Any = chain.central("exceptions")
    return sorted(one["kind"] for one in said["exceptions"])


def test_a_till_of_a_chain_does_everything_and_central_has_it(chain: Chain) -> None:
    with at(chain, 3) as play:
        play(*EVERYTHING)
        codes = play.vouchers
    chain.in_step(3, 2)
    check_same(chain, 3)
    assert troubles(chain) == []
    with at(chain, 2) as play:
        play.vouchers = codes
        left = [play(f"credit {code}")["left"] for code in codes]
    with at(chain, 3) as play:
        assert [play(f"credit {code}")["left"] for code in codes] == left
        play("close-shift 50 C3-2", "z")
    chain.in_step(3, 2)
    check_same(chain, 3, 2)
    assert troubles(chain) == []


def test_what_one_till_did_the_other_takes_further(chain: Chain) -> None:
    with at(chain, 3) as play:
        play(
            "add CAF-001 3", "pay cash 20", "add CAF-001 2", "pay card", "retender bizum BZ-1",
            "add LEC-ENT 4", "pay cash 10", f"to-invoice {{last}} {INVOICED}", "credit 9 espera",
            "credit 20 espera", "move-cash drawer safe 30 bag=C3-7",
        )  # fmt: skip
        codes = play.vouchers
    chain.in_step(3, 2, 3)
    with at(chain, 2) as play:
        play.vouchers = codes
        play(
            "refund T042C03AS26-000001 1:1", "exchange T042C03AS26-000001 1:1", "add LEC-ENT",
            "pay cash", f"to-invoice T042C03AS26-000001 {INVOICED}",
            "refund T042C03AS26-000002 1:1 cash-instead", "refund T042C03AS26-000003 1:1",
            "add CAF-001 2", "pay credit {1}", "!add MUCHO", "add CAF-001", "pay credit {2} 3",
            "pay credit {2}", "price-back T042C03AS26-000002 1:0.30 allowance credit",
            "deposit C3-7=30.00 R-8",
        )  # fmt: skip
    chain.in_step(2, 3, 2)
    check_same(chain, 3, 2)
    assert troubles(chain) == []


def test_two_tills_that_contradict_each_other_both_stand_and_a_person_is_told(chain: Chain) -> None:
    with at(chain, 3) as play:
        play(
            "add CAF-001 3", "pay cash 20", "add CAF-001 2", "pay cash 20",
            "add CAF-001", "pay cash 20", "credit 4.25 espera",
        )  # fmt: skip
        codes = play.vouchers
    chain.in_step(3, 2)
    apart = (
        "add CAF-001", "pay credit {1}",
        "refund T042C03AS26-000001 1:3",
        f"to-invoice T042C03AS26-000002 {INVOICED}",
    )  # fmt: skip
    for till, more in ((3, "refund"), (2, "to-invoice")):
        with at(chain, till) as play:
            play.vouchers = list(codes)
            play(*apart)
            ticket = "T042C03AS26-000003"
            play(f"refund {ticket} 1:1" if more == "refund" else f"to-invoice {ticket} {INVOICED}")
    chain.in_step(3, 2, 3, 2)
    check_same(chain, 3, 2)
    told = ["invoiced_twice", "returned_and_invoiced", "returned_twice", "voucher_overspent"]
    assert troubles(chain) == told
    chain.in_step(3, 2)
    assert troubles(chain) == told


def test_a_central_that_was_restored_is_told_all_of_it_again_and_it_counts_once(
    chain: Chain, tmp_path: Path
) -> None:
    central = chain.folder / "central"
    with at(chain, 3) as play:
        play(*EVERYTHING[:20])
    chain.in_step(3)
    shutil.copytree(central, tmp_path / "copy")
    with at(chain, 3) as play:
        play(*EVERYTHING)
    chain.in_step(3, 2)
    shutil.rmtree(central)
    shutil.copytree(tmp_path / "copy", central)
    chain.central("restored")
    chain.in_step(3, 2)
    chain.in_step(3, 2)
    check_same(chain, 3)
    assert troubles(chain) == []
