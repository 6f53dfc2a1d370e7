"""Distances between shops."""

from __future__ import annotations

from app.domain.distance import Place, degrees, metres, place


def test_distances_are_those_of_the_map_to_100_m() -> None:
    zaragoza, huesca = place("41.6488", "-0.8891"), place("42.1362", "-0,4087")
    assert zaragoza and huesca
    assert metres(zaragoza, huesca) == 67_200
    assert metres(zaragoza, zaragoza) == 0
    assert metres(Place(0, 179_999_000), Place(0, -179_999_000)) == 200


def test_what_is_nowhere_is_no_place() -> None:
    for wrong in (("", "0"), ("91", "0"), ("x", "0"), ("0", "181"), ("NaN", "0")):
        assert place(*wrong) is None
    assert place(" 41,6488 ", "-0.8891") == Place(41_648_800, -889_100)
    assert degrees(-889_100) == "-0.8891"
