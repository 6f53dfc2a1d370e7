"""Central as a process: where it listens, its key, its log, and several of it on one database."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from played import done, mostrador
from sqlalchemy import update

from app.commands import loopback
from app.commands.central_folder import opened
from app.domain.errors import PlainNotHere, PortTaken, UnusableCertificate, WrongKey
from app.services import single
from sync import trust
from sync.central import chores, enrolment, feeds
from sync.central.api import heads
from sync.central.api.reach import Seen
from sync.central.chain import epoch_of, renew_epoch
from sync.central.database import Central
from sync.central.serving import Serving, Tls, is_loopback, spki_of
from sync.central.stands import Stand
from sync.central.tables import installations
from sync.protocol import SEGMENT, Heads

from . import served
from .certificates import Certificates, certificates
from .conftest import Clock
from .line import Line, waiting
from .saying import moved, put, say
from .speaking import SpeakingTill, enrolled_till, put_shop

serving, line = served.serving, served.line
EVERYWHERE = "0.0.0.0"  # noqa: S104
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def papers(tmp_path: Path) -> Certificates:
    return certificates(tmp_path / "tls")


# where it listens


@on_sqlite
def test_who_asks_as_soon_as_it_listens_is_answered_however_slow_the_first_look_is(
    central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_shop(central)
    real = heads.Heads._read

    def read(own: heads.Heads) -> tuple[str, dict[str, int]]:
        if not own.epoch:
            time.sleep(0.3)
        return real(own)

    monkeypatch.setattr(heads.Heads, "_read", read)
    serving = Serving(central)
    serving.start()
    line = Line(serving.url, enrolled_till(central), central.clock)
    assert line.feed("store:042").epoch == serving.served.heads.epoch
    serving.stop()


@on_sqlite
@pytest.mark.parametrize("host", [EVERYWHERE, "192.168.1.10", "::", "central.example", ""])
def test_without_tls_it_listens_on_this_machine_only(central: Central, host: str) -> None:
    with pytest.raises(PlainNotHere):
        Serving(central, host=host)


@pytest.mark.parametrize(
    ("host", "is_it"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        (EVERYWHERE, False),
        ("localhost.example", False),
        ("128.0.0.1", False),
    ],
)
def test_what_is_this_machine(host: str, is_it: bool) -> None:
    assert is_loopback(host) is is_it


@on_sqlite
def test_a_port_that_is_taken_is_said(central: Central, serving: Serving) -> None:
    with pytest.raises(PortTaken):
        Serving(central, port=serving.port)
    with pytest.raises(PortTaken):
        Serving(central, port=70_000)


@on_sqlite
def test_a_certificate_that_is_none_is_refused(
    central: Central, papers: Certificates, tmp_path: Path
) -> None:
    other = certificates(tmp_path / "other")
    for tls in (
        Tls(papers.tls.certificate, other.tls.key),
        Tls(papers.tls.key, papers.tls.key),
        Tls(tmp_path / "nothing.pem", papers.tls.key),
    ):
        with pytest.raises(UnusableCertificate):
            Serving(central, tls=tls)
    with pytest.raises(UnusableCertificate):
        spki_of(tmp_path / "nothing.pem")


# its key


@on_sqlite
def test_over_tls_it_is_known_by_its_key_or_its_authority(
    central: Central, papers: Certificates, tmp_path: Path
) -> None:
    put_shop(central)
    served = Serving(central, tls=papers.tls)
    served.start()
    pin = papers.tls.spki().hex()
    other = certificates(tmp_path / "other")
    good = (trust.context([pin], None), trust.context(["00", pin], None))
    for context in (*good, trust.context([], papers.authority)):
        assert httpx.get(f"{served.url}/health", verify=context).status_code == 200
    wrong = (
        trust.context(["00" * 32], None),
        trust.context([other.tls.spki().hex()], papers.authority),
        trust.context([], other.authority),
        trust.context([], None),
    )
    for context in wrong:
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{served.url}/health", verify=context)
    served.stop()


def test_a_pinned_key_is_not_taken_from_who_only_shows_its_certificate(
    papers: Certificates, tmp_path: Path
) -> None:
    """A certificate is public; what proves it is the handshake."""
    other = certificates(tmp_path / "other")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with pytest.raises(ssl.SSLError):
        context.load_cert_chain(papers.tls.certificate, other.tls.key)


# stopping


def test_stopping_answers_who_waits(central: Central, serving: Serving, line: Line) -> None:
    answers: list[Heads] = []
    target = waiting(line.epoch, {"catalog": 0})

    def wait() -> None:
        answers.append(line.get(target, Heads))

    thread = threading.Thread(target=wait)
    thread.start()
    while not serving.served.heads._waiting:
        time.sleep(0.01)
    began = time.monotonic()
    serving.stop()
    thread.join()
    assert time.monotonic() - began < 5
    assert answers[0].heads == {}


# several of it


def test_any_process_serves_what_any_wrote(central: Central, serving: Serving) -> None:
    other = Serving(central)
    other.start()
    till = enrolled_till(central)
    here, there = (Line(one.url, till, central.clock) for one in (serving, other))
    say(central, put("P1"))
    answer = there.get(waiting(there.epoch, {"catalog": 0}), Heads)
    assert answer.heads == {"catalog": 1}
    while serving.served.heads.of("catalog") < 1:
        time.sleep(0.01)
    assert here.feed("catalog").rows == there.feed("catalog").rows
    other.stop()


def test_another_process_leads_when_the_leader_is_gone(
    central: Central, serving: Serving, url: str, clock: Clock
) -> None:
    _until(lambda: serving._sequencing.leads())
    elsewhere = Central(url, clock)
    other = Serving(elsewhere)
    other.start()
    till = enrolled_till(central)
    line = Line(other.url, till, clock)
    time.sleep(0.5)
    assert not other._sequencing.leads()
    serving.stop()
    _until(lambda: other._sequencing.leads())
    say(elsewhere, put("P1"))
    assert line.get(waiting(line.epoch, {"catalog": 0}), Heads).heads == {"catalog": 1}
    other.stop()
    elsewhere.close()


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(3000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


# the chores


def stand(central: Central, till: SpeakingTill, **read: int) -> None:
    """It says what it has read; it knows more."""
    note(central, till, heard=dict.fromkeys(read, 10 * SEGMENT), read=read)


def note(
    central: Central,
    till: SpeakingTill,
    heard: dict[str, int],
    read: dict[str, int] | None = None,
) -> None:
    with central.read() as conn:
        epoch = epoch_of(conn)
    seen = Seen(central)
    seen.note(till.number, Stand(epoch=epoch, heard=heard, read=read))
    seen.write()


def test_what_every_till_has_read_is_forgotten_by_whole_segments(
    central: Central, clock: Clock
) -> None:
    put_shop(central)
    ahead, behind = enrolled_till(central), enrolled_till(central, till="04")
    say(central, *(put(f"P{number}") for number in range(4 * SEGMENT + 7)))
    moved(central)
    stand(central, ahead, catalog=4 * SEGMENT)
    stand(central, behind, catalog=SEGMENT + 3)
    assert chores.trim(central) == SEGMENT
    assert _oldest(central) == SEGMENT + 1
    stand(central, behind, catalog=4 * SEGMENT)
    assert chores.trim(central) == SEGMENT  # the newest rows stay, whoever has them
    assert _oldest(central) == 2 * SEGMENT + 1
    assert chores.trim(central) == 0


def test_what_a_till_has_only_heard_of_is_kept_for_it(central: Central) -> None:
    put_shop(central)
    till = enrolled_till(central)
    say(central, *(put(f"P{number}") for number in range(3 * SEGMENT)))
    moved(central)
    note(central, till, heard={"catalog": 3 * SEGMENT}, read={"catalog": 0})
    assert chores.trim(central) == 0


def test_an_older_till_has_read_at_most_what_it_has_heard_of(central: Central) -> None:
    put_shop(central)
    till = enrolled_till(central)
    say(central, *(put(f"P{number}") for number in range(3 * SEGMENT)))
    moved(central)
    note(central, till, heard={"catalog": 7})
    assert chores.trim(central) == 0
    note(central, till, heard={"catalog": 3 * SEGMENT})
    assert chores.trim(central) == SEGMENT


def test_where_a_till_stood_in_another_epoch_holds_nothing_up(central: Central) -> None:
    put_shop(central)
    till = enrolled_till(central)
    say(central, *(put(f"P{number}") for number in range(3 * SEGMENT)))
    moved(central)
    stand(central, till, catalog=7)
    with central.write() as tx:
        renew_epoch(tx)
    assert chores.trim(central) == SEGMENT


def test_a_till_that_only_pushes_holds_nothing_up_for_ever(central: Central, clock: Clock) -> None:
    """As one that waits for an update: it reads nothing, and is seen every day."""
    put_shop(central)
    till = enrolled_till(central)
    say(central, *(put(f"P{number}") for number in range(3 * SEGMENT)))
    moved(central)
    stand(central, till, catalog=7)
    clock.forward(days=91)
    with central.write() as tx:
        tx.execute(update(installations).values(last_seen=tx.at.isoformat()))
    assert chores.trim(central) == SEGMENT


def test_a_till_that_is_silent_for_long_holds_nothing_up(central: Central, clock: Clock) -> None:
    put_shop(central)
    silent, revoked = enrolled_till(central), enrolled_till(central, till="04")
    say(central, *(put(f"P{number}") for number in range(3 * SEGMENT)))
    moved(central)
    stand(central, silent, catalog=1)
    stand(central, revoked, catalog=1)
    with central.write() as tx:
        enrolment.revoke(tx, revoked.number, "test")
    assert chores.trim(central) == 0
    clock.forward(days=91)
    assert chores.trim(central) == SEGMENT


def test_each_chore_is_done_by_the_process_that_leads_and_by_no_other(
    central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    done_by: list[str] = []

    def fails(_: Central) -> int:
        done_by.append("fails")
        raise LookupError("nothing may keep the others from being done")

    def does(_: Central) -> int:
        done_by.append("does")
        return 1

    monkeypatch.setattr(chores, "ONCE", (fails, does))
    chores.do_all(central, None, leads=False)
    assert done_by == []
    chores.do_all(central, None, leads=True)
    assert done_by == ["fails", "does"]


def test_a_central_that_serves_does_its_chores(
    central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is old, what waited and what nobody answered, without anybody asking for it."""
    names = [chore.__name__ for chore in chores.ONCE]
    assert names == [
        *("retry_what_waited", "forget_old_tickets", "let_regulars_go"),
        *("forget_consignments", "propose_transfers", "forget_contacts", "trim", "look_at_refunds"),
    ]
    done = threading.Event()

    def chore(_: Central) -> int:
        done.set()
        return 0

    monkeypatch.setattr(chores, "ONCE", (chore,))
    monkeypatch.setattr("sync.central.serving.FIRST_CHORES", 0.3)
    serves = Serving(central)
    serves.start()
    assert done.wait(20)
    serves.stop()


