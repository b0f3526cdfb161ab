"""After what really committed: the database as migrations left it.

Emptying every table anew writes a file for each of them and each of their indexes,
seven hundred in all. A test writes to a dozen; only those are emptied.
"""

from __future__ import annotations

from django.db import connections, transaction
from django.test import TransactionTestCase

from tests.standing import Law

# What migrations wrote, not people.
KEPT = (
    "auth_permission",
    "congvu_monthly_table",
    "django_content_type",
    "django_migrations",
)
# A table with pages was written to since it was made, or since it was last vacuumed.
_WRITTEN = """
    SELECT c.relname, pg_relation_size(c.oid) FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
    ORDER BY c.relname
"""
_LARGE = 512 * 1024  # bytes: emptied rows are still walked through


def empty(alias: str = "default") -> None:
    """The log and the timeline refuse it of everyone but a superuser's session."""
    Law.stands = False
    with connections[alias].cursor() as cursor:
        cursor.execute(_WRITTEN)
        written = {name: size for name, size in cursor.fetchall() if name not in KEPT}
        with transaction.atomic(using=alias):
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in written:
                cursor.execute(f'DELETE FROM "{name}"')
        for name, size in written.items():
            if size > _LARGE:
                cursor.execute(f'VACUUM "{name}"')


def _after_the_test(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]  # Django's own name, as its own teardown calls it
        empty(alias)


def instead_of_a_flush() -> None:
    """Every test with ``transaction=True`` ends so."""
    TransactionTestCase._fixture_teardown = _after_the_test  # type: ignore[attr-defined]  # what it is there for
