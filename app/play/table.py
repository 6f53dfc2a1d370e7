"""The table of verbs: each with how it is written, what it does, and its checked words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.domain.errors import BadAmount, BadArguments, BadDiscount, BadQuantity
from app.domain.money import ZERO, Money, parse_money
from app.domain.number import read_decimal
from app.domain.sale import Amount, Percent
from app.play.answers import Answer
from app.services.counter import Counter

Do = Callable[[Counter, list[str]], Answer]
Step = tuple[int, int | None, Do]
"""How many words follow it, at least and at most (None: any number), and what it does."""


@dataclass(frozen=True, slots=True)
class Verb:
    """`least` to `most` words may follow (most None: any number)."""

    usage: str
    least: int
    most: int | None
    do: Do


VERBS: dict[str, Verb] = {}


def verb(usage: str, least: int, most: int | None = -1) -> Callable[[Do], Do]:
    """Enter a function into the table under the first word of `usage`."""

    def enter(do: Do) -> Do:
        VERBS[usage.split()[0]] = Verb(usage, least, least if most == -1 else most, do)
        return do

    return enter


def take(
    steps: Mapping[str, Step], counter: Counter, words: list[str], usage: str, path: str = ""
) -> Answer:
    """The step that the first word names, of a verb that has several. `path`: the words before it
    when they are more than the verb. Raises BadArguments with how that step alone is written; for
    a word that is none of the steps with that word and the steps."""
    path = path or usage.split()[0]
    if not words or words[0] not in steps:
        wrong = f"{path} {words[0][:40]}? " if words else ""
        raise BadArguments(wrong=wrong, usage=f"{path} {'|'.join(steps)}")
    least, most, do = steps[words[0]]
    if len(words) - 1 < least or (most is not None and len(words) - 1 > most):
        raise BadArguments(usage=usage_of(usage, path, words[0]))
    try:
        return do(counter, words[1:])
    except BadArguments as refused:
        if not usage.endswith(str(refused.facts["usage"])):
            raise  # it says how a step is written already
        raise BadArguments(usage=usage_of(usage, path, words[0])) from None


def usage_of(usage: str, path: str, step: str) -> str:
    """How one step is written: of a verb's usage the ways that begin with it. Its parts stand
    between `||`, each with the words that all its ways begin with."""
    verb, *more = path.split()
    wanted = [*more, step]
    found: list[str] = []
    for part in usage.split(" || "):
        own = path if more and part.startswith(path + " ") else verb
        ways = [way.split() for way in part.removeprefix(own + " ").split(" | ")]
        after = wanted[len(own.split()) - 1 :]
        found += [f"{own} {' '.join(way)}" for way in ways if way[: len(after)] == after]
        if found:
            return " | ".join(found)
    return usage


def amount(word: str) -> Money:
    """Euro, not negative. Raises BadAmount."""
    value = parse_money(word)
    if value < ZERO:
        raise BadAmount(text=word)
    return value


def optional_amount(words: list[str]) -> Money | None:
    return amount(words[0]) if words else None


def decimal(word: str) -> Decimal:
    """A quantity above zero. Raises BadQuantity."""
    value = read_decimal(word, 3)
    if not value:
        raise BadQuantity(text=word)
    return value


def whole(word: str, usage: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise BadArguments(usage=usage)
    return int(word)


def off(word: str) -> Percent | Amount:
    """`10%`, `7.5%` or `1.50`. Raises BadDiscount, BadAmount."""
    if not word.endswith("%"):
        return Amount(amount(word))
    value = read_decimal(word[:-1], 2)
    if value is None:
        raise BadDiscount(most=None)
    return Percent(value)
