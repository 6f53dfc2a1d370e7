"""Codes and scanners: what one label of a scale teaches, and the sheet that sets a scanner up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.refusals import language, shown

if TYPE_CHECKING:
    from app.domain.weighed_code import Layout


@click.command()
@click.argument("code")
@click.option("--weight", metavar="KG", help="As it is printed on the label.")
@click.option("--price", metavar="EUR", help="As it is printed on the label.")
@click.option("--keep", is_flag=True, help="Write the first into till.toml; the till is closed.")
@data_option
@json_option
def learn(
    code: str, weight: str | None, price: str | None, keep: bool, data: str | None, as_json: bool
) -> None:
    """In which layouts CODE, of a scale's label, says the weight or the price printed on it."""
    from app.domain.weighed_code import learned

    found = learned(code, weight or "", price or "")
    if keep:
        _keep(folder_of(data), found[0])
    rows = [{"pattern": row.pattern, "decimals": row.decimals} for row in found]
    lines = [f"{row.pattern}  {row.decimals}" for row in found]
    if keep:
        lines.append(shown(f"Guardado: {found[0].pattern}", f"Kept: {found[0].pattern}"))
    answer(as_json, {"layouts": rows, "kept": keep}, lines)


@click.command()
@click.argument("file", metavar="FILE.pdf", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def sheet(file: Path, data: str | None) -> None:
    """Write the sheet that sets a scanner up: what to choose, and codes that prove it."""
    del data  # taken as by every command; the sheet is the same for every till
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.scanner_sheet import save
    from app.ui.theme import LIGHT, theme
    from app.ui.words import Sentences

    app = QApplication.instance() or QApplication([])
    sentences = Sentences(language(), app)
    app.installTranslator(sentences)
    try:
        if isinstance(app, QApplication):
            theme.apply(app, LIGHT)  # its letters come with us
        save(file)
    finally:
        app.removeTranslator(sentences)
    click.echo(str(file))


def _keep(folder: Path, row: Layout) -> None:
    """In the place of a row with the same prefix. Raises AnotherTill while the till is open."""
    from app import config as till_toml
    from app.domain.weighed_code import kept
    from app.services.opening import opened

    with opened(folder) as till:
        rows = kept(row, till.config.weighed)
        till_toml.write_face(folder, till.config.face, rows)
