"""Returns that are half paid back: the same words finish them, and others are not swallowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from played import NOON, OPEN, answers, last

TICKET = "T042C03AS26-000001"
OTHER = "T042C03AS26-000002"
SOLD = (
    *(*OPEN, "signin 2001 2222", "add CAF-001 3", "pay cash"),
    *("add CAF-001 3", "add LEC-ENT 2", "pay card 2", "pay card 3", "pay cash"),
)
HALF_PAID = (*SOLD, "terminal die", f"refund {OTHER} 1:2 2:1", "terminal approve")
"""2.00 of 9.48 went back on the first card; nobody knew until the terminal was on again."""


@pytest.mark.parametrize(
    "words",
    [
        f"refund {OTHER} 1:2",
        f"refund {OTHER} 1:1 2:1",
        f"refund {OTHER} 1:2 2:1 card",
        f"refund {OTHER} 9:1",
        f"refund-all {OTHER}",
        f"refund {TICKET} 1:2 2:1",
        f"refund-all {TICKET} cash",
    ],
)
def test_while_a_return_is_half_paid_other_words_are_refused_and_say_how_to_finish_it(
    demo_folder: Path, words: str
) -> None:
    found = answers(demo_folder, *HALF_PAID, f"!{words}", f"refund {OTHER} 2:1 1:2")
    refused, finished = found[-2:]
    assert refused["error"] == "ReturnPending"
    assert f"{OTHER} 1:2 2:1:" in refused["message"]
    assert (finished["result"]["number"], finished["result"]["total"]) == (
        "T042C03AR26-000001",
        "-9.48",
    )


@pytest.mark.parametrize("words", ["1:2 2:1", "2:1 1:1 1:1", "1:2.0 2:1"])
def test_the_same_lines_finish_a_return_half_paid_without_more_leave(
    demo_folder: Path, words: str
) -> None:
    result = last(demo_folder, *HALF_PAID, "signin 1001 1111", f"refund {OTHER} {words}")
    assert (result["number"], result["total"]) == ("T042C03AR26-000001", "-9.48")
    assert {line["of"]: line["quantity"] for line in result["lines"]} == {1: "-2", 2: "-1"}


def test_a_return_of_everything_is_finished_by_its_words(demo_folder: Path) -> None:
    half = (*SOLD, "terminal die", f"refund-all {OTHER}", "terminal approve")
    result = last(demo_folder, *half, f"refund-all {OTHER.lower()}")
    assert (result["kind"], result["total"]) == ("R5", "-14.71")


def test_words_for_other_lines_are_done_when_the_look_up_completed_the_return(
    demo_folder: Path,
) -> None:
    lines = (*OPEN, "signin 2001 2222", "add CAF-001 3", "pay card")
    lost = (*lines, "terminal die", f"refund {TICKET} 1:1", "terminal approve")
    result = last(demo_folder, *lost, f"refund {TICKET} 1:2")
    assert (result["number"], result["total"]) == ("T042C03AR26-000002", "-8.50")


def test_words_for_other_lines_are_done_when_nothing_was_paid_back_yet(demo_folder: Path) -> None:
    lost = (*SOLD, "terminal hang", f"refund {OTHER} 1:1", "terminal approve")
    result = last(demo_folder, *lost, f"refund {OTHER} 2:2")
    assert (result["number"], result["total"]) == ("T042C03AR26-000001", "-1.96")


def test_a_change_of_payment_that_nobody_knew_of_is_looked_up_when_it_is_asked_for_again(
    demo_folder: Path,
) -> None:
    lost = (*OPEN, "signin 2001 2222", "add CAF-001", "pay cash", "terminal die", "retender card")
    found = answers(demo_folder, *lost, "terminal approve", "retender card", "show")
    assert found[len(lost) - 1]["result"]["card"] == "unknown"
    assert [tender["kind"] for tender in found[-2]["result"]["tenders"]] == ["card"]
    assert found[-1]["result"]["pending_cards"] == []


def test_the_next_payment_looks_up_whatever_card_nobody_knew_of(demo_folder: Path) -> None:
    lost = (*OPEN, "signin 2001 2222", "add CAF-001", "pay cash", "terminal die", "retender card")
    found = answers(demo_folder, *lost, "terminal approve", "add LEC-ENT", "pay cash", "show")
    assert found[-2]["result"]["number"] == OTHER
    assert found[-1]["result"]["pending_cards"] == []


def test_store_credit_of_an_exchange_is_said_with_its_code(demo_folder: Path) -> None:
    lines = (*OPEN, "signin 2001 2222", "add CAF-001 2", "pay cash", f"exchange {TICKET} 1:1")
    result = last(demo_folder, *lines, "add LEC-ENT", "pay credit")
    (credit,) = (one for one in result["came_back"]["tenders"] if one["kind"] == "credit")
    assert (credit["amount"], result["came_back"]["total"]) == ("-3.27", "-4.25")
    left = last(demo_folder, "signin 2001 2222", f"credit {credit['reference']}")
    assert left["left"] == "3.27"


def test_only_an_exchange_says_what_came_back(demo_folder: Path) -> None:
    lines = (*OPEN, "signin 2001 2222", "add CAF-001 2", "pay cash", f"exchange {TICKET} 1:1")
    found = answers(demo_folder, *lines, "add CAF-001", "pay cash", "add LEC-ENT", "pay cash")
    assert "came_back" not in found[4]["result"]
    assert found[-3]["result"]["came_back"]["number"] == "T042C03AR26-000001"
    assert "came_back" not in found[-1]["result"]


def test_a_drawer_above_its_limit_asks_for_a_drop_after_a_sale_and_when_looked_at(
    demo_folder: Path,
) -> None:
    lines = (NOON, "signin 9001 9999", "open-shift 499", "add CAF-001", "pay cash", "show")
    found = answers(demo_folder, *lines, "drop 300", "show", "add CAF-001", "pay cash")
    assert found[4]["result"]["wants_drop"] is found[5]["result"]["wants_drop"] is True
    assert found[7]["result"]["wants_drop"] is False
    assert "wants_drop" not in found[-1]["result"]


def qr(number: str, total: str = "12.75") -> str:
    asks = f"nif=B12345674&numserie={number}&fecha=21-11-2026&importe={total}"
    return f"'https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?{asks}'"


@pytest.mark.parametrize(
    "words",
    [
        f"refund {qr(TICKET)} 1:1",
        f"refund-all {qr(TICKET)}",
        f"price-back {qr(TICKET)} 1:0.10 price",
        f"exchange {qr(TICKET)} 1:1",
        f"to-invoice {qr(TICKET)} 12345678Z María Calle",
    ],
)
def test_the_qr_of_a_ticket_finds_it_as_its_number_does(demo_folder: Path, words: str) -> None:
    lines = (*OPEN, "signin 2001 2222", "add CAF-001 3", "pay cash")
    refused, done = answers(demo_folder, *lines, f"!{words.replace('12.75', '12.70')}", words)[-2:]
    assert refused["error"] == "PaperDiffers"
    assert done["ok"]


def test_the_qr_of_another_companys_ticket_opens_none_of_ours(demo_folder: Path) -> None:
    theirs = qr(TICKET).replace("B12345674", "B87654321")
    lines = (*OPEN, "signin 2001 2222", "add CAF-001 3", "pay cash")
    assert answers(demo_folder, *lines, f"!refund-all {theirs}")[-1]["error"] == "AnotherTaxpayer"
