"""The terminal on the network against one that misbehaves: what it booked is what is heard."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from waiting import until

from hardware.devices import CardRequest, RequestKind
from hardware.drivers import Around, make, spec_of
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row, State
from hardware.nexo.requests import Pair
from hardware.results import (
    Approved,
    Cancelled,
    Declined,
    NotAsked,
    NotFound,
    Outcome,
    Totals,
    Unknown,
    Unreachable,
)
from hardware.simulated.metal import Metal
from hardware.simulated.serving import NAME, Serving
from hardware.simulated.terminal import KEY, POI, Manner, SimTerminal
from hardware.terminals.nexo import NexoTerminal, Times
from hardware.terminals.posting import Line, trust

TIMES = Times(answer=2.0, question=2.0, patience=1.5, poll=0.05)
SOON = Times(answer=0.4, question=2.0, patience=0.2, poll=0.05)


class Lane:
    """A till's driver and the terminal at the other end."""

    def __init__(self, folder: Path, times: Times = TIMES) -> None:
        self.sim = SimTerminal(folder / "book.jsonl", late=0.3)
        self.serving = Serving(self.sim, folder)
        trusted = trust(str(self.serving.certificate), named=True)
        self.line = Line("127.0.0.1", self.serving.port, trusted, NAME)
        self.driver = self.made(times)
        self.last = 0

    def made(self, times: Times = TIMES, poi: str = POI) -> NexoTerminal:
        row = Row(Health("card", Kind.TERMINAL, "https://127.0.0.1"))
        return NexoTerminal(row, self.line, KEY, Pair("T042C03", poi), times=times)

    def request(
        self, cents: int = 1099, kind: RequestKind = RequestKind.SALE, transaction: str = ""
    ) -> CardRequest:
        self.last += 1
        return CardRequest(f"ES1/1001-{self.last}", kind, cents, "", transaction, "1001.1")

    def ask(self, request: CardRequest, manner: Manner = Manner.APPROVE) -> Outcome:
        self.sim.tell(manner)
        return self.driver.ask(request)


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    made = Lane(tmp_path)
    yield made
    made.serving.close()


def test_a_payment_a_part_of_one_and_what_is_not_paid(lane: Lane) -> None:
    paid = lane.ask(lane.request())
    assert isinstance(paid, Approved)
    assert (paid.cents, paid.last_four, len(paid.slip)) == (1099, "9999", 2)
    part = lane.ask(lane.request(1000), Manner.PARTIAL)
    assert isinstance(part, Approved)
    assert part.cents == 500
    assert lane.ask(lane.request(), Manner.DECLINE) == Declined("Refusal")
    assert lane.ask(lane.request(), Manner.CANCEL) == Cancelled()
    assert lane.ask(lane.request(), Manner.BUSY) == NotAsked("Busy")
    assert lane.sim.book.captured() == 1599
    assert lane.driver.row.health.well


BOOKED = [
    Manner.DROP,
    Manner.GARBAGE,
    Manner.LIE_SERVICE,
    Manner.LIE_SALE,
    Manner.LIE_POI,
    Manner.LIE_REFERENCE,
    Manner.LIE_AMOUNT,
    Manner.LIE_MORE,
    Manner.LIE_CURRENCY,
    Manner.LIE_KEY,
]


@pytest.mark.parametrize("manner", BOOKED)
def test_what_cannot_be_believed_is_unknown_until_the_terminal_is_asked(
    lane: Lane, manner: Manner
) -> None:
    request = lane.request()
    assert lane.ask(request, manner) == Unknown()
    found = lane.driver.look_up(request)
    assert isinstance(found, Approved)
    assert found.cents == lane.sim.book.captured() == 1099


def test_a_dead_terminal_says_nothing_and_is_asked_again_when_it_is_back(lane: Lane) -> None:
    request = lane.request()
    assert lane.ask(request, Manner.DIE) == Unknown()
    assert lane.driver.look_up(request) == Unreachable()
    assert lane.driver.row.health.code is Reason.OFFLINE
    lane.sim.tell(Manner.APPROVE)
    assert isinstance(lane.made().look_up(request), Approved)


def test_one_that_never_got_it_is_sure_of_that(lane: Lane) -> None:
    assert lane.driver.look_up(lane.request()) == NotFound()


