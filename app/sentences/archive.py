"""Refusals in the user's words: old facts that leave the journal."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "ArchiveFolderMissing": (
        "No está la carpeta de los archivos ({folder}): conecta su disco, o créala si es nueva.",
        "The folder of the archives is not there ({folder}): plug its disk in, or make it if new.",
    ),
    "ArchiveMissing": (
        "En {folder} no está el archivo {file}, que tiene los apuntes antiguos del diario.",
        "{file}, which has the journal's old facts, is not in {folder}.",
    ),
    "BadArchive": (
        "El archivo {file} no vale ({reason}); no se ha borrado nada.",
        "The archive {file} will not do ({reason}); nothing was deleted.",
    ),
    "ArchiveUnwritten": (
        "No se ha podido escribir el archivo {file} ({reason}); el diario no se ha tocado.",
        "The archive {file} could not be written ({reason}); the journal was left as it is.",
    ),
    "InsideFiscalPeriod": (
        "Lo que hay desde el {day} tiene que quedarse en el diario: elige --before {day} o antes.",
        "What there is from {day} on has to stay in the journal: choose --before {day} or earlier.",
    ),
    "NothingOld": (
        "Nada que archivar: el diario no tiene ningún día anterior al {day}.",
        "Nothing to archive: the journal has no day before {day}.",
    ),
    "NotClosed": (
        "Nada que archivar: del día {day} queda algo abierto (un turno, un descuadre, una tarjeta, "
        "una devolución o un tique sin imprimir).",
        "Nothing to archive: something of {day} is still open (a shift, a difference, a card, a "
        "return, or a ticket that is not printed).",
    ),
    "NotAcknowledged": (
        "Nada que archivar: la central aún no tiene todo lo del día {day}.",
        "Nothing to archive: central does not have everything of {day} yet.",
    ),
    "NothingArchived": (
        "En {folder} no hay ningún archivo de esta caja que siga donde acaba lo ya archivado: haz "
        "uno con «mostrador journal archive».",
        "No archive of this till in {folder} goes on where the last one ended: make one with "
        "“mostrador journal archive”.",
    ),
    "DocumentArchived": (
        "{number} ya no está en esta caja: está en el archivo {file}. Se lee con «mostrador "
        "journal export --archive CARPETA».",
        "{number} is not in this till any more: it lies in the archive {file}. “mostrador journal "
        "export --archive FOLDER” reads it.",
    ),
}
