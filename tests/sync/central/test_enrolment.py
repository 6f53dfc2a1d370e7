"""Codes, and the installations that they are exchanged for."""

from __future__ import annotations

import base64
import hashlib
import threading

import pytest
from sqlalchemy import select, update

from app.domain.errors import BadShopFacts, UnknownInstallation, UnknownShop
from app.domain.installation import FIRST_OF_RESTORED
from sync.central import auth, enrolment, installations, migrations
from sync.central.chain import chain_of, renew_epoch
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.tables import enrol_codes
from sync.central.tables import installations as table
from sync.enrolment import Life, pin_of, plain_code

from .conftest import Clock
from .speaking import SpeakingTill, enrolled_till, new_code, put_shop


@pytest.fixture(autouse=True)
def shop(central: Central) -> None:
    put_shop(central)


def refused(central: Central, by: SpeakingTill, code: str, **more: object) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        by.number = 0
        by.enrol(central, code, **more)
    return refusal.value


def test_a_code_makes_an_installation_of_its_till(central: Central) -> None:
    till = SpeakingTill()
    made = till.enrol(central, new_code(central), program="0.1")
    with central.read() as conn:
        chain, row = chain_of(conn), installations.find(conn, made.installation)
    assert (made.installation, made.generation, made.till) == (1001, "A", "03")
    assert made.shop["code"] == "042"
    assert made.central_key == chain.public_key
    assert base64.b64decode(made.pepper) == chain.pepper
    assert made.streams[0] == "config"
    assert "store:042" in made.streams
    assert row is not None
    assert (row.public_key, row.program, row.revoked) == (till.public_key, "0.1", False)


def test_numbers_and_letters_are_never_given_twice(central: Central) -> None:
    first, second = enrolled_till(central).enrolled, enrolled_till(central).enrolled
    elsewhere = enrolled_till(central, till="04").enrolled
    assert first and second and elsewhere
    assert [one.installation for one in (first, second, elsewhere)] == [1001, 1002, 1003]
    assert [one.generation for one in (first, second, elsewhere)] == ["A", "B", "A"]
    assert len({one.number for one in (first, second, elsewhere)}) == 3


def test_the_letter_follows_the_highest_that_the_folder_has_used(central: Central) -> None:
    assert SpeakingTill().enrol(central, new_code(central), generation="D").generation == "E"
    assert SpeakingTill().enrol(central, new_code(central), generation="B").generation == "F"


def test_after_z_there_is_no_letter(central: Central) -> None:
    refusal = refused(central, SpeakingTill(), new_code(central), generation="Z")
    assert (refusal.kind, "letter" in refusal.detail) == ("bad_request", True)


def test_a_code_is_good_once(central: Central) -> None:
    code = new_code(central)
    SpeakingTill().enrol(central, code)
    assert refused(central, SpeakingTill(), code).kind == "bad_code"


def test_an_answer_that_was_lost_is_given_again(central: Central) -> None:
    till, code = SpeakingTill(), new_code(central)
    made = till.enrol(central, code)
    till.number = 0
    assert till.enrol(central, code) == made


def test_a_code_is_good_for_ten_minutes(central: Central, clock: Clock) -> None:
    code, late = new_code(central), new_code(central, till="04")
    clock.forward(minutes=10)
    SpeakingTill().enrol(central, code)
    clock.forward(seconds=1)
    assert refused(central, SpeakingTill(), late).kind == "bad_code"


def test_a_new_code_ends_the_one_before_it(central: Central) -> None:
    first, second = new_code(central), new_code(central)
    assert refused(central, SpeakingTill(), first).kind == "bad_code"
    SpeakingTill().enrol(central, second)


def test_how_a_code_is_written_down_does_not_matter(central: Central) -> None:
    code = new_code(central)
    handwritten = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    SpeakingTill().enrol(central, handwritten)


def test_codes_are_not_kept(central: Central) -> None:
    secret = plain_code(new_code(central))
    with central.read() as conn:
        rows = conn.execute(select(enrol_codes)).all()
    assert len(rows) == 1
    plain = hashlib.sha256(secret.encode()).hexdigest()
    assert all(secret not in str(row) and plain not in str(row) for row in rows)


