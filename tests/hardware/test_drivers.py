"""Devices as till.toml names them: one that is wrong spoils no other."""

from __future__ import annotations

import pytest

from hardware.drivers import Around, all_of, spec_of
from hardware.errors import DeviceError, Reason
from hardware.health import State


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"kind": "printer"},
        {"kind": "toaster", "address": "tcp://x"},
        {"kind": "printer", "address": "nowhere at all"},
        {"kind": "printer", "address": "tcp://x", "driver": "braille"},
    ],
)
def test_an_entry_that_says_no_device_is_refused(entry: dict[str, str]) -> None:
    with pytest.raises(DeviceError) as refused:
        spec_of("counter", entry)
    assert refused.value.code is Reason.NO_SERVICE


def test_a_device_that_cannot_be_made_has_a_row_that_says_why() -> None:
    device = all_of(
        {"counter": {"kind": "printer", "address": "tcp://x", "driver": "no"}}, Around()
    )
    health = device["counter"].row.health
    assert (health.state, health.code) == (State.CLOSED, Reason.NO_SERVICE)
    assert "no driver 'no'" in health.detail
