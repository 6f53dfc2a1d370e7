"""kill -9 of a selling till, again and again: `python -m bench.soak --minutes 10`.

A till is driven through `play` by a clerk of a seed, one command after another, and killed at a
random instant. What it had answered must be there, the journal must add up, the terminal must
have taken what the journal says; what was shown last is what the next start shows, or one
command more. Exit 1 on any violation; the folder and the seed are then kept.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.commands.demo_shop import make_demo_till
from app.services.opening import resource
from bench.soak_clerk import MAY_CHANGE, Clerk, Shown
from bench.soak_till import Killed, Life, inspect

FULL_EVERY = 25
_COMPARED = ("basket", "parked", "shift", "last")
_SIGN_IN = "signin 9001 9999"


@dataclass(slots=True)
class Figures:
    kills: int = 0
    lives: int = 0
    refusals: int = 0
    """Lives that a refused command ended."""
    acknowledged: int = 0
    documents: int = 0
    further: int = 0
    """Kills after which the command in flight was there, although nobody had been told."""
    violations: list[str] = field(default_factory=list)


class Soak:
    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.figures = Figures()
        self._rng = random.Random(seed)
        rows = csv.DictReader(io.StringIO(resource("demo/products.csv")))
        # Nobody is asked for an age here.
        self._clerk = Clerk(self._rng, [row for row in rows if not row["minimum_age"]])
        self._seq, self._hash, self._carded = 0, "", 0
        self._shown: Shown | None = None
        self._flying = ""
        """The command whose answer, or whose `show`, has not been heard."""
        self._answer: Shown | None = None
        """Of the command in flight, when it was answered."""
        self._acknowledged: dict[str, int] = {}

    def live(self) -> None:
        """One life, from start to SIGKILL, and the look at what it left."""
        figures, rng = self.figures, self._rng
        figures.lives += 1
        # Some are killed while they start, some in their first sales, some later.
        span = rng.choice((rng.uniform(0, 0.2), rng.uniform(0.1, 0.6), rng.uniform(0.2, 2)))
        life = Life(self.folder, time.monotonic() + span)
        self._clerk.restarted()
        try:
            self._work(life)
            code = life.bury()
            if code != 1:
                self._wrong(f"ended by itself with {code}")
            figures.refusals += 1
        except Killed:
            for row in life.last_words():
                self._heard(row)
            life.bury()
            figures.kills += 1
        self._look(whole=figures.lives % FULL_EVERY == 0)

    def _work(self, life: Life) -> None:
        command = _SIGN_IN
        while True:
            life.say(command)
            if command not in ("show", _SIGN_IN):
                self._flying, self._answer = command, None
            row = life.hear()
            if row is None or not self._heard(row):
                return
            if row["do"] == "show" and self._shown:
                command = self._clerk.next(self._shown)
            else:
                command = "show"

    def _heard(self, row: dict[str, Any]) -> bool:
        """Take an answer in; False for a refusal."""
        if not row["ok"]:
            # Nothing was done, except that an open card payment may have been looked up.
            self._flying = "pay" if row["do"] in ("pay", "refund", "refund-all") else ""
            self._clerk.refused(row["error"])
            return False
        self.figures.acknowledged += 1
        result = row["result"]
        if row["do"] == "show":
            self._compare(result)
            self._shown, self._flying, self._answer = result, "", None
        elif row["do"] != "signin":
            self._answer = result
            if result.get("number") and "tenders" in result:
                self._acknowledged[result["number"]] = round(float(result["total"]) * 100)
                self._clerk.sold(result)
        return True

    def _compare(self, shown: Shown) -> None:
        """What a till shows against what it showed last and was told since."""
        before = self._shown
        if before is None:
            return
        verb = self._flying.split()[0] if self._flying else ""
        allowed = set(MAY_CHANGE.get(verb, set()))
        if before["pending_cards"]:
            # A start looks up what nobody knew; it may complete the sale.
            allowed |= {"basket", "last", "pending_cards"}
        for name in _COMPARED:
            if shown[name] != before[name] and name not in allowed:
                self._wrong(f"{name} changed by {self._flying!r}: {before[name]} to {shown[name]}")
        if self._answer is None:
            changed = any(shown[name] != before[name] for name in _COMPARED)
            self.figures.further += changed
        elif not _fits(self._answer, shown):
            self._wrong(f"{self._flying!r} was answered {self._answer}, then shown {shown}")

    def _look(self, *, whole: bool) -> None:
        book = inspect(self.folder, self._seq, self._hash, whole=whole)
        for what in book.wrong:
            self._wrong(what)
        for number, cents in self._acknowledged.items():
            if book.documents.get(number) != cents:
                self._wrong(f"{number} was handed out for {cents}: {book.documents.get(number)}")
        self._acknowledged.clear()
        self._seq, self._hash = book.seq, book.hash
        self._carded += book.carded
        self.figures.documents += len(book.documents)
        if book.captured != self._carded + book.waiting:
            self._wrong(
                f"the terminal took {book.captured}, the journal says {self._carded} in documents "
                f"and {book.waiting} waiting"
            )
        if book.records != self.figures.documents:
            self._wrong(f"{book.records} fiscal records, {self.figures.documents} documents")

    def finish(self) -> None:
        self._look(whole=True)
        log = self.folder.with_name("stderr.log")
        if log.exists() and "Traceback" in log.read_text("utf-8"):
            self._wrong(f"a till died of itself: {log}")

    def _wrong(self, what: str) -> None:
        self.figures.violations.append(f"life {self.figures.lives}: {what}")
        print(f"VIOLATION {self.figures.violations[-1]}", file=sys.stderr, flush=True)


def _fits(answer: Shown, shown: Shown) -> bool:
    """Whether an answer's sums are those of the basket shown after it."""
    basket = shown["basket"]
    if answer.get("number") and "tenders" in answer:
        return bool(shown["last"] == answer["number"])
    if "due" in answer and "lines" in answer:
        return bool(
            basket
            and (basket["total"], basket["due"], len(basket["lines"]))
            == (answer["total"], answer["due"], answer["lines"])
        )
    return True


def soak(folder: Path, seed: int, seconds: float) -> Figures:
    """Kill the till of `folder` for that long."""
    until = time.monotonic() + seconds
    work = Soak(folder, seed)
    while time.monotonic() < until and not work.figures.violations:
        work.live()
    work.finish()
    return work.figures


def figure(figures: Figures, seconds: float, seed: int) -> str:
    return (
        f"kill -9 {figures.kills}, acknowledged commands {figures.acknowledged}, "
        f"documents {figures.documents}, in flight and kept {figures.further}, "
        f"refusals {figures.refusals}, "
        f"violations {len(figures.violations)} ({seconds:.0f} s, seed {seed})"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    seconds = given.minutes * 60 + given.seconds or 600
    place = Path(tempfile.mkdtemp(prefix="soak-"))
    make_demo_till(place / "till")
    figures = soak(place / "till", given.seed, seconds)
    print(figure(figures, seconds, given.seed), flush=True)
    if figures.violations:
        print(f"kept: {place}", file=sys.stderr)
        return 1
    shutil.rmtree(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
