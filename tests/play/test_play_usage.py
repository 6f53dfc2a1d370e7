"""What `play` says of a step that is not written right: that step alone, and the wrong word."""

from __future__ import annotations

from pathlib import Path

import pytest
from order_shop import as_device
from played import answers
from shop import Shop

from app.domain.errors import BadArguments
from app.messages import sentence
from app.play.pickups import pickup
from app.play.stock import stock
from app.play.table import Do


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    return as_device(open_shop).sign_in("2001")


def refused(shop: Shop, do: Do, words: str) -> str:
    with pytest.raises(BadArguments) as refusal:
        do(shop.counter, words.split())
    return sentence(refusal.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("count again", "Se escribe así: stock count again CODE"),
        ("receive scan", "Se escribe así: stock receive scan CODE [QUANTITY]"),
        ("transfer pack", "Se escribe así: stock transfer pack BOX"),
        ("count close now", "Se escribe así: stock count close [rest-gone] [sure]"),
        ("adjust CAF-001 1 nada", "Se escribe así: stock adjust CODE QUANTITY REASON [NOTE]"),
    ],
)
def test_only_the_step_that_is_wrong_is_explained(shop: Shop, words: str, said: str) -> None:
    assert refused(shop, stock, words) == said


@pytest.mark.parametrize(
    ("do", "words", "start"),
    [
        (stock, "cuenta", "stock cuenta? Se escribe así: stock receive|transfer|"),
        (stock, "count abrir", "stock count abrir? Se escribe así: stock count begin|"),
        (stock, "receive todo", "stock receive todo? Se escribe así: stock receive list|begin|"),
        (stock, "receive", "Se escribe así: stock receive list|begin|"),
        (pickup, "entregar W-1", "pickup entregar? Se escribe así: pickup wave|picklist|list|"),
    ],
)
def test_a_word_that_is_no_step_is_named_with_the_steps(
    shop: Shop, do: Do, words: str, start: str
) -> None:
    said = refused(shop, do, words)
    assert said.startswith(start)
    assert len(said) < 450


def test_a_step_with_several_ways_says_all_of_them_and_no_other(shop: Shop) -> None:
    said = refused(shop, pickup, "pick")
    assert said.startswith("Se escribe así: pickup pick N CODE")
    assert "short" not in said


def test_quotes_that_nobody_closed_are_told_how_the_verb_is_written(demo_folder: Path) -> None:
    (refused,) = answers(demo_folder, '!credit 5 "por la espera')
    assert refused["error"] == "BadArguments"
    assert 'credit AMOUNT ["WHY"]' in refused["message"]
    assert "espera" not in refused["message"]
