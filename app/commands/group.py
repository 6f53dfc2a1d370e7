"""The sub-commands of `mostrador`. Exit 0 done, 1 refused (one sentence), 2 usage."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from app.commands.refusals import say
from app.commands.window import log_to_stderr, open_window

COMMANDS = {
    "init": "app.commands.installation:init",
    "start": "app.commands.start:start",
    "demo": "app.commands.counter:demo",
    "play": "app.commands.counter:play",
    "import": "app.commands.catalogue:import_",
    "journal": "app.commands.journal:journal",
    "fiscal": "app.commands.journal:fiscal",
    "backup": "app.commands.installation:backup",
    "restore": "app.commands.installation:restore",
    "doctor": "app.commands.installation:doctor",
    "enrol": "app.commands.enrol:enrol",
    "central": "app.commands.central:central",
    "customers": "app.commands.customers:customers",
    "devices": "app.commands.devices:devices",
    "sync": "app.commands.sync:sync",
}
"""Where each sub-command is; imported when it is asked for."""


class Commands(click.Group):
    """Its commands are found by name; its refusals are one sentence on stderr and exit 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read our answers has left; what was acknowledged is on disk. What is still
            # in the buffer goes nowhere, or Python would fail over it once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            say(error)
            ctx.exit(1)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--data", "data", metavar="DIR", help="The till's folder.")
@click.version_option(package_name="mostrador", prog_name="mostrador")
@click.pass_context
def mostrador(ctx: click.Context, data: str | None) -> None:
    """The shop counter. Without a command it opens the till."""
    log_to_stderr()
    if ctx.invoked_subcommand is None:
        sys.exit(open_window(data))
