"""Two shops of one chain over real HTTP: what one sold comes back in the other, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import enrolled
import pytest
from enrolled import Office, once
from shop import Shop
from waiting import until

from app.commands.enrol import join
from app.domain.document import Document
from app.domain.errors import NothingToReturn, ShopsUnreachable, UnknownTicket
from app.domain.facts import FactType
from app.domain.line import LineState
from app.domain.staff import Role
from sync.central import enrolment as at_central
from sync.central import exceptions
from sync.central.masters import shops, staff
from sync.central.masters.shops import ShopValue
from sync.central.masters.staff import Assigned

pytestmark = pytest.mark.usefixtures("small_reserve")
office = enrolled.office

PIN = "471100"


class TwoShops:
    """042 and 043 of one company, a till each."""

    def __init__(self, office: Office, place: Path) -> None:
        self.office = office
        there = ShopValue(
            code="043",
            name="Puerto",
            company="Comercios Ficticios SL",
            nif="B00000000",
            address="Calle Menor 2",
        )
        with office.central.write() as tx:
            shops.put(tx, there, "test")
            person = staff.person(office.chain.pepper, "Eva", Role.MANAGER, PIN, "", demo=False)
            staff.put(tx, "9001", Assigned(person=person), "test")
        office.sell({"A": "Agua"}, 250)
        self.folders = {code: place / code for code in ("042", "043")}
        for code, folder in self.folders.items():
            with office.central.write() as tx:
                enrol_code = at_central.make_code(tx, code, "01", "test").code
            join(office.serving.url, enrol_code, folder)
        self.in_step("042", "043")

    def in_step(self, *codes: str) -> None:
        for code in codes:
            assert once(self.folders[code])["in_step"]

    def at(self, code: str) -> Shop:
        """That shop's till, its shift open."""
        shop = Shop(self.folders[code])
        shop.sign_in("9001", PIN)
        if not shop.facts(FactType.SHIFT_OPENED):
            shop.open_shift("100")
        return shop

    def exceptions(self) -> list[Any]:
        with self.office.central.read() as connection:
            return exceptions.open_ones(connection)


@pytest.fixture
def chain(office: Office, tmp_path: Path) -> TwoShops:
    return TwoShops(office, tmp_path)


def sold(chain: TwoShops) -> str:
    """Shop 042 sells three, and central hears of it; the ticket's number."""
    with chain.at("042") as shop:
        number = shop.add("A", "3").pay_cash("20").document.number
    chain.in_step("042")
    return number


def on_line(shop: Shop) -> Shop:
    line = shop.counter.line
    line.take_up()
    until(lambda: line.status.state is LineState.IN_STEP)
    return shop


def look_up(shop: Shop, number: str) -> None:
    """Ask central, and again while it is too busy: 800 ms are little beside other tests."""
    for _ in range(20):
        try:
            shop.counter.enquiries.look_up(number)
        except ShopsUnreachable:
            continue
        return
    raise AssertionError("central never answered")


def give_back(shop: Shop, number: str, parts: list[tuple[int, str]] | None = None) -> Document:
    assert shop.counter.enquiries.needed(number)
    look_up(shop, number)
    back = shop.refund(number, parts)
    assert back
    return back


def test_a_ticket_of_one_shop_comes_back_in_another(chain: TwoShops) -> None:
    number = sold(chain)
    with on_line(chain.at("043")) as there:
        back = give_back(there, number, [(1, "1")])
        assert back.number.startswith("T043C01AR")
        assert there.facts(FactType.DOCUMENT_ISSUED)[-1].body["corrects"]["shop"] == "042"
        with pytest.raises(UnknownTicket):
            look_up(there, "T042C01AS26-000099")
        assert there.adds_up()
    chain.in_step("043", "042")
    with chain.at("042") as shop:  # it knows by itself what came back elsewhere
        assert shop.counter.refunds.find(number).back[1].quantity == 1
        shop.refund(number)
        with pytest.raises(NothingToReturn):
            shop.refund(number)
        assert shop.adds_up()
    chain.in_step("042")
    assert chain.exceptions() == []


def test_two_shops_that_return_one_ticket_at_once_both_stand_and_the_second_is_to_settle(
    chain: TwoShops,
) -> None:
    number = sold(chain)
    with on_line(chain.at("043")) as there:
        look_up(there, number)
        with chain.at("042") as shop:
            first = shop.refund(number, [(1, "2")])
        chain.in_step("042")
        second = there.refund(number, [(1, "2")])  # by what it was told before
        assert first
        assert second
    chain.in_step("043")
    (trouble,) = chain.exceptions()
    assert (trouble.kind, trouble.shop) == ("returned_twice", "043")
    assert (trouble.facts["ticket"], trouble.facts["number"]) == (number, second.number)
    assert trouble.facts["amount"] == 250
    with chain.office.central.write() as tx:
        exceptions.settle(tx, trouble.id, "accept", "test")
    assert chain.exceptions() == []


def test_without_a_line_nobody_waits_and_nothing_is_given_back(chain: TwoShops) -> None:
    number = sold(chain)
    with on_line(chain.at("043")) as there, chain.office.away():
        with pytest.raises(ShopsUnreachable):
            there.counter.enquiries.look_up(number)
        assert there.facts(FactType.DOCUMENT_ISSUED) == []
