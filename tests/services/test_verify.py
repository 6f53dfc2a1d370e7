"""`verify` notices whatever is done to the journal afterwards, and says where."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from chain import say_setting
from shop import Shop

from app.config import read
from app.domain.facts import Body, canonical, fact_hash
from app.services.opening import regime_of
from app.services.verify import verify
from app.services.verify_facts import Violation
from app.storage import attempts, keys
from app.storage.database import Database
from hardware.terminals.simulated import Mood


@pytest.fixture(scope="module")
def day(demo_made: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole day: every way of paying, returns, an invoice, two shifts, things left open."""
    folder = copied(demo_made[0], tmp_path_factory.mktemp("day") / "till")
    with Shop(folder) as shop:
        shop.sign_in("2001").open_shift("100").add("CAF-001", "2").pay_cash("20")
        shop.add("CAM-LIN-M").discount_line("15%").pay_card()
        shop.add("LEC-ENT", "3").add("CAF-001").pay_by_hand("1").pay_card("2").pay_cash()
        shop.add("CAF-001").counter.register.invoice("12345678Z", "María", "Calle Mayor, 1")
        shop.pay_cash()
        shop.refund("T042C03AS26-000001", [(1, "1")])
        shop.refund("T042C03AS26-000002")
        shop.add("LEC-ENT").pay_card("0.50").reverse().counter.tickets.abandon()
        shop.count("50x1").close_shift().open_shift("30").add("LEC-ENT").pay_cash()
        say_setting(shop, "points", {"rates": [{"percent": "1"}]})
        shop.counter.customers.make("77", {"name": "Ana"})
        number = shop.scan("77").add("CAF-001", "2").pay_cash("10").document.number
        shop.refund(number, [(1, "1")])
        shop.add("CAF-001").park().add("LEC-ENT").pay_card(mood=Mood.HANG)
        assert shop.adds_up()
    return folder


Change = Callable[[Database], object]


def after(folder: Path, to: Path, *changes: Change) -> list[Violation]:
    """What `verify` says of a copy to which `changes` were done behind its back."""
    folder = copied(folder, to)
    config = read(folder)
    db = Database(folder / "journal.db", key=keys.get(folder, keys.FILE, "").key)
    driver = db.driver()
    if changes:
        triggers = driver.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall()
        for (trigger,) in triggers:
            driver.execute(f"DROP TRIGGER {trigger}")
    for change in changes:
        change(db)
    try:
        return verify(db, regime_of("verifactu", demo=config.demo)).violations
    finally:
        db.close()


def sql(statement: str, *values: object) -> Change:
    def run(db: Database) -> None:
        assert db.driver().execute(statement, values).rowcount

    return run


def test_nothing_is_wrong_with_an_honest_day(day: Path, tmp_path: Path) -> None:
    assert after(day, tmp_path / "till") == []


def rows(folder: Path) -> list[Body]:
    db = Database(folder / "journal.db", key=keys.get(folder, keys.FILE, "").key, writable=False)
    cursor = db.driver().execute("SELECT * FROM facts ORDER BY installation, seq")
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    db.close()
    return found


COLUMNS = ["uuid", "type", "v", "at", "offset", "who", "body", "sealed", "previous", "hash"]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_field_of_every_fact_is_covered(day: Path, tmp_path: Path, column: str) -> None:
    facts = rows(day)
    for fact in random.Random(column).sample(facts, 6):
        value: object = "x" if column not in ("v", "offset") else 77
        if column == "type":
            value = "signed_in" if fact["type"] != "signed_in" else "signed_out"
        if column == "body":
            value = canonical(json.loads(fact["body"]) | {"extra": 1})
        statement = f'UPDATE facts SET "{column}"=? WHERE seq=?'  # noqa: S608
        change = sql(statement, value, fact["seq"])
        found = after(day, tmp_path / f"{column}-{fact['seq']}", change)
        assert f"fact 1/{fact['seq']}" in {one.where for one in found}


