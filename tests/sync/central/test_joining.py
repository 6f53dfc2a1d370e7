"""A folder becomes a till of a chain, by a code and a real central on a real socket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from played import done, mostrador
from shop import Shop

from app import config as till_toml
from app.commands.enrol import join
from app.config import Config
from app.domain.errors import (
    BadCentralUrl,
    BadEnrolCode,
    BadShopFacts,
    CentralNotTrusted,
    CentralUnreachable,
    CodeForAnother,
    DemoElsewhere,
    NobodyYet,
    PlainNotHere,
    ShopError,
    TillEnrolled,
)
from app.domain.facts import FactType
from app.domain.installation import FIRST_OF_RESTORED
from app.domain.shop import Shop as ShopFacts
from app.domain.staff import Person, Role
from app.mirror.store import StaffRow, writing
from app.pins import hash_pin
from app.services import enrolling
from app.services.backing import back_up, restore
from app.services.installing import NewPerson, NewTill, make_till
from app.services.opening import secrets_of
from app.storage import enrolment, keys, store
from sync.central import enrolment as at_central
from sync.central import installations, migrations
from sync.central.chain import Chain
from sync.central.database import Central
from sync.central.serving import Serving, Tls

from .certificates import Certificates, certificates
from .speaking import put_shop

pytestmark = pytest.mark.usefixtures("small_reserve")
FACTS = ShopFacts("042", "Delicias", "Comercial Delicias, S.L.", "B12345674", "Calle Mayor, 1")
BOSS = NewPerson(Person("9001", "Marta", Role.MANAGER), "481516")


class Office:
    """A central that serves, and who gives out its codes."""

    def __init__(self, central: Central, serving: Serving, chain: Chain) -> None:
        self.central, self.serving, self.chain = central, serving, chain
        self.url = serving.url

    def code(self, till: str = "03") -> str:
        with self.central.write() as tx:
            spki = at_central.served_key(tx)
            return at_central.make_code(tx, "042", till, "test", spki=spki).code

    def join(self, folder: Path, till: str = "03", **more: Any) -> Config:
        return join(self.url, self.code(till), folder, **more)[1].config

    def installations(self) -> list[int]:
        with self.central.read() as conn:
            return [row.number for row in installations.named(conn)]


@contextmanager
def serving(path: Path, *, demo: bool = False, tls: Tls | None = None) -> Iterator[Office]:
    central = Central(f"sqlite:///{path}", lambda: datetime.now(UTC))
    migrations.migrate(central)
    chain = migrations.make_chain(central, demo)
    put_shop(central, region="norte", regime="verifactu" if demo else "none")
    served = Serving(central, tls=tls)
    with central.write() as tx:
        at_central.served(tx, tls.spki() if tls else b"")
    served.start()
    yield Office(central, served, chain)
    served.stop()
    central.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with serving(tmp_path / "central.db") as office:
        yield office


@pytest.fixture
def demo_office(tmp_path: Path) -> Iterator[Office]:
    with serving(tmp_path / "demo.db", demo=True) as office:
        yield office


@pytest.fixture
def papers(tmp_path: Path) -> Certificates:
    return certificates(tmp_path / "tls")


def hire(folder: Path, code: str = "1001", pin: str = "1111") -> None:
    """As central's stream would say it."""
    kept = secrets_of(folder, till_toml.read(folder))
    row = StaffRow(Person(code, "Ana", Role.SENIOR), hash_pin(kept.pepper, pin))
    with writing(folder, kept.key) as mirror:
        mirror.staff([row])


# a new folder


