"""How a device is, in the user's words; of what is wrong with it, what a person can do about it.

They stand beside its name, be it una balanza or un cajón: none has an ending for only one of them.
"""

from __future__ import annotations

STATES: dict[str, tuple[str, str]] = {
    "closed": ("No está en marcha", "Stopped"),
    "opened": ("Se está buscando", "Being looked for"),
    "claimed": ("Hay conexión; todavía no ha contestado", "Connected; it has not answered yet"),
    "enabled": ("Funciona", "Works"),
}
"""By `hardware.health.State`."""

REASONS: dict[str, tuple[str, str]] = {
    "no_service": (
        "Tiene mal la configuración: revísala en till.toml.",
        "It is not set up right: look at till.toml.",
    ),
    "no_such_option": (
        "No existe su opción «{option}»: corrígela o quítala en till.toml.",
        "It has no option “{option}”: correct it in till.toml, or take it out.",
    ),
    "bad_option": (
        "Su opción «{option}» no puede valer eso: corrígela en till.toml.",
        "Its option “{option}” cannot be that: correct it in till.toml.",
    ),
    "no_hardware": (
        "No se encuentra: mira que el cable esté enchufado.",
        "It is not connected: plug it in or check the cable.",
    ),
    "claimed": (
        "Lo está usando otro programa: ciérralo.",
        "Another program is using it: close that one.",
    ),
    "forbidden": (
        "Falta permiso para usarlo: este usuario ha de estar en su grupo (lp, dialout).",
        "This program may not use it: the user has to be in its group (lp, dialout).",
    ),
    "refused": (
        "Rechaza la conexión: mira si tiene corriente, si el puerto de su dirección es ese, y si "
        "lo está usando otra caja.",
        "It refuses the connection: check that it is on, that the port in its address is right, "
        "and that no other till is using it.",
    ),
    "unreached": (
        "En su dirección no contesta nadie: mira si tiene corriente, su cable de red y la "
        "dirección en till.toml.",
        "Nothing answers at its address: check its power, its network cable and the address in "
        "till.toml.",
    ),
    "offline": (
        "No se llega hasta allí: mira si tiene corriente y cable.",
        "It cannot be reached: check its power and its cable.",
    ),
    "busy": (
        "Ahora no puede: espera un momento.",
        "It is busy: wait a moment.",
    ),
    "disabled": ("Se desactivó en la configuración.", "It is switched off in the settings."),
    "illegal": ("Este aparato no puede hacer eso.", "This device cannot do that."),
    "timeout": ("No contesta: mira si tiene corriente.", "It does not answer: check its power."),
    "failure": ("Ha fallado: prueba a apagar y encender.", "It has failed: switch it off and on."),
    "foreign": (
        "Ha contestado otra cosa que lo que se le preguntó: mira en Pendientes qué pasó.",
        "It did not answer what it was asked: look under Pending what became of it.",
    ),
    "paper_out": ("No tiene papel: pon un rollo nuevo.", "It is out of paper: put in a new roll."),
    "cover_open": ("Tiene la tapa abierta: ciérrala.", "Its cover is open: close it."),
    "cutter": (
        "La cuchilla está atascada: abre la tapa y quita el papel.",
        "The cutter is stuck: open the cover and clear the paper.",
    ),
    "overheated": (
        "Está caliente: seguirá en un momento.",
        "It is hot: it will go on in a moment.",
    ),
    "left_open": (
        "El cajón lleva un rato abierto: ciérralo.",
        "The drawer has been open for a while: close it.",
    ),
    "unsure": (
        "No se sabe si lo último salió: míralo y dilo en Pendientes.",
        "Nobody knows whether the last one came out: look, and say so under Pending.",
    ),
    "unstable": ("El peso se mueve: espera a que se pare.", "The weight is moving: wait for it."),
    "negative": (
        "La balanza marca por debajo de cero: vacíala y ponla a cero.",
        "The scale shows less than zero: empty it and set it to zero.",
    ),
    "overload": ("Hay demasiado peso en la balanza.", "There is too much on the scale."),
    "empty": ("No hay nada en la balanza.", "There is nothing on the scale."),
    "not_cleared": (
        "Quita de la balanza lo anterior antes de pesar lo siguiente.",
        "Take the last thing off the scale before you weigh the next.",
    ),
    "not_approved": (
        "De esta balanza no consta la aprobación para vender con este TPV: teclea el peso que "
        "marca ella o su etiqueta.",
        "No approval is named for selling with this scale and this till: type the weight that it "
        "shows or prints on its label.",
    ),
}
"""By `hardware.errors.Reason`; `{option}` is what the machine's words are then."""

DETAILS: dict[str, str] = {
    "a terminal is at https://": "la dirección de un datáfono empieza por https://",
    "sale and poi name the till and it": "faltan sale y poi: los nombres de la caja y del datáfono",
    "key_id and key_version name the terminal's key": (
        "faltan key_id y key_version: la clave del datáfono"
    ),
    "key_file says where the passphrase is": "falta key_file: dónde está la contraseña",
    "the terminal's passphrase is empty": "la contraseña del datáfono está vacía",
    "the passphrase has letters that no terminal has": (
        "la contraseña tiene letras que ningún datáfono admite"
    ),
    "the keyring: {1}": "el llavero: {1}",
    "an answer that does not fit what was asked": "una respuesta que no es de lo que se preguntó",
    "too long an answer": "una respuesta demasiado larga",
    "no answer in {1} s": "sin respuesta en {1} s",
    "not connected": "sin conexión",
    "not open": "sin abrir",
    "closed": "cerrado",
    "closed by the other end": "ha cortado la conexión",
    "only to be read": "no se le puede escribir",
    "a fault of the driver": "un fallo del programa",
    "{1} wait already": "ya esperan {1}",
    "lost while it printed": "se perdió mientras imprimía",
    "no answer to {1}": "no contesta a {1}",
    "no answer to a question for the weight": "no contesta cuando se le pide el peso",
    "takes no question": "no admite preguntas",
    "takes nothing": "no admite nada",
    "no spooler (lpstat)": "no hay cola de impresión (lpstat)",
    "no such device": "no existe",
    "no printer {1}": "no hay ninguna impresora {1}",
    "no driver {1} of a {2}": "no hay controlador {1}",
    "no address: {1}": "no es una dirección: {1}",
    "no bytes go by {1}": "nada pasa por {1}",
}
"""What drivers say besides, in English, and in Spanish; {1}, {2} are what they name."""
