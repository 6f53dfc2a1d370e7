"""The files of an export: whole, in order, byte by byte what was stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fiscal_builders import INSTALLATION, ISSUER, REGIME, issued, stored, tickets
from lxml import etree
from test_verifactu_record import assert_clean
from verifactu_sdk.xml import validar

from app.fiscal.export import write_batches
from app.fiscal.none import NoRecords
from app.fiscal.regime import StoredRecord
from app.fiscal.verifactu.batch import envelope
from app.fiscal.verifactu.names import SI

RECORDS = stored(issued(tickets(1001)))


def inside(path: Path) -> list[bytes]:
    """The records of a file, canonical (exclusive: the envelope's prefixes are not theirs)."""
    nodes = etree.parse(str(path)).iter(f"{{{SI}}}RegistroAlta")
    return [bytes(etree.tostring(node, method="c14n", exclusive=True)) for node in nodes]


def test_a_thousand_go_in_one_file_and_the_next_one_in_another(tmp_path: Path) -> None:
    paths = write_batches(RECORDS, tmp_path / "made" / "here", ISSUER, REGIME)
    assert [path.name for path in paths] == [
        "A-00000001-00001000.xml",
        "A-00001001-00001001.xml",
    ]
    assert sorted(paths) == paths
    assert sorted(path.name for path in paths[0].parent.iterdir()) == [p.name for p in paths]
    for path in paths:
        validar(path.read_bytes())
        assert_clean(path)
    assert [xml for path in paths for xml in inside(path)] == [one.xml for one in RECORDS]
    assert all(one.xml in paths[0].read_bytes() for one in RECORDS[:1000])


def test_two_chains_never_share_a_file(tmp_path: Path) -> None:
    mixed = [*RECORDS[:2], *(StoredRecord(one.seq, one.xml, "B") for one in RECORDS[:2])]
    assert [path.name for path in write_batches(mixed, tmp_path, ISSUER, REGIME)] == [
        "A-00000001-00000002.xml",
        "B-00000001-00000002.xml",
    ]


def test_exporting_again_gives_the_same_files(tmp_path: Path) -> None:
    first = {p.name: p.read_bytes() for p in write_batches(RECORDS, tmp_path, ISSUER, REGIME)}
    again = {p.name: p.read_bytes() for p in write_batches(RECORDS, tmp_path, ISSUER, REGIME)}
    assert first == again


def test_nothing_is_written_when_there_is_nothing(tmp_path: Path) -> None:
    assert write_batches([], tmp_path / "out", ISSUER, REGIME) == []
    assert write_batches(RECORDS, tmp_path / "out", ISSUER, NoRecords()) == []
    assert list((tmp_path / "out").iterdir()) == []


def test_an_export_cut_short_leaves_no_half_file(tmp_path: Path) -> None:
    def cut() -> Iterator[StoredRecord]:
        yield from RECORDS
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        write_batches(cut(), tmp_path, ISSUER, REGIME)
    assert [path.name for path in tmp_path.iterdir()] == ["A-00000001-00001000.xml"]


@pytest.mark.parametrize("count", [0, 1001])
def test_a_batch_has_one_to_a_thousand_records(count: int) -> None:
    with pytest.raises(ValueError, match="records in a batch"):
        envelope([one.xml for one in RECORDS[:count]], ISSUER, False)


def test_the_installation_is_told_in_every_record() -> None:
    told = INSTALLATION.number.encode()
    assert all(b"<sf:NumeroInstalacion>" + told in one.xml for one in RECORDS)
