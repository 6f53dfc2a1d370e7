"""A letter as mail: headers, both bodies, and the order's QR as a picture that goes along."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from sync.central.telling.letters import Letter
from sync.central.telling.writing import PICTURE, Written


def envelope(
    letter: Letter, written: Written, to: str, sender: str, name: str, epoch: str
) -> EmailMessage:
    """`name`: whose mail it is, as people read it. The Message-ID is the letter's own, however
    often it goes; `epoch`: that of central, whose letters are numbered anew in each."""
    message = EmailMessage()
    message["Subject"] = written.title
    message["From"] = formataddr((name, sender))
    message["To"] = to
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = f"<letter-{letter.id}.{epoch}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = written.language
    message.set_content(written.text)
    message.add_alternative(written.html, subtype="html")
    for part in message.iter_parts():
        if written.qr and part.get_content_subtype() == "html":
            part.add_related(
                written.picture(),
                "image",
                "png",
                cid=f"<{PICTURE}>",
                filename=f"{letter.number}.png",
                disposition="attachment",
            )
    return message
