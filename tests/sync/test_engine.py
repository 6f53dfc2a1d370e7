"""What the worker does next, whatever central, the line and the disk do."""

from __future__ import annotations

from typing import Any

import pytest
from engine_driver import (
    EPOCH,
    TILL,
    Talk,
    a_base,
    a_manifest,
    a_page,
    a_snapshot,
    check_to,
    in_step,
)

from app.mirror.cursors import Standing
from sync import effects as fx
from sync import events as e
from sync.backoff import LONGEST
from sync.engine import NEAR, REFRESH, WAKE
from sync.protocol import MAX_RECORDS, SEGMENT, Pace, Refused, Row
from sync.telling import SETTLED, SPREAD


# the order
def test_facts_go_before_anything_is_asked() -> None:
    talk = Talk().start(heads={TILL: 3})
    assert talk.request == fx.Push(TILL, EPOCH, 0, MAX_RECORDS, 256 * 1024)
    talk.ack(3)
    assert talk.the(fx.KeepAck) == fx.KeepAck(TILL, 3, "h3")
    assert isinstance(talk.request, fx.GetManifest)


def test_streams_are_read_by_what_matters_most_and_facts_go_in_between() -> None:
    heads = {"catalog": 1, "price:web": 1, "loyalty:n": 1, "store:042": 1, "config": 1}
    talk = Talk().start().manifest(heads)
    order = []
    for _ in heads:
        stream = talk.request.stream
        order.append(stream)
        talk.answer(a_base(stream, 0, 1, 1)).applied()
        assert talk.request == fx.GetPage(stream, EPOCH, 1, 500)
        talk.state(len(order))  # a fact comes while the page is asked for
        talk.answer(a_page(stream, 1, 1)).applied()
        talk.ack(len(order))
    assert order == ["config", "store:042", "loyalty:n", "price:web", "catalog"]
    assert talk.request is None
    assert talk.status.state == "in_step"


def test_an_older_installation_says_everything_first() -> None:
    talk = Talk().start(heads={TILL: 1, 1007: 2}, acks={TILL: (0, "")})
    assert isinstance(talk.request, fx.Push)
    assert talk.request.installation == TILL
    talk.ack(1)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.installation == 1007


def test_a_long_poll_is_under_way_from_the_manifest_on() -> None:
    talk = Talk().start().manifest({"catalog": 2})
    assert talk.waiting is not None
    assert talk.waiting.request == fx.Wait(EPOCH, {"catalog": 2}, 55, {"catalog": 0})
    assert isinstance(talk.request, fx.GetBase)


# what central is told of it
def test_a_long_poll_says_what_was_read_and_not_what_was_heard_of() -> None:
    talk = in_step(0.0, {"config": 1, "catalog": 4}).hear({"catalog": 9})
    assert talk.waiting is not None
    assert talk.waiting.request == fx.Wait(
        EPOCH, {"config": 1, "catalog": 9}, 55, {"config": 1, "catalog": 4}
    )


def test_nothing_counts_as_read_of_a_stream_that_takes_its_base() -> None:
    there = {"config": Standing("another", 7), "catalog": Standing(EPOCH, 0, "", 9, 5)}
    talk = Talk().start(standings=there).manifest({"config": 8, "catalog": 9, "store:042": 0})
    assert talk.told == [{"config": 0, "catalog": 0, "store:042": 0}]


def test_who_has_read_everything_says_so_while_the_next_long_poll_is_under_way() -> None:
    talk = in_step(0.0, {"config": 1}).hear({"config": 3})
    talk.answer(a_page("config", 1, 2, 3)).applied()
    talk.later(2 * SETTLED)
    assert talk.told == [{"config": 1}, {"config": 1}], "there is more to read"
    talk.answer(a_page("config", 2, 3)).applied()
    assert talk.told[2:] == [{"config": 3}]
    talk.later(2 * SETTLED)
    assert talk.told[3:] == []


def test_tills_do_not_all_tell_at_the_moment_at_which_they_have_read() -> None:
    talk = in_step(0.5, {"config": 1}).hear({"config": 2})
    talk.answer(a_page("config", 1, 2)).applied()
    assert talk.told[2:] == []
    assert talk.idle is not None
    assert talk.idle.until - talk.now == SETTLED + 0.5 * SPREAD
    assert talk.when_idle().told[2:] == [{"config": 2}]


def test_a_round_in_a_hurry_tells_at_its_end() -> None:
    talk = Talk(hurry=True).start().manifest({"config": 1})
    talk.answer(a_base("config", 0, 1, 1)).applied()
    talk.answer(a_page("config", 1, 1)).applied()
    assert talk.told == [{"config": 1}]
    assert talk.idle is not None
    assert talk.idle.in_step


def test_what_nobody_heard_is_told_again_and_a_refusal_of_it_disturbs_nothing() -> None:
    talk = in_step(0.0, {"config": 1}).hear({"config": 2})
    talk.answers_tells = False
    talk.answer(a_page("config", 1, 2)).applied().later(2 * SETTLED)
    assert isinstance(talk.request, fx.Tell)
    talk.fail()
    assert talk.status.state == "offline"
    while talk.request is None:
        talk.when_idle()
    assert isinstance(talk.request, fx.Tell)
    talk.refuse("not_yours").manifest({"config": 2})
    assert talk.alarms == {}
    assert talk.request is None
    assert talk.status.state == "in_step"


def test_a_sale_stop_overtakes_the_catalogue() -> None:
    talk = Talk().start(standings={"config": Standing(EPOCH, 1, check_to(1))})
    talk.manifest({"config": 1, "catalog": 9_000})
    assert talk.request.stream == "catalog"
    talk.hear({"config": 2})
    talk.answer(a_base("catalog", 0, 500, 9_000)).applied()
    assert talk.request == fx.GetPage("config", EPOCH, 1, 500)
    talk.answer(a_page("config", 1, 2)).applied()
    assert talk.request == fx.GetBase("catalog", EPOCH, 9_000, 500)


