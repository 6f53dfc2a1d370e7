"""X and Z come out of the printer: the Z once, again as a duplicate, the X for who may see it."""

from __future__ import annotations

import pytest
from shop import Shop

from app.domain.errors import NoOpenShift, NotAllowed, UnknownShift
from app.domain.facts import FactType
from app.domain.money import Money


def text(shop: Shop, name: str) -> str:
    return (shop.folder / "tickets" / f"{name}.txt").read_text("utf-8")


def test_a_close_prints_its_z_once(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash("5").count("50x2", "2x1", "0.20x1")
    open_shop.closed = open_shop.counter.drawer.close(Money(6000), "B-77")
    assert "Z1" in open_shop.print_all()
    printed = text(open_shop, "Z1")
    assert "CIERRE DEL TURNO 1" in printed and "DUPLICADO" not in printed
    assert "bolsa B-77" in printed and "La diferencia está por aceptar." in printed
    assert open_shop.counter.printing.unfinished() == []
    assert open_shop.facts(FactType.REPRINTED) == []


def test_a_past_z_is_printed_again_as_a_duplicate(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash().close_shift()
    papers = open_shop.counter.shift_papers
    papers.z(1)  # it jammed: still the original
    assert open_shop.print_all().count("Z1-2") == 0
    open_shop.open_shift("10").add("LEC-ENT").pay_cash()
    papers.z(1)
    open_shop.print_all()
    original, again = text(open_shop, "Z1").splitlines(), text(open_shop, "Z1-2").splitlines()
    assert [line for line in again if line.strip() != "DUPLICADO"] == original != again
    (fact,) = open_shop.facts(FactType.REPRINTED)
    assert fact.body == {"number": "Z1"}
    assert open_shop.counter.drawer.report().reprints == 1
    with pytest.raises(UnknownShift):
        papers.z(2)
    assert open_shop.adds_up()


def test_an_x_is_printed_for_who_may_know_what_should_be_there(open_shop: Shop) -> None:
    papers = open_shop.add("CAF-001").pay_cash().counter.shift_papers
    with pytest.raises(NotAllowed):
        papers.x()
    open_shop.authorise("9001")
    assert papers.x() == "X1"
    open_shop.print_all()
    assert "Debería haber" in text(open_shop, "X1")
    assert "RECUENTO" not in text(open_shop, "X1")
    assert not any(fact.type == "shift_closed" for fact in open_shop.facts())


def test_without_a_shift_there_is_no_x(open_shop: Shop) -> None:
    open_shop.sign_in("9001").close_shift()
    with pytest.raises(NoOpenShift):
        open_shop.counter.shift_papers.x()


def test_after_a_crash_the_z_comes_out(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash().close_shift().crash()
    assert "Z1" in open_shop.print_all()
    assert "Pedido" not in text(open_shop, "Z1")
