"""Letters go once, whatever the server answers, and never where others could read them."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest
from facts import kinds, waiting

from app.domain.errors import BadSender
from sync.central import exceptions
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.telling import letters, senders
from sync.central.telling.posting import Poster
from sync.central.telling.postman import Postman
from sync.central.telling.senders import Mail
from sync.central.telling_tables import letters as letters_table

from ..certificates import certificates
from ..conftest import Clock
from ..masters.chains import WHO
from .conftest import Till, an_order, place
from .post_office import PASSWORD, USER, post_office
from .sending import IKER, Sending, told


def test_a_letter_that_was_not_written_down_goes_again_as_the_same(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.run()
    with central.write() as tx:  # as after a power cut
        tx.execute(letters_table.update().values(due_at=clock().isoformat(), outcome=""))
    sending.run()
    first, second = sending.office.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_letter_whose_sending_cannot_be_written_down_at_once_goes_once_all_the_same(
    central: Central, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(central, an_order(), IKER)
    settle, left = letters.settle, [1, 1]

    def busy(*said: Any) -> None:
        if left:
            left.pop()
            raise Refusal("busy", "another writes")
        settle(*said)

    monkeypatch.setattr(letters, "settle", busy)
    assert sending.run() == ["Tu pedido W-1042"] and told(central) == [("confirmed", "mail")]
    assert sending.run() == []


def test_a_server_that_is_away_gets_it_later_and_is_left_alone_meanwhile(
    central: Central, sending: Sending, clock: Clock
) -> None:
    with central.write() as tx:
        away = Mail(host="127.0.0.1", port=9, security="none", sender="tienda@example.es")
        senders.put(tx, away, WHO)
    place(central, an_order(), IKER)
    place(central, an_order("W-2", 1), IKER)
    assert sending.run() == [] and told(central) == []
    with central.write() as tx:
        there = Mail(
            host="127.0.0.1", port=sending.office.port, security="none", sender="t@example.es"
        )
        senders.put(tx, there, WHO)
    assert sending.run() == [], "not yet"
    clock.forward(minutes=6)
    assert sorted(sending.run()) == ["Tu pedido W-1042", "Tu pedido W-2"]


def test_what_the_server_will_take_later_is_tried_again(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.office.answers = ["450 4.2.1 iker@example.es is busy", "451 later"]
    assert sending.run() == []
    clock.forward(seconds=10)
    assert sending.run() == []
    clock.forward(minutes=1)
    assert sending.run() == ["Tu pedido W-1042"]


def test_an_address_that_nobody_has_is_shown_and_not_tried_again(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.office.refuses = "550 5.1.1 no such user iker@example.es"
    assert sending.run() == []
    assert told(central) == [("confirmed", "nobody")]
    with central.read() as conn:
        assert [row.outcome for row in letters.of_order(conn, "W-1042")] == ["refused 550"]
    clock.forward(days=1)
    sending.office.refuses = ""
    assert sending.run() == []


def test_after_days_a_letter_is_given_up_and_somebody_settles_it(
    central: Central, sending: Sending, clock: Clock
) -> None:
    place(central, an_order(), IKER)
    sending.office.answers = ["450 busy"] * 60
    for _ in range(52):
        sending.run()
        clock.forward(hours=1)
    assert kinds(central) == ["letters_given_up"]
    assert sending.run() == [] and told(central) == []
    sending.office.answers = []
    with central.write() as tx:
        exceptions.settle(tx, waiting(central)[0].id, "retry", WHO)
    assert sending.run() == ["Tu pedido W-1042"]


def test_by_starttls_with_a_password_of_a_file(
    central: Central, till: Till, tmp_path: Path, clock: Clock
) -> None:
    papers = certificates(tmp_path / "tls")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(papers.tls.certificate, papers.tls.key)
    secret = tmp_path / "password"
    secret.write_text("wrong\n", "utf-8")
    poster = Poster("test")
    postman = Postman(central, poster)
    with post_office(tls) as office:
        mail = Mail(
            host="127.0.0.1", port=office.port, sender="tienda@example.es", user=USER,
            password_file=str(secret), authority=str(papers.authority),
        )  # fmt: skip
        with central.write() as tx:
            senders.put(tx, mail, WHO)
        place(central, an_order(), IKER)
        postman.step()
        assert office.letters == []
        secret.write_text(f"{PASSWORD}\n", "utf-8")
        clock.forward(minutes=6)
        assert postman.step() == 1
        assert office.subjects() == ["Tu pedido W-1042"]
        other = Mail(host="127.0.0.1", port=office.port, sender="tienda@example.es")
        with central.write() as tx:
            senders.put(tx, other, WHO)
        place(central, an_order("W-2", 1), IKER)
        postman.step()
        assert len(office.letters) == 1, "nobody vouches for that server"
    poster.close()


@pytest.mark.parametrize("wrong", [
    {"host": ""}, {"port": 0}, {"sender": "nobody"}, {"security": "none"},
    {"host": "127.0.0.1", "security": "none", "user": "tienda"},
])  # fmt: skip
def test_mail_that_could_be_read_on_its_way_is_not_sent(
    central: Central, till: Till, wrong: dict[str, object]
) -> None:
    values = {"host": "mail.example.es", "sender": "tienda@example.es", **wrong}
    with central.write() as tx, pytest.raises(BadSender):
        senders.put(tx, Mail(**values), WHO)  # type: ignore[arg-type]
