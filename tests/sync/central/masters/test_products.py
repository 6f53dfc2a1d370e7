"""Products: versions, codes that only one has, attributes that have one type."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.errors import BadValue, CodeTaken, UnknownItem
from sync.central.database import Central
from sync.central.masters import attributes, products
from sync.central.masters.products import Attribute
from sync.central.tables import history, product_codes
from sync.protocol import DELETE, PUT

from .chains import WHO, a_product, heard, news, noted

WATER = "09525300002499"


def put(central: Central, sku: str, **more: Any) -> int:
    with central.write() as tx:
        return products.put(tx, sku, a_product(**more), WHO)


def owners(central: Central) -> dict[str, str]:
    with central.read() as conn:
        return {row.code: row.sku for row in conn.execute(select(product_codes))}


def test_a_product_travels_with_its_trees_and_typed_attributes(central: Central) -> None:
    put(
        central,
        "AGU",
        family="Bebidas/Agua",
        families={"web": "Sed", "season": "PV26"},
        codes=("9525300002499",),
        attributes={
            "litros": Attribute(type="number", value="1.5"),
            "gas": Attribute(type="boolean", value=False),
        },
    )
    ((op, kind, key, version, value),) = heard(central, "catalog")
    assert (op, kind, key, version) == (PUT, "product", "AGU", 1)
    assert value == {
        "name": "Agua 1,5 L",
        "unit": "each",
        "tax": "reducido",
        "family": "Bebidas/Agua",
        "families": {"web": "Sed", "season": "PV26"},
        "brand": "",
        "codes": [WATER],
        "related": [],
        "image": "",
        "attributes": {
            "litros": {"type": "number", "value": "1.5"},
            "gas": {"type": "boolean", "value": False},
        },
        "sold": 0,
    }


def test_a_change_has_the_next_version_and_what_was_before_is_kept(central: Central) -> None:
    assert put(central, "AGU") == 1
    assert put(central, "AGU", brand="Brinalba") == 2
    assert [(row[0], row[3]) for row in heard(central, "catalog")] == [(PUT, 1), (PUT, 2)]
    with central.read() as conn:
        (was,) = conn.execute(select(history)).all()
        assert products.get(conn, "AGU").brand == "Brinalba"
    assert (was.kind, was.key, was.version, was.who) == ("products", "AGU", 1, WHO)
    assert '"brand":""' in was.value_json
    assert noted(central) == [(WHO, "products"), (WHO, "products")]


def test_a_product_that_stays_as_it_was_says_nothing(central: Central) -> None:
    put(central, "AGU", families={"web": "Sed", "season": "PV26"})
    said = heard(central, "catalog")
    assert put(central, "AGU", families={"season": "PV26", "web": "Sed"}) == 1
    assert news(central, "catalog", said) == []
    assert len(noted(central)) == 1


def test_a_product_that_was_removed_is_gone_and_may_come_back(central: Central) -> None:
    put(central, "AGU", codes=(WATER,))
    with central.write() as tx:
        assert products.remove(tx, ["AGU", "NADA"], WHO) == 1
    with central.write() as tx:
        assert products.remove(tx, ["AGU"], WHO) == 0
    with central.read() as conn, pytest.raises(UnknownItem):
        products.get(conn, "AGU")
    assert owners(central) == {}
    assert put(central, "AGU", codes=(WATER,)) == 3
    assert [(row[0], row[3]) for row in heard(central, "catalog")] == [
        (PUT, 1),
        (DELETE, 2),
        (PUT, 3),
    ]
    assert owners(central) == {WATER: "AGU"}


def test_no_two_products_have_one_code(central: Central) -> None:
    put(central, "AGU", codes=(WATER,))
    with pytest.raises(CodeTaken) as caught:
        put(central, "GAS", codes=(WATER,))
    assert caught.value.facts == {"code": WATER, "sku": "AGU"}
    with central.read() as conn:
        assert products.some(conn, ["GAS"]) == {}
    assert owners(central) == {WATER: "AGU"}


def test_products_said_together_may_swap_their_codes(central: Central) -> None:
    put(central, "A", codes=("UNO",))
    put(central, "B", codes=("DOS",))
    with central.write() as tx:
        swapped = {"A": a_product(codes=("DOS",)), "B": a_product(codes=("UNO",))}
        kept = products.keep(tx, swapped, WHO)
    assert (kept.changed, kept.refused) == (2, {})
    assert owners(central) == {"DOS": "A", "UNO": "B"}


def test_one_that_stays_out_keeps_its_codes_from_the_next(central: Central) -> None:
    for sku, code in (("A", "UNO"), ("B", "DOS"), ("C", "TRES")):
        put(central, sku, codes=(code,))
    with central.write() as tx:
        # A wants C's, which C keeps; so B cannot have A's.
        asked = {"A": a_product(codes=("TRES",)), "B": a_product(codes=("UNO",))}
        kept = products.keep(tx, asked, WHO)
    assert (kept.changed, kept.refused) == (0, {"A": "TRES", "B": "UNO"})
    assert owners(central) == {"UNO": "A", "DOS": "B", "TRES": "C"}


CODES = st.lists(st.sampled_from("pqrst"), unique=True, max_size=3)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.dictionaries(st.sampled_from("ABCD"), CODES, min_size=1), max_size=6))
def test_codes_belong_to_who_says_so_and_to_one_alone(
    central: Central, batches: list[dict[str, list[str]]]
) -> None:
    """However batches come: what was taken has exactly its codes, what was refused what it had."""
    with central.write() as tx:
        products.remove(tx, list("ABCD"), WHO)
    model: dict[str, list[str]] = {}
    for batch in batches:
        with central.write() as tx:
            asked = {sku: a_product(codes=tuple(codes)) for sku, codes in batch.items()}
            refused = products.keep(tx, asked, WHO).refused
        model |= {sku: codes for sku, codes in batch.items() if sku not in refused}
        whose = [(code, sku) for sku, codes in model.items() for code in codes]
        assert owners(central) == dict(whose)
        assert len(dict(whose)) == len(whose)
        for sku, code in refused.items():  # nobody is refused for nothing
            assert any(
                code in codes for other, codes in [*model.items(), *batch.items()] if other != sku
            )


def test_an_attribute_has_one_type_in_the_whole_chain(central: Central) -> None:
    put(central, "A", attributes={"litros": Attribute(type="number", value="1.5")})
    with pytest.raises(BadValue):
        put(central, "B", attributes={"litros": Attribute(type="text", value="mucho")})
    with central.read() as conn:
        assert attributes.types(conn) == {"litros": "number"}
    assert heard(central, "config")[-1][1:] == (
        "setting",
        "attributes",
        1,
        {"value": {"litros": "number"}},
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "mucho"),
        ("number", "1,5"),
        ("boolean", "true"),
        ("date", "21/11/2026"),
        ("date", "2026-02-30"),
        ("text", "dos\nlíneas"),
        ("text", True),
    ],
)
def test_an_attribute_holds_only_what_its_type_says(
    central: Central, kind: str, value: str | bool
) -> None:
    with pytest.raises(BadValue):
        put(central, "A", attributes={"x": Attribute(type=kind, value=value)})  # type: ignore[arg-type]
    with central.read() as conn:
        assert attributes.types(conn) == {}


@pytest.mark.parametrize(
    ("sku", "more"),
    [("", {}), ("a|b", {}), ("A", {"name": " "}), ("A", {"codes": ("9525300002498",)})],
)
def test_what_no_till_could_show_is_refused(
    central: Central, sku: str, more: dict[str, Any]
) -> None:
    with pytest.raises(BadValue):
        put(central, sku, **more)


def test_pages_of_products_go_by_sku(central: Central) -> None:
    for sku in "CABD":
        put(central, sku)
    with central.write() as tx:
        products.remove(tx, ["B"], WHO)
    with central.read() as conn:
        assert list(products.page(conn, "", 2)) == ["A", "C"]
        assert list(products.page(conn, "C", 2)) == ["D"]
