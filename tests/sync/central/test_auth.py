"""Who may ask central: signatures, clocks, counters, revocation, tokens."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from hypothesis import given
from hypothesis import strategies as st

from sync.central import auth, enrolment
from sync.central.auth import Signer, Spoken, Tills, _Window
from sync.central.chain import chain_of
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.protocol import COUNTER, INSTALLATION, SIGNATURE, TIME, response_text

from .conftest import Clock
from .speaking import SpeakingTill, enrolled_till, put_shop

TARGET = "/v1/feed/config?epoch=e&after=0"


@pytest.fixture
def till(central: Central) -> SpeakingTill:
    put_shop(central)
    return enrolled_till(central)


def refused(tills: Tills, spoken: Spoken, *, changes: bool = False) -> str:
    with pytest.raises(Refusal) as refusal:
        tills.check(spoken, changes=changes)
    return refusal.value.kind


def test_a_signed_request_says_who_asks(central: Central, till: SpeakingTill) -> None:
    row = Tills(central).check(till.says(central.clock(), "GET", TARGET), changes=False)
    assert (row.number, row.shop, row.till) == (till.number, "042", "03")


@pytest.mark.parametrize(
    "change",
    [
        {"method": "POST"},
        {"target": TARGET + "&limit=5"},
        {"body": b"{}"},
    ],
    ids=["method", "target", "body"],
)
def test_what_was_signed_cannot_be_changed(
    central: Central, till: SpeakingTill, change: dict[str, object]
) -> None:
    spoken = till.says(central.clock(), "GET", TARGET)
    assert refused(Tills(central), replace(spoken, **change)) == "bad_signature"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        (COUNTER, "9"),
        (COUNTER, "0"),
        (COUNTER, "-1"),
        (COUNTER, "1e3"),
        (COUNTER, "9223372036854775808"),
        (COUNTER, "٣"),
        (TIME, "2026-11-21T09:00:01+00:00"),
        (TIME, "2026-11-21T09:00:00"),
        (TIME, "yesterday"),
        (SIGNATURE, ""),
        (SIGNATURE, "AAAA"),
        (SIGNATURE, "ñ"),
        (INSTALLATION, ""),
        (INSTALLATION, "0"),
        (INSTALLATION, "1001 "),
        (INSTALLATION, "9" * 40),
    ],
)
def test_a_header_that_is_odd_or_another_is_a_bad_signature(
    central: Central, till: SpeakingTill, header: str, value: str
) -> None:
    spoken = till.says(central.clock(), "GET", TARGET)
    odd = replace(spoken, headers={**spoken.headers, header.lower(): value})
    assert refused(Tills(central), odd) == "bad_signature"


def test_a_missing_header_is_a_bad_signature(central: Central, till: SpeakingTill) -> None:
    spoken = till.says(central.clock(), "GET", TARGET)
    for missing in (INSTALLATION, TIME, COUNTER, SIGNATURE):
        headers = {name: value for name, value in spoken.headers.items() if name != missing.lower()}
        assert refused(Tills(central), replace(spoken, headers=headers)) == "bad_signature"


def test_another_tills_key_does_not_open_this_ones_door(
    central: Central, till: SpeakingTill
) -> None:
    other = enrolled_till(central, till="04")
    other.number = till.number
    spoken = other.says(central.clock(), "GET", TARGET)
    assert refused(Tills(central), spoken) == "bad_signature"


def test_nobody_knows_an_installation_that_was_never_made(central: Central) -> None:
    stranger = SpeakingTill(4711)
    spoken = stranger.says(central.clock(), "GET", TARGET)
    assert refused(Tills(central), spoken) == "unknown_installation"


@pytest.mark.parametrize(("minutes", "taken"), [(-5.1, False), (-5, True), (5, True), (5.1, False)])
def test_five_minutes_is_as_far_as_clocks_may_differ(
    central: Central, till: SpeakingTill, minutes: float, taken: bool
) -> None:
    at = central.clock() + timedelta(minutes=minutes)
    spoken = till.says(at, "GET", TARGET)
    if taken:
        Tills(central).check(spoken, changes=False)
    else:
        assert refused(Tills(central), spoken) == "clock"


def test_a_wrong_clock_is_told_only_to_who_can_sign(central: Central, till: SpeakingTill) -> None:
    spoken = till.says(central.clock() + timedelta(days=1), "GET", TARGET)
    assert refused(Tills(central), replace(spoken, target="/v1/manifest")) == "bad_signature"


def test_the_same_request_is_taken_once(central: Central, till: SpeakingTill) -> None:
    tills = Tills(central)
    spoken = till.says(central.clock(), "GET", TARGET)
    tills.check(spoken, changes=False)
    assert refused(tills, spoken) == "replayed"


def test_questions_may_overtake_each_other(central: Central, till: SpeakingTill) -> None:
    tills = Tills(central)
    for counter in (50, 20, 1_700_000_000_000, 30):
        tills.check(till.says(central.clock(), "GET", TARGET, counter=counter), changes=False)
    again = till.says(central.clock(), "GET", TARGET, counter=20)
    assert refused(tills, again) == "replayed"


@given(st.lists(st.integers(min_value=1, max_value=300), max_size=400))
def test_a_window_takes_no_counter_twice(counters: list[int]) -> None:
    window = _Window()
    taken = [counter for counter in counters if window.take(counter)]
    assert len(taken) == len(set(taken))


def test_a_window_takes_what_grows(central: Central) -> None:
    window = _Window()
    assert all(window.take(counter) for counter in range(1, 1_000))
    assert not window.take(900)


def test_what_changes_something_comes_in_order(central: Central, till: SpeakingTill) -> None:
    first = till.says(central.clock(), "POST", "/v1/till/1001/journal", b"{}", counter=7)
    Tills(central).check(first, changes=True)
    # Another process of central, or this one started again.
    assert refused(Tills(central), first, changes=True) == "replayed"
    earlier = till.says(central.clock(), "POST", "/v1/till/1001/journal", b"{}", counter=6)
    assert refused(Tills(central), earlier, changes=True) == "replayed"
    later = till.says(central.clock(), "POST", "/v1/till/1001/journal", b"{}", counter=8)
    Tills(central).check(later, changes=True)


def test_a_revoked_till_pulls_no_more_and_may_still_push(
    central: Central, till: SpeakingTill, clock: Clock
) -> None:
    tills = Tills(central)
    tills.check(till.says(central.clock(), "GET", TARGET), changes=False)
    with central.write() as tx:
        enrolment.revoke(tx, till.number, "test")
    clock.forward(seconds=auth.FRESH.total_seconds())
    assert refused(tills, till.says(central.clock(), "GET", TARGET)) == "revoked"
    assert tills.check(till.says(central.clock(), "POST", TARGET), changes=True).revoked


def test_a_known_till_is_asked_about_once_in_two_seconds(
    central: Central, till: SpeakingTill, clock: Clock
) -> None:
    tills = Tills(central)
    spoken = till.says(central.clock(), "GET", TARGET)
    assert not tills.remembers(spoken)
    tills.check(spoken, changes=False)
    assert tills.remembers(spoken)
    clock.forward(seconds=auth.FRESH.total_seconds())
    assert not tills.remembers(spoken)


def test_central_signs_what_it_answers(central: Central) -> None:
    with central.read() as conn:
        chain = chain_of(conn)
    signature = base64.b64decode(Signer(chain).sign(TARGET, 200, b"body"))
    key = auth.public_key(chain.public_key)
    key.verify(signature, response_text(TARGET, 200, b"body"))
    for other in (response_text(TARGET, 304, b"body"), response_text("/", 200, b"body")):
        with pytest.raises(InvalidSignature):
            key.verify(signature, other)


def test_a_token_opens_the_office_until_it_is_revoked(central: Central) -> None:
    with central.write() as tx:
        token = auth.new_token(tx, "web shop")
    assert auth.who_has(central, token) == ("web shop", "")
    with central.write() as tx:
        assert auth.revoke_token(tx, "web shop") == 1
    for wrong in (token, "", token + "x"):
        with pytest.raises(Refusal, match="bad_token"):
            auth.who_has(central, wrong)
