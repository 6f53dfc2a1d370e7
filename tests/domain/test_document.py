"""What the shop issues: kinds and their series."""

from __future__ import annotations

import pytest

from app.domain.document import DocumentKind


@pytest.mark.parametrize(
    ("kind", "letter"), [("F2", "S"), ("F1", "F"), ("F3", "F"), ("R1", "R"), ("R5", "R")]
)
def test_each_kind_has_a_series_of_its_own(kind: str, letter: str) -> None:
    assert DocumentKind(kind).series_letter == letter
    assert DocumentKind(kind).corrective == (letter == "R")
