"""Whom central tells, and by what: `mostrador central channel` and `mostrador central mail`."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.central_folder import central_options, opened
from app.commands.central_serving import WHO
from app.commands.common import answer, json_option
from app.commands.refusals import shown


@click.command()
@central_options
@json_option
@click.argument("code", required=False, metavar="[CODE]")
@click.option("--url", help="Where it hears of its orders; https, or on this machine.")
@click.option(
    "--tells",
    type=click.Choice(["mail", "webhook", "channel"]),
    help="Who writes to its customers: central by mail, the channel with central's letters, or the"
    " channel by itself.",
)
@click.option("--new-secret", is_flag=True, help="Sign with another secret from now on; said once.")
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Sign with what its first line says.",
)
@click.option("--again", is_flag=True, help="Deliver what was given up.")
@click.pass_context
def channel(
    ctx: click.Context,
    /,
    data: str | None,
    database: str | None,
    as_json: bool,
    code: str | None,
    url: str | None,
    tells: str | None,
    new_secret: bool,
    secret_file: Path | None,
    again: bool,
) -> None:
    """The channels that place orders; with CODE, make or change one. A new one's secret is said
    once. What is not said stays as it was."""
    from sync.central.telling import channels, webhooks

    changes = any((url is not None, tells, new_secret, secret_file, again))
    if changes and not code:
        raise click.UsageError("CODE.", ctx)
    secret = ""
    with opened(data, database) as central:
        if code and changes:
            with central.write() as tx:
                old = channels.of(tx.connection, code)
                where = old.url if url is None else url
                who = channels.Tells(tells) if tells else old.tells
                secret = channels.put(tx, code, WHO, url=where, tells=who)
                if new_secret or secret_file:
                    secret = channels.new_secret() if new_secret else _first_line(secret_file)
                    channels.keep_secret(tx, code, secret, WHO)
                if again:
                    webhooks.again(tx, code)
        with central.read() as connection:
            unspoken = channels.unspoken(connection)
            if code in unspoken:
                unspoken, found = [str(code)], []
            elif code:
                unspoken, found = [], [channels.one(connection, code)]
            else:
                found = channels.everyone(connection)
            found += [channels.of(connection, one) for one in unspoken]
            waiting = webhooks.waiting(connection)
    value: dict[str, object] = {
        "channels": [
            {
                "code": one.code,
                "url": one.url,
                "tells": one.tells.value,
                "gone_at": one.gone_at,
                "waiting": waiting.get(one.code, (0, ""))[0],
            }
            for one in found
        ]
    }
    lines = [f"{one.code:16} {one.tells.value:8} {one.url or '-'}" for one in found]
    lines += [
        shown(
            f"Del canal {one} nadie ha dicho dónde se le avisa: mostrador central channel {one}"
            " --url https://… (lo que pasa lo puede leer en /v1/channels, y a sus clientes les"
            " escribe la central).",
            f"Nobody has said where channel {one} hears: mostrador central channel {one} --url"
            " https://… (what happens it may read at /v1/channels, and central writes to its"
            " customers).",
        )
        for one in unspoken
    ]
    if secret and not secret_file:
        value["secret"] = secret
        text = shown(f"Secreto, no se repite: {secret}", f"Secret, not shown again: {secret}")
        lines.append(text)
    answer(as_json, value, lines)


def _first_line(file: Path | None) -> str:
    lines = file.read_text("utf-8").splitlines() if file else []
    return lines[0] if lines else ""


@click.command()
@central_options
@json_option
@click.option("--host", help="The SMTP server.")
@click.option("--port", type=int, help="By default 587, with --security tls 465.")
@click.option("--security", type=click.Choice(["starttls", "tls", "none"]))
@click.option("--user")
@click.option(
    "--password-file",
    metavar="FILE",
    help="Whose first line is the password; MOSTRADOR_SMTP_PASSWORD goes before it.",
)
@click.option("--from", "sender", metavar="ADDRESS", help="Whose address customers answer to.")
@click.option("--authority", metavar="FILE", help="PEM: who vouches for the server.")
@click.option("--test", "test", metavar="ADDRESS", help="Send a letter there, now.")
@click.option("--off", is_flag=True, help="Write to nobody any more.")
def mail(
    data: str | None,
    database: str | None,
    as_json: bool,
    host: str | None,
    port: int | None,
    security: str | None,
    user: str | None,
    password_file: str | None,
    sender: str | None,
    authority: str | None,
    test: str | None,
    off: bool,
) -> None:
    """By what customers are written to. What is not said stays as it was."""
    import msgspec

    from sync.central.telling import senders, trying

    given = {
        name: value
        for name, value in (
            *(("host", host), ("port", port), ("security", security), ("user", user)),
            *(("password_file", password_file), ("sender", sender), ("authority", authority)),
        )
        if value is not None
    }
    if security == "tls" and port is None:
        given["port"] = 465
    with opened(data, database) as central:
        with central.write() as tx:
            if off:
                senders.remove(tx, WHO)
            elif given:
                old = senders.mail(tx.connection)
                known = msgspec.to_builtins(old) if old else {"host": "", "sender": ""}
                senders.put(tx, msgspec.convert({**known, **given}, senders.Mail), WHO)
        with central.read() as connection:
            found = senders.mail(connection)
    if test:
        trying.try_out(found, test)
    if found is None:
        nobody = shown("No se escribe a los clientes.", "Customers are not written to.")
        answer(as_json, {"mail": None}, [nobody])
        return
    lines = [f"{found.sender} {found.host}:{found.port} {found.security} {found.user}".rstrip()]
    if test:
        lines.append(shown("La carta de prueba ha salido.", "The letter of the test went out."))
    answer(as_json, {"mail": msgspec.to_builtins(found)}, lines)
