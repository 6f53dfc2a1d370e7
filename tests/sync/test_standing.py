"""How a till stands, for whoever looks at its folder: restarts forget nothing that people see."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import enrolled
import pytest
from click.testing import CliRunner
from enrolled import Office, Working, once, state_facts
from played import mostrador
from waiting import until

from app import config as till_toml
from app.commands.installation import doctor
from app.domain.facts import FactType
from app.domain.line import FRESH, ClockWord, LineState, LineStatus, status_from
from app.domain.skew import DAY, Fault
from app.services.clock import SetClock
from app.services.doctor import Finding, examine
from app.services.opening import opened, secrets_of
from app.storage import clock_leave
from sync import lock
from sync.central import auth
from sync.central import enrolment as at_central
from sync.standing import standing

pytestmark = pytest.mark.usefixtures("small_reserve")
office, folder = enrolled.office, enrolled.folder


def stands(folder: Path) -> dict[str, object]:
    return standing(folder, secrets_of(folder, till_toml.read(folder)).key)


def seen(folder: Path) -> dict[str, Finding]:
    line = status_from(stands(folder))
    return {one.check: one for one in examine(folder, line)}


def test_ages_and_the_beginning_of_an_outage_outlive_the_worker(
    office: Office, folder: Path
) -> None:
    heard = once(folder)["ages"]
    assert "config" in heard
    time.sleep(1.1)
    with office.away():
        first = once(folder)
        time.sleep(1.1)
        second = once(folder)
    for said in (first, second):
        assert (said["state"], said["ages"]) == ("offline", heard)
    assert first["since"] == second["since"] <= heard["config"]
    assert once(folder)["ages"]["config"] > heard["config"]
    with office.away():
        assert once(folder)["since"] > first["since"]


def test_a_till_that_never_heard_of_central_is_offline_since_it_first_tried(
    office: Office, folder: Path
) -> None:
    with office.away():
        first = once(folder)
        time.sleep(1.1)
        assert once(folder)["since"] == first["since"]


def test_what_is_unsent_is_counted_in_the_journal_whatever_was_said_last(
    office: Office, folder: Path
) -> None:
    assert once(folder)["state"] == "in_step"
    said = stands(folder)
    assert (said["state"], said["was"], said["unsent"], said["oldest"]) == (
        "ended",
        "in_step",
        0,
        "",
    )
    stood = said["heads"]["1001"]  # type: ignore[index]
    state_facts(folder, 2)
    assert stands(folder)["heads"] == {**said["heads"], "1001": stood + 2}  # type: ignore[dict-item]
    status = status_from(stands(folder))
    assert (status.state, status.was, status.unsent) == (LineState.ENDED, LineState.IN_STEP, 2)
    assert status.at is not None
    assert status.oldest is not None


def test_a_worker_that_runs_is_seen(office: Office, folder: Path) -> None:
    assert not lock.is_held(folder)
    with Working(folder) as working:
        working.in_step()
        assert lock.is_held(folder)
        assert stands(folder)["state"] == "in_step"
    assert not lock.is_held(folder)
    assert stands(folder)["state"] == "ended"


def test_an_alarm_outlives_the_worker_that_raised_it_until_it_is_over(
    office: Office, folder: Path
) -> None:
    assert once(folder)["in_step"]
    with office.central.write() as tx:
        at_central.revoke(tx, 1001, "test")
    time.sleep(auth.FRESH.total_seconds())  # so long central may believe what it knew
    with Working(folder) as working:
        until(lambda: "signed_out" in working.alarms())
    with office.away():
        said = once(folder)
    assert [alarm["key"] for alarm in said["alarms"]] == ["signed_out"]
    assert [alarm["key"] for alarm in stands(folder)["alarms"]] == ["signed_out"]  # type: ignore[attr-defined]
    findings = seen(folder)
    assert (findings["alarms"].ok, findings["alarms"].detail) == (False, "signed_out")
    assert not findings["central"].ok


def test_an_alarm_names_what_a_person_settles(office: Office, folder: Path) -> None:
    skus = [f"S{n}" for n in range(150)]
    office.sell({sku: f"Nombre {sku}" for sku in skus})
    assert once(folder)["in_step"]
    office.withdraw(skus[:120])
    said = once(folder)
    assert (said["in_step"], said["state"]) == (False, "held")
    status = status_from(said)
    assert status.held == ("catalog",)
    assert [alarm.key for alarm in status.alarms] == ["held catalog"]
    done = mostrador("sync", "--once", "--data", folder)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        1,
        "Retenido: catálogo; quedan 0 por enviar.",
    )
    shown = mostrador("sync", "--status", "--data", folder).stdout
    assert "retenido: catálogo" in shown


def test_the_command_says_of_when_it_is(office: Office, folder: Path) -> None:
    assert mostrador("sync", "--once", "--data", folder).returncode == 0
    state_facts(folder, 3)
    shown = mostrador("sync", "--status", "--data", folder).stdout.splitlines()
    assert shown[0] == "Nadie envía ni recibe ahora; quedan 3 por enviar."
    assert shown[1].startswith("  Lo último que se supo (las ")
    assert shown[1].endswith("): al día.")
    assert shown[2].startswith("  Lo más antiguo por enviar: las ")
    said = json.loads(mostrador("sync", "--status", "--json", "--data", folder).stdout)
    assert (said["state"], said["was"], said["unsent"]) == ("ended", "in_step", 3)


def test_the_doctor_says_how_far_the_clock_is_behind(folder: Path) -> None:
    state_facts(folder)
    assert seen(folder)["clock"].ok
    with opened(folder) as till:
        ahead = till.clock.now() + timedelta(hours=2, seconds=30)
        till.clock = SetClock(till.shop.zone, ahead)
        with till.act() as act:
            act.state(FactType.SETTINGS_CHANGED, {"name": "theme", "value": "dark"}, "")
    clock = seen(folder)["clock"]
    assert not clock.ok
    assert clock.detail.startswith("120 min behind the newest fact, of 2")


def stated_ahead(folder: Path, by: timedelta) -> None:
    """The newest fact is from a time when the machine's clock was so far ahead."""
    with opened(folder) as till:
        till.clock = SetClock(till.shop.zone, till.clock.now() + by)
        with till.act() as act:
            act.state(FactType.SETTINGS_CHANGED, {"name": "theme", "value": "dark"}, "")