def test_who_heard_of_a_change_waits_a_random_moment_but_not_for_sale_stops() -> None:
    talk = in_step(0.5, {"config": 1, "catalog": 1}).hear({"catalog": 2})
    assert talk.request is None
    assert talk.idle is not None
    assert talk.idle.until == talk.now + 0.5 * WAKE
    talk.when_idle()
    assert talk.request == fx.GetPage("catalog", EPOCH, 1, 500)
    talk = in_step(0.5, {"config": 1, "catalog": 1}).hear({"catalog": 2, "config": 2})
    assert talk.request == fx.GetPage("config", EPOCH, 1, 500)


def test_what_only_one_shop_hears_is_there_at_once() -> None:
    talk = in_step(0.5, {"config": 1, "store:042": 1}).hear({"store:042": 2})
    assert talk.idle is not None
    assert talk.idle.until == talk.now + 0.5 * NEAR
    talk = in_step(0.5, {"store:042": 1, "catalog": 1}).hear({"store:042": 2, "catalog": 2})
    assert talk.idle is not None
    assert talk.idle.until == talk.now + 0.5 * WAKE


def test_the_manifest_is_asked_for_again_after_a_while() -> None:
    talk = in_step()
    assert talk.idle is not None
    assert REFRESH * 0.7 < talk.idle.until - talk.now < REFRESH * 1.3
    talk.when_idle()
    assert isinstance(talk.request, fx.GetManifest)


def test_whole_segments_come_from_the_cache_and_pages_lead_to_them() -> None:
    far = 3 * SEGMENT
    talk = Talk().start(standings={"catalog": Standing(EPOCH, SEGMENT - 3, check_to(SEGMENT - 3))})
    talk.manifest({"catalog": far})
    assert talk.request == fx.GetPage("catalog", EPOCH, SEGMENT - 3, 3)
    talk.answer(a_page("catalog", SEGMENT - 3, SEGMENT, far)).applied()
    assert talk.request == fx.GetSegment("catalog", EPOCH, 1)
    talk.refuse("not_found")
    assert talk.request == fx.GetPage("catalog", EPOCH, SEGMENT, 500)


def test_streams_of_a_later_program_are_passed_over() -> None:
    talk = Talk().start().manifest({"hologram:1": 7})
    assert talk.request is None
    assert talk.status.state == "in_step"


def test_a_price_list_that_is_no_longer_ours_goes_but_never_the_shop() -> None:
    ours = {s: Standing(EPOCH, 1, check_to(1)) for s in ("price:old", "store:042", "config")}
    talk = Talk().start(standings=ours).manifest({})
    assert talk.the(fx.Forget) == fx.Forget("price:old")
    talk.tell(e.Forgotten(talk.now, "price:old"))
    assert talk.every(fx.Forget) == []
    assert sorted(talk.engine.inbox.standings) == ["config", "store:042"]


# transient
def test_no_answer_is_backed_off_from_with_full_jitter_up_to_five_minutes() -> None:
    for dice in (0.25, 0.5, 1.0):
        talk = Talk(dice).start(heads={TILL: 1})
        waits = []
        for _ in range(14):
            assert isinstance(talk.request, fx.Push)
            talk.fail()
            assert talk.idle is not None
            waits.append(talk.idle.until - talk.now)
            talk.when_idle()
        assert waits == [dice * min(LONGEST, 2**n) for n in range(14)]
        assert talk.status.state == "offline"
        assert talk.status.unsent == 1


def test_contact_ends_the_backing_off() -> None:
    talk = Talk().start(heads={TILL: 1}).fail().when_idle().fail().when_idle()
    talk.ack(1)
    assert talk.status.state == "starting"
    talk.manifest({})
    assert talk.status.state == "in_step"
    talk.state(2).fail()
    assert talk.idle is not None
    assert talk.idle.until - talk.now == 0.5


def test_an_answer_to_a_person_ends_the_backing_off_and_only_that() -> None:
    talk = Talk().start().fail()
    for _ in range(8):
        talk.when_idle().fail()
    assert talk.asked is None
    talk.tell(e.Reached(talk.now))
    assert isinstance(talk.request, fx.GetManifest)
    assert talk.status.state == "offline"  # until it answers us too
    talk.manifest()
    assert talk.status.state == "in_step"
    talk.tell(e.Reached(talk.now))
    assert talk.asked is None


@pytest.mark.parametrize("why", [e.Offline, e.Untrusted])
def test_a_line_that_lies_is_no_line(why: Any) -> None:
    talk = Talk().start(heads={TILL: 1}).fail(why)
    assert talk.status.state == "offline"
    assert ("untrusted" in talk.alarms) is (why is e.Untrusted)
    talk.when_idle().ack(1)
    assert talk.alarms == {}


def test_a_fault_of_central_is_no_answer() -> None:
    talk = Talk().start(heads={TILL: 1}).refuse("failed")
    assert talk.status.state == "offline"


def test_a_fault_in_one_stream_does_not_stop_the_others() -> None:
    talk = in_step(1.0, {"config": 1, "catalog": 1}).hear({"config": 2, "catalog": 2})
    talk.refuse("failed")
    assert talk.request == fx.GetPage("catalog", EPOCH, 1, 500)
    talk.answer(a_page("catalog", 1, 2)).applied()
    assert talk.request is None
    talk.when_idle()
    assert talk.request == fx.GetPage("config", EPOCH, 1, 500)


