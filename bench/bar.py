"""A bar: what was measured, what was promised, and whether it holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of `make bench`; `goal` is for people, `holds` for the exit code."""

    bar: str
    goal: str
    value: float
    unit: str
    holds: bool


def at_most(bar: str, most: float, value: float, unit: str) -> Bar:
    """A bar that must not be passed."""
    return Bar(bar, f"<= {most:g} {unit}".strip(), round(value, 3), unit, value <= most)


def at_least(bar: str, least: float, value: float, unit: str) -> Bar:
    """A bar that must be reached."""
    return Bar(bar, f">= {least:g} {unit}".strip(), round(value, 3), unit, value >= least)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
