"""Triggers that note which outgoing lines and drafts are to be indexed again."""

from django.db import migrations

from congvu.search.rules.noting import ALWAYS, noting

OF_DOCUMENT = """
SELECT e.id FROM outgoing_outgoingentry e JOIN changed c ON c.document_id = e.document_id
"""
OF_FILE = """
SELECT e.id FROM changed c JOIN former o ON o.id = c.id
  JOIN documents_documentfile f ON f.file_id = c.id
  JOIN outgoing_outgoingentry e ON e.document_id = f.document_id
 WHERE c.text IS DISTINCT FROM o.text
"""
NOTED = [
    ("outgoing", "outgoing_outgoingentry", ALWAYS, "SELECT id FROM changed"),
    ("outgoing", "outgoing_outgoinggrant", ALWAYS, "SELECT entry_id FROM changed"),
    ("outgoing", "documents_documentfile", ALWAYS, OF_DOCUMENT),
    ("outgoing", "files_storedfile", "UPDATE", OF_FILE),
    ("draft", "outgoing_draft", ALWAYS, "SELECT id FROM changed"),
    ("draft", "outgoing_draftgrant", ALWAYS, "SELECT draft_id FROM changed"),
    ("draft", "outgoing_draftversion", ALWAYS, "SELECT draft_id FROM changed"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("outgoing", "0062_draft_search"),
        ("documents", "0092_noted_for_search"),
    ]

    operations = [
        migrations.RunSQL(make, unmake)
        for one in NOTED
        for make, unmake in noting(*one)
    ]