def test_after_an_outage_tills_come_back_over_the_time_that_central_says() -> None:
    talk = Talk(1.0).start(heads={TILL: 1}, spread=200.0)
    assert talk.request is None
    assert talk.idle is not None
    assert talk.idle.until == talk.now + 200
    talk.when_idle()
    waits = []
    for _ in range(8):
        talk.fail()
        assert talk.idle is not None
        waits.append(talk.idle.until - talk.now)
        talk.when_idle()
    assert waits == [1, 2, 4, 8, 200, 200, 200, 200]


def test_a_round_in_a_hurry_begins_at_once_and_waits_for_nothing() -> None:
    talk = Talk(1.0, hurry=True).start(spread=200.0).manifest({})
    assert talk.waiting is None
    assert talk.idle is not None
    assert talk.idle.in_step


def test_a_long_poll_that_dies_makes_the_till_look() -> None:
    talk = in_step().hear_nothing()
    assert isinstance(talk.request, fx.GetManifest)
    talk.fail()
    assert talk.status.state == "offline"
    assert talk.waiting is None


# paced
def test_retry_after_is_obeyed_and_the_batch_halved() -> None:
    talk = Talk(0.0).start(heads={TILL: 500}).refuse("paced", 100, retry_after=30)
    assert talk.status.state == "starting"
    assert talk.idle is not None
    assert talk.idle.until == talk.now + 30
    talk.later(29)
    assert talk.request is None
    talk.later(1)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.records == MAX_RECORDS // 2
    talk.refuse("busy", 50, retry_after=1).when_idle()
    assert isinstance(talk.request, fx.Push)
    assert talk.request.records == MAX_RECORDS // 4
    talk.ack(25)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.records == MAX_RECORDS // 2


def test_central_may_spread_a_backlog_and_the_rest_goes_on_meanwhile() -> None:
    talk = Talk().start(heads={TILL: 300}).ack(100, retry_after=20)
    assert isinstance(talk.request, fx.GetManifest)
    talk.manifest({})
    assert talk.request is None
    talk.later(20)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.after == 100


def test_central_says_how_many_facts_it_takes_at_once() -> None:
    talk = Talk().start().manifest({}, pace=Pace(records=10, spread=5))
    assert talk.the(fx.KeepSpread) == fx.KeepSpread(5)
    talk.state(100)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.records == 10
    talk.ack(10)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.records == 10


# too large
def test_a_batch_that_is_too_large_is_split_down_to_one_fact_whose_place_goes_alone() -> None:
    talk = Talk().start(heads={TILL: 8})
    sizes = []
    while not talk.every(fx.Skip):
        assert isinstance(talk.request, fx.Push)
        sizes.append(min(talk.request.records, 8))
        talk.refuse("too_large", sizes[-1])
    assert sizes == [8, 4, 2, 1]
    assert talk.the(fx.Skip) == fx.Skip(TILL, 1, "too_large")
    assert talk.alarms["poison 1001/1"].settles
    talk.ack(1)
    assert talk.status.unsent == 7


# stale
def test_a_trimmed_stream_takes_the_base_and_nothing_else_changes() -> None:
    talk = in_step(0.0, {"config": 1, "catalog": 5}).hear({"catalog": 9})
    assert talk.request == fx.GetPage("catalog", EPOCH, 5, 500)
    talk.refuse("trimmed", oldest=8)
    assert talk.request == fx.GetBase("catalog", EPOCH, 0, 0)
    talk.answer(a_base("catalog", 0, 4, 9)).applied()
    assert talk.request == fx.GetBase("catalog", EPOCH, 9, 4)
    talk.answer(a_base("catalog", 4, 9, 9)).applied()
    assert talk.request == fx.GetPage("catalog", EPOCH, 9, 500)
    assert talk.engine.inbox.standings["config"].seq == 1


def test_a_till_that_was_away_too_long_is_told_by_the_manifest() -> None:
    talk = Talk().start(standings={"catalog": Standing(EPOCH, 5, check_to(5))})
    talk.manifest({"catalog": 90}, oldest={"catalog": 7})
    assert talk.request == fx.GetBase("catalog", EPOCH, 0, 0)
    talk = Talk().start(standings={"catalog": Standing(EPOCH, 5, check_to(5))})
    talk.manifest({"catalog": 90}, oldest={"catalog": 6})
    assert talk.request == fx.GetPage("catalog", EPOCH, 5, 500)


def test_a_cursor_beyond_the_head_in_the_same_epoch_takes_the_base() -> None:
    talk = in_step(0.0, {"config": 9}).hear({"config": 10})
    talk.refuse("epoch", epoch=EPOCH)
    assert talk.request == fx.GetBase("config", EPOCH, 0, 0)


@pytest.mark.parametrize("told_by", ["push", "ack", "manifest", "page", "refused page", "wait"])
def test_a_new_epoch_forgets_no_fact_and_reads_everything_again(told_by: str) -> None:
    heads = {"config": 1, "catalog": 5}
    talk = in_step(0.0, heads, facts=7)
    match told_by:
        case "push":
            talk.state(8).refuse("epoch", 1, epoch="epoch-2")
        case "ack":
            talk.state(8).ack(8, epoch="epoch-2")
        case "manifest":
            talk.later(2 * REFRESH).manifest(heads, epoch="epoch-2", acked_seq=4)
        case "page":
            talk.hear({"catalog": 6}).answer(a_page("catalog", 5, 6, epoch="epoch-2"))
        case "refused page":
            talk.hear({"catalog": 6}).refuse("epoch", epoch="epoch-2")
        case _:
            talk.hear({}, epoch="epoch-2")
    assert fx.KeepEpoch("epoch-2") in talk.effects
    assert fx.KeepAck(TILL, 0, "") in talk.effects
    if told_by != "manifest":
        # Nothing is pushed before central says how far it is.
        talk.manifest(heads, epoch="epoch-2", acked_seq=4)
    assert fx.KeepAck(TILL, 4, "h4") in talk.effects
    assert talk.request == fx.Push(TILL, "epoch-2", 4, MAX_RECORDS, 256 * 1024)
    talk.ack(talk.heads[TILL], epoch="epoch-2")
    for stream, head in heads.items():
        assert talk.request == fx.GetBase(stream, "epoch-2", 0, 0)
        talk.answer(a_base(stream, 0, head, head, epoch="epoch-2")).applied()
        talk.answer(a_page(stream, head, head, epoch="epoch-2")).applied()
    assert talk.request is None