def test_a_late_answer_is_waited_for_and_one_too_late_is_aborted(tmp_path: Path) -> None:
    lane = Lane(tmp_path)
    assert isinstance(lane.ask(lane.request(), Manner.LATE), Approved)
    lane.sim.late = 5.0
    request = lane.request()
    lane.sim.tell(Manner.LATE)
    assert lane.made(SOON).ask(request) == Unknown()
    # The till gave up, so the customer may no longer pay.
    assert lane.driver.look_up(request) == Cancelled()
    assert lane.sim.book.captured() == 1099
    lane.serving.close()


def test_a_look_up_while_it_works_waits_for_the_end_or_guesses_nothing(lane: Lane) -> None:
    request = lane.request()
    lane.sim.tell(Manner.LATE)
    lane.sim.late = 1.0
    asking = threading.Thread(target=lane.driver.ask, args=(request,))
    asking.start()
    until(lambda: lane.sim.busy)
    assert lane.made(SOON).look_up(request) == Unreachable()
    assert isinstance(lane.made().look_up(request), Approved)
    asking.join()


def test_a_second_till_on_the_terminal_is_told_that_it_is_busy(lane: Lane) -> None:
    lane.sim.tell(Manner.LATE)
    asking = threading.Thread(target=lane.driver.ask, args=(lane.request(),))
    asking.start()
    until(lambda: lane.sim.busy)
    assert lane.made().ask(lane.request()) == NotAsked("Busy")
    asking.join()
    assert lane.sim.book.captured() == 1099


def test_an_answer_that_comes_twice_answers_nothing_else(lane: Lane) -> None:
    assert isinstance(lane.ask(lane.request(100), Manner.TWICE), Approved)
    second = lane.ask(lane.request(200), Manner.DECLINE)
    assert second == Declined("Refusal")
    assert lane.sim.book.captured() == 100


def test_the_same_request_asked_twice_is_charged_once(lane: Lane) -> None:
    request = lane.request()
    lane.ask(request, Manner.DROP)
    lane.ask(request)
    assert lane.sim.book.captured() == 1099


def test_money_goes_back_to_the_card_that_paid_or_to_one_that_is_presented(lane: Lane) -> None:
    paid = lane.ask(lane.request())
    assert isinstance(paid, Approved)
    part = lane.request(99, RequestKind.REFUND, paid.transaction)
    assert isinstance(lane.ask(part), Approved)
    too_much = lane.request(1099, RequestKind.REVERSAL, paid.transaction)
    assert lane.ask(too_much) == Declined("Refusal")
    rest = lane.request(1000, RequestKind.REVERSAL, paid.transaction)
    assert lane.ask(rest, Manner.DROP) == Unknown()
    assert isinstance(lane.driver.look_up(rest), Approved)
    assert lane.sim.book.captured() == 0
    assert isinstance(lane.ask(lane.request(50, RequestKind.REFUND)), Approved)
    assert lane.driver.totals("1001.1") == Totals(1099, 1149)
    assert lane.driver.totals("1001.2") == Totals(0, 0)


def test_nothing_is_asked_of_what_is_not_there(tmp_path: Path) -> None:
    lane = Lane(tmp_path)
    lane.serving.close()
    request = lane.request()
    assert lane.driver.ask(request) == NotAsked("refused")
    assert lane.driver.look_up(request) == Unreachable()
    assert lane.driver.totals("1001.1") is None


def test_nothing_is_said_to_one_with_another_certificate(tmp_path: Path) -> None:
    lane, other = Lane(tmp_path / "one"), Lane(tmp_path / "other")
    trusted = trust(str(other.serving.certificate), named=True)
    row = Row(Health("card", Kind.TERMINAL, ""))
    line = Line("127.0.0.1", lane.serving.port, trusted, NAME)
    wrong = NexoTerminal(row, line, KEY, Pair("T042C03", POI), times=TIMES)
    assert isinstance(wrong.ask(lane.request()), NotAsked)
    assert lane.sim.book.entries == []
    lane.serving.close()
    other.serving.close()


