"""`mostrador central …`: the chain's own server, and what is asked of it from a terminal."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS: dict[str, str] = {
    "init": "app.commands.central_serving:init",
    "serve": "app.commands.central_serving:serve",
    "enrol-code": "app.commands.central_serving:enrol_code",
    "revoke": "app.commands.central_serving:revoke",
    "token": "app.commands.central_serving:token",
    "restored": "app.commands.central_serving:restored",
    "import": "app.commands.central_import:import_",
    "list": "app.commands.central_masters:list_",
    "stop": "app.commands.central_masters:stop",
    "setting": "app.commands.central_masters:setting",
    "erase": "app.commands.central_masters:erase",
    "status": "app.commands.central_figures:status",
    "sales": "app.commands.central_figures:sales",
    "stock": "app.commands.central_figures:stock",
    "wanted": "app.commands.central_goods:wanted",
    "transit": "app.commands.central_goods:transit",
    "dormant": "app.commands.central_goods:dormant",
    "customers": "app.commands.central_figures:customers",
    "vouchers": "app.commands.central_figures:vouchers",
    "exceptions": "app.commands.central_figures:exceptions",
    "settle": "app.commands.central_figures:settle",
    "orders": "app.commands.central_orders:orders",
    "channel": "app.commands.central_telling:channel",
    "mail": "app.commands.central_telling:mail",
    "doctor": "app.commands.central_figures:doctor",
    "snapshot": "app.commands.central_figures:snapshot",
}
"""Where each of its commands is; imported when it is asked for."""


class CentralCommands(click.Group):
    """Its commands are found by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=CentralCommands)
def central() -> None:
    """The chain's own server: serve it, fill it, ask it."""
