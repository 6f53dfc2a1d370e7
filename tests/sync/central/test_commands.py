"""`mostrador central …` as people and scripts type it, on a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from facts import Chain, a_line, enrol, push
from sqlalchemy import update

from app.commands.central_folder import opened
from app.commands.group import mostrador
from sync.central import installations, sequencer
from sync.central.api.reach import Seen
from sync.central.chain import epoch_of, renew_epoch
from sync.central.database import Central
from sync.central.stands import Stand
from sync.central.tables import installations as installed

from .masters.chains import heard

AT_42 = "code,name,company,nif,address\n042,Delicias,Comercios SL,B00000000,Calle 1\n"
PRODUCTS = 'sku,name,tax,pvp\nCAF-001,Café,10,"3,10"\nLEC,Leche,4,1\n'


class Office:
    """Somebody at a terminal beside central's folder."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self.folder = folder
        self.database = database

    def run(self, *words: str, code: int = 0) -> Result:
        where = ["--data", str(self.folder / "central")]
        if self.database:
            where += ["--database", self.database]
        result = CliRunner().invoke(mostrador, ["central", *words, *where], env={"LANGUAGE": "en"})
        assert result.exit_code == code, result.output
        return result

    def asked(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def refused(self, *words: str) -> str:
        return self.run(*words, code=1).stderr.strip()

    def file(self, text: str) -> str:
        path = self.folder / "file.csv"
        path.write_text(text, "utf-8")
        return str(path)

    def imports(self, kind: str, text: str, *more: str) -> Any:
        return self.asked("import", kind, self.file(text), *more)

    def central(self) -> Any:
        return opened(str(self.folder / "central"), self.database)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.run("init")
    return office


@pytest.fixture
def filled(office: Office) -> Office:
    office.imports("shops", AT_42)
    office.imports("catalog", PRODUCTS)
    return office


def sell(office: Office, *days: tuple[str, int]) -> None:
    """Tickets of one till, in cash: (day, cents)."""
    with office.central() as central:
        chain = Chain(enrol(central, 1001)).opened()
        for number, (day, total) in enumerate(days, 1):
            chain.sold(
                f"T042C03AS26-{number:06d}",
                a_line("CAF-001", "2", total),
                issued_at=f"{day}T12:00:00+01:00",
            )
        push(central, chain.records)


def test_a_central_is_made_once(office: Office) -> None:
    assert "already" in office.refused("init")
    assert list(office.asked("list")["lists"]) == ["store", "web"]


def test_without_a_central_every_command_says_so(tmp_path: Path) -> None:
    nowhere = Office(tmp_path)
    for words in (["status"], ["sales"], ["exceptions"], ["doctor"], ["list"], ["erase", "x"]):
        assert "no central" in nowhere.refused(*words)
    assert not (tmp_path / "central").exists()


def test_files_go_in_and_their_figures_come_out(office: Office) -> None:
    assert office.imports("shops", AT_42)["changed"] == 1
    done = office.imports("catalog", PRODUCTS + "MAL,,10,\n", "--report", str(office.folder / "r"))
    assert done == {"rows_in": 2, "changed": 4, "left_out": {"no_name": 1}, "warnings": {}}
    assert "no_name" in (office.folder / "r").read_text("utf-8-sig")
    prices = office.imports("prices", "ref,pvp\nCAF-001,2\n", "--default", "list=store")
    assert prices["changed"] == 1
    staff = "code,name,role,clave\n1001,Ana,cashier,1111\n"
    assert office.imports("staff", staff, "--map", "clave=pin")["changed"] == 1
    people = "card,name,points\nC-1,Ana Pérez,40\n"
    assert office.imports("customers", people)["changed"] == 1
    counts = "sku,stock\nCAF-001,12\n"
    assert office.imports("stock", counts, "--default", "shop=042")["changed"] == 1
    assert office.asked("stock", "--sku", "CAF-001")["stock"] == [
        {
            "shop": "042",
            "sku": "CAF-001",
            "name": "Café",
            "on_hand": "12.000",
            "counted_at": office.asked("stock", "--shop", "042")["stock"][0]["counted_at"],
        }
    ]


def test_store_credit_is_listed_with_what_is_left(office: Office) -> None:
    with office.central() as central:
        chain = Chain(enrol(central, 1001)).opened()
        issued = {"code": "V-1", "amount": 1000, "why": "goodwill", "document": "", "expires": ""}
        chain.state("voucher_issued", issued)
        chain.state("voucher_redeemed", {"code": "V-1", "amount": 250, "document": "T-1"})
        push(central, chain.records)
    (one,) = office.asked("vouchers", "--code", "V-1", "--left", "--shop", "042")["vouchers"]
    assert (one["issued"], one["redeemed"], one["left"], one["why"]) == (1000, 250, 750, "goodwill")
    assert "10.00 - 2.50 = 7.50 EUR" in office.run("vouchers").stdout
    assert office.asked("vouchers", "--shop", "043")["vouchers"] == []


def test_an_import_answers_people_in_words(office: Office) -> None:
    result = office.run("import", "catalog", office.file(PRODUCTS + "MAL,,10,\n"))
    assert result.stdout.strip() == "2 rows, 4 changes; 1 left out, 0 warnings."
    assert "without a name" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "prices", "FILE", "--default", "list=nada"], "will not do for list"),
        (["import", "catalog", "nada.csv"], "There is no file nada.csv"),
        (["import", "stock", "FILE"], "where shop is"),
        (["import", "catalog", "FILE", "--default", "x=1"], "There is no field x"),
        (["stop", "--lift", "nada"], "no sale stop nada"),
        (["stop", "--sku", "NADA", "--es", "No"], "not in the catalogue"),
        (["list", "oro", "--kind", "level"], "will not do for level"),
        (["settle", "7", "accept"], "7"),
        (["erase", "nadie"], "no customer nadie"),
        (["setting", "timezone", '"Mars/Base"'], "will not do for timezone"),
        (["setting", "points", "7"], "will not do for points"),
        (["setting", "tenders", '{"kinds": [{"code": "cash", "on": false}]}'], "check on"),
        (["snapshot", "--list", "nada"], "no price list nada"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_1(filled: Office, words: list[str], said: str) -> None:
    file = filled.file("sku,price\nCAF-001,1\n")
    sentence = filled.refused(*(file if word == "FILE" else word for word in words))
    assert said in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "words",
    [
        ["import", "ventas", "x.csv"],
        ["import", "prices", "x.csv", "--pictures", "."],
        ["stock"],
        ["stop", "--sku", "A", "--lift", "B"],
        ["setting", "points", "{"],
    ],
)
def test_what_is_no_command_is_exit_2(office: Office, words: list[str]) -> None:
    office.run(*words, code=2)


