"""`mostrador` and its sub-commands. Exit 0 done, 1 refused (one sentence), 2 usage."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

import click

from app.commands import catalogue, counter, installation, journal


class Sentences(click.Group):
    """A group whose refusals are one sentence on stderr and exit 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from app.commands.common import said, shown
        from app.domain.errors import ShopError
        from hardware.errors import DeviceError

        try:
            return super().invoke(ctx)
        except (ShopError, DeviceError) as refusal:
            click.echo(said(refusal), err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # Whoever read our answers has left; what was acknowledged is on disk. What is still
            # in the buffer goes nowhere, or Python would fail over it once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as bug:
            # The last net: what nobody foresaw is one sentence too, and a trace for us.
            if os.environ.get("MOSTRADOR_TRACE"):
                raise
            what = f"{type(bug).__name__}: {bug}"
            click.echo(
                shown(
                    f"Fallo imprevisto ({what}); con MOSTRADOR_TRACE=1 se ve dónde.",
                    f"Unforeseen failure ({what}); MOSTRADOR_TRACE=1 shows where.",
                ),
                err=True,
            )
            ctx.exit(1)


@click.group(
    cls=Sentences,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--data", "data", metavar="DIR", help="The till's folder.")
@click.version_option(package_name="mostrador", prog_name="mostrador")
@click.pass_context
def mostrador(ctx: click.Context, data: str | None) -> None:
    """The shop counter. Without a command it opens the till."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    if ctx.invoked_subcommand is None:
        counter.open_window(data)


for command in (
    *(installation.init, installation.doctor, installation.backup, installation.restore),
    *(counter.demo, counter.play),
    catalogue.import_,
    *(journal.journal, journal.fiscal),
):
    mostrador.add_command(command)


def main() -> None:
    mostrador()
