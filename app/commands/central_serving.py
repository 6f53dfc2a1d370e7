"""Making and serving central, and who may speak to it: `init serve enrol-code revoke token`."""

from __future__ import annotations

import io
import ipaddress
import json
import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import click

from app.commands import loopback
from app.commands.central_folder import SNAPSHOTS, central_options, folder_of, make, opened
from app.commands.common import answer, json_option
from app.commands.refusals import shown

WHO = "office"
"""Who changes what is changed from a terminal, for the record."""


@click.command()
@central_options
@json_option
@click.option("--demo", is_flag=True, help="For demo tills only, and no others.")
def init(data: str | None, database: str | None, as_json: bool, demo: bool) -> None:
    """Make a central. On an existing one it refuses and changes nothing."""
    folder = folder_of(data)
    chain = make(folder, database, demo=demo)
    value = {"folder": str(folder), "epoch": chain.epoch, "central_key": chain.public_key}
    text = shown(f"Central creada en {folder}.", f"Central made in {folder}.")
    answer(as_json, value, [text])


@click.command()
@central_options
@json_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=int,
    show_default="8427; of a single or demo shop, where its tills look",
    help="0: any that is free.",
)
@click.option("--tls-cert", type=click.Path(path_type=Path), metavar="FILE", help="PEM.")
@click.option("--tls-key", type=click.Path(path_type=Path), metavar="FILE", help="PEM.")
@click.option(
    "--public-url",
    default="",
    metavar="URL",
    help="Where tills find central, when that is not where it listens, as behind a proxy.",
)
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
)
@click.option("--with-parent", is_flag=True, help="Leave when stdin closes.")
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    data: str | None,
    database: str | None,
    as_json: bool,
    host: str,
    port: int | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    public_url: str,
    log_level: str,
    with_parent: bool,
) -> None:
    """Serve central until it is told to stop. Says where on stdout; its log is JSON on stderr.

    Without TLS it listens on this machine only. Several may serve one PostgreSQL database.
    """
    from sync.central import enrolment
    from sync.central.serving import Serving, Tls
    from sync.trust import check_url

    if (tls_cert is None) != (tls_key is None):
        raise click.UsageError("--tls-cert and --tls-key go together.", ctx)
    public = check_url(public_url) if public_url else ""
    _log_as_json(log_level)
    tls = Tls(tls_cert, tls_key) if tls_cert and tls_key else None
    with opened(data, database) as central:
        serving = Serving(
            central,
            host=host,
            port=_port(folder_of(data), host) if port is None else port,
            tls=tls,
            folder=folder_of(data) / SNAPSHOTS,
        )
        with central.write() as tx:
            where = public or _found_at(host, serving.url)
            enrolment.served(tx, tls.spki() if tls else b"", where)
        value = {
            "url": serving.url,
            "public_url": public,
            "epoch": serving.served.chain.epoch,
        }
        text = shown(f"Central en {serving.url}", f"Central at {serving.url}")
        answer(as_json, value, [text])
        sys.stdout.flush()
        if with_parent:
            threading.Thread(target=_leave, args=(serving.stop,), daemon=True).start()
        serving.run()


def _port(folder: Path, host: str) -> int:
    """Where it listens when nobody says: only on this machine are there tills beside it."""
    return loopback.port_of(folder) if host == loopback.LOOPBACK else loopback.USUAL_PORT


def _found_at(host: str, url: str) -> str:
    """`url`, when tills find central there: an address that stands for all is nobody's."""
    try:
        return "" if ipaddress.ip_address(host).is_unspecified else url
    except ValueError:
        return url if host else ""


def _leave(stop: Callable[[], None]) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    stop()


@click.command("enrol-code")
@central_options
@json_option
@click.option("--shop", required=True, metavar="042", help="The shop's three digits.")
@click.option("--till", required=True, metavar="03", help="The till's two digits.")
@click.option(
    "--kind",
    type=click.Choice(["till", "stock"]),
    default="till",
    show_default=True,
    help="A till, or a tablet of the stockroom.",
)
@click.option(
    "--url",
    default="",
    metavar="URL",
    help="Where the till will find central, when it is not where `serve` last listened, or said.",
)
@click.option(
    "--tls-cert",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The certificate that the till will see, when it is not the one of `serve`.",
)
def enrol_code(
    data: str | None,
    database: str | None,
    as_json: bool,
    shop: str,
    till: str,
    kind: str,
    url: str,
    tls_cert: Path | None,
) -> None:
    """A code by which one folder becomes this till or tablet: good once, for ten minutes."""
    from sync.central import enrolment
    from sync.central.masters import staff
    from sync.central.serving import spki_of
    from sync.trust import check_url

    url = check_url(url) if url else ""
    with opened(data, database) as central, central.write() as tx:
        url = url or enrolment.served_url(tx)
        spki = spki_of(tls_cert) if tls_cert else enrolment.served_key(tx)
        made = enrolment.make_code(tx, shop, till, WHO, kind=kind, spki=spki)
        somebody = staff.has_anybody(tx.connection, shop)
    value = {
        "code": made.code,
        "shop": made.shop,
        "till": made.till,
        "kind": made.kind,
        "expires_at": made.expires_at.isoformat(),
        "url": url,
    }
    device = shown(*(("la tableta", "tablet") if kind == "stock" else ("la caja", "till")))
    as_kind = " --kind stock" if kind == "stock" else ""
    lines = [
        shown(
            f"Código de {device} {shop}/{till}, vale una vez y diez minutos: {made.code}",
            f"Code of {device} {shop}/{till}, good once and for ten minutes: {made.code}",
        ),
        f"{_where(url)} mostrador enrol {url or 'URL'} {made.code}{as_kind} --data DIR",
    ]
    if not as_json:
        lines.append(_qr(f"{url} {made.code}".strip()))
    answer(as_json, value, lines)
    if not somebody:
        click.echo(_nobody(shop), err=True)