def test_guessing_ends_after_ten_tries(central: Central, clock: Clock) -> None:
    code = new_code(central)
    for _ in range(enrolment.TRIES):
        assert refused(central, SpeakingTill(), "0000-0000").kind == "bad_code"
    refusal = refused(central, SpeakingTill(), code)
    assert (refusal.kind, refusal.retry_after) == ("paced", 600)
    clock.forward(minutes=10)
    SpeakingTill().enrol(central, new_code(central))


def test_the_request_is_signed_by_the_key_that_it_brings(central: Central) -> None:
    till, other = SpeakingTill(), SpeakingTill()
    asked = till.asks_to_enrol(new_code(central))
    spoken = other.says(central.clock(), "POST", "/v1/enrol", b"")
    with pytest.raises(Refusal, match="bad_signature"):
        enrolment.enrol(central, asked, spoken)


def test_one_key_is_one_installation(central: Central) -> None:
    till = enrolled_till(central)
    assert refused(central, till, new_code(central, till="04")).kind == "bad_request"
    row = update(table).where(table.c.number == 1001)
    with central.write() as tx:
        tx.execute(row.values(last_seq=1))
    assert refused(central, till, new_code(central)).kind == "bad_request"


def test_a_making_that_was_cut_short_goes_on_with_another_code(
    central: Central, clock: Clock
) -> None:
    till = enrolled_till(central)
    made = till.enrolled
    clock.forward(hours=1)
    till.number = 0
    assert till.enrol(central, new_code(central)) == made


@pytest.mark.parametrize(
    "odd",
    [
        {"generation": "AB"},
        {"generation": "é"},
        {"last_installation": -1},
        {"last_installation": 2**63},
        {"program": "x" * 101},
        {"program": "a\0b"},
        {"lives": [Life(installation=0)]},
        {"lives": [Life(installation=2**53)]},
        {"lives": [Life(installation=1001, generation="é")]},
        {"lives": [Life(installation=1001)] * 101},
    ],
)
def test_what_cannot_be_is_refused_before_the_code_is_spent(
    central: Central, odd: dict[str, object]
) -> None:
    code = new_code(central)
    assert refused(central, SpeakingTill(), code, **odd).kind == "bad_request"
    SpeakingTill().enrol(central, code)


def test_a_demo_folder_never_enrols_at_a_real_central(central: Central) -> None:
    code = new_code(central)
    assert refused(central, SpeakingTill(), code, demo=True).kind == "demo"
    SpeakingTill().enrol(central, code)


def test_a_real_folder_never_enrols_at_a_demo(sqlite_url: str, clock: Clock) -> None:
    demo = Central(sqlite_url.replace("central.db", "demo.db"), clock)
    migrations.migrate(demo)
    migrations.make_chain(demo, demo=True)
    put_shop(demo)
    code = new_code(demo)
    assert refused(demo, SpeakingTill(), code).kind == "demo"
    assert SpeakingTill().enrol(demo, code, demo=True).demo
    demo.close()


def test_a_folder_that_is_a_till_takes_no_code_for_another(central: Central) -> None:
    code = new_code(central, till="04")
    assert refused(central, SpeakingTill(), code, shop="042", till="03").kind == "not_yours"
    SpeakingTill().enrol(central, code, shop="042", till="04")


def test_a_replaced_till_may_speak_for_the_one_before_it(central: Central) -> None:
    first = enrolled_till(central)
    second = SpeakingTill()
    second.enrol(central, new_code(central), last_installation=first.number)
    stranger = enrolled_till(central, till="04")
    with central.read() as conn:
        row = installations.find(conn, second.number)
        assert row
        assert installations.speaks_for(conn, row, first.number)
        assert installations.speaks_for(conn, row, second.number)
        assert not installations.speaks_for(conn, row, stranger.number)
        older = installations.find(conn, first.number)
        assert older
        assert not installations.speaks_for(conn, older, second.number)


def test_another_tills_installation_is_no_predecessor(central: Central) -> None:
    other = enrolled_till(central, till="04")
    code = new_code(central)
    refusal = refused(central, SpeakingTill(), code, last_installation=other.number)
    assert refusal.kind == "not_yours"


