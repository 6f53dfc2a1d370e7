"""Every refusal that can reach a person has its sentence, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import hardware
from app import messages
from app.domain.errors import (
    BadValue,
    CountOpen,
    NoNewsSince,
    SaleStopped,
    ShopError,
    UnknownConsignment,
)
from app.domain.errors.central import Why
from app.domain.money import Money
from app.domain.tender import USUAL
from app.messages import detail
from app.sentences.central import WHYS
from app.sentences.device import REASONS
from hardware.errors import DeviceError, PrinterTrouble, Reason


def leaves(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        yield child
        yield from leaves(child)


KINDS = sorted({*leaves(ShopError), *leaves(DeviceError)}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("language", [messages.SPANISH, messages.ENGLISH])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_refusal_is_one_sentence(kind: type[Exception], language: str) -> None:
    error = kind()
    assert isinstance(error, ShopError | DeviceError)
    said = messages.sentence(error, language)
    assert said.strip()
    assert not re.search(r"[{}]", said)


@pytest.mark.parametrize("language", [messages.SPANISH, messages.ENGLISH])
@pytest.mark.parametrize("code", Reason)
def test_every_reason_of_a_device_is_one_sentence(code: Reason, language: str) -> None:
    said = messages.sentence(DeviceError("machine's words", code), language)
    names_it = code in (Reason.NO_SUCH_OPTION, Reason.BAD_OPTION)
    assert said.endswith(".") and ("machine's words" in said) is names_it
    assert not re.search(r"[{}]", said)
    assert set(REASONS) == {reason.value for reason in Reason}


def test_each_noun_says_its_own_refusals_and_no_others() -> None:
    for noun in messages._NOUNS:
        home = noun.__name__.replace("app.sentences", "app.domain.errors")
        assert set(noun.SENTENCES) == {kind.__name__ for kind in KINDS if kind.__module__ == home}


def test_both_languages_name_the_same_facts() -> None:
    for name, pair in messages._SENTENCES.items():
        spanish, english = (set(re.findall(r"{(\w+)}", text)) for text in pair)
        assert spanish == english, name


def test_amounts_are_written_as_the_language_does() -> None:
    from app.domain.errors import InvoiceRequired

    error = InvoiceRequired(limit=Money(300_000))
    assert "3.000,00 €" in messages.sentence(error, messages.SPANISH)
    assert "€3,000.00" in messages.sentence(error, messages.ENGLISH)


def test_an_hour_of_another_day_says_its_day_once() -> None:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    lately, before = (datetime(2026, 11, day, 7, 30, tzinfo=UTC) for day in (21, 20))
    since = [messages.sentence(CountOpen(since=at), now=now) for at in (lately, before)]
    assert "desde las 08:30:" in since[0]
    assert "desde las 08:30 del 20/11/2026:" in since[1]
    english = messages.sentence(CountOpen(since=before), messages.ENGLISH, now)
    assert "since 08:30 on 20/11/2026:" in english
    heard = NoNewsSince(number="W-1", day=before.date(), since=before)
    assert messages.sentence(heard, now=now).count("20/11/2026") == 1


def test_a_value_that_will_not_do_says_why_where_its_field_does_not() -> None:
    assert set(WHYS) == set(Why)
    error = BadValue(field="promised_at", value="mañana", why=Why.MOMENT)
    assert messages.sentence(error).endswith(": una hora se escribe con su huso,"
                                             " 2026-11-21T12:00:00+01:00.")  # fmt: skip
    bare = BadValue(field="level", value="7")
    assert messages.sentence(bare, messages.ENGLISH) == "“7” will not do for level."


def test_every_way_of_paying_has_a_name() -> None:
    for language in (messages.SPANISH, messages.ENGLISH):
        assert set(messages.tender_names(language)) == set(USUAL)


def test_a_printers_trouble_is_said_too() -> None:
    assert "ticket" in messages.sentence(PrinterTrouble("no paper"), messages.ENGLISH)


def test_every_reason_of_an_import_has_its_words() -> None:
    from app.commands.reasons import in_words
    from app.importing.report import Reason

    assert all(in_words(reason) for reason in Reason)


def test_what_has_no_number_leaves_no_hole_in_its_sentence() -> None:
    said = [messages.sentence(UnknownConsignment(number=""), one) for one in ("es", "en")]
    assert said[0].startswith("Aquí no consta el envío: escanea")
    assert said[1].startswith("Consignment is not known here:")


def test_what_drivers_say_besides_is_said_in_spanish_too() -> None:
    """Every fixed sentence that a driver gives an error, and some with something named in them."""
    made = re.compile(r'(?:DeviceError|Broken|_wrong|_doubt)\(\s*"([^"]* [^"]*)"')
    said = {
        words
        for file in (Path(hardware.__file__).parent).rglob("*.py")
        for words in made.findall(file.read_text("utf-8"))
    }
    assert "the terminal's passphrase is empty" in said
    only_asked_by_programs = {"a real terminal does as it likes", "a terminal cannot be tried so"}
    assert {words for words in said if detail(words) == words} == only_asked_by_programs
    assert detail("no answer in 30 s") == "sin respuesta en 30 s"
    assert detail("no driver 'x' of a scale") == "no hay controlador 'x'"
    assert detail("no answer in 30 s", "en") == "no answer in 30 s"
    assert detail("/a/certificate.pem: OSError") == "/a/certificate.pem: OSError"


def test_what_somebody_typed_is_said_again_up_to_a_length() -> None:
    said = messages.sentence(UnknownConsignment(number="A" * 5000))
    assert "A" * 200 + "…" in said and len(said) < 400


def test_what_is_read_aloud_is_said_to_its_end() -> None:
    aloud = "No lo consumas. " * 40 + "Te devolvemos el dinero."
    assert messages.sentence(SaleStopped(name="Leche", text=aloud)).endswith("el dinero.")
