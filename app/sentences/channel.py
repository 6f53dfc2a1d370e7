"""Refusals in the user's words: telling channels and customers."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "BadChannel": (
        "Así no se avisa a un canal ({field}): «{value}». Hace falta https:// (o esta máquina) y"
        " un secreto de 16 letras o más.",
        "No channel is told that way ({field}): “{value}”. It takes https:// (or this machine) and"
        " a secret of 16 characters or more.",
    ),
    "BadChannelCode": (
        "Un canal no se llama «{value}»: de 1 a 40 letras minúsculas sin acentos, cifras, - o _.",
        "No channel is called “{value}”: 1 to 40 small letters without accents, digits, - or _.",
    ),
    "ChannelReserved": (
        "«{channel}» no puede ser un canal: es el nombre de las cajas o de la oficina.",
        "“{channel}” cannot be a channel: tills or the office go by that name.",
    ),
    "UnknownChannel": ("No hay canal «{channel}».", "There is no channel “{channel}”."),
    "BadSender": (
        "Así no se puede enviar correo ({field}): «{value}».",
        "No mail can be sent that way ({field}): “{value}”.",
    ),
    "NotSent": ("El correo no ha salido: {why}.", "The mail did not go out: {why}."),
}