def test_an_ack_that_goes_back_without_a_new_epoch_is_shown_and_forgets_nothing() -> None:
    talk = in_step(facts=7).state(9).ack(3)
    assert talk.every(fx.KeepAck) == []
    assert talk.alarms["behind 1001"].facts == {"seq": 3, "ours": 7}
    assert talk.engine.outbox.acks == {TILL: (7, "h7")}


def test_a_lost_ack_file_is_made_good_by_the_manifest_or_the_next_ack() -> None:
    talk = Talk().start(heads={TILL: 500}).ack(400)
    assert talk.the(fx.KeepAck) == fx.KeepAck(TILL, 400, "h400")
    assert isinstance(talk.request, fx.Push)
    assert talk.request.after == 400


# fork
def test_a_fork_stops_the_pushing_and_only_that() -> None:
    talk = Talk().start(heads={TILL: 3}).refuse("fork", 3, seq=2)
    assert talk.alarms["fork 1001"].facts == {"installation": TILL, "seq": 2}
    assert talk.alarms["fork 1001"].settles
    talk.manifest({"config": 1})
    assert isinstance(talk.request, fx.GetBase)
    talk.state(4)
    talk.answer(a_base("config", 0, 1, 1)).applied()
    assert isinstance(talk.request, fx.GetPage)
    assert talk.status.unsent == 4
    talk.answer(a_page("config", 1, 1)).applied()
    assert talk.request is None
    talk.tell(e.Settle(talk.now, "fork 1001"))
    assert isinstance(talk.request, fx.Push)


@pytest.mark.parametrize("ours", [None, "another"])
def test_central_that_has_more_than_we_or_something_else_is_a_fork(ours: str | None) -> None:
    talk = Talk().start().manifest({}, acked_seq=12, ours=ours)
    assert "fork 1001" in talk.alarms
    talk.state(13)
    assert talk.request is None
    talk = Talk().start(heads={TILL: 3}).ack(9, ours=ours)
    assert "fork 1001" in talk.alarms


def test_what_a_restored_till_had_said_before_its_backup_is_no_fork() -> None:
    talk = Talk().start(heads={900: 5, TILL: 2}).ack(9, ours=None)
    assert talk.alarms == {}
    assert talk.request == fx.Push(TILL, EPOCH, 0, MAX_RECORDS, 256 * 1024)
    assert talk.status.unsent == 2
    talk = Talk().start(heads={900: 5, TILL: 2}).ack(4, ours="another")
    assert "fork 900" in talk.alarms


def test_another_installations_fork_does_not_stop_ours() -> None:
    talk = Talk().start(heads={TILL: 2, 1007: 2}).refuse("fork", 2, seq=1)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.installation == 1007


# poison
def test_a_poisonous_fact_is_parked_and_the_next_one_is_sent() -> None:
    talk = Talk().start(heads={TILL: 5}).refuse("poison", 5, seq=3, detail="not its hash")
    assert talk.the(fx.Skip) == fx.Skip(TILL, 3, "not its hash")
    assert talk.alarms["poison 1001/3"].facts["why"] == "not its hash"
    assert talk.request == fx.Push(TILL, EPOCH, 0, MAX_RECORDS, 256 * 1024)
    talk.ack(5)
    assert talk.status.unsent == 0
    assert "poison 1001/3" in talk.alarms
    talk.tell(e.Settle(talk.now, "poison 1001/3"))
    assert talk.alarms == {}


def test_poison_without_a_number_is_looked_for_one_by_one() -> None:
    talk = Talk().start(heads={TILL: 5}).refuse("poison", 5)
    assert isinstance(talk.request, fx.Push)
    assert talk.request.records == 1
    talk.refuse("poison", 1)
    assert talk.the(fx.Skip) == fx.Skip(TILL, 1, "poison")


def test_a_place_that_is_refused_too_stops_and_is_shown() -> None:
    talk = Talk().start(heads={TILL: 5}).refuse("poison", 5, seq=3).refuse("poison", 5, seq=3)
    assert talk.every(fx.Skip) == []
    assert "stuck 1001" in talk.alarms
    assert isinstance(talk.request, fx.GetManifest)


def test_what_is_merely_refused_is_never_skipped() -> None:
    talk = Talk().start(heads={TILL: 5}).refuse("bad_request", 5, detail="eh")
    assert talk.every(fx.Skip) == []
    assert talk.alarms["refused journal"].facts == {"kind": "bad_request", "detail": "eh"}
    assert isinstance(talk.request, fx.GetManifest)
    talk.manifest({})
    talk.later(LONGEST).ack(5)
    assert talk.alarms == {}


# auth
def test_a_revoked_till_reads_nothing_and_still_sends() -> None:
    talk = in_step(0.0, {"config": 1, "catalog": 1}).hear({"catalog": 2}).refuse("revoked")
    assert talk.status.state == "signed_out"
    assert talk.alarms["signed_out"].facts == {"why": "revoked"}
    talk.state(1)
    assert isinstance(talk.request, fx.Push)
    talk.ack(1)
    assert talk.request is None
    assert talk.idle is not None
    assert talk.idle.until <= talk.now + LONGEST
    talk.when_idle()
    assert isinstance(talk.request, fx.GetManifest)
    talk.manifest({"config": 1, "catalog": 2})
    assert talk.status.state == "in_step"
    assert isinstance(talk.request, fx.GetPage)


