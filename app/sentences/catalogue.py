"""Refusals in the user's words: files that people name, and what is imported from them."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "NoSuchFile": ("No existe el archivo {file}.", "There is no file {file}."),
    "UnreadableFile": (
        "No se puede leer {file}.",
        "{file} cannot be read.",
    ),
    "NoUsableHeader": (
        "La primera fila no dice dónde está {missing}: usa --map columna=campo, o --default "
        "campo=valor para todas las filas.",
        "The first row does not say where {missing} is: use --map column=field, or --default "
        "field=value for all rows.",
    ),
    "UnknownField": ("No existe el campo {field}.", "There is no field {field}."),
    "UnknownColumn": (
        "El archivo no tiene la columna {column}.",
        "The file has no column {column}.",
    ),
    "BadDefault": ("«{value}» no vale para {field}.", "“{value}” will not do for {field}."),
    "NothingImported": (
        "De {file} no ha entrado ninguna fila; lo anterior sigue en uso.",
        "No row of {file} went in; what was there is still in use.",
    ),
    "ReportNotWritable": (
        "No se puede escribir el informe {file}.",
        "The report {file} cannot be written.",
    ),
    "ImportRunning": (
        "Otra importación está en marcha en esta carpeta.",
        "Another import is running in this folder.",
    ),
    "CatalogDamaged": (
        "El catálogo nuevo ha salido dañado; el anterior sigue en uso.",
        "The new catalogue came out damaged; the old one stays in use.",
    ),
    "NoCatalogue": (
        "Aún no hay artículos: impórtalos antes que sus precios.",
        "There are no products yet: import them before their prices.",
    ),
    "UnwritableFile": ("No se puede escribir {file}.", "{file} cannot be written."),
}
