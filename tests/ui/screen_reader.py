"""What an assistive program hears and does over AT-SPI; run by an interpreter that has `gi`.

One request a line on standard input, one answer a line on standard output, both JSON:
`["heard"]` gives [[role, name, text], ...] of all that is in sight; `["press", name]` presses what
is called so; `["write", name, text]` puts text into a field. An answer of null: nothing is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi  # type: ignore[import-not-found, unused-ignore]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found, unused-ignore] # noqa: E402

PROGRAM = "Mostrador"


def windows() -> Iterator[Any]:
    desk = Atspi.get_desktop(0)
    for number in range(desk.get_child_count()):
        program = desk.get_child_at_index(number)
        for window in range(program.get_child_count() if program is not None else 0):
            found = program.get_child_at_index(window)
            if found is not None and found.get_name().startswith(PROGRAM):
                yield found


def in_sight(node: Any) -> Iterator[Any]:
    if not node.get_state_set().contains(Atspi.StateType.SHOWING):
        return
    yield node
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from in_sight(child)


def everything() -> Iterator[Any]:
    for window in windows():
        yield from in_sight(window)


def called(name: str) -> Any:
    """The control of that name, not the label in it."""
    return next(
        (
            node
            for node in everything()
            if node.get_name() == name
            and node.get_role_name() != "label"
            and node.get_state_set().contains(Atspi.StateType.ENABLED)
        ),
        None,
    )


def heard(node: Any) -> list[str]:
    text = node.get_text_iface()
    words = Atspi.Text.get_text(text, 0, -1) if text is not None else ""
    return [node.get_role_name(), node.get_name(), words]


def press(name: str) -> bool | None:
    node = called(name)
    action = node.get_action_iface() if node is not None else None
    if action is None:
        return None
    names = [Atspi.Action.get_action_name(action, n) for n in range(action.get_n_actions())]
    return bool(Atspi.Action.do_action(action, names.index("Press")))


def write(name: str, text: str) -> bool | None:
    node = called(name)
    field = node.get_editable_text_iface() if node is not None else None
    return None if field is None else bool(Atspi.EditableText.set_text_contents(field, text))


def answer(request: list[str]) -> object:
    match request:
        case ["heard"]:
            return [heard(node) for node in everything()]
        case ["press", name]:
            return press(name)
        case ["write", name, text]:
            return write(name, text)
        case _:
            raise ValueError(request)


if __name__ == "__main__":
    for line in sys.stdin:
        try:
            said = answer(json.loads(line))
        except GLib.Error:  # what was in sight is gone: whoever asks, asks again
            said = None
        print(json.dumps(said), flush=True)
