"""Columns of values as PostgreSQL reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.central.arrays import array

_WHOLE = st.integers(-(2**63), 2**63 - 1)
_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
_COLUMNS = st.one_of(
    *(
        st.tuples(st.just(kind), st.lists(one, min_size=1) | st.lists(st.none() | one, min_size=1))
        for kind, one in (("bigint", _WHOLE), ("text", _TEXT))
    )
)


@pytest.fixture(scope="module")
def connection(cluster: Any) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(cluster.url()) as connection:
        yield connection


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ((1, -20, 2**53), "{1,-20,9007199254740992}"),
        (("a", "", "NULL"), '{"a","","NULL"}'),
        (('{"a":"\\n"}', "b,c"), r'{"{\"a\":\"\\n\"}","b,c"}'),
        (("a", None), '{"a",NULL}'),
        ((None, 7), "{NULL,7}"),
        ((None, None), "{NULL,NULL}"),
    ],
)
def test_a_column_is_written_as_an_array(values: tuple[Any, ...], written: str) -> None:
    assert array(values) == written


@pytest.mark.parametrize("values", [("a", "b\0c"), ("\0",), ("\0", None)])
def test_a_text_with_a_nul_is_refused_not_cut_in_two(values: tuple[str, ...]) -> None:
    with pytest.raises(UnicodeError):
        array(values)


@pytest.mark.more
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(column=_COLUMNS)
def test_postgresql_reads_what_was_written(
    connection: psycopg.Connection[Any], column: tuple[str, list[Any]]
) -> None:
    kind, values = column
    query = f"SELECT one FROM unnest(%s::{kind}[]) WITH ORDINALITY AS t (one, place) ORDER BY place"  # noqa: S608
    found = connection.execute(query, [array(values)]).fetchall()
    assert [one for (one,) in found] == values