def test_lists_are_made_and_changed_one_thing_at_a_time(filled: Office) -> None:
    filled.run("list", "oro", "--kind", "level", "--level", "oro", "--priority", "5")
    filled.run("list", "oro", "--name", "Socios de oro", "--shop", "042")
    found = filled.asked("list")["lists"]["oro"]
    assert found == {
        "name": "Socios de oro",
        "kind": "level",
        "priority": 5,
        "level": "oro",
        "shops": ["042"],
    }
    assert "Socios de oro" in filled.run("list").stdout


def test_a_sale_is_stopped_lists_its_buyers_and_is_lifted(filled: Office) -> None:
    sell(filled, ("2026-11-20", 620))
    (stop,) = filled.asked("stop", "--sku", "CAF-001", "--es", "Retirado.")["stops"]
    (bought,) = filled.asked("stop", "--buyers", stop)["documents"]
    assert (bought["number"], bought["quantity"]) == ("T042C03AS26-000001", 2000)
    assert "Retirado." in filled.run("stop").stdout
    assert filled.asked("stop", "--lift", stop)["stops"] == {}


def test_settings_are_json(office: Office) -> None:
    office.run("setting", "points", '{"rates": [{"per_euro": "1"}]}')
    office.run("setting", "timezone", '"Atlantic/Canary"')
    assert office.asked("setting", "points") == {
        "settings": {"points": {"rates": [{"per_euro": "1"}]}}
    }
    assert len(office.asked("setting")["settings"]) == 2