def test_a_changed_digit_of_any_body_is_named(day: Path, tmp_path: Path) -> None:
    for fact in rows(day):
        body: str = fact["body"]
        places = [i for i, ch in enumerate(body) if ch in "123456789"]
        if not places:
            continue
        i = random.Random(fact["seq"]).choice(places)
        other = body[:i] + ("1" if body[i] != "1" else "2") + body[i + 1 :]
        change = sql("UPDATE facts SET body=? WHERE seq=?", other, fact["seq"])
        found = after(day, tmp_path / str(fact["seq"]), change)
        assert f"fact 1/{fact['seq']}" in {one.where for one in found}


@pytest.mark.parametrize("which", ["first", "middle", "last document"])
def test_a_missing_fact_is_noticed(day: Path, tmp_path: Path, which: str) -> None:
    facts = rows(day)
    issued = [fact["seq"] for fact in facts if fact["type"] == "document_issued"]
    seq = {"first": 1, "middle": len(facts) // 2, "last document": issued[-1]}[which]
    assert after(day, tmp_path / "till", sql("DELETE FROM facts WHERE seq=?", seq))


def rewritten(*, of: str, change: Callable[[Body], Body], every: bool = False) -> Change:
    """Change the body of the first (or every) fact of a kind and chain what follows anew."""

    def run(db: Database) -> None:
        cursor = db.driver().execute("SELECT * FROM facts ORDER BY installation, seq")
        names = [column[0] for column in cursor.description]
        facts = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        previous, done = "", False
        for fact in facts:
            fact["body"] = json.loads(fact["body"])
            if fact["type"] == of and (every or not done):
                fact["body"], done = change(fact["body"]), True
            fact["previous"] = previous
            fact["hash"] = previous = fact_hash(fact)
            db.driver().execute(
                "UPDATE facts SET body=?, previous=?, hash=? WHERE seq=?",
                (canonical(fact["body"]), fact["previous"], fact["hash"], fact["seq"]),
            )
        assert done

    return run


def with_line(body: Body, **values: Any) -> Body:
    first, *others = body["lines"]
    return body | {"lines": [first | values, *others]}


def with_tender(body: Body, **values: Any) -> Body:
    first, *others = body["tenders"]
    return body | {"tenders": [first | values, *others]}


@pytest.mark.parametrize(
    ("of", "change", "where"),
    [
        ("document_issued", lambda b: b | {"total": b["total"] - 1}, "document T042C03AS26-000001"),
        ("document_issued", lambda b: with_line(b, reduced=1), "document T042C03AS26-000001"),
        ("document_issued", lambda b: with_tender(b, amount=1), "document T042C03AS26-000001"),
        ("document_issued", lambda b: b | {"change": 0}, "document T042C03AS26-000001"),
        (
            "document_issued",
            lambda b: b | {"number": "T042C03AS26-000009"},
            "document T042C03AS26-000009",
        ),
        ("document_issued", lambda b: b | {"shift": 9}, "document T042C03AS26-000001"),
        ("document_issued", lambda b: with_line(b, quantity="0"), "document T042C03AR26-000001"),
        ("document_issued", lambda b: b | {"fiscal": None}, "fiscal record T042C03AS26-000001"),
        ("shift_closed", lambda b: b | {"expected": 1}, "shift 1"),
        ("shift_closed", lambda b: b | {"sales": 99}, "shift 1"),
        ("shift_closed", lambda b: b | {"by_hand_difference": 1}, "shift 1"),
        ("shift_opened", lambda b: b | {"float": 9_900}, "shift 1"),
        ("cash_counted", lambda b: b | {"count": {"pieces": [], "by_hand": None}}, "shift 1"),
        ("card_asked", lambda b: b | {"amount": 1}, "document T042C03AS26-000002"),
        ("card_answered", lambda b: b | {"state": "declined"}, "document T042C03AS26-000002"),
        ("customer_made", lambda b: b | {"customer": "another"}, "customer another"),
    ],
)
def test_a_lie_in_a_chain_made_anew_does_not_add_up(
    day: Path, tmp_path: Path, of: str, change: Callable[[Body], Body], where: str
) -> None:
    found = after(day, tmp_path / "till", rewritten(of=of, change=change))
    assert where in {one.where for one in found}


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("DELETE FROM documents WHERE number LIKE '%S26-000001'", "document T042C03AS26-000001"),
        (
            "UPDATE documents SET seq=(SELECT seq FROM facts WHERE type='signed_in' LIMIT 1)"
            " WHERE number LIKE '%S26-000003'",
            "document T042C03AS26-000003",
        ),
        (
            "DELETE FROM fiscal_records WHERE number LIKE '%S26-000003'",
            "document T042C03AS26-000003",
        ),
        (
            "UPDATE fiscal_records SET xml=CAST(REPLACE(xml,'RegistroAlta','RegistroAlto') AS BLOB)"
            " WHERE number LIKE '%S26-000003'",
            "fiscal record T042C03AS26-000003",
        ),
        (
            "UPDATE fiscal_records SET hash='00' WHERE number LIKE '%F26-000001'",
            "fiscal record T042C03AF26-000001",
        ),
        (
            "UPDATE fiscal_records SET number='T042C03AS26-000099' WHERE number LIKE '%R26-000001'",
            "fiscal record T042C03AS26-000099",
        ),
    ],
)
def test_what_is_kept_beside_the_facts_must_agree(
    day: Path, tmp_path: Path, statement: str, where: str
) -> None:
    found = after(day, tmp_path / "till", sql(statement))
    assert where in {one.where for one in found}


