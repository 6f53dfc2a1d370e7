"""A spooler's queue as transport, with `lp` and `lpstat` programs of the test's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from workbench import Bench

from hardware.errors import Broken, DeviceError, Reason
from hardware.results import HandedOver
from hardware.ticket import Line
from hardware.transport.spooler import Spooler

LPSTAT = '#!/bin/sh\n[ "$2" = tickets ] || { echo "lpstat: no $2" >&2; exit 1; }\n'
LP = '#!/bin/sh\n[ "$2" = tickets ] || exit 1\ncat >>"$(dirname "$0")/printed"\n'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("lpstat", LPSTAT), ("lp", LP)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def test_each_write_is_a_job_of_the_queue(programs: Path) -> None:
    queue = Spooler("tickets")
    queue.open()
    assert queue.write(b"\x1b@one", 1) == 5
    assert (programs / "printed").read_bytes() == b"\x1b@one"
    assert queue.read(10, 1) == b""


def test_a_queue_that_there_is_not_has_no_hardware(programs: Path) -> None:
    with pytest.raises(DeviceError) as refused:
        Spooler("labels").open()
    assert refused.value.code is Reason.NO_HARDWARE and "no labels" in refused.value.detail
    with pytest.raises(Broken) as broken:
        Spooler("labels").write(b"x", 1)
    assert not broken.value.begun


def test_without_a_spooler_it_is_set_up_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceError) as refused:
        Spooler("tickets").open()
    assert refused.value.code is Reason.NO_SERVICE


def test_a_ticket_on_a_spooler_is_only_handed_over(programs: Path) -> None:
    bench = Bench()
    printer = bench.start({"kind": "printer", "address": "spool://tickets"})
    try:
        assert bench.print(printer, "T1", [Line("uno")]) == HandedOver()
        assert printer.row.health.facts["answers"] == "no"
        assert b"uno\n" in (programs / "printed").read_bytes()
    finally:
        bench.close()


def test_a_long_ticket_is_one_job_so_that_no_other_tills_comes_in_between(programs: Path) -> None:
    (programs / "lp").write_text('#!/bin/sh\ncat >"$(dirname "$0")/job-$$"\n')
    bench = Bench()
    printer = bench.start({"kind": "printer", "address": "spool://tickets"})
    try:
        assert bench.print(printer, "T1", [Line("x" * 40)] * 200) == HandedOver()
        (job,) = programs.glob("job-*")
        assert job.read_bytes().count(b"x") == 8000
    finally:
        bench.close()


def test_a_page_is_printed_by_the_spoolers_filters_at_its_own_size(
    programs: Path,
) -> None:
    said = '#!/bin/sh\necho "$@" >>"$(dirname "$0")/asked"\ncat >/dev/null\n'
    (programs / "lp").write_text(said)
    queue = Spooler("tickets")
    queue.open()
    queue.write(b"%PDF-1.4\n", 1)
    queue.write(b"\x1b@", 1)
    page, raw = (programs / "asked").read_text().splitlines()
    assert "print-scaling=none" in page and "media=A4" in page and "raw" not in page
    assert "raw" in raw