def test_the_doctor_says_that_no_money_is_taken_and_when_a_manager_allows_it(folder: Path) -> None:
    stated_ahead(folder, timedelta(days=2, minutes=1))
    said = seen(folder)["clock"]
    assert (said.ok, said.detail[:32]) == (False, "2 d 0 h behind the newest fact, ")
    assert said.detail.endswith("; it takes no new money")
    with opened(folder) as till, till.act() as act:
        fact = act.state(FactType.CLOCK_ALLOWED, {"fault": "behind_facts"}, "")
        clock_leave.put(act.tx, Fault.BEHIND_FACTS, fact)
    assert seen(folder)["clock"].detail.endswith("; a manager lets it take money")


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(days=2), "2 d 0 h behind central; it takes no new money"),
        (-timedelta(days=2), "2 d 0 h ahead of central; it takes no new money"),
        (DAY, ""),
    ],
)
def test_the_doctor_says_what_central_says_of_the_clock(
    folder: Path, ahead: timedelta, said: str
) -> None:
    state_facts(folder)
    line = LineStatus(LineState.IN_STEP, clock=ClockWord(ahead, datetime.now(UTC)))
    old = replace(line, clock=ClockWord(ahead, datetime.now(UTC) - 2 * FRESH))
    for status, found in ((line, said), (replace(line, state=LineState.OFFLINE), said), (old, "")):
        (clock,) = [one for one in examine(folder, status) if one.check == "clock"]
        assert (clock.ok, clock.detail if found else "") == (not found, found)


def test_the_doctor_looks_at_the_chain_too(office: Office, folder: Path) -> None:
    never = seen(folder)
    assert (never["streams"].ok, never["streams"].detail) == (False, "never heard of")
    assert never["unsent"].ok
    assert never["unsent"].detail.startswith("1 facts; the oldest of 2")
    assert once(folder)["in_step"]
    well = seen(folder)
    assert all(well[check].ok for check in ("central", "unsent", "alarms", "streams"))
    assert well["unsent"].detail == "0 facts"
    assert "installation 1001 of http://" in well["central"].detail
    said = json.loads(mostrador("doctor", "--json", "--data", folder).stdout)
    assert "unsent" in [one["check"] for one in said["findings"]]


def test_a_day_of_unsent_facts_and_of_silence_is_somebodys_to_see_to(
    office: Office, folder: Path
) -> None:
    assert once(folder)["in_step"]
    old = "2026-01-01T10:00:00+00:00"
    said = {**stands(folder), "unsent": 2, "oldest": old, "ages": {"config": old}}
    findings = {one.check: one for one in examine(folder, status_from(said))}
    assert not findings["unsent"].ok
    assert not findings["streams"].ok
    assert findings["streams"].detail == "oldest config of 2026-01-01 10:00 UTC"


def test_the_doctor_speaks_the_language_of_whoever_asks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}
    for language in ("es", "en"):
        monkeypatch.setenv("LANGUAGE", language)
        said[language] = CliRunner().invoke(doctor, ["--data", str(folder)]).output
    assert f"{'turno':24} cerrado" in said["es"] and f"{'shift':24} closed" in said["en"]
    assert not {"facts", "free", "waiting", "people"} & set(said["es"].split())