def test_a_restored_central_gives_no_number_twice_and_takes_back_whom_it_forgot(
    central: Central, clock: Clock
) -> None:
    enrolled_till(central)
    with central.write() as tx:
        renew_epoch(tx)
    fresh = enrolled_till(central, till="05")
    assert fresh.number == int(clock.at.timestamp())
    forgotten = Life(installation=1002, generation="C")  # given after the backup was made
    again = SpeakingTill()
    made = again.enrol(central, new_code(central, till="04"), lives=[forgotten])
    assert (made.installation, made.generation) == (fresh.number + 1, "D")
    with central.read() as conn:
        row, lost = (installations.find(conn, number) for number in (made.installation, 1002))
        assert row
        assert lost
        assert (lost.till, lost.generation, lost.last_seq) == ("04", "C", 0)
        assert installations.speaks_for(conn, row, 1002)
    refusal = refused(central, SpeakingTill(), new_code(central, till="05"), lives=[forgotten])
    assert refusal.kind == "not_yours"


def test_every_restore_goes_on_from_other_numbers(central: Central, clock: Clock) -> None:
    for _ in range(3):
        with central.write() as tx:
            renew_epoch(tx)
        enrolled_till(central)
        clock.forward(seconds=1)
    with central.read() as conn:
        numbers = [row.number for row in installations.named(conn)]
    assert numbers == sorted(set(numbers))


def test_a_restored_tills_own_number_keeps_the_others_short(central: Central) -> None:
    first, again = enrolled_till(central), SpeakingTill()
    own = FIRST_OF_RESTORED + 7
    lives = [Life(installation=number) for number in (first.number, own)]
    assert again.enrol(central, new_code(central), lives=lives).installation == own + 1
    assert enrolled_till(central, till="04").number == 1002
    with central.read() as conn:
        row = installations.find(conn, again.number)
        assert row
        assert all(installations.speaks_for(conn, row, one) for one in (own, first.number))


def test_who_has_no_key_says_nothing_itself(central: Central) -> None:
    till = SpeakingTill()
    own = FIRST_OF_RESTORED + 7
    till.enrol(central, new_code(central), lives=[Life(installation=own)])
    till.number = own
    with pytest.raises(Refusal, match="unknown_installation"):
        auth.Tills(central).check(till.says(central.clock(), "GET", "/v1/manifest"), changes=False)


def test_a_number_that_nobody_can_have_had_is_no_predecessor(central: Central) -> None:
    ahead = int(central.clock().timestamp()) + 1
    for number in (1000, ahead):
        lives = [Life(installation=number)]
        assert refused(central, SpeakingTill(), new_code(central), lives=lives).kind == "not_yours"


def test_tills_that_enrol_at_once_get_different_numbers(central: Central) -> None:
    codes = [new_code(central, till=f"{place:02d}") for place in range(10, 18)]
    tills = [SpeakingTill() for _ in codes]
    threads = [
        threading.Thread(target=till.enrol, args=(central, code))
        for till, code in zip(tills, codes, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(till.number for till in tills) == list(range(1001, 1009))


def test_a_code_needs_a_shop_and_a_till(central: Central) -> None:
    with pytest.raises(UnknownShop), central.write() as tx:
        enrolment.make_code(tx, "099", "03", "test")
    with pytest.raises(BadShopFacts), central.write() as tx:
        enrolment.make_code(tx, "042", "3", "test")


def test_a_code_says_whom_to_tell_it(central: Central) -> None:
    spki = hashlib.sha256(b"a key").digest()
    with central.write() as tx:
        code = enrolment.make_code(tx, "042", "03", "test", spki=spki).code
    assert len(code) == 24
    assert code.replace("-", "")[8:] == pin_of(spki)
    assert pin_of(spki) != pin_of(hashlib.sha256(b"another").digest())
    SpeakingTill().enrol(central, code)


def test_the_served_key_is_remembered_for_codes(central: Central) -> None:
    spki = hashlib.sha256(b"a key").digest()
    with central.write() as tx:
        assert enrolment.served_key(tx) == b""
        enrolment.served(tx, spki)
        assert enrolment.served_key(tx) == spki
        enrolment.served(tx, b"")
        assert enrolment.served_key(tx) == b""


def test_revoking_says_whom_and_holds_twice(central: Central, clock: Clock) -> None:
    till = enrolled_till(central)
    with central.write() as tx:
        enrolment.revoke(tx, till.number, "test")
    clock.forward(hours=1)
    with central.write() as tx:
        row = enrolment.revoke(tx, till.number, "test")
    assert row.revoked_at.startswith("2026-11-21T09:00")
    with pytest.raises(UnknownInstallation), central.write() as tx:
        enrolment.revoke(tx, 4711, "test")