@pytest.mark.parametrize("kind", ["unknown_installation", "bad_signature", "demo"])
def test_who_is_not_known_is_silent_and_asks_now_and_then(kind: str) -> None:
    talk = Talk().start(heads={TILL: 1}).refuse(kind, 1)
    assert talk.status.state == "signed_out"
    assert talk.request is None
    assert talk.idle is not None
    assert talk.idle.until == talk.now + LONGEST
    talk.when_idle()
    assert isinstance(talk.request, fx.GetManifest)
    talk.manifest({})
    assert isinstance(talk.request, fx.Push)


def test_a_wrong_clock_signs_again_with_centrals_time_and_says_so() -> None:
    talk = Talk().start(heads={TILL: 1}).refuse("clock", 1, server_time="2026-11-22T10:00:00+00:00")
    assert talk.the(fx.SignAs) == fx.SignAs("2026-11-22T10:00:00+00:00")
    assert isinstance(talk.request, fx.Push)
    talk.ack(1)
    assert isinstance(talk.request, fx.GetManifest)
    talk = Talk().start(heads={TILL: 1})
    talk.refuse("clock", 1, server_time="t").refuse("clock", 1, server_time="t")
    assert talk.request is None
    assert "clock" in talk.alarms


def test_clocks_that_are_apart_are_shown_until_they_are_not() -> None:
    talk = Talk().start()
    talk.tell(e.Answered(talk.now, talk._number(), a_manifest({}), "", skew=400.0))
    assert talk.alarms["clock"].facts == {"seconds": 400}
    talk.later(2 * REFRESH)
    talk.tell(e.Answered(talk.now, talk._number(), a_manifest({}), "", skew=2.0))
    assert talk.alarms == {}


def test_a_counter_that_is_not_new_is_raised_once_and_then_shown() -> None:
    talk = Talk().start(heads={TILL: 1}).refuse("replayed", 1)
    assert talk.the(fx.SignAs) == fx.SignAs(bump=True)
    assert isinstance(talk.request, fx.Push)
    talk.refuse("replayed", 1)
    assert "replayed" in talk.alarms
    assert talk.request is None


def test_a_stream_that_is_not_ours_asks_for_the_manifest() -> None:
    talk = Talk().start().manifest({"store:043": 5}).refuse("not_yours")
    assert isinstance(talk.request, fx.GetManifest)


# version
def test_too_old_a_till_keeps_sending_and_asks_for_an_update() -> None:
    talk = Talk().start(heads={TILL: 1}).ack(1).refuse("upgrade")
    assert talk.status.state == "needs_update"
    assert "needs_update" in talk.alarms
    talk.state(2)
    assert isinstance(talk.request, fx.Push)
    talk.ack(2)
    assert talk.request is None
    talk = Talk().start().manifest({"config": 5}, versions=(2, 3))
    assert talk.status.state == "needs_update"
    assert talk.request is None
    talk.when_idle()
    assert isinstance(talk.request, fx.GetManifest)
    talk.manifest({"config": 5}, versions=(1, 3))
    assert isinstance(talk.request, fx.GetBase)


# pages
A_PAGE = a_page("config", 1, 3)


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (a_page("store:042", 1, 3), "stranger"),
        (a_base("config", 1, 3, 3), "stranger"),
        (a_page("config", 2, 3), "gap"),
        (a_page("config", 0, 3), "gap"),
        (a_page("config", 1, 3, rows=[A_PAGE.rows[0], A_PAGE.rows[0]]), "hole"),
        (a_page("config", 1, 3, rows=A_PAGE.rows[:1]), "hole"),
        (a_page("config", 1, 3, rows=[*A_PAGE.rows, Row(4, "P", "x", "y", 1)]), "hole"),
        (a_page("config", 1, 3, rows=A_PAGE.rows[::-1]), "hole"),
        (a_page("config", 1, 3, head=2), "hole"),
        (a_page("config", 1, 1, head=3), "hole"),
        (a_page("config", 1, 3, check="0" * 32), "check"),
        (a_page("config", 1, 3, kind="stop", check=check_to(3)), "check"),
    ],
)
def test_a_page_that_does_not_follow_is_never_applied_and_the_base_is_taken(
    page: Any, fault: str
) -> None:
    talk = in_step().hear({"config": 3}).answer(page)
    assert talk.every(fx.Apply) == []
    assert talk.alarms["page config"].facts == {"stream": "config", "fault": fault}
    assert talk.engine.inbox.standings["config"].seq == 1
    talk.when_idle()
    assert talk.request == fx.GetBase("config", EPOCH, 0, 0)
    talk.answer(a_base("config", 0, 3, 3)).applied()
    assert talk.alarms == {}


@pytest.mark.parametrize(
    "page",
    [
        a_page("config", 0, 4, 9),
        a_base("config", 1, 4, 9),
        a_base("config", 0, 4, 9, rows=[Row(5, "P", "x", "y", 1)]),
        a_base("config", 0, 4, 9, rows=[Row(3, "P", "x", "y", 1), Row(3, "P", "x", "z", 1)]),
        a_base("config", 0, 4, 9, done=True),
        a_base("config", 0, 9, 9, done=False),
        a_base("config", 0, 0, 9),
    ],
)
def test_a_base_that_does_not_hold_together_is_begun_again(page: Any) -> None:
    talk = Talk().start().manifest({"config": 9}).answer(page)
    assert talk.every(fx.Apply) == []
    assert "page config" in talk.alarms
    talk.when_idle()
    assert talk.request == fx.GetBase("config", EPOCH, 0, 0)


