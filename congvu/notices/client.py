"""The office's mail server, by SMTP as the environment names it."""

from __future__ import annotations

import smtplib
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from congvu.notices.queries import Composed

TIMEOUT = 20


class NotTaken(Exception):
    """The server did not take the mail, or could not be reached; try again later."""


class MailServer:
    """One connection for all letters of a run, opened at the first one."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def send(self, composed: Composed, *, address: str, message_id: str) -> None:
        mail = EmailMessage(
            composed.subject,
            composed.body,
            settings.DEFAULT_FROM_EMAIL,
            [address],
            headers={
                "Message-ID": message_id,
                # Absence notes must not answer it (RFC 3834).
                "Auto-Submitted": "auto-generated",
            },
            connection=self._connection,
        )
        try:
            mail.send()
        except (smtplib.SMTPException, OSError) as error:
            self._connection.close()
            raise NotTaken(f"{type(error).__name__}: {error}") from error
