"""The JSON contract of a session: what every verb answers, and what each field looks like."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from chain import say_customer, say_setting
from played import OPEN, Answer, answers, last, played
from shop import Shop

from app.play import pickups, stock
from app.play.table import Step

LINE = {
    *("n", "sku", "name", "code", "quantity", "unit", "price", "gross", "discount", "total"),
    *("tax", "rate", "note", "seller"),
}
SUMS = {"total", "due", "lines"}
DOCUMENT = {
    *("number", "kind", "issued_at", "who", "total", "taxes", "lines", "tenders", "change"),
    *("buyer", "corrects", "replaces", "customer", "points", "fiscal"),
}
CUSTOMER = {"uuid", "card", "name", "level", "points"}
X = {
    *("shift", "day", "opened_at", "opened_by", "float", "series", "sales", "sales_total"),
    *("taxes", "returns", "returns_total", "corrective_taxes", "tenders", "cash_in", "cash_out"),
    *("drops", "discounts", "overrides", "removed_lines", "abandoned", "reprints", "openings"),
    *("people", "left", "brought", "carried_off", "bags", "vouchers"),
    *("replacing", "replacing_total", "without_ticket", "without_ticket_total"),
    *("expected", "held", "card_by_hand_expected", "card_by_hand_held"),
}
Z = X | {
    *("counted", "difference", "card_by_hand_difference", "accepted_by", "passed"),
    *("stays", "to_safe", "bag"),
}
TOUCHED = SUMS | {"line"}
SENIOR = (*OPEN, "signin 2001 2222")
KNOWN = (*OPEN, "customer new card=7 name=Ana marketing=yes")
SOLD = (*SENIOR, "add CAF-001 2", "pay cash")
TICKET = "T042C03AS26-000001"


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (("signin 1001 1111",), {"code", "name", "role"}),
        (("badge EMP-2001",), {"code", "name", "role"}),
        (("lock",), {"locked"}),
        ((*OPEN, "authorise badge EMP-2001"), {"code", "role"}),
        (("signout",), set()),
        ((*OPEN, "authorise 2001 2222"), {"code", "role"}),
        (OPEN, {"shift", "day", "opened_at", "opened_by", "float"}),
        ((*OPEN, "scan 9525300002499"), TOUCHED),
        ((*OPEN, "add CAF-001 2"), TOUCHED),
        ((*OPEN, "varios 2,50 21% botón"), TOUCHED),
        ((*OPEN, "add CAF-001", "line 1"), TOUCHED),
        ((*OPEN, "add CAF-001", "qty 3"), TOUCHED),
        ((*OPEN, "add JAM-SER-KG", "weight 0,25"), TOUCHED),
        ((*SENIOR, "add CAF-001", "price 3"), TOUCHED),
        ((*OPEN, "add CAF-001", "discount line 0.50"), TOUCHED),
        ((*OPEN, "add CAF-001", "discount ticket 10% why"), SUMS),
        ((*OPEN, "add CAF-001", "note 'sin prisa'"), TOUCHED),
        ((*OPEN, "add CAF-001", "seller 2001"), TOUCHED),
        ((*OPEN, "add CAF-001", "staff-purchase 2001"), SUMS | {"staff"}),
        ((*OPEN, "add CAF-001", "remove"), SUMS | {"removed"}),
        ((*OPEN, "add CAF-001", "remove", "undo"), TOUCHED),
        ((*OPEN, "add CAF-001", "abandon"), {"abandoned", "given_back"}),
        ((*OPEN, "add CAF-001", "park"), {"parked", "total"}),
        ((*OPEN, "add CAF-001", "park", "recall 1"), SUMS),
        ((*OPEN, "add CAF-001", "invoice 12345678Z María Calle"), {"buyer"}),
        ((*SOLD, f"price-back {TICKET} 1:0.50 price"), DOCUMENT),
        ((*SOLD, f"refund {TICKET} 1:1 damaged"), DOCUMENT),
        ((*SOLD, f"exchange {TICKET} 1:1"), SUMS | {"exchanged", "owed"}),
        ((*SOLD, "find-ticket product=CAF-001"), {"documents"}),
        ((*SENIOR, "return CAF-001 1"), {"voucher", "amount", "lines"}),
        ((*SOLD, f"to-invoice {TICKET} 12345678Z María Calle"), DOCUMENT),
        ((*OPEN, "add CAF-001", "pay cash 1"), {"due"}),
        ((*OPEN, "add CAF-001", "pay card 1"), {"card", "due"}),
        ((*OPEN, "add CAF-001", "pay card-by-hand 1 123"), {"due"}),
        (("signin 1001 1111", "customer new card=7 name=Ana"), {"customer"}),
        (KNOWN, SUMS | {"customer"}),
        ((*KNOWN, "customer 7"), SUMS | {"customer"}),
        ((*KNOWN, "scan MC:7"), SUMS | {"customer"}),
        ((*KNOWN, "customer 7", "customer none"), SUMS | {"customer"}),
        ((*KNOWN, "customer 7", "points"), CUSTOMER | {"as_of"}),
        (("terminal decline",), {"terminal"}),
        (SOLD, DOCUMENT),
        ((*SENIOR, "add CAF-001", "pay card"), DOCUMENT | {"card"}),
        ((*SOLD, f"refund {TICKET} 1:1"), DOCUMENT),
        ((*SOLD, f"refund-all {TICKET} cash"), DOCUMENT),
        ((*SOLD, f"reprint {TICKET}"), {"number", "copy"}),
        ((*OPEN, "cash-in 5 cambio"), {"moved", "kind"}),
        ((*OPEN, "cash-out 5 pan"), {"moved", "kind"}),
        ((*OPEN, "drop 5"), {"moved", "kind"}),
        ((*SENIOR, "move-cash drawer safe 5 bag=B-1"), {"moved", "from", "to"}),
        ((*SENIOR, "deposit B-2=50 R-1"), {"deposited", "slip"}),
        ((*OPEN, "signin 9001 9999", "places"), {"places", "bags"}),
        ((*OPEN, "count 50.00x2"), {"counted", "card_by_hand"}),
        ((*OPEN, "close-shift"), Z),
        ((*SOLD, "x"), X),
        (("search leche",), {"found"}),
        (
            ("show",),
            {
                *("now", "signed_in", "shift", "basket", "parked", "pending_cards", "last"),
                "wants_drop",
            },
        ),
        ((*OPEN, "add CAF-001", "explain 1"), {"steps"}),
        (("clock +1d",), {"now"}),
    ],
    ids=lambda value: value[-1].split()[0] if isinstance(value, tuple) else "",
)
def test_what_a_verb_answers(demo_folder: Path, lines: tuple[str, ...], fields: set[str]) -> None:
    result = last(demo_folder, *lines)
    assert set(result) == fields
    if "line" in fields:
        assert set(result["line"]) == LINE
    if result.get("customer") and "uuid" in result["customer"]:
        assert set(result["customer"]) == CUSTOMER


def test_the_answer_of_a_sale_to_the_letter(demo_folder: Path) -> None:
    result = last(demo_folder, *OPEN, "add CAF-001 2", "add BOL-PAP", "pay cash 20")
    hash_ = result["fiscal"].pop("hash")
    assert len(hash_) == 64
    assert result.pop("lines")[0] == {
        "n": 1,
        "sku": "CAF-001",
        "name": "Café molido natural 250 g",
        "code": "",
        "quantity": "2",
        "unit": "each",
        "price": "4.25",
        "gross": "8.50",
        "discount": None,
        "total": "8.50",
        "tax": "reducido",
        "rate": "10",
        "note": "",
        "seller": "",
    }
    assert result == {
        "number": TICKET,
        "kind": "F2",
        "issued_at": "2026-11-21T12:00:00+01:00",
        "who": "1001",
        "total": "8.60",
        "taxes": [
            {"rate": "21", "base": "0.08", "tax": "0.02", "category": "general"},
            {"rate": "10", "base": "7.73", "tax": "0.77", "category": "reducido"},
        ],
        "tenders": [{"kind": "cash", "amount": "20.00", "authorisation": "", "last_four": ""}],
        "change": "11.40",
        "buyer": None,
        "corrects": None,
        "replaces": None,
        "customer": None,
        "points": 0,
        "fiscal": {
            "previous": "",
            "qr": "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR"
            f"?nif=B12345674&numserie={TICKET}&fecha=21-11-2026&importe=8.60",
        },
    }


def test_change_is_always_there_and_due_only_without_a_number(demo_folder: Path) -> None:
    found = answers(
        demo_folder, *OPEN, "add CAF-001", "pay card 1", "pay cash 1", "pay card-by-hand"
    )
    results = [answer["result"] for answer in found[-3:]]
    assert results[:2] == [{"card": "approved", "due": "3.25"}, {"due": "2.25"}]
    assert (results[2]["change"], results[2]["number"]) == ("0.00", TICKET)
    assert "due" not in results[2]


@pytest.mark.parametrize(
    ("told", "card"), [("decline", "declined"), ("cancel", "cancelled"), ("hang", "unknown")]
)
def test_what_a_card_says_is_an_answer(demo_folder: Path, told: str, card: str) -> None:
    result = last(demo_folder, *OPEN, "add CAF-001", f"terminal {told}", "pay card")
    assert result == {"card": card, "due": "4.25"}


def test_a_hanging_card_is_looked_up_by_the_next_pay(demo_folder: Path) -> None:
    lines = (*OPEN, "add CAF-001", "terminal die", "pay card", "!pay cash", "terminal approve")
    assert last(demo_folder, *lines, "pay cash")["tenders"][0]["kind"] == "card"


def test_what_died_is_settled_before_the_first_command_of_the_next_run(demo_folder: Path) -> None:
    last(demo_folder, *OPEN, "add CAF-001", "terminal die", "pay card")
    found = last(demo_folder, "show")
    assert (found["last"], found["basket"], found["pending_cards"]) == (TICKET, None, [])


def test_the_expected_cash_is_shown_to_managers_only(demo_folder: Path) -> None:
    lines = (*OPEN, "add CAF-001", "pay cash", "x")
    cashier = last(demo_folder, *lines)
    manager = last(demo_folder, "signin 9001 9999", "x")
    figures = ("expected", "tenders", "held", "card_by_hand_expected", "card_by_hand_held")
    assert {cashier[name] for name in figures} == {None}
    assert (manager["expected"], manager["tenders"]["cash"]) == ("104.25", "4.25")


def test_leave_is_for_the_next_command_only(demo_folder: Path) -> None:
    found = answers(
        demo_folder,
        *OPEN,
        "add CAF-001",
        "authorise 2001 2222",
        "# a comment is no command",
        "",
        "price 3",
        "!price 2",
        "authorise 2001 2222",
        "show",
        "!price 2",
    )
    assert [answer["ok"] for answer in found[4:]] == [True, True, False, True, True, False]


def test_a_run_begins_and_ends_signed_out_and_the_rest_stays(demo_folder: Path) -> None:
    last(demo_folder, *OPEN, "add CAF-001", "park", "add LEC-ENT", "discount ticket 5%")
    found = last(demo_folder, "show")
    assert found["signed_in"] is None
    assert found["shift"]["shift"] == 1
    assert found["basket"]["total"] == "0.93"
    assert [parked["total"] for parked in found["parked"]] == ["4.25"]
    assert found["now"] == "2026-11-21T12:00:00+01:00"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("fly", "UnknownCommand"),
        ("scan", "BadArguments"),
        ("scan a b", "BadArguments"),
        ("note 'unfinished", "BadArguments"),
        ("qty 1.5", "BadQuantity"),
        ("qty x", "BadQuantity"),
        ("qty -1", "BadQuantity"),
        ("qty 0", "BadQuantity"),
        ("line x", "BadArguments"),
        ("line 9", "NoSuchLine"),
        ("add NADA", "UnknownItem"),
        ("scan NADA", "UnknownItem"),
        ("weight 1", "BadQuantity"),
        ("price 1", "NotAllowed"),
        ("discount line 21%", "NotAllowed"),
        ("discount line 101%", "BadDiscount"),
        ("discount line x%", "BadDiscount"),
        ("discount all 5%", "BadArguments"),
        ("varios 1 19 x", "NoTaxRate"),
        ("varios 1 x x", "NoSuchVarios"),
        ("varios 99 21 x", "VariosTooDear"),
        ("invoice 12345678A María Calle", "BadTaxId"),
        ("invoice 12345678Z María ''", "BuyerIncomplete"),
        ("pay coins", "BadArguments"),
        ("pay cash 0", "BadAmount"),
        ("pay cash 1.234", "BadAmount"),
        ("pay card 99", "TooMuch"),
        ("recall 1", "UnknownParked"),
        ("undo", "NothingToUndo"),
        ("refund-all NADA", "NotAllowed"),
        ("reprint NADA", "UnknownDocument"),
        ("open-shift 5", "ShiftOpen"),
        ("cash-in 5 ''", "ReasonMissing"),
        ("cash-out 500 why", "NotEnoughCash"),
        ("count 3x1", "BadCount"),
        ("clock tomorrow", "BadArguments"),
        ("terminal explode", "BadArguments"),
        ("signin 1001 0000", "SignInRefused"),
        ("seller 7", "UnknownPerson"),
        ("scan MC:7", "UnknownCard"),
        ("customer 7", "UnknownCard"),
        ("customer 7 8", "BadArguments"),
        ("customer none", "NobodyKnown"),
        ("customer new name=Ana", "BadCard"),
        ("customer new card=7", "BadPersonal"),
        ("customer new card=7 name=Ana email=x", "BadPersonal"),
        ("customer new card=7 name=Ana name=Eva", "BadArguments"),
        ("customer new card=7 name=Ana age=7", "BadArguments"),
        ("customer new card=7 name=Ana marketing=perhaps", "BadArguments"),
        ("customer new card=9527618000358 name=Ana", "BadCard"),
        ("points", "NobodyKnown"),
    ],
)
def test_what_is_refused_names_its_error_and_says_a_sentence(
    demo_folder: Path, line: str, error: str
) -> None:
    found = answers(demo_folder, *OPEN, "add CAF-001", line, "show")
    refused = found[-1]
    assert set(refused) == {"line", "do", "ok", "error", "message"}
    assert (refused["line"], refused["do"]) == (5, line.split()[0])
    assert refused["error"] == error
    assert refused["message"].endswith((".", "?")) or error == "BadArguments"
    assert len(found) == 5


@pytest.mark.parametrize(
    ("line", "steps"),
    [("stock", stock.STEPS), ("stock descargar", stock.STEPS), ("pickup", pickups._STEPS)],
)
def test_a_step_that_is_none_is_answered_with_all_there_are(
    demo_folder: Path, line: str, steps: dict[str, Step]
) -> None:
    refused = answers(demo_folder, "signin 1001 1111", line)[-1]
    words = re.findall("[a-z]+", refused["message"].replace("-", ""))
    assert refused["error"] == "BadArguments" and not steps.keys() - set(words)
    assert len(refused["message"]) < 450, "how each is written is another question"


def every_value(of: Any) -> list[Any]:
    match of:
        case dict():
            return [value for inner in of.values() for value in every_value(inner)]
        case list():
            return [value for inner in of for value in every_value(inner)]
        case _:
            return [of]


def test_no_number_of_a_session_is_a_float(demo_folder: Path) -> None:
    found: list[Answer] = answers(demo_folder, *SOLD, "x", "count 50x2", "show", "close-shift")
    assert not any(isinstance(value, float) for value in every_value(found))


def test_points_are_those_of_the_sale_in_hand(demo_folder: Path) -> None:
    with Shop(demo_folder) as shop:
        say_setting(shop, "points", {"rates": [{"per_euro": "2"}]})
        say_customer(shop, "u1", "7", "Ana Pérez", points=30)
    sold = last(demo_folder, *OPEN, "signin 2001 2222", "scan 7", "add CAF-001 3", "pay cash 20")
    assert (sold["customer"], sold["points"]) == ("u1", 25)
    again = ("signin 2001 2222", f"refund {TICKET} 1:1")
    assert last(demo_folder, *again)["points"] == -9
    assert last(demo_folder, "signin 1001 1111", "customer 7", "points")["points"] == 46


def test_the_sale_in_hand_is_of_whom_it_made_known(demo_folder: Path) -> None:
    with Shop(demo_folder) as shop:
        say_setting(shop, "points", {"rates": [{"per_euro": "2"}]})
    found = answers(demo_folder, *OPEN, "add CAF-001", KNOWN[-1], "pay cash")
    made, sold = (answer["result"] for answer in found[-2:])
    assert (sold["customer"], sold["points"]) == (made["customer"]["uuid"], 8)
    assert (made["total"], made["lines"]) == ("4.25", 1)


def test_whom_it_made_known_before_the_shift_begins_no_sale(demo_folder: Path) -> None:
    lines = ("signin 1001 1111", "customer new card=7 name=Ana", "show")
    assert last(demo_folder, *lines)["basket"] is None


def test_the_same_session_makes_the_same_customer(
    demo_made: tuple[Path, Any], tmp_path: Path
) -> None:
    one, other = (copied(demo_made[0], tmp_path / name) for name in ("one", "other"))
    lines = (*KNOWN, "customer 7", "add CAF-001", "pay cash")
    assert played(one, lines) == played(other, lines)
    heads = []
    for folder in (one, other):
        with Shop(folder) as shop:
            heads.append(shop.facts()[-1].hash)
    assert heads[0] == heads[1]
