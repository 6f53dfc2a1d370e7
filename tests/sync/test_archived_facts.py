"""Central asks for facts that left the journal: they go from their archive, or it is said where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import aged
import pytest
from builders import copied
from shop import Shop

from app.config import read
from app.services.archiving import archive, prune
from app.storage import keys
from sync.journal import JournalUnread, Outgoing
from sync.protocol import MAX_BYTES, hash_of


@pytest.fixture(scope="module")
def pruned(
    demo_made: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, int, list[str]]:
    """A folder, where its archive is, the last fact that is in that, the hashes of all facts."""
    place = tmp_path_factory.mktemp("pruned")
    folder, disk = copied(demo_made[0], place / "till"), aged.disk(place / "disk")
    with Shop(folder) as shop:
        aged.a_day(shop, [aged.cash, aged.by_a_customer])
        shop.later(days=2700)
        aged.a_day(shop, [aged.cash])
        hashes = [fact.hash for fact in shop.facts()]
    archive(folder, disk, {})
    return folder, disk, prune(folder, disk, {}).said.through[1], hashes


def outgoing(folder: Path) -> Outgoing:
    config = read(folder)
    return Outgoing(folder, keys.get(folder, keys.FILE, config.installation_number).key)


def sent(of: Outgoing, records: int = 4) -> list[str]:
    """The hashes of everything from the first fact on, as batches bring it."""
    found: list[str] = []
    while batch := of.batch(1, "e", len(found), records, MAX_BYTES, {}).records:
        assert [record.seq for record in batch] == list(
            range(len(found) + 1, len(found) + 1 + len(batch))
        )
        found += [record.hash for record in batch]
        assert all(hash_of(record) == record.hash for record in batch)
    return found


@pytest.mark.parametrize("records", [1, 4, 100])
def test_a_central_that_lost_everything_gets_it_from_the_archive(
    pruned: tuple[Path, Path, int, list[str]], records: int
) -> None:
    folder, _, _, hashes = pruned
    of = outgoing(folder)
    assert sent(of, records)[:-1] == hashes
    assert [of.hash_of(1, seq) for seq in range(1, len(hashes) + 1)] == hashes
    of.close()


def test_without_the_archive_is_said_which_is_missing_and_nothing_is_skipped(
    pruned: tuple[Path, Path, int, list[str]], tmp_path: Path
) -> None:
    folder, disk, through, hashes = pruned
    (file,) = disk.iterdir()
    away = tmp_path / file.name
    file.rename(away)
    try:
        of = outgoing(folder)
        kept = of.batch(1, "e", 0, 100, MAX_BYTES, {}).records
        assert [record.seq for record in kept] == [1]
        for asked in (lambda: of.batch(1, "e", 1, 9, MAX_BYTES, {}), lambda: of.hash_of(1, 3)):
            with pytest.raises(JournalUnread, match=re.escape(file.name)):
                asked()
        later = of.batch(1, "e", through, 100, MAX_BYTES, {}).records
        assert [record.hash for record in later][:-1] == hashes[through:]
        assert of.hash_of(1, len(hashes) + 9) is None
        of.close()
    finally:
        away.rename(file)