def test_sales_come_by_shop_and_day(filled: Office) -> None:
    sell(filled, ("2026-11-19", 100), ("2026-11-20", 620), ("2026-11-20", 310))
    (day,) = filled.asked("sales")["days"]
    assert day == {
        "shop": "042",
        "day": "2026-11-20",
        "documents": 2,
        "correctives": 0,
        "total": 930,
        "tenders": {"cash": 930},
        "unsummed": 0,
    }
    span = filled.asked("sales", "--day", "2026-11-01", "--to", "2026-11-30")["days"]
    assert [one["total"] for one in span] == [100, 930]
    assert filled.asked("sales", "--shop", "043")["days"] == []
    assert "9.30 EUR  Cash 9.30" in filled.run("sales").stdout


def test_the_status_names_tills_streams_and_what_waits(filled: Office) -> None:
    sell(filled, ("2026-11-20", 620))
    with filled.central() as central:
        while sequencer.step(central):
            pass
    found = filled.asked("status")
    (till,) = found["tills"]
    assert (till["installation"], till["shop"], till["acked_seq"]) == (1001, "042", 2)
    assert found["waiting"] == 0
    assert found["heads"]["catalog"] == 2
    assert till["behind"] is None
    shown = filled.run("status").stdout
    assert "1001 042/03: facts received: 2, has not said what it has read" in shown


def test_a_till_was_seen_by_the_chains_clock(filled: Office) -> None:
    sell(filled, ("2026-11-20", 620))
    with filled.central() as central, central.write() as tx:
        tx.execute(update(installed).values(last_seen="2026-11-20T23:30:00+00:00"))
    assert "seen 2026-11-20 23:30:00 UTC" in filled.run("status").stdout
    filled.run("setting", "timezone", '"Europe/Madrid"')
    assert "seen 2026-11-21 00:30:00\n" in filled.run("status").stdout
    (till,) = filled.asked("status")["tills"]
    assert till["last_seen"] == "2026-11-20T23:30:00+00:00"


def test_every_field_of_the_status_is_in_the_protocols_page(filled: Office) -> None:
    sell(filled, ("2026-11-20", 620))
    page = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text("utf-8")
    _, _, told = page.partition("`mostrador central status --json` answers")
    found = filled.asked("status")
    for name in (*found, *found["tills"][0]):
        assert f"`{name}`" in told.partition("\n## ")[0], name


def test_the_status_says_in_words_what_a_till_has_yet_to_read(filled: Office) -> None:
    sell(filled, ("2026-11-20", 620))
    with filled.central() as central:
        while sequencer.step(central):
            pass
        waits(central, heard={"catalog": 2}, read={"catalog": 0})
    assert [till["behind"] for till in filled.asked("status")["tills"]] == [2]
    assert "changes it has yet to read: 2," in filled.run("status").stdout
    with filled.central() as central:
        waits(central, heard={"catalog": 2}, read={"catalog": 2})
    assert "up to date," in filled.run("status").stdout


def test_of_an_older_till_it_is_not_known_what_it_has_read(filled: Office) -> None:
    sell(filled, ("2026-11-20", 620))
    with filled.central() as central:
        waits(central, heard={"catalog": 2})
    (till,) = filled.asked("status")["tills"]
    assert till["behind"] is None


def test_of_what_was_read_in_another_epoch_nothing_counts(filled: Office) -> None:
    sell(filled, ("2026-11-20", 620))
    with filled.central() as central:
        waits(central, heard={"catalog": 2}, read={"catalog": 2})
        with central.write() as tx:
            renew_epoch(tx)
    (till,) = filled.asked("status")["tills"]
    assert till["behind"] is None


def waits(central: Central, *, heard: dict[str, int], read: dict[str, int] | None = None) -> None:
    """The till asks for news, and says what it has read if it is one that does."""
    with central.read() as connection:
        epoch = epoch_of(connection)
    seen = Seen(central)
    seen.note(1001, Stand(epoch=epoch, heard=heard, read=read))
    seen.write()


def test_customers_are_shown_without_names_unless_asked(filled: Office) -> None:
    filled.imports("customers", "card,name,level\nC-1,Ana Pérez,oro\nC-2,Eva,\n")
    assert "Pérez" not in filled.run("customers").stdout
    (ana,) = filled.asked("customers", "--card", "C-1", "--names")["customers"]
    assert (ana["name"], ana["level"], ana["points"]) == ("Ana Pérez", "oro", 0)
    filled.run("erase", ana["uuid"])
    assert [one["card"] for one in filled.asked("customers")["customers"]] == ["C-2"]
    assert filled.asked("customers", "--region", "norte")["customers"] == []


