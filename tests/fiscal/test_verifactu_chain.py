"""Any sequence of documents verifies; whatever is done to it afterwards is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fiscal_builders import (
    INSTALLATION,
    NOON,
    REGIME,
    SOFTWARE,
    a_document,
    issued,
    numbered,
    stored,
    taxes,
    tickets,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.document import DocumentKind
from app.fiscal.document import FiscalDocument, Installation, Issuer
from app.fiscal.regime import AnomalyKind, StoredRecord
from app.fiscal.verifactu.record import issue_record

CHAIN = issued(tickets(12))
STORED = stored(CHAIN)
HEAD = CHAIN[-1].head
KINDS = st.sampled_from([DocumentKind.F1, DocumentKind.F2, DocumentKind.R1, DocumentKind.R5])


@st.composite
def documents(draw: st.DrawFn) -> list[FiscalDocument]:
    at, made, counts = NOON, [], {"S": 0, "F": 0, "R": 0}
    for kind in draw(st.lists(KINDS, min_size=1, max_size=15)):
        at += timedelta(seconds=draw(st.integers(0, 40_000)))
        counts[kind.series_letter] += 1
        sign = -1 if kind.corrective else 1
        general, reduced = draw(st.integers(0, 150_000)), draw(st.integers(0, 150_000))
        rows = taxes(general=sign * general, reducido=sign * reduced)
        made.append(a_document(numbered(kind, counts[kind.series_letter]), kind, rows, at))
    return made


def kinds_at_first(records: list[StoredRecord]) -> tuple[int, set[AnomalyKind]]:
    """Where the first wrong record is, and all that is wrong with it."""
    found = REGIME.verify(records, head=HEAD)
    assert found, "nothing was noticed"
    return found[0].seq, {one.kind for one in found if one.seq == found[0].seq}


@given(made=documents())
def test_any_sequence_of_documents_is_one_chain(made: list[FiscalDocument]) -> None:
    records = issued(made)
    assert REGIME.verify(stored(records), head=records[-1].head) == []
    assert REGIME.head_of(records[-1].xml) == records[-1].head
    assert not any(b"-0.00" in record.xml for record in records)


@given(made=documents(), cut=st.integers(0, 14))
def test_a_stretch_verifies_after_the_head_before_it(made: list[FiscalDocument], cut: int) -> None:
    records = issued(made)
    cut = min(cut, len(records) - 1)
    after = records[cut - 1].head if cut else None
    assert REGIME.verify(stored(records)[cut:], after, records[-1].head) == []


@settings(max_examples=400)
@given(which=st.integers(0, 11), where=st.integers(0, 10_000), by=st.integers(1, 255))
def test_a_changed_byte_is_named(which: int, where: int, by: int) -> None:
    xml = bytearray(STORED[which].xml)
    xml[where % len(xml)] ^= by
    records = [*STORED]
    records[which] = replace(STORED[which], xml=bytes(xml))
    seq, kinds = kinds_at_first(records)
    assert seq == STORED[which].seq
    assert AnomalyKind.DIGEST in kinds


@given(which=st.integers(0, 11), digit=st.integers(0, 63))
def test_a_changed_field_of_the_huella_is_named_without_any_digest(which: int, digit: int) -> None:
    bare = [replace(record, digest=None) for record in STORED]
    old = CHAIN[which].hash
    new = old[:digit] + ("0" if old[digit] != "0" else "1") + old[digit + 1 :]
    for before, after in ((old, new), ("12.10", "12.19"), ("-2026<", "-2025<")):
        xml = bare[which].xml.replace(before.encode(), after.encode(), 1)
        touched = [*bare[:which], replace(bare[which], xml=xml), *bare[which + 1 :]]
        seq, kinds = kinds_at_first(touched)
        assert seq == bare[which].seq
        assert kinds & {AnomalyKind.HASH, AnomalyKind.LINK, AnomalyKind.END}


@given(which=st.integers(0, 11))
def test_a_deleted_record_is_missed(which: int) -> None:
    records = STORED[:which] + STORED[which + 1 :]
    seq, kinds = kinds_at_first(records)
    if which == 11:
        assert (seq, kinds) == (11, {AnomalyKind.END})
    else:
        assert seq == which + 2
        assert AnomalyKind.LINK in kinds


@given(order=st.permutations(range(12)))
def test_another_order_is_noticed_where_it_begins(order: list[int]) -> None:
    records = [STORED[n] for n in order]
    moved = [place for place, n in enumerate(order) if place != n]
    if not moved:
        assert REGIME.verify(records, head=HEAD) == []
        return
    seq, kinds = kinds_at_first(records)
    assert seq == records[moved[0]].seq
    assert AnomalyKind.LINK in kinds


def test_a_forger_who_hashes_anew_breaks_the_next_link() -> None:
    forged, _ = issue_record(
        a_document(numbered(DocumentKind.F2, 3), rows=taxes(general=605)),
        CHAIN[1].head,
        INSTALLATION,
    )
    records = [replace(one, digest=None) for one in STORED]
    records[2] = replace(records[2], xml=forged)
    found = REGIME.verify(records)
    assert (found[-1].seq, found[-1].kind) == (4, AnomalyKind.LINK)


def kinds_of(made: list[FiscalDocument], installations: list[Installation]) -> list[AnomalyKind]:
    head, records = None, []
    for seq, (document, installation) in enumerate(zip(made, installations, strict=True), 1):
        xml, _ = issue_record(document, head, installation)
        head = REGIME.head_of(xml)
        records.append(StoredRecord(seq, xml))
    return [one.kind for one in REGIME.verify(records)]


def test_time_that_goes_back_is_named() -> None:
    made = tickets(2)
    made[1] = replace(made[1], generated_at=NOON - timedelta(hours=1))
    assert kinds_of(made, [INSTALLATION] * 2) == [AnomalyKind.TIME]


def test_a_gap_in_a_series_is_named() -> None:
    made = [tickets(3)[n] for n in (0, 2)]
    assert kinds_of(made, [INSTALLATION] * 2) == [AnomalyKind.NUMBER]


def test_another_installation_in_the_chain_is_named() -> None:
    other = Installation(SOFTWARE, "042-03-B")
    assert kinds_of(tickets(2), [INSTALLATION, other]) == [AnomalyKind.INSTALLATION]


def test_another_taxpayer_in_the_chain_is_named() -> None:
    made = tickets(2)
    made[1] = replace(made[1], issuer=Issuer("A00000000", "Otra"))
    assert kinds_of(made, [INSTALLATION] * 2) == [AnomalyKind.INSTALLATION]


def test_a_newer_version_goes_on_with_the_chain() -> None:
    newer = Installation(replace(SOFTWARE, version="9.9.9"), INSTALLATION.number)
    assert kinds_of(tickets(2), [INSTALLATION, newer]) == []


def test_a_year_s_end_opens_a_series_and_not_a_chain() -> None:
    late = a_document("T042C03AS26-000001", at=NOON.replace(month=12, day=31))
    new = a_document("T042C03AS27-000001", at=NOON.replace(year=2027, month=1, day=1))
    records = issued([late, new])
    assert REGIME.verify(stored(records)) == []
    assert records[1].head.issued_on == date(2027, 1, 1)


def test_the_hour_that_comes_twice_does_not_go_back() -> None:
    first = datetime(2026, 10, 25, 2, 59, 59, tzinfo=ZoneInfo("Europe/Madrid"))
    made = [
        a_document(numbered(DocumentKind.F2, 1), at=first),
        a_document(numbered(DocumentKind.F2, 2), at=first.replace(minute=0, second=0, fold=1)),
    ]
    assert REGIME.verify(stored(issued(made))) == []


def test_what_is_no_record_is_named_and_the_reading_goes_on() -> None:
    records = [STORED[0], StoredRecord(2, b"<html/>"), StoredRecord(3, b"\xff")]
    assert [(one.seq, one.kind) for one in REGIME.verify(records)] == [
        (2, AnomalyKind.UNREADABLE),
        (3, AnomalyKind.UNREADABLE),
    ]
