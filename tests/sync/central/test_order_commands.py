"""`mostrador central orders|channel|mail …` as people and scripts type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.commands import order_words
from app.domain.fulfilment import OrderState
from app.domain.order_facts import KINDS
from sync.central.after.dues import Look
from sync.central.telling import channels, letters
from sync.central.telling_tables import letters as letters_table

from .telling.post_office import post_office
from .test_commands import AT_42, PRODUCTS, Office

ORDER: dict[str, Any] = {
    "number": "w-1042",
    "shop": "042",
    "placed_at": "2030-11-21T12:00:00+01:00",
    "promised_at": "2030-11-21T16:00:00+01:00",
    "lines": [{"sku": "CAF-001", "quantity": "2", "price": 310}],
    "name": "Iker S.",
    "email": "iker@example.es",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.run("init")
    office.imports("shops", AT_42)
    office.imports("catalog", PRODUCTS)
    office.imports("stock", "sku,stock\nCAF-001,2\n", "--default", "shop=042")
    return office


def written(office: Office, **values: Any) -> str:
    path = office.folder / "order.json"
    path.write_text(json.dumps({**ORDER, **values}), "utf-8")
    return str(path)


@pytest.mark.parametrize("channel", ["", "till", "office", "we b"])
def test_a_channels_token_is_never_the_offices(office: Office, channel: str) -> None:
    """`--channel "$CHANNEL"`, which nobody set."""
    said = office.refused("token", "web", "--channel", channel)
    assert f"“{channel}”" in said and "https" not in said
    assert office.asked("token", "web", "--channel", "web")["token"]


@pytest.mark.parametrize("channel", ["", "till", "office"])
def test_no_order_is_placed_in_a_name_that_is_no_channels(office: Office, channel: str) -> None:
    said = office.refused("orders", "place", written(office, channel=channel))
    assert channel in said
    assert office.asked("orders", "list")["orders"] == []


def test_an_order_is_placed_looked_at_changed_and_cancelled(office: Office) -> None:
    done = office.asked("orders", "place", written(office))
    assert (done["number"], done["version"], done["state"]) == ("W-1042", 1, "new")
    assert done["qr"].startswith("MO1")
    assert office.asked("orders", "place", written(office)) == done, "twice is once"
    done = office.asked("orders", "place", written(office, version=2, collectors=["Ana"]))
    assert done["version"] == 2
    (listed,) = office.asked("orders", "list", "--shop", "042", "--state", "new")["orders"]
    assert (listed["number"], listed["amount"], listed["paid"]) == ("W-1042", 620, False)
    assert office.asked("orders", "list", "--state", "ready")["orders"] == []
    found = office.asked("orders", "show", "W-1042")
    assert found["order"]["collectors"] == ["Ana"] and found["told"] == []
    assert list(found["standing"]["looks"]) == ["late"]
    assert office.asked("orders", "cancel", "W-1042")["state"] == "cancelled"
    said = office.run("orders", "show", "W-1042").stdout
    assert "W-1042 v2 042 cancelled" in said and "told nothing" in said


def test_what_is_asked_of_orders_that_cannot_be_is_refused(office: Office) -> None:
    assert "“foo” will not do for state" in office.refused("orders", "list", "--state", "foo")
    assert "999" in office.refused("orders", "list", "--shop", "999")
    assert office.refused("orders", "list", "--channel", "nada") == "There is no channel “nada”."
    assert office.asked("orders", "list", "--channel", "till") == {"orders": []}
    assert "999" in office.refused("orders", "uncollected", "--shop", "999")
    assert office.refused("orders", "show", "NADA") == "Central has no order NADA."


def test_an_order_is_shown_in_words_by_its_shops_clock(office: Office) -> None:
    office.run("orders", "place", written(office, promised_at="2030-11-21T15:00:00+00:00"))
    assert "to pay" in office.run("orders", "list").stdout
    said = office.run("orders", "show", "W-1042").stdout
    assert "W-1042 v1 042 new (new, to pay)" in said
    assert "2030-11-21 16:00 looked at whether it is late" in said
    office.run("orders", "cancel", "W-1042")
    said = office.run("orders", "show", "W-1042").stdout
    assert "cancelled (cancelled, nothing paid)" in said and "order_cancelled" not in said


def test_how_an_order_is_paid_is_told_by_where_it_is() -> None:
    assert order_words.payment("handed_over", paid=False) != order_words.payment("new", paid=False)
    assert "transport" in order_words.happened("order_handed_over", "SEUR")
    for kind in KINDS:
        assert order_words.happened(kind)
    for state in OrderState:
        assert order_words.state(state)
    for look in Look:
        assert order_words.look(look)


def test_what_central_does_not_take_is_said_in_words(office: Office) -> None:
    many = [{"sku": "CAF-001", "quantity": "9", "price": 310}]
    assert "no_stock" in office.refused("orders", "place", written(office, lines=many))
    assert "W-9" in office.refused("orders", "show", "W-9")
    office.run("orders", "place", str(office.folder / "nothing.json"), code=2)
    bad = office.folder / "bad.json"
    bad.write_text('{"number": 5}', "utf-8")
    office.run("orders", "place", str(bad), code=2)
    assert "email" in office.refused("orders", "place", written(office, email="nobody"))


def test_nothing_waits_for_nobody(office: Office) -> None:
    office.run("orders", "place", written(office))
    found = office.asked("orders", "uncollected")
    assert found == {"uncollected": [], "amount": 0}
    assert office.asked("orders", "settle", "W-1042") == {"settled": [], "how": "accept"}


def test_a_channel_is_told_where_it_hears_and_its_secret_once(office: Office) -> None:
    made = office.asked("channel", "web", "--url", "https://shop.example/hooks")
    assert len(made["secret"]) > 30
    (one,) = made["channels"]
    assert one["url"] == "https://shop.example/hooks" and one["tells"] == "mail"
    again = office.asked("channel", "web", "--tells", "webhook")
    assert "secret" not in again and again["channels"][0]["url"] == one["url"]
    with office.central() as central, central.read() as conn:
        assert channels.secret_of(conn, "web") == made["secret"]
    other = office.asked("channel", "web", "--new-secret")["secret"]
    assert other != made["secret"]
    file = office.folder / "secret"
    file.write_text("a secret that somebody chose\n", "utf-8")
    assert "secret" not in office.asked("channel", "web", "--secret-file", str(file))
    assert "https" in office.refused("channel", "web", "--url", "http://shop.example/")
    assert "app" in office.refused("channel", "app")


def test_a_channel_with_a_token_or_orders_is_listed_with_what_it_lacks(office: Office) -> None:
    office.run("token", "app shop", "--channel", "app")
    office.run("orders", "place", written(office))
    found = office.asked("channel")["channels"]
    assert [(one["code"], one["url"]) for one in found] == [("app", ""), ("web", "")]
    said = office.run("channel", "web").stdout
    assert "Nobody has said where channel web hears" in said and "channel app" not in said
    office.run("channel", "web", "--url", "https://shop.example/hooks")
    assert "Nobody" not in office.run("channel", "web").stdout
    office.run("token", "app shop", "--revoke")
    assert [one["code"] for one in office.asked("channel")["channels"]] == ["web"]


def test_the_doctor_lists_channels_and_says_who_was_not_told(office: Office) -> None:
    office.run("channel", "web", "--url", "https://shop.example/hooks")
    office.run("mail", "--host", "mail.example.es", "--from", "tienda@example.es")
    office.run("orders", "place", written(office))
    findings = {one["check"]: one for one in office.asked("doctor")["findings"]}
    assert (
        findings["channel"]["ok"] and "https://shop.example/hooks" in findings["channel"]["detail"]
    )
    assert "1 letters wait" in findings["letters"]["detail"]
    with office.central() as central, central.write() as tx:
        tx.execute(letters_table.update().values(made_at="2026-01-01T00:00:00+00:00"))
        channels.gone(tx, "web")
        assert letters.waiting(tx.connection)[0] == 1
    findings = {one["check"]: one for one in office.asked("doctor", code=1)["findings"]}
    assert not findings["channel"]["ok"] and "gone since" in findings["channel"]["detail"]
    assert not findings["letters"]["ok"]
    said = office.run("doctor", code=1).stdout
    assert "iker" not in said.lower()


def test_mail_is_set_up_tried_and_switched_off(office: Office) -> None:
    assert office.asked("mail") == {"mail": None}
    assert office.refused("mail", "--test", "ana@example.es")
    with post_office() as post:
        words = ("--host", "127.0.0.1", "--port", str(post.port), "--security", "none")
        found = office.asked("mail", *words, "--from", "t@example.es", "--test", "ana@example.es")
        assert found["mail"]["port"] == post.port
        assert [one["To"] for one in post.letters] == ["ana@example.es"]
        post.refuses = "550 no such user ana@example.es"
        assert "550" in office.refused("mail", "--test", "ana@example.es")
    said = office.refused("mail", "--test", "ana@example.es")
    assert "ConnectionRefusedError" in said and "ana@" not in said
    assert (
        office.asked("mail", "--security", "tls", "--host", "m.example.es")["mail"]["port"] == 465
    )
    assert "security" in office.refused("mail", "--security", "none")
    assert office.asked("mail", "--off") == {"mail": None}
