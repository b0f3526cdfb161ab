"""A file, right or version that moves to another owner has both indexed again."""

from django.db import migrations

from congvu.search.rules.noting import noting_both

OF_DOCUMENT = """
SELECT e.id FROM outgoing_outgoingentry e
  JOIN {side} c ON c.document_id = e.document_id
"""
NOTED = [
    ("outgoing", "outgoing_outgoinggrant", "SELECT entry_id FROM {side}"),
    ("outgoing", "documents_documentfile", OF_DOCUMENT),
    ("draft", "outgoing_draftgrant", "SELECT draft_id FROM {side}"),
    ("draft", "outgoing_draftversion", "SELECT draft_id FROM {side}"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("outgoing", "0063_noted_for_search"),
        ("documents", "0093_both_owners_noted"),
    ]

    operations = [migrations.RunSQL(*noting_both(*one)) for one in NOTED]