def test_what_shakes_no_hands_never_heard_what_was_asked(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def hang_up() -> None:
            there, _ = server.accept()
            there.sendall(os.urandom(64))
            there.close()

        threading.Thread(target=hang_up, daemon=True).start()
        lane = Lane(tmp_path)
        lane.line = Line("127.0.0.1", port, lane.line.trusted, NAME)
        assert isinstance(lane.made().ask(lane.request()), NotAsked)
        lane.serving.close()


def test_its_row_says_whether_it_is_there(lane: Lane) -> None:
    said = threading.Condition()

    def changed(_health: Health) -> None:
        with said:
            said.notify_all()

    driver = lane.made()
    driver.row = Row(driver.row.health, changed)
    driver.start()
    with said:
        assert said.wait_for(lambda: driver.row.health.state is State.ENABLED, 10)
        lane.sim.dead = True
        driver.check(Check.ASK)
        assert said.wait_for(lambda: driver.row.health.code is Reason.OFFLINE, 10)
    with pytest.raises(DeviceError):
        driver.check(Check.KICK)
    driver.stop()
    assert driver.row.health.state is State.CLOSED


def test_a_simulated_one_is_made_of_its_address(tmp_path: Path) -> None:
    around = Around(metal=Metal(books=tmp_path))
    entry = {"kind": "terminal", "driver": "nexo", "address": "sim://terminal"}
    driver = make(spec_of("card", entry), around)
    assert isinstance(driver, NexoTerminal)
    assert isinstance(driver.ask(CardRequest("ES1/1-1", RequestKind.SALE, 5)), Approved)
    assert around.metal.terminal("terminal").terminal.book.captured() == 5
    around.metal.terminal("terminal").close()


@pytest.mark.parametrize("lacking", ["key_id", "key_file", "certificate", "poi", "sale", "address"])
def test_an_entry_that_lacks_something_says_so(lacking: str, tmp_path: Path, lane: Lane) -> None:
    (tmp_path / "passphrase").write_text("clave", "utf-8")
    entry = {
        "kind": "terminal",
        "address": "https://10.0.0.9:8443",
        "poi": "V400m-1",
        "sale": "T042C03",
        "key_id": "shop",
        "key_version": 1,
        "key_file": str(tmp_path / "passphrase"),
        "certificate": str(lane.serving.certificate),
    }
    assert isinstance(make(spec_of("card", entry), Around()), NexoTerminal)
    del entry[lacking]
    with pytest.raises(DeviceError) as refused:
        make(spec_of("card", entry), Around())
    assert refused.value.code is Reason.NO_SERVICE


def test_a_person_makes_a_simulated_one_misbehave(tmp_path: Path) -> None:
    metal = Metal(books=tmp_path)
    sim = metal.terminal("terminal").terminal
    assert dict(metal.faults()["terminal"])["die"] is False
    metal.toggle("terminal", "die")
    assert [fault for fault, on in metal.faults()["terminal"] if on] == ["die"]
    sim.dead = True
    metal.toggle("terminal", "die")
    assert not any(on for _, on in metal.faults()["terminal"])
    assert not sim.dead
    metal.close()


def test_a_real_one_is_told_nothing(lane: Lane) -> None:
    with pytest.raises(DeviceError):
        lane.driver.tell("decline")


def test_its_row_tells_that_it_answered_something_else_until_it_is_asked_after(lane: Lane) -> None:
    request = lane.request()
    lane.ask(request, Manner.LIE_REFERENCE)
    assert lane.driver.row.health.code is Reason.FOREIGN
    lane.driver.look_up(request)
    assert lane.driver.row.health.well


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(Manner), st.integers(1, 100_000)), max_size=6))
def test_whatever_it_does_in_whatever_order_what_is_heard_is_what_it_booked(
    lane: Lane, payments: list[tuple[Manner, int]]
) -> None:
    lane.sim.late = 0.05
    before, heard = lane.sim.book.captured(), 0
    for manner, cents in payments:
        request = lane.request(cents)
        outcome: object = lane.ask(request, manner)
        if isinstance(outcome, Unknown):
            lane.sim.tell(Manner.APPROVE)
            outcome = lane.made().look_up(request)
            assert not isinstance(outcome, Unreachable)
        if isinstance(outcome, Approved):
            assert outcome.cents is not None
            heard += outcome.cents
    assert lane.sim.book.captured() - before == heard