def _oldest(central: Central) -> int:
    with central.read() as conn:
        row = feeds._states(conn, ["catalog"])["catalog"]
    return row.oldest


# the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A central in its folder, with shop 042."""
    done("central", "init", "--data", tmp_path / "central")
    with opened(str(tmp_path / "central"), None) as central:
        put_shop(central)
    return tmp_path / "central"


@contextmanager
def running(
    folder: Path, *more: str | Path, port: Sequence[str] = ("--port", "0")
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`central serve` and where it listens; its log is `folder/log`."""
    program = Path(sys.executable).with_name("mostrador")
    command: list[str | Path] = [program, "central", "serve", *port]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--data", folder, "--json", *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    try:
        yield process, json.loads(process.stdout.readline())["url"]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        if process.stdin is not None:
            process.stdin.close()


def code_of(folder: Path, *more: str | Path) -> str:
    made = done(
        *("central", "enrol-code", "--data", folder, "--shop", "042", "--till", "03", "--json"),
        *more,
    )
    return str(json.loads(made)["code"])


def test_init_serve_enrol_revoke(folder: Path, tmp_path: Path) -> None:
    till = tmp_path / "till"
    with running(folder) as (_, url):
        made = done("enrol", url, code_of(folder), "--data", till, "--json")
        assert json.loads(made)["installation"] == 1001
        again = mostrador("enrol", url, code_of(folder)[:-1] + "U", "--data", till)
        assert again.returncode == 1
    revoked = json.loads(done("central", "revoke", "1001", "--data", folder, "--json"))
    assert revoked == {"installation": 1001, "shop": "042", "till": "03"}
    assert mostrador("central", "revoke", "77", "--data", folder).returncode == 1


def test_the_log_is_lines_of_json_that_name_nobody(folder: Path, tmp_path: Path) -> None:
    token = json.loads(done("central", "token", "web", "--data", folder, "--json"))["token"]
    uuid = "01a200d4-fd97-79aa-ad3b-57ded20c3bc5"
    with running(folder, "--log-level", "debug") as (_, url):
        done("enrol", url, code_of(folder), "--data", tmp_path / "till")
        with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}) as office:
            customer = {"card": "4711-0815", "personal": {"name": "Luz Prueba"}}
            assert office.put(f"/v1/customers/{uuid}", json=customer).status_code == 200
            assert office.put("/v1/staff/Zq77", json={"name": "Ana"}).status_code == 400
            assert (
                office.put("/v1/staff/Zq77", json={"name": "Ana", "role": "x"}).status_code == 400
            )
            office.get("/health")
    lines = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    calls = [line["call"] for line in lines if line["event"] == "request"]
    assert calls[0] == "/v1/enrol"
    assert "/v1/customers/{uuid}" in calls
    assert all({"at", "level", "from", "event"} <= line.keys() for line in lines)
    text = (folder / "log").read_text()
    for secret in ("Luz", "4711-0815", uuid, "Ana", "Zq77", token, "127.0.0.1"):
        assert secret not in text


def test_it_leaves_with_its_parent_and_by_a_signal(folder: Path) -> None:
    with running(folder, "--with-parent") as (process, _):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == 0
    if os.name != "nt":
        with running(folder) as (process, _):
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) in (0, -signal.SIGTERM)


def test_a_code_has_the_key_that_central_serves_with(
    folder: Path, papers: Certificates, tmp_path: Path
) -> None:
    short = code_of(folder)
    tls = ("--tls-cert", papers.tls.certificate, "--tls-key", papers.tls.key)
    with running(folder, *tls) as (_, url):
        assert url.startswith("https://")
        code = code_of(folder)
        assert (len(short), len(code)) == (9, 24)
        done("enrol", url, code, "--data", tmp_path / "till")
    shown = done("central", "enrol-code", "--data", folder, "--shop", "042", "--till", "04")
    assert "▄" in shown  # the QR


def test_a_code_comes_with_where_central_is(folder: Path) -> None:
    asked = ("central", "enrol-code", "--data", folder, "--shop", "042", "--till", "04")
    unknown = done(*asked)
    assert "con la dirección de la central en lugar de URL: mostrador enrol URL " in unknown
    with running(folder) as (_, url):
        here = done(*asked)
    assert f"En una caja de este equipo: mostrador enrol {url} " in here
    assert json.loads(done(*asked, "--json"))["url"] == url
    elsewhere = done(*asked, "--url", "https://central.example:8427")
    assert "En la caja: mostrador enrol https://central.example:8427 " in elsewhere


def test_a_code_for_a_shop_without_people_comes_with_a_warning(folder: Path) -> None:
    asked = ("central", "enrol-code", "--data", folder, "--shop", "042", "--till", "03")
    assert mostrador(*asked).stderr.startswith("Aviso: nadie puede identificarse en la tienda 042")
    people = folder / "staff.csv"
    people.write_text("code,name,role,pin,shops\n1001,Ana,cashier,4815,042\n", "utf-8")
    done("central", "import", "staff", people, "--data", folder)
    assert mostrador(*asked).stderr == ""


def test_the_central_of_a_demo_or_single_shop_listens_where_its_tills_look(tmp_path: Path) -> None:
    demo, alone = tmp_path / "demo" / "central", tmp_path / "shop" / "central"
    demo.mkdir(parents=True)
    alone.mkdir(parents=True)
    (demo / loopback.PORT).write_text("40427\n", "ascii")
    single.write(alone.parent, single.Single(40428, "copies"))
    assert loopback.port_of(demo) == 40427
    assert loopback.port_of(alone) == 40428
    assert loopback.port_of(tmp_path / "central") == 8427


def test_without_a_port_it_listens_where_the_tills_beside_it_look(folder: Path) -> None:
    port = loopback.free_port()
    single.write(folder.parent, single.Single(port, "copies"))
    with running(folder, port=()) as (_, url):
        assert url == loopback.address(port)


def test_a_central_that_listens_everywhere_does_not_say_where_it_is(
    folder: Path, papers: Certificates
) -> None:
    tls = ("--tls-cert", papers.tls.certificate, "--tls-key", papers.tls.key)
    with running(folder, "--host", EVERYWHERE, *tls):
        made = done(
            *("central", "enrol-code", "--data", folder, "--shop", "042", "--till", "03"), "--json"
        )
    assert json.loads(made)["url"] == ""


def test_behind_a_proxy_a_code_comes_with_where_tills_find_central(folder: Path) -> None:
    asked = ("central", "enrol-code", "--data", folder, "--shop", "042", "--till", "04")
    public = "https://central.example"
    with running(folder, "--public-url", f"{public}/") as (_, url):
        assert url.startswith("http://127.0.0.1:")
        assert f"En la caja: mostrador enrol {public} " in done(*asked)
        assert json.loads(done(*asked, "--json"))["url"] == public
    with running(folder) as (_, url):  # nobody says it any more
        assert json.loads(done(*asked, "--json"))["url"] == url


@pytest.mark.parametrize(
    "url",
    ["http://central.example", "ftp://central.example", "central", "https://central.example/a"],
)
def test_a_public_address_that_no_till_would_take_is_refused(folder: Path, url: str) -> None:
    for words in (
        ("serve", "--port", "0", "--public-url", url),
        ("enrol-code", "--shop", "042", "--till", "04", "--url", url),
    ):
        refused = mostrador("central", *words, "--data", folder)
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)


def test_what_cannot_be_served_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    many: tuple[list[str | Path], ...] = (
        ["serve", "--data", tmp_path / "nothing"],
        ["serve", "--data", folder, "--host", EVERYWHERE],
        ["serve", "--data", folder, "--tls-cert", folder / "log", "--tls-key", folder / "log"],
        ["enrol-code", "--data", folder, "--shop", "099", "--till", "03"],
        ["enrol-code", "--data", folder, "--shop", "042", "--till", "3"],
        ["init", "--data", folder],
        ["serve", "--data", folder, "--database", "mysql://x/y"],
        ["serve", "--data", folder, "--database", "no url"],
    )
    for words in many:
        refused = mostrador("central", *words)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr
        assert "imprevisto" not in refused.stderr
    assert mostrador("central", "serve", "--tls-cert", folder / "x").returncode == 2


def test_a_copy_of_the_database_alone_says_nothing(folder: Path, clock: Clock) -> None:
    with pytest.raises(WrongKey):
        Central(f"sqlite:///{folder / 'central.db'}", clock).read().__enter__()
    assert (folder / "central.key").stat().st_mode & 0o077 == 0


def test_init_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "central"
    done("central", "init", "--data", folder)
    (folder / "central.db").unlink()
    made = json.loads(done("central", "init", "--data", folder, "--json"))
    assert len(made["epoch"]) == 16
