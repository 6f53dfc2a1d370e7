"""How the till looks is kept in till.toml: the eyes are anybody's, the rest a manager's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop import Shop

from app import config
from app.domain.errors import BadTill, NotAllowed
from app.domain.facts import FactType


def test_anybody_changes_theme_and_language(open_shop: Shop) -> None:
    settings = open_shop.counter.settings
    settings.change(replace(settings.face, theme="dark", language="en"))
    open_shop.restart()
    face = open_shop.counter.settings.face
    assert (face.theme, face.language) == ("dark", "en")
    (fact,) = open_shop.facts(FactType.SETTINGS_CHANGED)
    assert fact.body["changed"] == {"theme": "dark", "language": "en"}


def test_the_rest_asks_for_a_manager(open_shop: Shop) -> None:
    settings = open_shop.counter.settings
    for wanted in (replace(settings.face, sounds=False), replace(settings.face, scale=150)):
        with pytest.raises(NotAllowed):
            settings.change(wanted)
        with pytest.raises(NotAllowed):
            open_shop.authorise("2001").counter.settings.change(wanted)
    assert config.read(open_shop.folder).face == settings.face
    open_shop.authorise("9001").counter.settings.change(replace(settings.face, scale=150))
    assert config.read(open_shop.folder).face.scale == 150
    (fact,) = open_shop.facts(FactType.SETTINGS_CHANGED)
    assert fact.body["allowed_by"] == "9001"


def test_nothing_changed_is_no_fact(open_shop: Shop) -> None:
    open_shop.counter.settings.change(open_shop.counter.settings.face)
    assert open_shop.facts(FactType.SETTINGS_CHANGED) == []


def test_a_look_that_no_till_has_falls_back_and_sells(open_shop: Shop) -> None:
    file = open_shop.folder / config.NAME
    text = file.read_text("utf-8").replace('theme = "light"', 'theme = "neon"\nhat = "red"')
    file.write_text(text, "utf-8")
    open_shop.restart().sign_in("1001").add("CAF-001").pay_cash()
    assert open_shop.counter.settings.face.theme == config.Face().theme


def test_what_a_scanner_taught_needs_nobodys_leave(open_shop: Shop) -> None:
    settings = open_shop.counter.settings
    settings.learn(replace(settings.face, scanner="us"))
    assert config.read(open_shop.folder).face.scanner == "us"
    (fact,) = open_shop.facts(FactType.SETTINGS_CHANGED)
    assert (fact.body["changed"], fact.body["allowed_by"]) == ({"scanner": "us"}, "")


@pytest.mark.parametrize("more", ["", '\n[[weighed]]\npattern = "21IIIIIWWWWWC"\n'])
def test_a_till_toml_with_an_empty_list_of_layouts_is_one_without(
    open_shop: Shop, more: str
) -> None:
    folder = open_shop.folder
    typed = "weighed = []\n" + (folder / config.NAME).read_text("utf-8") + more
    (folder / config.NAME).write_text(typed, "utf-8")
    rows = ({"pattern": "21IIIIIWWWWWC"},) if more else ()
    assert config.read(folder).weighed == rows
    config.write_face(folder, replace(config.Face(), theme="dark"), rows)
    assert (config.read(folder).weighed, config.read(folder).face.theme) == (rows, "dark")


def test_what_a_person_typed_into_till_toml_outlives_a_change_of_theme(open_shop: Shop) -> None:
    file = open_shop.folder / config.NAME
    typed = '\n# ours\n[devices.scale]\nkind = "scale"\naddress = "sim://scale"\n'
    typed += '\n[[weighed]]\npattern = "21IIIIIWWWWWC"\n'
    file.write_text(file.read_text("utf-8") + typed, "utf-8")
    open_shop.counter.settings.change(replace(open_shop.counter.settings.face, theme="dark"))
    found = config.read(open_shop.folder)
    assert (found.face.theme, dict(found.devices["scale"])["kind"]) == ("dark", "scale")
    assert [row["pattern"] for row in found.weighed] == ["21IIIIIWWWWWC"]
    assert "# ours" in file.read_text("utf-8")


def test_a_till_toml_left_unreadable_is_said_and_not_written_over(open_shop: Shop) -> None:
    file = open_shop.folder / config.NAME
    half = file.read_text("utf-8") + "\n[devices.scale\n"
    file.write_text(half, "utf-8")
    with pytest.raises(BadTill):
        open_shop.counter.settings.change(replace(open_shop.counter.settings.face, theme="dark"))
    assert file.read_text("utf-8") == half
    assert open_shop.facts(FactType.SETTINGS_CHANGED) == []
