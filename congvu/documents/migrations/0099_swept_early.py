"""Large tables are swept after a fiftieth is new, not a fifth.

What everybody counts and lists are the newest lines, and an index answers alone only for
what was swept. Swept pages are passed over, so it costs little.
"""

from django.db import migrations

TABLES = ["documents_registerentry", "documents_assignment", "documents_grant"]
SHARES = ["autovacuum_vacuum_scale_factor", "autovacuum_vacuum_insert_scale_factor"]
EARLY = ", ".join(f"{share} = 0.02" for share in SHARES)
USUAL = ", ".join(SHARES)


class Migration(migrations.Migration):
    dependencies = [("documents", "0098_counts_from_the_index")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} SET ({EARLY})", f"ALTER TABLE {table} RESET ({USUAL})"
        )
        for table in TABLES
    ]
