"""The worker as it runs: real files, a real socket, a real central."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import enrolled
import pytest
import sqlcipher3.dbapi2 as sqlite
from builders import copied
from enrolled import Office, Working, once, reach, state_facts
from faulty_line import Faults, FaultyLine
from played import mostrador
from waiting import until

from app import config as till_toml
from app.domain.errors import NotEnrolled, PlainNotHere, WorkerRunning
from app.domain.line import status_from
from app.domain.money import ZERO
from app.domain.shift import Count
from app.services.cash import Cash
from app.services.drawer import Drawer
from app.services.folded import FoldedOrders
from app.services.line import Line
from app.services.opening import opened, secrets_of
from app.services.signin import SignIn
from app.services.timekeeper import Timekeeper
from app.storage.catalog import Catalog
from app.storage.folder import JOURNAL
from sync.central import auth, figures, snapshots
from sync.central import enrolment as at_central
from sync.central.chain import renew_epoch
from sync.journal import Outgoing
from sync.state import NAME as STATE
from sync.state import State, last_status
from sync.worker import Worker

pytestmark = pytest.mark.usefixtures("small_reserve")
office, folder = enrolled.office, enrolled.folder


def found(folder: Path, text: str) -> list[str]:
    till = Catalog(folder)
    skus = [product.sku for product in till.search(text, 1000)]
    till.close()
    return skus


def test_one_round_sends_everything_and_fetches_everything(office: Office, folder: Path) -> None:
    office.sell({"A": "Agua", "B": "Pan"})
    state_facts(folder, 250)
    said = once(folder)
    assert (said["in_step"], said["state"], said["unsent"], said["alarms"]) == (
        True,
        "in_step",
        0,
        [],
    )
    assert [seq for seq, _, _ in office.facts(1001)] == list(range(1, 252))
    assert found(folder, "agua") == ["A"]
    assert sorted(said["ages"]) == [
        "catalog",
        "config",
        "loyalty:general",
        "price:store",
        "price:web",
        "store:042",
    ]
    status = last_status(folder)
    assert status is not None
    assert status["state"] == "in_step"


def test_central_knows_what_a_till_has_read(office: Office, folder: Path) -> None:
    office.sell({"A": "Agua", "B": "Pan"})
    assert _behind(office) is None
    once(folder)
    assert _behind(office) == 0
    office.sell({"C": "Café"})
    assert _behind(office) == 2, "the product and its price"
    with Working(folder):
        until(lambda: _behind(office) == 0)


def _behind(office: Office) -> int | None:
    office.serving.served.seen.write()
    with office.central.read() as connection:
        (till,) = figures.status(connection).tills
    return till.behind


def test_without_a_line_a_round_says_so_and_the_next_one_sends_once(
    office: Office, folder: Path
) -> None:
    with office.away():
        said = once(folder)
        assert (said["in_step"], said["state"], said["unsent"]) == (False, "offline", 1)
    assert once(folder)["in_step"]
    state_facts(folder, 2)
    assert once(folder)["in_step"]
    assert [seq for seq, _, _ in office.facts(1001)] == [1, 2, 3]


def test_a_poke_sends_at_once_and_a_change_arrives_by_itself(office: Office, folder: Path) -> None:
    office.sell({"A": "Agua"})
    with Working(folder) as working:
        working.in_step()
        state_facts(folder, 3)
        working.poke()
        until(lambda: len(office.facts(1001)) == 4)
        moved = working.last["moved"]["catalog"]
        office.sell({"B": "Bocadillo"})
        until(lambda: found(folder, "bocadillo") == ["B"])
        until(lambda: working.last["moved"]["catalog"] > moved)


def test_a_rise_waits_at_a_shop_without_a_calendar_while_a_shift_is_open(
    office: Office, folder: Path
) -> None:
    def cents() -> list[int]:
        till = Catalog(folder)
        found = [till.by_sku(sku) for sku in "AB"]
        till.close()
        return [product.price.cents if product else 0 for product in found]

    office.sell({"A": "Agua", "B": "Bocadillo"})
    with Working(folder) as working:
        until(lambda: cents() == [100, 100])
        with opened(folder) as till:
            SignIn(till).sign_in("1001", "4711")
            drawer = Drawer(till, Timekeeper(till, Line()), Cash(till), FoldedOrders(till))
            drawer.open(ZERO)
            working.poke()
            office.price({"A": 150, "B": 90})
            until(lambda: cents()[1] == 90)
            assert cents() == [100, 90]
            moved = working.last["moved"]["catalog"]
            drawer.count(Count(()))
            drawer.close()
            assert cents() == [100, 90]
            working.poke()
            until(lambda: cents() == [150, 90])
            until(lambda: working.last["moved"]["catalog"] > moved)


def test_what_nobody_poked_for_is_found_too(office: Office, folder: Path) -> None:
    with Working(folder) as working:
        working.in_step()
        state_facts(folder)
        until(lambda: len(office.facts(1001)) == 2)


def test_the_line_comes_back_without_being_asked(office: Office, folder: Path) -> None:
    with Working(folder) as working:
        working.in_step()
        with office.away():
            state_facts(folder)
            working.poke()
            until(lambda: (working.last["state"], working.last["unsent"]) == ("offline", 1))
            assert datetime.fromisoformat(working.last["since"]).tzinfo
        working.in_step()
    assert len(office.facts(1001)) == 2


def test_over_a_line_that_lies_everything_arrives_once(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.backoff.LONGEST", 0.5)
    office.sell({f"S{n}": f"Nombre {n}" for n in range(30)})
    with FaultyLine(office.serving.url, Faults(), seed=7) as line:
        reach(folder, url=line.url)
        with Working(folder) as working:
            for _ in range(12):
                state_facts(folder, 20)
                working.poke()
            until(lambda: len(office.facts(1001)) == 241, 90)
            until(lambda: len(found(folder, "nombre")) == 30, 90)
        assert sum(line.happened.values()) > 3
    assert [seq for seq, _, _ in office.facts(1001)] == list(range(1, 242))


def test_a_revoked_till_still_sends_into_quarantine_and_reads_nothing(
    office: Office, folder: Path
) -> None:
    assert once(folder)["in_step"]
    with office.central.write() as tx:
        at_central.revoke(tx, 1001, "test")
    time.sleep(auth.FRESH.total_seconds())  # so long central may believe what it knew
    office.sell({"A": "Agua"})
    with Working(folder) as working:
        until(lambda: working.last.get("state") == "signed_out")
        state_facts(folder)
        working.poke()
        until(lambda: len(office.facts(1001)) == 2)
        assert working.alarms()["signed_out"]["facts"] == {"why": "revoked"}
    assert office.facts(1001)[1] == (2, "settings_changed", 1)
    assert found(folder, "agua") == []


def test_a_central_that_was_restored_gets_everything_again_and_gives_its_bases(
    office: Office, folder: Path
) -> None:
    office.sell({"A": "Agua", "B": "Pan"})
    state_facts(folder, 5)
    assert once(folder)["in_step"]
    office.withdraw(["B"])
    state_facts(folder, 5)
    with office.central.write() as tx:
        renew_epoch(tx)
    assert once(folder)["in_step"]
    assert [seq for seq, _, _ in office.facts(1001)] == list(range(1, 12))
    assert found(folder, "agua") == ["A"]
    assert found(folder, "pan") == []


def test_a_till_that_a_restored_central_forgot_enrols_again_and_loses_nothing(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    office.sell({"A": "Agua"})
    state_facts(folder, 2)
    assert once(folder)["in_step"]
    office.back_up()
    late = tmp_path / "late"
    assert office.join(late, "04") == 1002
    state_facts(late, 3)
    assert once(late)["in_step"]
    office.restore()
    for _ in range(2):
        assert once(folder)["in_step"]
    assert once(late)["state"] == "signed_out"
    state_facts(late, 2)
    other = office.join(tmp_path / "other", "05")
    again = office.join(late, "04")
    assert 1_700_000_000 < other < again
    said = once(late)
    assert said["in_step"], said
    assert [seq for seq, _, _ in office.facts(1001)] == [1, 2, 3]
    assert [(seq, apart) for seq, _, apart in office.facts(1002)] == [(n, 0) for n in range(1, 7)]
    assert [kind for _, kind, _ in office.facts(again)] == ["installation_opened"]
    assert found(late, "agua") == ["A"]


def test_a_till_whose_clock_is_wrong_signs_with_centrals_time_and_says_so(
    office: Office, folder: Path
) -> None:
    said = once(folder, ahead=-timedelta(hours=7))
    assert said["in_step"]
    assert [alarm["key"] for alarm in said["alarms"]] == ["clock"]
    assert abs(said["alarms"][0]["facts"]["seconds"] - 7 * 3600) < 60
    assert abs(said["clock"]["ahead"] - 7 * 3600) < 60
    heard, now = (datetime.fromisoformat(text) for text in (said["clock"]["at"], said["at"]))
    assert timedelta() <= now - heard < timedelta(minutes=1)  # both by the machine's own clock
    assert len(office.facts(1001)) == 1


def test_a_till_whose_clock_is_right_says_so_too(office: Office, folder: Path) -> None:
    said = once(folder)
    assert said["alarms"] == []
    assert abs(said["clock"]["ahead"]) < 60


@pytest.mark.parametrize("wrong", [timedelta(days=2), -timedelta(days=2)])
def test_a_clock_that_is_set_wrong_and_mended_is_heard_of_while_the_till_works(
    office: Office, folder: Path, wrong: timedelta
) -> None:
    def ahead(of: Working) -> timedelta | None:
        return status_from(of.last).ahead(of.now())

    def about(expected: timedelta, of: Working) -> bool:
        found = ahead(of)
        return found is not None and abs(found - expected) < timedelta(minutes=1)

    with Working(folder) as working:
        working.in_step()
        until(lambda: about(timedelta(), working))
        for now in (wrong, timedelta()):
            working.ahead = now
            assert ahead(working) is None  # what was said before is an old word at once
            state_facts(folder)
            working.poke()
            until(lambda: about(-now, working))  # noqa: B023 (asked before the next)
            working.in_step()
            until(lambda: ("clock" in working.alarms()) == bool(now))  # noqa: B023


def test_somebody_in_centrals_place_is_believed_nothing(office: Office, folder: Path) -> None:
    office.sell({"A": "Agua"})
    reach(folder, central_key="A" * 43 + "=")
    said = once(folder)
    assert (said["in_step"], said["state"]) == (False, "offline")
    assert [alarm["kind"] for alarm in said["alarms"]] == ["untrusted"]
    assert found(folder, "agua") == []


def test_plain_http_beyond_this_machine_is_refused(folder: Path) -> None:
    reach(folder, url="http://192.0.2.1:8042")
    with pytest.raises(PlainNotHere):
        once(folder)


def test_a_fact_that_central_cannot_read_is_parked_and_the_others_go(
    office: Office, folder: Path
) -> None:
    state_facts(folder, 4)
    spoil(folder, 3)
    with Working(folder) as working:
        working.in_step()
        facts = office.facts(1001)
        assert [seq for seq, _, _ in facts] == [1, 2, 3, 4, 5]
        assert facts[2][1] == ""  # only its place
        assert working.alarms()["poison 1001/3"]["settles"]
        working.tell(settle="poison 1001/3")
        until(lambda: not working.alarms())
    state = State(folder)
    (copy,) = state.parked()
    assert copy.about == "1001/3"
    assert b"spoilt" in copy.body
    assert state.skip_alarms() == ()
    state.close()


def spoil(folder: Path, seq: int) -> None:
    """As a disk would: the triggers do not ask it."""
    key = secrets_of(folder, till_toml.read(folder)).key
    connection = sqlite.connect(str(folder / JOURNAL), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("DROP TRIGGER facts_are_never_changed")
    body = json.dumps({"spoilt": True})
    connection.execute("UPDATE facts SET body = ? WHERE seq = ?", (body, seq))
    connection.close()


def test_two_lives_under_one_number_are_seen_and_nothing_more_is_sent(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    clone = copied(folder, tmp_path / "clone")
    state_facts(folder, 2)
    assert once(folder)["in_step"]
    state_facts(clone, 1)
    with Working(clone) as working:
        until(lambda: "fork 1001" in working.alarms())
        state_facts(clone, 5)
        working.poke()
        until(lambda: working.last["unsent"] == 7)
    assert len(office.facts(1001)) == 3


def test_a_catalogue_that_loses_most_of_its_products_waits_for_a_person(
    office: Office, folder: Path
) -> None:
    skus = [f"S{n}" for n in range(150)]
    office.sell({sku: f"Nombre {sku}" for sku in skus})
    with Working(folder) as working:
        working.in_step()
        until(lambda: len(found(folder, "nombre")) == 150)
        office.withdraw(skus[:120])
        office.sell({"NEW": "Otro"})
        until(lambda: "held catalog" in working.alarms())
        facts = working.alarms()["held catalog"]["facts"]
        assert (facts["rows"] in (150, 151), facts["what"]) == (True, "products")
        until(lambda: found(folder, "otro") == ["NEW"])
        assert len(found(folder, "nombre")) == 150
        working.tell(settle="held catalog")
        until(lambda: len(found(folder, "nombre")) == 30)
        until(lambda: "held catalog" not in working.alarms())


@pytest.mark.parametrize("runs", [True, False])
def test_a_script_lets_go_what_is_held(office: Office, folder: Path, runs: bool) -> None:
    skus = [f"S{n}" for n in range(150)]
    office.sell({sku: f"Nombre {sku}" for sku in skus})
    assert once(folder)["in_step"]
    office.withdraw(skus[:120])
    once(folder)
    said = json.loads(mostrador("sync", "--status", "--json", "--data", folder).stdout)
    assert [(one["key"], one["settles"]) for one in said["alarms"]] == [("held catalog", True)]
    assert len(found(folder, "nombre")) == 150
    with Working(folder) if runs else office.away() as working:
        if isinstance(working, Working):
            until(lambda: "held catalog" in working.alarms())
        unknown = mostrador("sync", "--settle", "held shop", "--data", folder)
        assert unknown.returncode == 2
        settled = mostrador("sync", "--settle", "held catalog", "--data", folder)
        assert (settled.returncode, settled.stderr) == (0, "")
    assert len(found(folder, "nombre")) == 30
    assert not list(folder.glob("settle-*"))


def test_a_large_catalogue_comes_as_a_snapshot(office: Office, folder: Path) -> None:
    office.sell({f"S{n}": f"Nombre {n}" for n in range(2_500)})
    snapshots.build(office.central, office.path / "snapshots", ["store", "web"])
    office.price({"S7": 55})
    said = once(folder)
    assert said["in_step"], said
    assert len(found(folder, "nombre 7")) > 0
    till = Catalog(folder)
    product = till.by_sku("S7")
    assert product is not None
    assert product.price.cents == 55
    assert len(till) == 2_500
    # One page came after it, and nothing else.
    assert said["moved"]["catalog"] <= 4


def test_what_the_worker_remembered_may_be_lost(office: Office, folder: Path) -> None:
    state_facts(folder, 3)
    assert once(folder)["in_step"]
    for path in folder.glob(f"{STATE}*"):
        path.unlink()
    state_facts(folder)
    assert once(folder)["in_step"]
    (folder / STATE).write_bytes(b"rubbish" * 1000)
    assert once(folder)["in_step"]
    assert (folder / f"{STATE}.damaged").exists()
    assert [seq for seq, _, _ in office.facts(1001)] == [1, 2, 3, 4, 5]


def test_one_worker_a_folder(folder: Path) -> None:
    with Working(folder), pytest.raises(WorkerRunning):
        Worker(folder, lambda said: None)


def test_a_till_of_no_chain_has_no_worker(demo_folder: Path) -> None:
    with pytest.raises(NotEnrolled):
        Worker(demo_folder, lambda said: None)


# as a process
def process(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", "sync", "--data", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def says(child: subprocess.Popen[str], state: str) -> dict[str, Any]:
    assert child.stdout is not None
    for line in child.stdout:
        said: dict[str, Any] = json.loads(line)
        if said["state"] == state:
            return said
    raise AssertionError("it ended")


def test_the_process_leaves_when_its_stdin_closes(office: Office, folder: Path) -> None:
    child = process(folder)
    says(child, "in_step")
    assert child.stdin is not None
    state_facts(folder)
    child.stdin.write('no JSON\n{"poke": "journal"}\n')
    child.stdin.flush()
    until(lambda: len(office.facts(1001)) == 2)
    child.stdin.close()
    assert child.wait(10) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_at_any_point_it_goes_on_where_it_was(office: Office, folder: Path) -> None:
    office.sell({f"S{n}": f"Nombre {n}" for n in range(400)})
    state_facts(folder, 300)
    for patience in (0.6, 0.9, 1.1, 1.3):
        child = process(folder)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
    assert once(folder)["in_step"]
    assert [seq for seq, _, _ in office.facts(1001)] == list(range(1, 302))
    assert len(found(folder, "nombre")) == 400


def test_the_command_says_how_it_stands(office: Office, folder: Path) -> None:
    asked = mostrador("sync", "--status", "--data", folder)
    assert asked.returncode == 0
    assert asked.stdout.startswith("Nadie envía ni recibe ahora; quedan 1 por enviar.\n")
    first = mostrador("sync", "--once", "--data", folder, LANG="en_GB.UTF-8")
    assert first.returncode == 0
    assert first.stdout.startswith("In step with central.\n")
    assert "store:042" in first.stdout
    said = json.loads(mostrador("sync", "--status", "--json", "--data", folder).stdout)
    assert (said["was"], said["unsent"]) == ("in_step", 0)
    heard = datetime.fromisoformat(said["ages"]["store:042"]).astimezone(ZoneInfo("Europe/Madrid"))
    shown = mostrador("sync", "--status", "--data", folder, TZ="America/Lima").stdout
    assert f"{'store:042':16} {heard:%Y-%m-%d %H:%M:%S}" in shown, "by the shop's clock"
    with office.away():
        state_facts(folder)
        away = mostrador("sync", "--once", "--data", folder)
    assert away.returncode == 1
    assert away.stdout.startswith("Sin conexión desde ")
    assert "1 por enviar" in away.stdout


def test_the_command_refuses_a_till_of_no_chain(demo_folder: Path) -> None:
    for words in ([], ["--once"], ["--status"]):
        refused = mostrador("sync", *words, "--data", demo_folder)
        assert refused.returncode == 1
        assert refused.stdout == ""
        assert len(refused.stderr.splitlines()) == 1


def test_facts_of_before_the_chain_stay_here(demo_folder: Path) -> None:
    # Its own numbers are below those of any chain.
    outgoing = Outgoing(demo_folder, secrets_of(demo_folder, till_toml.read(demo_folder)).key)
    assert outgoing.heads() == {}
    outgoing.close()