def _nobody(shop: str) -> str:
    return shown(
        f"Aviso: nadie puede identificarse en la tienda {shop}; antes de dar de alta una caja, trae"
        " a sus personas (mostrador central import staff FICHERO).",
        f"Warning: nobody can sign in at shop {shop}; before a till enrols, bring its people"
        " (mostrador central import staff FILE).",
    )


def _where(url: str) -> str:
    """What comes before the command that is typed at the till."""
    from sync.central.serving import is_loopback

    if not url:
        return shown(
            "En la caja, con la dirección de la central en lugar de URL:",
            "At the till, with central's address in place of URL:",
        )
    if is_loopback(urlsplit(url).hostname or ""):
        return shown("En una caja de este equipo:", "At a till of this machine:")
    return shown("En la caja:", "At the till:")


def _qr(text: str) -> str:
    import segno

    drawn = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(drawn, compact=True)
    return drawn.getvalue().rstrip("\n")


@click.command()
@central_options
@json_option
@click.argument("installation", type=int)
def revoke(data: str | None, database: str | None, as_json: bool, installation: int) -> None:
    """End an installation: it pulls no more, and what it still sends is kept apart."""
    from sync.central import enrolment

    with opened(data, database) as central, central.write() as tx:
        row = enrolment.revoke(tx, installation, WHO)
    value = {"installation": row.number, "shop": row.shop, "till": row.till}
    text = shown(
        f"Instalación {row.number} (caja {row.shop}/{row.till}) revocada.",
        f"Installation {row.number} (till {row.shop}/{row.till}) revoked.",
    )
    answer(as_json, value, [text])


@click.command()
@central_options
@json_option
@click.argument("name")
@click.option("--revoke", "ends", is_flag=True, help="End every token of that name.")
@click.option(
    "--channel", default=None, metavar="web", help="For the orders of that channel, nothing else."
)
def token(
    data: str | None,
    database: str | None,
    as_json: bool,
    name: str,
    ends: bool,
    channel: str | None,
) -> None:
    """A token for the office's calls, or a channel's, said once; NAME is who changes what by it."""
    from sync.central import auth
    from sync.central.telling import channels

    if channel is not None:  # said and empty it is a mistake, never the office's
        channels.check_free(channel)
    with opened(data, database) as central, central.write() as tx:
        if ends:
            count = auth.revoke_token(tx, name)
            value: dict[str, object] = {"name": name, "revoked": count}
            text = shown(f"Fichas anuladas: {count}.", f"Tokens ended: {count}.")
        else:
            made = auth.new_token(tx, name, channel or "")
            value = {"name": name, "token": made}
            text = shown(
                f"Ficha de «{name}», no se repite: {made}",
                f"Token of “{name}”, not shown again: {made}",
            )
    answer(as_json, value, [text])


@click.command()
@central_options
@json_option
def restored(data: str | None, database: str | None, as_json: bool) -> None:
    """Say that this central came back from a backup, before anybody is served by it.

    It begins another epoch: tills take everything again, tell it what it lost, and no number of
    an installation is given twice.
    """
    from sync.central.chain import renew_epoch
    from sync.central.masters.audit import note

    with opened(data, database) as central, central.write() as tx:
        epoch = renew_epoch(tx)
        note(tx, WHO, "restored", epoch=epoch)
    lines = [
        shown(f"Época nueva {epoch}.", f"New epoch {epoch}."),
        shown(
            "Las cajas dadas de alta después de la copia piden otra alta, y traen lo que vendieron."
            " Repite lo demás que cambió desde la copia: importaciones, bajas y clientes borrados.",
            "Tills enrolled after the backup ask to enrol again, and bring what they sold. Do again"
            " what else was changed since the backup: imports, revocations, erased customers.",
        ),
    ]
    answer(as_json, {"epoch": epoch}, lines)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how bad, from where, what, and its facts."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "at": at,
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _log_as_json(level: str, stream: IO[str] | None = None) -> None:
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # It says where it listens before it does, and where a request came from.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