def test_a_card_that_was_charged_for_nothing_is_noticed(day: Path, tmp_path: Path) -> None:
    copy = tmp_path / "till"
    with Shop(copied(day, copy)) as shop:
        shop.sign_in("1001").pay_card("0.50")
    found = after(
        copy,
        tmp_path / "again",
        sql("DELETE FROM basket_lines"),
        sql("DELETE FROM baskets WHERE status='open'"),
    )
    assert [one.what for one in found] == ["was charged and pays for nothing"]


def test_a_damaged_page_is_a_finding_and_no_crash(day: Path, tmp_path: Path) -> None:
    found: list[Violation] = []
    for n in range(8):
        folder = copied(day, tmp_path / str(n))
        file = folder / "journal.db"
        content = bytearray(file.read_bytes())
        content[4096 * (2 + 2 * n) + 777] ^= 0x01
        file.write_bytes(bytes(content))
        found += after(folder, tmp_path / f"{n}-read")
    assert {one.where for one in found} == {"journal.db"}


@pytest.mark.parametrize(
    ("column", "value"),
    [("type", "nonsense"), ("body", "{}"), ("body", "[]"), ("body", "null"), ("body", "{")],
)
def test_a_fact_that_cannot_be_read_is_a_finding_and_no_crash(
    day: Path, tmp_path: Path, column: str, value: str
) -> None:
    seq = next(fact["seq"] for fact in rows(day) if fact["type"] == "document_issued")
    statement = f"UPDATE facts SET {column}=? WHERE seq=?"  # noqa: S608
    found = after(day, tmp_path / "till", sql(statement, value, seq))
    assert {"journal.db" if value == "{" else f"fact 1/{seq}"} <= {one.where for one in found}


POINTS, CUSTOMER = "points of fact 1/", "customer "


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("DELETE FROM points WHERE points > 0", POINTS),
        ("UPDATE points SET points = 9 WHERE points > 0", POINTS),
        ("UPDATE points SET customer = 'another' WHERE points > 0", POINTS),
        ("DELETE FROM customers", CUSTOMER),
        ("UPDATE customers SET card = '78'", CUSTOMER),
        ("UPDATE customers SET seq = seq + 1", CUSTOMER),
        ("UPDATE customers SET key = zeroblob(32)", CUSTOMER),
    ],
)
def test_what_is_kept_of_customers_must_agree(
    day: Path, tmp_path: Path, statement: str, where: str
) -> None:
    found = after(day, tmp_path / "till", sql(statement))
    assert [one.where[: len(where)] for one in found] == [where]


