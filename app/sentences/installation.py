"""Refusals in the user's words: a till's folder, its key, its backups and its machine."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "DiskFull": (
        "El disco está lleno: no se puede cobrar hasta liberar espacio.",
        "The disk is full: no payment can be taken until there is room.",
    ),
    "DiskReadOnly": (
        "No se puede escribir en el disco de la caja: avisa al responsable.",
        "The till's disk cannot be written: tell the manager.",
    ),
    "WrongKey": (
        "La clave de esta caja no abre {path}.",
        "This till's key does not open {path}.",
    ),
    "TillExists": (
        "En {folder} ya hay una caja; no se ha cambiado nada.",
        "There is a till in {folder} already; nothing was changed.",
    ),
    "NoTill": (
        "En {folder} no hay ninguna caja: créala con «mostrador init».",
        "There is no till in {folder}: make one with “mostrador init”.",
    ),
    "TillsBelow": (
        "En {folder} no hay ninguna caja, pero sí en {below}: elige una con --data.",
        "There is no till in {folder} itself, but in {below}: choose one with --data.",
    ),
    "LostTill": (
        "En {folder} hay un diario de caja, pero falta su till.toml: recupera la caja de una copia "
        "con «mostrador restore»; el diario no se toca.",
        "In {folder} there is a till’s journal, but its till.toml is missing: bring the till back "
        "from a backup with “mostrador restore”; the journal is left as it is.",
    ),
    "BadTill": (
        "La carpeta de la caja está dañada ({reason}).",
        "The till's folder is damaged ({reason}).",
    ),
    "DemoFolder": (
        "En {folder} hay una tienda de demostración: elige otra carpeta con --data.",
        "There is a demo shop in {folder}: choose another folder with --data.",
    ),
    "RealFolder": (
        "En {folder} hay una tienda de verdad: la de demostración va en otra carpeta (--data).",
        "There is a real shop in {folder}: the demo shop goes into another folder (--data).",
    ),
    "ChainElsewhere": (
        "La caja de {folder} ya es de la cadena de {url}: ábrela con «mostrador».",
        "The till in {folder} belongs to the chain of {url} already: open it with “mostrador”.",
    ),
    "RestoredShop": (
        "Esta tienda ha vuelto de una copia y su central aún no está en marcha: ábrela con"
        " «{command}».",
        "This shop came back from a backup and its central does not run yet: open it with"
        " “{command}”.",
    ),
    "AloneTill": (
        "En {folder} hay una caja sin central: crea su central («{make}»), importa en ella la"
        " tienda {shop} («{fill}») y así también el personal (staff) y los artículos (catalog), y"
        " vuelve a empezar («{again}»); el diario se conserva.",
        "There is a till without a central in {folder}: make its central (“{make}”), import shop"
        " {shop} there (“{fill}”) and people (staff) and products (catalog) likewise, and start"
        " again (“{again}”); the journal is kept.",
    ),
    "CentralNotCopied": (
        "La copia tiene la caja, pero no la central ({reason}).",
        "The backup has the till but not central ({reason}).",
    ),
    "DamagedSingle": (
        "No se puede leer {file} ({reason}): no se sabe dónde van las copias de seguridad y no se"
        " hace ninguna. Dilo otra vez con «{command} --backups CARPETA» y abre de nuevo la caja.",
        "{file} cannot be read ({reason}): nobody knows where the backups go, and none is made. Say"
        " it again with “{command} --backups DIR” and open the till anew.",
    ),
    "BackupsFolderMissing": (
        "No está la carpeta de las copias de seguridad ({folder}): ¿falta conectar un disco?",
        "The folder of the backups is not there ({folder}): is a disk not plugged in?",
    ),
    "AnotherTill": (
        "Esta caja ya está abierta en este equipo: usa su ventana, o ciérrala antes.",
        "This till is open on this machine already: use its window, or close it first.",
    ),
    "NoDisplay": (
        "No hay pantalla donde abrir la ventana: usa una virtual (apt-get install xvfb xauth y"
        " «xvfb-run -a make run») o vende sin ventana («mostrador play ARCHIVO --data DIR»).",
        "There is no display for the window: use a virtual one (apt-get install xvfb xauth,"
        " then “xvfb-run -a make run”) or sell without one (“mostrador play FILE --data DIR”).",
    ),
    "KeyMissing": (
        "Falta la clave de la caja ({place}): restaura una copia de seguridad.",
        "The till's key is missing ({place}): restore a backup.",
    ),
    "KeyringUnusable": (
        "El llavero del sistema no está disponible ({reason}).",
        "The system's keyring is not available ({reason}).",
    ),
    "BadShopFacts": (
        "«{value}» no vale para {field}.",
        "“{value}” will not do for {field}.",
    ),
    "DemoOnly": (
        "{command} solo existe en tiendas de demostración.",
        "{command} exists in demo shops only.",
    ),
    "BadBackup": (
        "Ese archivo no es una copia de seguridad válida ({reason}).",
        "That file is not a valid backup ({reason}).",
    ),
    "WrongRecoveryCode": (
        "El código de recuperación no abre esta copia.",
        "The recovery code does not open this backup.",
    ),
    "NewerSchema": (
        "{path} es de una versión posterior del programa.",
        "{path} was written by a later version of the program.",
    ),
    "JournalBroken": (
        "El diario de la caja no cuadra: no sigas y avisa.",
        "The till's journal does not add up: stop and call for help.",
    ),
}
