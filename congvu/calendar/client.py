"""Invitations to people outside; jobs alone speak to the mail server."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from django.core.mail import get_connection

from congvu.lib.text import gettext_noop as _


class NotTaken(Exception):
    """The server did not take a letter; ``for_good``: it never will."""

    def __init__(self, words: str, *, for_good: bool = False) -> None:
        super().__init__(words)
        self.for_good = for_good


class Post:
    """One connection for all letters of a run, opened at the first one."""

    def __init__(self) -> None:
        self._wire = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wire.close()

    def send(self, letter: EmailMessage) -> None:
        """Raises `NotTaken`."""
        try:
            self._wire.open()
            self._wire.connection.send_message(letter)
        except smtplib.SMTPRecipientsRefused as why:
            code, said = next(iter(why.recipients.values()))
            words = f"{code} {_said(said)}"
            raise NotTaken(words, for_good=code >= 500) from why
        except smtplib.SMTPDataError as why:
            words = f"{why.smtp_code} {_said(why.smtp_error)}"
            raise NotTaken(words, for_good=why.smtp_code >= 500) from why
        except (smtplib.SMTPException, OSError) as why:
            self._wire.close()
            raise NotTaken(str(why) or _("không có câu trả lời")) from why


def _said(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
