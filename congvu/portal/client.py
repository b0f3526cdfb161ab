"""The office's mail server, for mails to people who are nobody's colleagues."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from congvu.portal.queries.letters import AskerMail


class MailNotTaken(Exception):
    """The server did not take the mail, or could not be reached; try again later."""


def send_to_asker(composed: AskerMail, *, message_id: str) -> None:
    mail = EmailMessage(
        composed.subject,
        composed.body,
        settings.DEFAULT_FROM_EMAIL,
        [composed.address],
        headers={
            "Message-ID": message_id,
            # Absence notes must not answer it (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotTaken(f"{type(error).__name__}: {error}") from error
