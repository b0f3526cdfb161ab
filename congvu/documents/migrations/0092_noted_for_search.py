"""Triggers that note which lines of incoming registers are to be indexed again."""

from django.db import migrations

from congvu.search.rules.noting import ALWAYS, noting

OF_DOCUMENT = """
SELECT e.id FROM documents_registerentry e JOIN changed c ON c.{column} = e.document_id
"""
OF_FILE = """
SELECT e.id FROM changed c JOIN former o ON o.id = c.id
  JOIN documents_documentfile f ON f.file_id = c.id
  JOIN documents_registerentry e ON e.document_id = f.document_id
 WHERE c.text IS DISTINCT FROM o.text
"""
OF_DOUBT = """
SELECT e.id FROM changed c JOIN former o ON o.id = c.id
  JOIN documents_documentfile f ON f.file_id = c.file_id
  JOIN documents_registerentry e
    ON e.document_id = f.document_id AND e.agency_id = c.agency_id
 WHERE c.doubt <> o.doubt
"""
NOTED = [
    ("incoming", "documents_registerentry", ALWAYS, "SELECT id FROM changed"),
    ("incoming", "documents_grant", ALWAYS, "SELECT entry_id FROM changed"),
    ("incoming", "documents_document", "UPDATE", OF_DOCUMENT.format(column="id")),
    (
        "incoming",
        "documents_documentfile",
        ALWAYS,
        OF_DOCUMENT.format(column="document_id"),
    ),
    ("incoming", "files_storedfile", "UPDATE", OF_FILE),
    ("incoming", "documents_intakeitem", "UPDATE", OF_DOUBT),
]


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0091_exchange_channel"),
        ("files", "0002_searchable_copy"),
        ("search", "0002_noting"),
    ]

    operations = [
        migrations.RunSQL(make, unmake)
        for one in NOTED
        for make, unmake in noting(*one)
    ]