def test_a_new_folder_is_a_till_that_sells(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "till"
    config = office.join(folder)
    assert (config.installation, config.generation, config.demo) == (1001, "A", False)
    hire(folder)
    with Shop(folder) as shop:
        shop.sign_in("1001", "1111").open_shift("100").varios("12.10").pay_cash()
        assert shop.document.number == "T042C03AS26-000001"
        first, *_ = shop.facts()
        assert (first.type, first.installation, first.seq) == ("installation_opened", 1001, 1)
        assert first.body["number"] == config.installation_number
        assert shop.counter.till.shop.name == "Tienda 042"
        assert shop.adds_up()


def test_the_folder_says_whose_till_it_is(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "till"
    office.join(folder)
    found = enrolment.read(folder)
    assert found == enrolment.Enrolment(
        office.url, office.chain.public_key, 1001, office.chain.epoch
    )
    kept = secrets_of(folder, till_toml.read(folder))
    assert kept.pepper == office.chain.pepper
    assert len(enrolment.device_key(folder)) == 32
    if os.name != "nt":
        for name in (enrolment.KEY, keys.KEY_FILE, keys.RECOVERY_FILE):
            assert (folder / name).stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.glob("*.new")] == []


def test_central_knows_the_key_and_the_program(office: Office, tmp_path: Path) -> None:
    office.join(tmp_path / "till")
    with office.central.read() as conn:
        row = installations.find(conn, 1001)
    assert row is not None
    assert (row.shop, row.till, row.program) == ("042", "03", "0.1.0")


def test_the_paper_ticket_of_a_till_before_it_says_the_letter(
    office: Office, tmp_path: Path
) -> None:
    config = office.join(tmp_path / "till", last_ticket="T042C03DS26-000417")
    assert config.generation == "E"
    with pytest.raises(CodeForAnother):
        office.join(tmp_path / "other", last_ticket="T042C04DS26-000417")
    with pytest.raises(BadShopFacts):
        office.join(tmp_path / "odd", last_ticket="417")


def test_a_backup_of_an_enrolled_till_opens_another_life(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "till"
    made = join(office.url, office.code(), folder)[1]
    back_up(folder, tmp_path / "copy")
    there = tmp_path / "there"
    restore(tmp_path / "copy", there, made.recovery_code)
    assert enrolment.read(there) is None  # a clone has no key: it enrols again
    with Shop(there) as shop:  # nobody can be kept from selling, but its clock knows the newest
        assert shop.counter.till.latest == max(
            datetime.fromisoformat(fact.at) for fact in shop.facts()
        )
    between = till_toml.read(there).installation
    assert between > FIRST_OF_RESTORED
    config = office.join(there)
    assert (config.installation, config.generation) == (between + 1, "C")
    with office.central.read() as conn:
        of_this_till = installations.named(conn, till="03")
        assert [(row.number, row.generation, row.previous) for row in of_this_till] == [
            (1001, "A", 0),
            (between, "B", 1001),
            (between + 1, "C", between),
        ]
    assert office.join(tmp_path / "other", "04").installation == 1002
    with Shop(there) as shop:
        assert shop.adds_up()


# a till that is there


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A stand-alone till with a sale and an open basket."""
    folder = tmp_path / "alone"
    make_till(folder, NewTill(FACTS, "03", (BOSS,)))
    with Shop(folder) as shop:
        shop.sign_in("9001", "481516").open_shift("100").varios("12.10").pay_cash().varios("3")
    return folder


def test_a_stand_alone_till_goes_on_as_the_next_installation(office: Office, alone: Path) -> None:
    config = office.join(alone)
    assert (config.installation, config.generation) == (1001, "B")
    hire(alone, "1001", "1111")
    with Shop(alone) as shop:
        assert shop.sale.total.cents == 300  # the basket as it was
        shop.sign_in("1001", "1111").pay_cash()
        assert shop.document.number == "T042C03BS26-000001"
        opened = shop.facts(FactType.INSTALLATION_OPENED)
        assert [fact.installation for fact in opened] == [1, 1001]
        before = [fact for fact in shop.facts() if fact.installation == 1][-1]
        assert opened[1].body["follows"] == {
            "installation": 1,
            "seq": before.seq,
            "hash": before.hash,
        }
        assert shop.adds_up()


def test_who_could_sign_in_before_is_not_let_in_by_the_old_pin(office: Office, alone: Path) -> None:
    office.join(alone)
    with Shop(alone) as shop:
        with pytest.raises(NobodyYet):
            shop.sign_in("9001", "481516")
        with shop.counter.till.store.read() as connection:
            assert store.people(connection) == []


def test_a_backup_after_enrolling_opens_with_the_new_recovery_code(
    office: Office, alone: Path, tmp_path: Path
) -> None:
    made = join(office.url, office.code(), alone)[1]
    back_up(alone, tmp_path / "copy")
    restored = restore(tmp_path / "copy", tmp_path / "there", made.recovery_code)
    assert restored.config.generation == "C"


def test_enrolling_again_is_another_installation_with_another_key(
    office: Office, alone: Path
) -> None:
    office.join(alone)
    key = enrolment.device_key(alone)
    config = office.join(alone)
    assert (config.installation, config.generation) == (1002, "C")
    assert enrolment.device_key(alone) != key
    with office.central.read() as conn:
        row = installations.find(conn, 1002)
    assert row is not None
    assert row.previous == 1001


def test_a_till_takes_no_code_for_another_and_stays_as_it_was(office: Office, alone: Path) -> None:
    with pytest.raises(CodeForAnother):
        office.join(alone, till="04")
    assert till_toml.read(alone).installation == 1
    with Shop(alone) as shop:
        shop.sign_in("9001", "481516").pay_cash()


def test_a_till_that_is_open_does_not_enrol(office: Office, alone: Path) -> None:
    with Shop(alone), pytest.raises(ShopError, match="AnotherTill"):
        office.join(alone)


# cut short


def cut_at(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """The power goes when it is called."""

    def gone(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(where, gone)


CUTS = [
    "app.services.enrolling.become",
    "app.services.enrolling.keys.put",
    "app.services.enrolling.writing",
    "app.services.enrolling.state_opening",
    "app.services.enrolling.enrolment.write",
    "app.services.joining.take_effect",
]
DECIDED = CUTS[-1]
"""Everything was ready: what is left is done by whoever opens the folder next."""


@pytest.mark.parametrize("where", CUTS)
def test_a_new_till_that_was_cut_short_is_finished_by_another_code(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = tmp_path / "till"
    with monkeypatch.context() as patch:
        cut_at(patch, where)
        with pytest.raises(KeyboardInterrupt):
            office.join(folder)
    config = office.join(folder)
    enrolled = enrolment.read(folder)
    assert enrolled is not None
    assert enrolled.installation == config.installation
    with Shop(folder) as shop:
        assert len(shop.facts(FactType.INSTALLATION_OPENED)) == (2 if where == DECIDED else 1)
        assert shop.adds_up()


@pytest.mark.parametrize("where", CUTS)
def test_a_stand_alone_till_that_was_cut_short_still_sells(
    office: Office, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    with monkeypatch.context() as patch:
        cut_at(patch, where)
        with pytest.raises(KeyboardInterrupt):
            office.join(alone)
    as_it_is = copied(alone, tmp_path / "as it is")
    if where == DECIDED:
        with Shop(as_it_is) as shop:
            joined = enrolment.read(as_it_is)
            assert joined is not None
            assert shop.counter.till.config.installation == joined.installation
    else:
        with Shop(as_it_is) as shop:
            shop.sign_in("9001", "481516").pay_cash()
            assert shop.adds_up()
    config = office.join(alone)
    hire(alone)
    with Shop(alone) as shop:
        shop.sign_in("1001", "1111").pay_cash()
        assert shop.document.number.startswith(f"T042C03{config.generation}")
        assert shop.adds_up()


# demo and real


def test_a_demo_folder_enrols_at_a_demo_only(
    office: Office, demo_office: Office, demo_folder: Path
) -> None:
    with pytest.raises(DemoElsewhere):
        office.join(demo_folder)
    config = demo_office.join(demo_folder)
    assert (config.demo, config.installation) == (True, 1001)


def test_a_real_folder_enrols_at_no_demo(demo_office: Office, alone: Path, tmp_path: Path) -> None:
    for folder in (alone, tmp_path / "new"):
        with pytest.raises(DemoElsewhere):
            demo_office.join(folder)
    with pytest.raises(DemoElsewhere):
        demo_office.join(alone, demo=True)
    assert demo_office.installations() == []
    assert demo_office.join(tmp_path / "another", demo=True).demo


# whom it trusts


def test_a_code_pins_the_servers_key(papers: Certificates, tmp_path: Path) -> None:
    with serving(tmp_path / "c.db", tls=papers.tls) as office:
        office.join(tmp_path / "till")
    found = enrolment.read(tmp_path / "till")
    assert found is not None
    assert (found.pins, found.ca) == ((papers.tls.spki().hex(),), "")


def test_a_server_with_another_key_is_told_nothing(papers: Certificates, tmp_path: Path) -> None:
    other = certificates(tmp_path / "other")
    with serving(tmp_path / "c.db", tls=papers.tls) as office:
        code = office.code()
        with serving(tmp_path / "d.db", tls=other.tls) as liar:
            with pytest.raises(CentralNotTrusted):
                join(liar.url, code, tmp_path / "till")
            # Had it been told, the wrong code would have been counted.
            with liar.central.write() as tx:
                assert at_central._wrong(tx) == 0
        assert join(office.url, code, tmp_path / "till")[1].config.installation == 1001


def test_a_private_authority_is_trusted_and_kept(papers: Certificates, tmp_path: Path) -> None:
    with serving(tmp_path / "c.db", tls=papers.tls) as office:
        short = office.code()[:9]
        with pytest.raises(CentralNotTrusted):
            join(office.url, short, tmp_path / "till")
        join(office.url, short, tmp_path / "till", authority=papers.authority)
    found = enrolment.read(tmp_path / "till")
    assert found is not None
    assert (found.pins, found.ca) == ((), enrolment.AUTHORITY)
    kept = (tmp_path / "till" / enrolment.AUTHORITY).read_bytes()
    assert kept == papers.authority.read_bytes()


def test_another_authority_is_not_trusted(papers: Certificates, tmp_path: Path) -> None:
    other = certificates(tmp_path / "other")
    with (
        serving(tmp_path / "c.db", tls=papers.tls) as office,
        pytest.raises(CentralNotTrusted),
    ):
        join(office.url, office.code(), tmp_path / "till", authority=other.authority)


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://example.org:8427", PlainNotHere),
        ("https://ex ample.org", BadCentralUrl),
        ("http://192.168.1.10", PlainNotHere),
        ("ftp://127.0.0.1", BadCentralUrl),
        ("127.0.0.1:8427", BadCentralUrl),
        ("https://", BadCentralUrl),
        ("https://central:port", BadCentralUrl),
        ("https://central/path", BadCentralUrl),
        ("https://user@central", BadCentralUrl),
        ("http://127.0.0.1:1", CentralUnreachable),
    ],
)
def test_an_address_that_will_not_do_is_refused(
    tmp_path: Path, url: str, refusal: type[ShopError]
) -> None:
    with pytest.raises(refusal):
        join(url, "0000-0000", tmp_path / "till")
    assert not (tmp_path / "till" / till_toml.NAME).exists()


def test_a_wrong_code_leaves_no_till(office: Office, tmp_path: Path) -> None:
    with pytest.raises(BadEnrolCode):
        join(office.url, "0000-0000", tmp_path / "till")
    assert not (tmp_path / "till" / till_toml.NAME).exists()
    office.join(tmp_path / "till")


# what is central's to say


def test_an_enrolled_till_imports_nothing(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "till"
    office.join(folder)
    with pytest.raises(TillEnrolled):
        enrolling.check_alone(folder)
    file = tmp_path / "list.csv"
    file.write_text("sku;name;price_store;tax\nA;Agua;1;general\n", "utf-8")
    for how in ((), ("--staff",)):
        refused = mostrador("import", *how, file, "--data", folder)
        assert refused.returncode == 1
        assert "central import" in refused.stderr


def test_a_restore_says_that_it_wants_to_be_enrolled(office: Office, tmp_path: Path) -> None:
    made = join(office.url, office.code(), tmp_path / "till")[1]
    back_up(tmp_path / "till", tmp_path / "copy")
    words = ("--recovery-code", made.recovery_code, "--last-ticket", "")
    restored = mostrador("restore", tmp_path / "copy", "--data", tmp_path / "there", *words)
    assert restored.returncode == 0
    assert "mostrador enrol" in restored.stderr


def test_fiscal_records_of_an_enrolled_till_are_exported_by_its_letter(
    demo_office: Office, demo_folder: Path, tmp_path: Path
) -> None:
    with Shop(demo_folder) as shop:
        shop.sign_in("1001").open_shift("100").add("CAF-001").pay_cash("5")
    demo_office.join(demo_folder)
    hire(demo_folder)
    with Shop(demo_folder) as shop:
        shop.sign_in("1001", "1111").add("CAF-001").pay_cash("5")
    done("fiscal", "export", "--data", demo_folder, "--out", tmp_path / "out")
    assert [path.name[0] for path in sorted((tmp_path / "out").iterdir())] == ["A", "B"]


def test_the_command_says_what_it_made(office: Office, tmp_path: Path) -> None:
    made = mostrador("enrol", office.url, office.code(), "--data", tmp_path / "till")
    assert made.returncode == 0, made.stderr
    assert "T042C03AS" in made.stdout
    assert "Código de recuperación" in made.stdout
    wrong = mostrador("enrol", office.url, "x", "--data", tmp_path / "till")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
