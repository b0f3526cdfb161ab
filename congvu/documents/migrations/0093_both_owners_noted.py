"""A file or right that moves from one line to another has both indexed again."""

from django.db import migrations

from congvu.search.rules.noting import noting_both

OF_DOCUMENT = """
SELECT e.id FROM documents_registerentry e
  JOIN {side} c ON c.document_id = e.document_id
"""
NOTED = [
    ("incoming", "documents_grant", "SELECT entry_id FROM {side}"),
    ("incoming", "documents_documentfile", OF_DOCUMENT),
]


class Migration(migrations.Migration):
    dependencies = [("documents", "0092_noted_for_search")]

    operations = [migrations.RunSQL(*noting_both(*one)) for one in NOTED]