def test_the_next_page_of_a_base_must_be_of_the_same_base() -> None:
    talk = Talk().start().manifest({"config": 9})
    talk.answer(a_base("config", 0, 4, 9)).applied()
    talk.answer(a_base("config", 4, 8, 10))
    assert talk.alarms["page config"].facts["fault"] == "gap"


def test_a_base_goes_on_after_a_restart_where_it_was() -> None:
    half = Standing(EPOCH, 0, "", base_at=9, base_after=4, mark=2)
    talk = Talk().start(standings={"config": half}).manifest({"config": 12})
    assert talk.request == fx.GetBase("config", EPOCH, 9, 4)
    talk.refuse("trimmed")
    assert talk.request == fx.GetBase("config", EPOCH, 0, 0)


def test_a_page_that_cannot_be_taken_in_is_parked_while_the_others_go_on() -> None:
    talk = in_step(0.0, {"config": 1, "store:042": 1}).hear({"config": 2, "store:042": 2})
    page = a_page("config", 1, 2)
    talk.answer(page).not_applied("poison", why="stop s1: text")
    assert talk.the(fx.ParkPage) == fx.ParkPage(page, "stop s1: text")
    assert talk.alarms["poison_page config"].settles
    assert talk.request == fx.GetPage("store:042", EPOCH, 1, 500)
    talk.answer(a_page("store:042", 1, 2)).applied()
    assert talk.request is None
    talk.tell(e.Settle(talk.now, "poison_page config"))
    assert talk.request == fx.GetPage("config", EPOCH, 1, 500)


HELD: dict[str, e.Facts] = {"catalog": {"what": "products", "rows": 900, "left": 10}}


def test_what_took_most_of_the_catalogue_away_is_read_on_and_let_go_by_a_person() -> None:
    talk = in_step(0.0, {"config": 1, "catalog": 1}).hear({"catalog": 2})
    talk.answer(a_page("catalog", 1, 2)).applied(HELD)
    held = talk.alarms["held catalog"]
    assert (held.settles, held.facts) == (True, {"stream": "catalog", **HELD["catalog"]})
    talk.hear({"config": 2}).answer(a_page("config", 1, 2)).applied(HELD)
    assert "held catalog" in talk.alarms
    talk.hear({"catalog": 3}).answer(a_page("catalog", 2, 3)).applied(HELD)
    assert "held catalog" in talk.alarms
    talk.tell(e.Settle(talk.now, "held catalog"))
    assert talk.the(fx.Let) == fx.Let("catalog")
    talk.tell(e.Applied(talk.now, "catalog", talk.engine.inbox.standings["catalog"]))
    assert talk.alarms == {}
    assert talk.status.state == "in_step"


def test_what_central_mended_is_held_no_longer_and_asks_nobody() -> None:
    talk = in_step(0.0, {"config": 1, "catalog": 1}).hear({"catalog": 2})
    talk.answer(a_page("catalog", 1, 2)).applied(HELD).hear({"catalog": 3})
    talk.answer(a_page("catalog", 2, 3)).applied()
    assert (talk.alarms, talk.status.state) == ({}, "in_step")


def test_a_hold_is_shown_from_the_start_and_let_go_without_a_line() -> None:
    talk = Talk().start(standings={"catalog": Standing(EPOCH, 1)}, held=HELD)
    assert talk.alarms["held catalog"].settles
    talk.fail()
    assert talk.status.state == "offline"
    talk.tell(e.Settle(talk.now, "held catalog"))
    assert talk.the(fx.Let) == fx.Let("catalog")
    talk.tell(e.NotApplied(talk.now, "catalog", "busy", {}, talk.engine.inbox.standings))
    assert "held catalog" in talk.alarms


def test_a_page_with_which_most_would_go_at_once_is_tried_again_and_let_by_a_person() -> None:
    talk = in_step(0.0, {"config": 1, "catalog": 1}).hear({"catalog": 2})
    talk.answer(a_page("catalog", 1, 2)).not_applied("held", rows=900, left=10)
    assert talk.request is None
    talk.hear({"config": 2})
    talk.answer(a_page("config", 1, 2)).applied()
    assert "held catalog" in talk.alarms
    talk.later(LONGEST)
    while talk.request != fx.GetPage("catalog", EPOCH, 1, 500):
        talk.when_idle()
    talk.answer(a_page("catalog", 1, 2)).not_applied("held", rows=900, left=10)
    talk.tell(e.Settle(talk.now, "held catalog"))
    talk.answer(a_page("catalog", 1, 2))
    assert talk.the(fx.Apply).let
    talk.applied()
    assert talk.alarms == {}
    talk.hear({"catalog": 3}).answer(a_page("catalog", 2, 3))
    assert not talk.the(fx.Apply).let


def test_a_list_that_is_ours_again_is_held_no_longer_and_one_that_is_not_may_be_let() -> None:
    talk = in_step(0.0, {"config": 1, "price:a": 1})
    talk.later(2 * REFRESH).manifest({"config": 1})
    assert talk.the(fx.Forget) == fx.Forget("price:a")
    standings = talk.engine.inbox.standings
    talk.tell(e.NotApplied(talk.now, "price:a", "held", {"rows": 9, "left": 1}, standings))
    assert "held price:a" in talk.alarms
    talk.later(2 * REFRESH).manifest({"config": 1, "price:a": 1})
    assert talk.alarms == {}
    talk.later(2 * REFRESH).manifest({"config": 1})
    talk.tell(e.NotApplied(talk.now, "price:a", "held", {"rows": 9, "left": 1}, standings))
    talk.tell(e.Settle(talk.now, "held price:a"))
    assert talk.the(fx.Forget) == fx.Forget("price:a", let=True)


