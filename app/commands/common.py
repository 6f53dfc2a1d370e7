"""What every sub-command shares: `--data`, `--json`, and how it answers."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from app import config
from app.domain.errors import DamagedSingle

F = TypeVar("F", bound=Callable[..., Any])


def data_option(command: F) -> F:
    return click.option(
        "--data",
        metavar="DIR",
        help="The till's folder (otherwise the user's data folder).",
    )(command)


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")(command)


def folder_of(data: str | None) -> Path:
    """`--data` after the sub-command, else before it, else the usual place."""
    context = click.get_current_context(silent=True)
    while data is None and context is not None:
        data = context.params.get("data")
        context = context.parent
    return Path(data) if data else config.default_folder()


def command_for(folder: Path, *words: str) -> str:
    """What to type for the shop in `folder`: with `--data`, unless it is the usual place."""
    place = () if folder == config.default_folder() else ("--data", str(folder))
    return shlex.join(("mostrador", *words, *place))


def damaged_single(folder: Path, reason: str) -> DamagedSingle:
    """What to say of a single.toml that cannot be read, with the command that mends it."""
    command = command_for(folder, "start", "--single")
    return DamagedSingle(file=str(folder / "single.toml"), reason=reason, command=command)


def answer(as_json: bool, value: dict[str, Any], lines: list[str]) -> None:
    """The answer of a command: `value` for machines, `lines` for people."""
    if as_json:
        click.echo(json.dumps(value, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)
