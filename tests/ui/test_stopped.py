"""A sale stop that comes after the scan is seen where the ticket is: open, recalled, parked."""

from __future__ import annotations

from chain import lift_stop, say_stop

from app.changes import Topic
from app.play import selling
from ui.conftest import Counter

COFFEE, MILK = "CAF-001", "LEC-ENT"
WORDS = "Retirado por el fabricante: no lo consuma."


def strips(counter: Counter) -> list[str]:
    return [banner.words for banner in counter.face.selling.view().banners]


def heard(counter: Counter) -> None:
    counter.face.changed(frozenset({Topic.STORE, Topic.CATALOG, Topic.ATTENTION}))


def test_a_line_that_is_stopped_in_the_open_basket_says_what_to_read_aloud(
    counter: Counter,
) -> None:
    counter.shop.add(COFFEE).add(MILK)
    assert strips(counter) == []
    say_stop(counter.shop, COFFEE, es=WORDS)
    heard(counter)
    (said,) = strips(counter)
    assert WORDS in said and "Café" in said
    lift_stop(counter.shop, COFFEE)
    heard(counter)
    assert strips(counter) == []


def test_the_strip_takes_its_own_line_out(counter: Counter) -> None:
    counter.shop.add(COFFEE).add(MILK)
    say_stop(counter.shop, COFFEE, es=WORDS)
    heard(counter)
    (banner,) = counter.face.selling.view().banners
    ((does, _word),) = banner.actions
    counter.face.selling.act(does, banner.key)
    assert [line.sku for line in counter.shop.sale.lines] == [MILK]
    assert not any(WORDS in words for words in strips(counter))


def test_a_parked_ticket_with_a_stopped_line_waits_in_attention_and_says_it_at_recall(
    counter: Counter,
) -> None:
    counter.shop.add(MILK).park().add(COFFEE).park()
    before = counter.face.attention.waiting()
    say_stop(counter.shop, COFFEE, es=WORDS)
    heard(counter)
    assert counter.face.attention.waiting() == before + 1
    (matter,) = [one for one in counter.face.attention.view() if WORDS in one.words]
    assert "Aparcado" in matter.detail
    counter.face.selling.recall("2")
    assert any(WORDS in words for words in strips(counter))
    assert counter.face.attention.waiting() == before


def test_recall_in_a_script_names_the_lines_that_are_stopped(counter: Counter) -> None:
    counter.shop.add(MILK).add(COFFEE).park()
    say_stop(counter.shop, COFFEE, es=WORDS)
    answer = selling.recall(counter.shop.counter, ["1"])
    (stopped,) = answer["stopped"]
    assert (stopped["n"], stopped["text"]) == (2, WORDS)
    lift_stop(counter.shop, COFFEE)
    counter.shop.park()
    assert "stopped" not in selling.recall(counter.shop.counter, ["1"])