def test_a_segment_says_that_it_is_one() -> None:
    talk = in_step(0.0, {"config": 0}).hear({"config": 5000})
    assert talk.request == fx.GetSegment("config", EPOCH, 0)
    talk.answer(a_page("config", 0, 5000))
    assert talk.the(fx.Apply).segment


@pytest.mark.parametrize("why", ["disk", "busy"])
def test_a_disk_that_refuses_is_tried_again(why: str) -> None:
    talk = in_step(0.0).hear({"config": 2}).answer(a_page("config", 1, 2)).not_applied(why)
    assert ("disk config" in talk.alarms) is (why == "disk")
    assert talk.request is None
    talk.when_idle()
    assert isinstance(talk.request, fx.GetPage)
    talk.answer(a_page("config", 1, 2)).applied()
    assert talk.alarms == {}


def test_a_mirror_that_stands_elsewhere_is_believed() -> None:
    talk = in_step(0.0, {"config": 5}).hear({"config": 6}).answer(a_page("config", 5, 6))
    there = {"config": Standing(EPOCH, 3, check_to(3))}
    talk.tell(e.NotApplied(talk.now, "config", "moved", {}, there))
    assert talk.request == fx.GetPage("config", EPOCH, 3, 500)


def test_a_mirror_that_is_gone_takes_its_bases() -> None:
    talk = in_step(0.0, {"catalog": 5}).hear({"catalog": 6}).answer(a_page("catalog", 5, 6))
    talk.tell(e.NotApplied(talk.now, "catalog", "moved", {}, {}))
    assert talk.request == fx.GetBase("catalog", EPOCH, 0, 0)


# snapshots
CATALOGUE = {"catalog": 900, "price:web": 40}


def bootstrapping(**values: Any) -> Talk:
    snapshot = a_snapshot(CATALOGUE, **values)
    return Talk(0.0).start().manifest({"config": 0, **CATALOGUE}, snapshots=[snapshot])


def test_a_new_till_takes_the_snapshot_part_by_part_and_then_the_feed() -> None:
    talk = bootstrapping(parts=3)
    talk.tell(e.Prepared(talk.now, parts=1))
    for index in (1, 2):
        assert isinstance(talk.request, fx.GetPart)
        assert talk.request.index == index
        talk.answer(None)
    assert talk.the(fx.Install).snapshot.id == "s1"
    talk.hear({"catalog": 901})
    standings = {stream: Standing(EPOCH, seq, check_to(seq)) for stream, seq in CATALOGUE.items()}
    talk.tell(e.Installed(talk.now, standings))
    assert talk.request == fx.GetPage("catalog", EPOCH, 900, 500)


def test_the_other_streams_and_the_facts_go_before_the_parts() -> None:
    talk = bootstrapping().tell(e.Prepared(1_000.0, parts=0))
    assert isinstance(talk.request, fx.GetPart)
    talk.hear({"config": 1}).state(1).answer(None)
    assert isinstance(talk.request, fx.Push)
    talk.ack(1)
    assert isinstance(talk.request, fx.GetBase)


@pytest.mark.parametrize(
    "values",
    [
        {"schema": 3},
        {"rows": 100},
        {"cursors": {"catalog": 900}},
        {"cursors": CATALOGUE | {"price:web": 41}},
    ],
)
def test_a_snapshot_that_is_of_no_use_is_left(values: dict[str, Any]) -> None:
    cursors = values.pop("cursors", CATALOGUE)
    talk = Talk(0.0).start().manifest(CATALOGUE, snapshots=[a_snapshot(cursors, **values)])
    assert isinstance(talk.request, fx.GetBase)


def test_a_till_that_is_in_step_takes_no_snapshot_unless_it_is_far_behind() -> None:
    far = {"catalog": 90_000}
    near = Standing(EPOCH, 80_000, "c")
    talk = Talk(0.0).start(standings={"catalog": near})
    assert isinstance(talk.manifest(far, snapshots=[a_snapshot(far)]).request, fx.GetSegment)
    talk = Talk(0.0).start(standings={"catalog": Standing(EPOCH, 5, "c")})
    talk.manifest(far, snapshots=[a_snapshot(far)])
    assert talk.the(fx.Prepare).snapshot.id == "s1"


def test_a_part_that_comes_damaged_three_times_spoils_the_snapshot() -> None:
    talk = bootstrapping().tell(e.Prepared(1_000.0, parts=0))
    for _ in range(3):
        assert isinstance(talk.request, fx.GetPart)
        talk.fail(e.Damaged)
        if talk.request is None:
            talk.later(10)
    assert isinstance(talk.request, fx.GetBase)
    assert talk.request.stream == "price:web"
    assert "snapshot" in talk.alarms


def test_a_snapshot_that_is_not_what_it_should_be_is_not_tried_again() -> None:
    talk = bootstrapping(parts=0).tell(e.Prepared(1_000.0, parts=0))
    talk.tell(e.NotInstalled(talk.now, "damaged"))
    assert isinstance(talk.request, fx.GetBase)
    talk.later(2 * REFRESH)


def test_a_snapshot_that_what_follows_does_not_fit_is_not_taken_twice() -> None:
    talk = bootstrapping(parts=0).tell(e.Prepared(1_000.0, parts=0))
    standings = {stream: Standing(EPOCH, seq, "wrong") for stream, seq in CATALOGUE.items()}
    talk.tell(e.Installed(talk.now, standings)).hear({"catalog": 901})
    talk.answer(a_page("catalog", 900, 901)).later(10)
    assert talk.request == fx.GetBase("catalog", EPOCH, 0, 0)


