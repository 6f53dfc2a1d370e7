"""Addresses as people type them into till.toml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import DeviceError, Reason
from hardware.transport.address import Address, Way, read


@pytest.mark.parametrize(
    ("typed", "is_"),
    [
        ("tcp://192.168.1.50:9100", Address(Way.TCP, "192.168.1.50", 9100)),
        ("tcp://printer.local", Address(Way.TCP, "printer.local", 9100)),
        ("192.168.1.50", Address(Way.TCP, "192.168.1.50", 9100)),
        ("printer:9101", Address(Way.TCP, "printer", 9101)),
        ("https://10.0.0.7", Address(Way.HTTPS, "10.0.0.7", 8443)),
        ("/dev/ttyUSB0", Address(Way.SERIAL, "/dev/ttyUSB0")),
        ("COM3", Address(Way.SERIAL, "COM3")),
        ("serial://COM3?baud=19200", Address(Way.SERIAL, "COM3", 0, {"baud": "19200"})),
        (
            "serial:///dev/ttyS0?bits=7&parity=even",
            Address(Way.SERIAL, "/dev/ttyS0", 0, {"bits": "7", "parity": "even"}),
        ),
        ("/dev/usb/lp0", Address(Way.USB, "/dev/usb/lp0")),
        ("spool://Tickets%20caja", Address(Way.SPOOL, "Tickets caja")),
        ("/srv/tickets", Address(Way.FILE, "/srv/tickets")),
        (" sim://printer ", Address(Way.SIM, "printer")),
    ],
)
def test_an_address_is_read_as_it_is_typed(typed: str, is_: Address) -> None:
    assert read(typed) == is_


@pytest.mark.parametrize(
    "typed", ["", "tcp://", "gopher://x", "tcp://x:99999", "x:99999", "a b", "spool://"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(DeviceError) as refused:
        read(typed)
    assert refused.value.code is Reason.NO_SERVICE


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_address_or_refused(typed: str) -> None:
    try:
        found = read(typed)
    except DeviceError:
        return
    assert found.place and 0 <= found.port < 2**16


@given(
    st.sampled_from(
        [
            "tcp://h:9",
            "tcp://[::1]:9",
            "serial:///dev/x?baud=1200",
            "usb:///dev/usb/lp1",
            "sim://scale",
        ]
    )
)
def test_an_address_that_is_written_is_read_as_itself(typed: str) -> None:
    assert str(read(typed)) == typed
