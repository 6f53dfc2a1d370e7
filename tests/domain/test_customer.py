"""Who a customer is: what may be said at the counter, and what is tidied before it is sealed."""

from __future__ import annotations

import pytest

from app.domain.customer import Customer, Personal, card_number, personal
from app.domain.errors import BadCard, BadPersonal


@pytest.mark.parametrize(
    ("name", "first"), [("Ana María Pérez", "Ana"), ("  Ana  ", "Ana"), ("", ""), (" ", "")]
)
def test_only_the_first_name_is_said_aloud(name: str, first: str) -> None:
    assert Customer("u", "1", name=name).first_name == first


def test_what_was_typed_is_tidied() -> None:
    assert personal({"name": " Ana  Pérez ", "phone": "600 000 000"}) == Personal(
        "Ana Pérez", "600 000 000"
    )
    assert personal({"name": "Ana"}).fields() == {"name": "Ana"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "name"),
        ({"name": " "}, "name"),
        ({"name": "A\x07na"}, "name"),
        ({"name": "Ana", "email": "ana"}, "email"),
        ({"name": "Ana", "email": "@x.es"}, "email"),
        ({"name": "Ana", "phone": "6" * 201}, "phone"),
    ],
)
def test_what_cannot_be_is_named(fields: dict[str, str], field: str) -> None:
    with pytest.raises(BadPersonal) as refused:
        personal(fields)
    assert refused.value.facts["field"] == field


def test_a_card_has_one_spelling() -> None:
    assert card_number(" so cio-7 ") == "SOCIO-7"
    for text in ("", "  ", "9" * 41, "1\x001"):
        with pytest.raises(BadCard):
            card_number(text)