def test_an_exception_is_shown_with_its_ways_and_settled(filled: Office) -> None:
    with filled.central() as central:
        chain = Chain(enrol(central, 1001)).opened()
        chain.sold("T042C03AS26-000001", a_line("NADA", "1", 100))
        push(central, chain.records)
    (one,) = filled.asked("exceptions")["exceptions"]
    assert (one["kind"], one["shop"]) == ("unknown_product", "042")
    assert "NADA" in filled.run("exceptions").stdout
    assert filled.asked("exceptions", "--shop", "043")["exceptions"] == []
    assert "ways" not in filled.refused("settle", str(one["id"]), "forget")
    filled.run("settle", str(one["id"]), "assign", "--to", "CAF-001")
    assert filled.asked("exceptions")["exceptions"] == []


def test_the_doctor_says_what_somebody_must_see_to(filled: Office) -> None:
    filled.imports("stock", "shop,sku,stock\n042,LEC,4\n")
    well = filled.asked("doctor")
    assert well["ok"], well
    with filled.central() as central, central.write() as tx:
        tx.exec_driver_sql("UPDATE stock SET on_hand = 1")
        tx.exec_driver_sql("INSERT INTO product_codes VALUES ('X', 'NADA')")
    result = filled.run("doctor", code=1)
    assert [line.split()[1] for line in result.stdout.splitlines() if line.startswith("!!")] == [
        "stock",
        "codes",
    ]


def test_the_doctor_finds_a_hole_in_a_stream(filled: Office) -> None:
    with filled.central() as central:
        heard(central, "catalog")
        with central.write() as tx:
            tx.exec_driver_sql("DELETE FROM feed WHERE stream = 'catalog' AND seq = 1")
    assert "not dense: catalog" in filled.run("doctor", code=1).stdout


def test_snapshots_are_made_when_asked_for(filled: Office) -> None:
    assert filled.asked("snapshot")["snapshots"] == []
    with filled.central() as central:
        heard(central, "catalog")
    (one,) = filled.asked("snapshot", "--list", "store")["snapshots"]
    assert sorted(one["cursors"]) == ["catalog", "price:store"]
    assert (filled.folder / "central" / "snapshots" / f"{one['id']}.zst").stat().st_size
    assert filled.asked("doctor")["ok"]


@pytest.mark.more
def test_the_same_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    office = Office(tmp_path, postgresql_url)
    office.run("init")
    office.imports("shops", AT_42)
    office.imports("catalog", PRODUCTS)
    office.imports("stock", "shop,sku,stock\n042,CAF-001,4\n")
    sell(office, ("2026-11-20", 620))
    assert office.asked("sales")["days"][0]["total"] == 620
    assert office.asked("stock", "--shop", "042")["stock"][0]["on_hand"] == "2.000"
    checks = {one["check"]: one["ok"] for one in office.asked("doctor", code=1)["findings"]}
    assert checks.pop("durability") is False, "the tests' cluster does not sync"
    assert all(checks.values())


def test_a_central_from_a_backup_says_so_and_gives_no_number_twice(filled: Office) -> None:
    before = filled.asked("status")["epoch"]
    epoch = filled.asked("restored")["epoch"]
    assert before != epoch == filled.asked("status")["epoch"]
    with filled.central() as central, central.write() as tx:
        assert installations.next_number(tx) > 1_700_000_000
    assert "erased customers" in filled.run("restored").stdout


def test_deliveries_are_expected_and_what_lies_is_proposed(office: Office) -> None:
    office.imports("shops", AT_42)
    office.imports("catalog", PRODUCTS)
    rows = "number,shop,supplier,sku,quantity\nALB-7,042,Ebro,CAF-001,12\n"
    assert office.imports("deliveries", rows)["changed"] == 1
    (one,) = office.asked("transit", "--shop", "042")["consignments"]
    assert (one["number"], one["state"], one["in_transit"]) == (
        "ALB-7",
        "in_transit",
        {"CAF-001": "12.000"},
    )
    assert "Ebro → 042" in office.run("transit").stdout
    assert office.asked("transit", "--shop", "043") == {"consignments": []}
    assert office.asked("dormant", "--days", "30") == {"dormant": []}
