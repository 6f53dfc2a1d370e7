"""Refusals in the user's words: a till and the chain that it is of, or not yet of."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "NotEnrolled": (
        "Esta caja no está dada de alta en ninguna central.",
        "This till is not enrolled at any central.",
    ),
    "NotInStep": (
        "No se ha llegado a estar al día con la central; lo pendiente espera en el disco.",
        "It did not come in step with central; what is to be sent waits on disk.",
    ),
    "UnknownInstallation": (
        "No hay ninguna instalación {installation}.",
        "There is no installation {installation}.",
    ),
    "WorkerRunning": (
        "Otro proceso ya mantiene al día la caja de {folder}.",
        "Another process keeps the till in {folder} in step already.",
    ),
    "TillEnrolled": (
        "Los artículos y el personal de esta caja los pone la central:"
        " impórtalos allí con «mostrador central import».",
        "Central says what products and people this till has:"
        " import them there with “mostrador central import”.",
    ),
    "BadCentralUrl": (
        "«{url}» no es la dirección de una central (https://nombre:puerto).",
        "“{url}” is not the address of a central (https://name:port).",
    ),
    "PlainNotHere": (
        "Sin TLS solo se admite esta misma máquina, no {host}:"
        " usa https y, al servir, --tls-cert y --tls-key.",
        "Without TLS only this machine will do, not {host}:"
        " use https and, to serve, --tls-cert and --tls-key.",
    ),
    "UnusableCertificate": (
        "El certificado {file} o su clave no sirven ({reason}).",
        "The certificate {file} or its key cannot be used ({reason}).",
    ),
    "PortTaken": (
        "No se puede escuchar en {host}:{port} ({reason}).",
        "Nobody can listen on {host}:{port} ({reason}).",
    ),
    "CentralUnreachable": (
        "La central {url} no responde ({reason}).",
        "The central {url} does not answer ({reason}).",
    ),
    "CentralNotTrusted": (
        "No consta que {url} sea la central ({reason}): pide un código con su huella"
        " o indica su autoridad con --ca.",
        "Nothing proves that {url} is the central ({reason}): ask for a code with its"
        " fingerprint, or name its authority with --ca.",
    ),
    "BadEnrolCode": (
        "El código no vale, ya se usó o ha caducado: pide otro en la central.",
        "The code is wrong, used or too old: ask for another at central.",
    ),
    "TooManyTries": (
        "Demasiados códigos equivocados: espera diez minutos.",
        "Too many wrong codes: wait ten minutes.",
    ),
    "DemoElsewhere": (
        "Una caja de demostración solo se da de alta en una central de demostración"
        " (con --demo), y una real en una real.",
        "A demo till enrols at a demo central only (with --demo), and a real one at a real one.",
    ),
    "NotOnTablet": (
        "En la tableta no se vende ni se cobra: hazlo en una caja.",
        "Nothing is sold or paid at the tablet: do it at a till.",
    ),
    "CodeForKind": (
        "Ese código no es para un equipo de tipo «{kind}»: pide otro en la central con"
        " --kind {kind}.",
        "That code is not for a device of kind “{kind}”: ask for another at central with"
        " --kind {kind}.",
    ),
    "DeviceOfKind": (
        "El equipo {till} ya es de otro tipo ({kind}): usa otro número, u otra carpeta.",
        "Device {till} is of another kind already ({kind}): use another number, or another folder.",
    ),
    "CodeForAnother": (
        "Ese código es para otra caja: esta es la {shop}/{till}.",
        "That code is for another till: this one is {shop}/{till}.",
    ),
    "CentralRefused": (
        "La central no lo admite ({kind}: {detail}).",
        "Central refuses ({kind}: {detail}).",
    ),
}