def test_a_destroyed_key_takes_nothing_from_the_chain(day: Path, tmp_path: Path) -> None:
    assert after(day, tmp_path / "till", sql("UPDATE customers SET key = NULL")) == []


def without(kind: str) -> Change:
    """Take the first fact of a kind out and chain what follows anew, under new numbers."""

    def run(db: Database) -> None:
        driver = db.driver()
        (gone,) = driver.execute("SELECT min(seq) FROM facts WHERE type=?", (kind,)).fetchone()
        driver.execute("DELETE FROM facts WHERE seq=?", (gone,))
        driver.execute("UPDATE facts SET seq = -seq WHERE seq > ?", (gone,))
        driver.execute("UPDATE facts SET seq = -seq - 1 WHERE seq < 0")
        rewritten(of="installation_opened", change=lambda body: body)(db)

    return run


@pytest.mark.parametrize("lie", [{"points": 9}, {"customer": "another"}, {"document": "T1"}])
def test_points_are_what_their_document_says(day: Path, tmp_path: Path, lie: Body) -> None:
    change = rewritten(of="points_earned", change=lambda body: body | lie)
    found = after(day, tmp_path / "till", change)
    assert "states what nobody earned" in {one.what for one in found}


def test_points_that_were_never_stated_are_missed(day: Path, tmp_path: Path) -> None:
    found = after(day, tmp_path / "till", without("points_earned"))
    assert "its points were never stated" in {one.what for one in found}


def test_more_points_than_were_given_do_not_come_back(day: Path, tmp_path: Path) -> None:
    def lie(body: Body) -> Body:
        corrective = body["kind"] == "R5" and body.get("points")
        return body | {"points": -9} if corrective else body

    found = after(day, tmp_path / "till", rewritten(of="document_issued", change=lie, every=True))
    assert "took back 9 points in all" in {one.what for one in found}


def test_a_journal_from_before_papers_and_vouchers_were_kept_beside_it_verifies(
    open_shop: Shop,
) -> None:
    open_shop.sign_in("2001").add("CAF-001", "2").pay_cash("20")
    open_shop.refund("T042C03AS26-000001", [(1, "1")])
    driver = open_shop.db.driver()
    for table in ("payments", "label_jobs", "label_list", "replaced", "vouchers",
                  "cash_bags", "cash_places"):  # fmt: skip
        driver.execute(f"DROP TABLE {table}")
    driver.execute("PRAGMA user_version=13")
    till = open_shop.counter.till
    assert not verify(till.db, till.regime).violations


def test_a_journal_from_before_payments_and_orders_said_more_is_read(open_shop: Shop) -> None:
    open_shop.add("CAF-001", "2").pay_card("5").pay_card("1", Mood.HANG)
    driver, till = open_shop.db.driver(), open_shop.counter.till
    pending = [one.reference for one in open_shop.counter.checkout.pending()]
    driver.execute("DROP INDEX attempts_by_shift")
    driver.execute("ALTER TABLE placed_orders DROP COLUMN repaid")
    for column in ("shift", "returns", "taken", "named", "slip", "terminal"):
        driver.execute(f"ALTER TABLE attempts DROP COLUMN {column}")
    for table in ("payments", "replaced", "vouchers", "cash_bags", "cash_places"):
        driver.execute(f"DROP TABLE {table}")
    driver.execute("PRAGMA user_version=9")
    assert not verify(till.db, till.regime).violations
    with till.db.read() as connection:
        assert [one.reference for one in attempts.open_ones(connection)] == pending != []
