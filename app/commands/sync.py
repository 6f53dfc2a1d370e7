"""`mostrador sync`: keeps an enrolled till in step with its central."""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import click

from app.commands.common import data_option, folder_of, json_option
from app.commands.refusals import language

_PATIENCE = 600.0
"""Seconds until a worker that runs has settled something: most of a million products may go."""


@click.command()
@data_option
@json_option
@click.option("--once", is_flag=True, help="Send and fetch what there is, then leave.")
@click.option("--status", "only_status", is_flag=True, help="Say how it stands, ask nobody.")
@click.option("--settle", metavar="KEY", help="Settle the alarm that --status --json calls KEY.")
def sync(
    data: str | None, as_json: bool, once: bool, only_status: bool, settle: str | None
) -> None:
    """Send what the till states to its central, and fetch what central says.

    The window starts it by itself. It says a line of JSON on stdout whenever something changed,
    takes {"poke": "journal"} and {"settle": KEY} on stdin, and leaves when stdin ends. With --once
    it exits 1 when not everything went, or something that central said is held back.
    {"ask": ID, "ticket": NUMBER} is answered within 800 ms by {"answer": ID} with the "tickets" or
    why there are none, "refused"; {"ask": ID, "card": NUMBER} with the "customers".
    """
    folder = folder_of(data)
    if settle:
        _settle(folder, settle)
        return
    if only_status:
        _say_status(folder, as_json=as_json)
        return
    # Here: --status needs no httpx.
    from sync.worker import Worker, step_back

    said: list[dict[str, Any]] = []
    worker = Worker(folder, said.append if once else _line, once=once)
    step_back()
    in_step = worker.run(None if once or sys.stdin.isatty() else sys.stdin)
    if once:
        _say(folder, said[-1] if said else {}, as_json=as_json)
        sys.exit(0 if in_step else 1)


def _settle(folder: Path, key: str) -> None:
    """By the worker that runs, or by a round of our own; exits 1 when the alarm is still there."""
    from app.domain.errors import WorkerRunning
    from sync import wishes
    from sync.worker import Worker, step_back, till_of

    till_of(folder)
    if key not in _to_settle(folder):
        raise click.UsageError(f"Nothing to settle is called {key!r}.")
    wishes.put(folder, key)
    try:
        worker = Worker(folder, lambda said: None, once=True)
        step_back()
        worker.run()
    except WorkerRunning:
        until = time.monotonic() + _PATIENCE
        while key in _to_settle(folder) and time.monotonic() < until:
            time.sleep(0.2)
    sys.exit(1 if key in _to_settle(folder) else 0)


def _to_settle(folder: Path) -> set[str]:
    """Keys of the alarms that a person may settle."""
    from sync.state import last_status

    alarms = (last_status(folder) or {}).get("alarms", ())
    return {alarm["key"] for alarm in alarms if alarm["settles"]}


def _line(status: dict[str, Any]) -> None:
    try:
        sys.stdout.write(json.dumps(status, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    except OSError:
        return  # nobody reads it: stdin will say so too


def _say_status(folder: Path, *, as_json: bool) -> None:
    from app import config
    from app.domain.errors import NotEnrolled
    from app.storage import enrolment, keys
    from sync.standing import standing

    found = config.read(folder)
    if enrolment.read(folder) is None:
        raise NotEnrolled()
    key = keys.get(folder, found.key_place, found.installation_number).key
    _say(folder, standing(folder, key), as_json=as_json)


def _say(folder: Path, status: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(status, ensure_ascii=False))
        return
    from app.domain.line import status_from
    from app.sync_words import lines

    for line in lines(status_from(status), datetime.now(_zone(folder)), language()):
        click.echo(line)


def _zone(folder: Path) -> tzinfo | None:
    """The shop's, as its window has it; the machine's (None) until central has said the shop."""
    from app import config
    from app.domain.errors import BadTill
    from app.services.opening import secrets_of, shop_of, store_of

    try:
        with store_of(folder, secrets_of(folder, config.read(folder))) as db:
            return shop_of(db).zone
    except BadTill:
        return None