def test_a_snapshot_with_few_of_our_products_waits_for_a_person() -> None:
    talk = bootstrapping(parts=0).tell(e.Prepared(1_000.0, parts=0))
    talk.tell(e.NotInstalled(talk.now, "held", {"rows": 9, "left": 1}))
    assert talk.request is None
    talk.tell(e.Settle(talk.now, "held snapshot"))
    assert talk.the(fx.Install).let


def test_a_later_snapshot_takes_the_place_of_one_that_is_held() -> None:
    talk = bootstrapping(parts=0).tell(e.Prepared(1_000.0, parts=0))
    talk.tell(e.NotInstalled(talk.now, "held", {"rows": 9, "left": 1}))
    first = a_snapshot(CATALOGUE, parts=0)
    more = {stream: seq + 1 for stream, seq in CATALOGUE.items()}
    later = a_snapshot(more, parts=0, id="s2")
    talk.later(2 * REFRESH).manifest({"config": 0, **more}, snapshots=[first, later])
    assert talk.the(fx.Prepare).snapshot.id == "s2"
    assert "held snapshot" not in talk.alarms


def test_a_head_that_no_page_reaches_is_not_asked_for_without_end() -> None:
    talk = in_step(0.5).hear({"config": 5})
    for _ in range(4):
        talk.answer(a_page("config", 1, 1)).applied()
        assert talk.request is None
        talk.when_idle()
        assert talk.request == fx.GetPage("config", EPOCH, 1, 500)
    talk.answer(a_page("config", 1, 5)).applied()
    assert talk.status.state == "in_step"


# late, twice, out of order
def test_an_answer_to_what_nobody_asked_changes_nothing() -> None:
    talk = in_step().state(1)
    before = talk.engine.outbox.acks.copy()
    assert talk.asked is not None
    talk.tell(e.Answered(talk.now, 999, a_page("config", 1, 2)))
    talk.tell(e.Applied(talk.now, "config", Standing(EPOCH, 99)))
    assert talk.engine.outbox.acks == before
    assert talk.engine.inbox.standings["config"].seq == 1
    talk.ack(1)
    assert talk.engine.outbox.acks == {TILL: (1, "h1")}


def test_our_own_journal_that_cannot_be_read_is_shown_and_the_rest_goes_on() -> None:
    talk = Talk().start(heads={TILL: 1}).fail(e.Unreadable)
    assert "journal" in talk.alarms
    assert isinstance(talk.request, fx.GetManifest)


def test_what_was_parked_before_is_still_shown() -> None:
    alarm = fx.Alarm("poison", "1001/3", {"why": "x"}, settles=True)
    talk = Talk().start(alarms=(alarm,)).manifest({})
    assert talk.alarms == {"poison 1001/3": alarm}


def test_each_stream_has_its_age() -> None:
    talk = in_step(0.0, {"config": 1, "catalog": 1})
    assert talk.status.fresh == {"config": talk.now, "catalog": talk.now}
    then = talk.now
    talk.now += 50
    talk.hear({"catalog": 2})
    assert talk.status.fresh == {"config": talk.now, "catalog": then}
    talk.answer(a_page("catalog", 1, 2)).applied()
    assert talk.status.fresh["catalog"] == talk.now


# between two lives
def test_what_waits_for_a_person_is_a_state_of_its_own_and_not_in_step() -> None:
    for why in ("held", "poison"):
        talk = in_step(central={"catalog": 1})
        assert talk.status.state == "in_step"
        talk.hear({"catalog": 2}).when_idle()
        talk.answer(a_page("catalog", 1, 2)).not_applied(why, rows=900, left=10)
        assert talk.status.state == "held"
        assert talk.idle is not None
        assert not talk.idle.in_step
        talk.tell(e.Settle(talk.now, next(iter(talk.alarms))))
        talk.answer(a_page("catalog", 1, 2)).applied()
        assert talk.status.state == "in_step"


def test_a_till_that_may_not_send_all_it_has_is_not_in_step() -> None:
    talk = in_step().state(1)
    talk.refuse("fork", 1, seq=1)
    assert talk.status.state == "sending"
    assert talk.idle is not None
    assert not talk.idle.in_step


def test_an_earlier_life_is_believed_until_everything_was_tried_anew() -> None:
    fork = fx.Alarm("fork", "1001", {"installation": 1001, "seq": 1}, settles=True)
    told = (fork, fx.Alarm("held", "catalog", {"stream": "catalog"}, settles=True))
    talk = Talk().start(heads={TILL: 1}, remembered=told, fresh={"config": 7.0, "gone": 8.0})
    assert talk.status.alarms == told
    assert talk.status.fresh == {"config": 7.0, "gone": 8.0}
    talk.fail()
    assert talk.status.alarms == told
    talk.later(60).refuse("fork", 1, seq=1).manifest({"config": 0})
    # It was a fork again; nothing is held back any more.
    assert list(talk.alarms) == ["fork 1001"]
    assert talk.status.fresh == {"config": talk.now}


def test_the_age_of_what_is_no_longer_here_is_forgotten() -> None:
    talk = Talk().start(fresh={"catalog": 7.0, "config": 7.0}).manifest({"catalog": 5, "config": 1})
    assert talk.status.fresh == {}


def test_a_clock_that_cannot_be_reckoned_with_says_by_how_much() -> None:
    talk = Talk().start()
    for _ in range(2):
        assert talk.asked is not None
        number, talk.asked = talk.asked.number, None
        why = Refused(kind="clock", server_time="2026-11-22T10:00:00+00:00")
        talk.tell(e.Failed(talk.now, number, why, skew=-400.0))
    assert talk.alarms["clock"].facts == {"seconds": -400}
