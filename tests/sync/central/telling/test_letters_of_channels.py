"""Channels that tell their customers themselves."""

from __future__ import annotations

from sync.central.database import Central
from sync.central.telling import channels
from sync.central.telling.channels import Tells

from ..conftest import Clock
from ..masters.chains import WHO
from .conftest import an_order, place
from .sending import IKER, Sending, told
from .web import WebShop


def test_a_channel_that_tells_its_customers_is_handed_the_letter(
    central: Central, sending: Sending, web: WebShop
) -> None:
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url, tells=Tells.WEBHOOK)
    place(central, an_order())
    assert sending.run() == []
    (one,) = [heard.value for heard in web.heard]
    assert one["kind"] == "letter" and one["facts"]["about"] == "confirmed"
    assert one["facts"]["title"] == "Tu pedido W-1042" and one["facts"]["qr"].startswith("MO1")
    assert told(central) == [("confirmed", "webhook")]


def test_a_channel_that_does_not_answer_holds_up_no_mail(
    central: Central, sending: Sending, web: WebShop, clock: Clock
) -> None:
    with central.write() as tx:
        channels.put(tx, "app", WHO, url=web.url, tells=Tells.WEBHOOK)
    for number in range(4):
        place(central, an_order(f"A-{number}", 1, channel="app"))
    place(central, an_order(), IKER)
    web.slow = 2.5
    assert sending.run() == ["Tu pedido W-1042"]
    assert web.asked == 1, "not once a letter"
    web.slow = 0
    clock.forward(minutes=1)
    sending.run()
    ids = {one.value["id"] for one in web.heard}
    assert len(ids) == 4, "what was slow may have come twice, as the same"


def test_the_letters_of_a_channel_that_is_gone_wait_until_somebody_says_where_it_is(
    central: Central, sending: Sending, web: WebShop, clock: Clock
) -> None:
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url, tells=Tells.WEBHOOK)
    place(central, an_order())
    web.answers = [410]
    sending.run()
    clock.forward(hours=3)
    sending.run()
    assert web.heard == [] and told(central) == []
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url, tells=Tells.WEBHOOK)
    clock.forward(hours=3)
    sending.run()
    assert web.kinds() == ["letter"] and told(central) == [("confirmed", "webhook")]


def test_a_channel_that_writes_itself_leaves_nothing_to_do(
    central: Central, sending: Sending
) -> None:
    with central.write() as tx:
        channels.put(tx, "web", WHO, tells=Tells.CHANNEL)
    place(central, an_order(), IKER)
    assert sending.run() == [] and told(central) == []
