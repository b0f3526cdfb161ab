"""Django's own verb, but one that waits for nobody's table without end.

A change of a table waits for whoever reads it, and everybody else waits behind it. So
it gives up after a while, and what was done before it stays done: run it again. What it
does in a third of Django's time is in ``congvu.config.migrating``.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from congvu.config.migrating import QuickExecutor

LOCK_SECONDS = 10


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        # Django's verb looks its executor up here and has no other way to be told.
        migrate.MigrationExecutor = QuickExecutor  # type: ignore[attr-defined] # the stubs leave it out
        try:
            super().handle(*args, **options)
        except OperationalError as why:
            if not isinstance(why.__cause__, LockNotAvailable):
                raise
            raise CommandError(
                f"Có bảng đang bận quá {LOCK_SECONDS} giây nên chưa sửa được; dừng văn "
                "phòng, hoặc đợi vắng người, rồi chạy lại. Các bước trước đã xong."
            ) from why
