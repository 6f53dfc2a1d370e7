"""A fact's hash is that of its canonical form, whatever order its fields were written in."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import canonical, fact_hash

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
BODIES = st.dictionaries(st.text(), VALUES, max_size=5)
FACT: dict[str, Any] = {"seq": 1, "who": "1001", "sealed": None, "previous": "ab", "hash": "zz"}


def turned(value: Any) -> Any:
    """The same, every mapping in the opposite order."""
    match value:
        case dict():
            return {name: turned(inner) for name, inner in reversed(value.items())}
        case list():
            return [turned(inner) for inner in value]
        case _:
            return value


@given(body=BODIES)
def test_the_order_of_the_fields_does_not_count(body: dict[str, Any]) -> None:
    fact = FACT | {"body": body}
    assert canonical(turned(fact)) == canonical(fact)
    assert fact_hash(turned(fact)) == fact_hash(fact)


@given(body=BODIES)
def test_what_is_read_back_hashes_the_same(body: dict[str, Any]) -> None:
    fact = FACT | {"body": body}
    assert json.loads(canonical(fact)) == fact
    assert fact_hash(json.loads(canonical(fact))) == fact_hash(fact)


@given(one=BODIES, other=BODIES)
def test_another_body_has_another_hash(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = fact_hash(FACT | {"body": one}) == fact_hash(FACT | {"body": other})
    assert same == (canonical(one) == canonical(other))


def test_the_hash_covers_every_field_but_itself() -> None:
    fact = FACT | {"body": {}}
    assert fact_hash(fact | {"hash": "other"}) == fact_hash(fact)
    for name, value in (("seq", 2), ("who", ""), ("sealed", "x"), ("previous", "ac")):
        assert fact_hash(fact | {name: value}) != fact_hash(fact)


def test_the_recipe_is_the_one_that_central_follows() -> None:
    fact = {"previous": "00ff", "b": "ñ", "a": [1, {"y": 1, "x": None}], "hash": "-"}
    written = '00ff{"a":[1,{"x":null,"y":1}],"b":"ñ"}'
    assert fact_hash(fact) == hashlib.sha256(written.encode()).hexdigest()
