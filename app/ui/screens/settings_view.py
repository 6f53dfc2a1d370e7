"""What the settings screen shows: each setting with its choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class SettingView:
    key: str
    words: str
    about: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class SettingsView:
    settings: tuple[SettingView, ...]
    calibration: str = ""
    """The code to scan so that the till learns the scanner's layout."""


LEAST_SCREEN = (1024, 600)
"""What the selling screen needs, in its own pixels: a larger size of letters is not offered."""


def sizes(width: int, height: int) -> tuple[int, ...]:
    """The sizes in per cent at which all is in sight on a screen of so many real pixels."""
    least_width, least_height = LEAST_SCREEN
    return tuple(
        size
        for size in (100, 125, 150, 175, 200)
        if size == 100
        or (width * 100 >= least_width * size and height * 100 >= least_height * size)
    )


def taught(pattern: str) -> str:
    return fill(tr("La caja ya lee estas etiquetas: %1"), pattern)


def saved(path: str) -> str:
    return fill(tr("Guardado en %1"), path)


def scanner_learned() -> str:
    return tr("La caja ya entiende este lector.")


def settings_view(
    *,
    theme: str,
    language: str,
    mirrored: bool,
    scale: int,
    sounds: bool,
    scanner: str,
    lock: int = 5,
    sizes: Sequence[int],
) -> SettingsView:
    """The face's settings as they stand."""
    yes_no = (("yes", tr("Sí")), ("no", tr("No")))
    scales = tuple((str(n), f"{n} %") for n in sorted({*sizes, scale}))
    return SettingsView(
        (
            SettingView(
                "theme",
                tr("Aspecto"),
                tr("Como el sistema sigue lo que elija Windows o Linux"),
                (("light", tr("Claro")), ("dark", tr("Oscuro")), ("system", tr("Sistema"))),
                theme,
            ),
            SettingView(
                "language",
                tr("Idioma"),
                tr("De la pantalla; el ticket sale en el de la tienda"),
                (("es", "Español"), ("en", "English")),
                language,
            ),
            SettingView(
                "mirrored",
                tr("Cobrar con la izquierda"),
                tr("Pone el botón grande de cobrar al otro lado"),
                yes_no,
                "yes" if mirrored else "no",
            ),
            SettingView(
                "scale",
                tr("Tamaño"),
                tr("Vale desde la próxima vez que se abra la caja"),
                scales,
                str(scale),
            ),
            SettingView(
                "sounds",
                tr("Sonidos"),
                tr("Uno agudo al aceptar, dos graves al rechazar"),
                yes_no,
                "yes" if sounds else "no",
            ),
            SettingView(
                "scanner",
                tr("Teclado del lector"),
                tr("Automático: la caja lo averigua con el código de abajo"),
                (("auto", tr("Automático")), ("us", "US"), ("typed", tr("Como llega"))),
                scanner,
            ),
            SettingView(
                "lock",
                tr("Bloqueo"),
                tr("Sin tocar la caja: la cesta se queda como está"),
                (("0", tr("Nunca")), ("2", "2 min"), ("5", "5 min"), ("10", "10 min")),
                str(lock),
            ),
        )
    )
