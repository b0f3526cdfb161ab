"""The law, committed once in a process's database and left for all who ask for it.

To write it anew for each of three thousand tests took the server 17 ms each, most of it
to prove that no two rules hold on one day. It goes before a test that has not asked for
it, and comes again for the next one that has; tests that ask lie side by side.
"""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.remembered import remembered

_TABLES = ("law_rule", "law_calendarday", "law_edition", "law_legalsource")


class Law:
    """``stands``: it is committed, and nobody has changed it since."""

    made = False  # the database of this process
    stands = False

    @classmethod
    def suit(cls, *, wanted: bool) -> None:
        """Between two tests only: what is written here is not taken back by one."""
        if not cls.made or cls.stands == wanted or connection.in_atomic_block:
            return
        with transaction.atomic():
            if wanted:
                load()
            else:
                _remove()
        cls.stands = wanted


def load() -> None:
    remembered("law", lambda: call_command("load_law", verbosity=0), at=timezone.now())


def _remove() -> None:
    """With the one event that tells of it, which the log gives up to nobody else."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in (*_TABLES, "audit_event"):
            cursor.execute(f"DELETE FROM {name}")
