"""Triggers that note which dossiers, and papers lying in them, are to be indexed again."""

from django.db import migrations

from congvu.search.rules.noting import ALWAYS, noting

OF_FILE = """
SELECT i.dossier_id FROM changed c JOIN former o ON o.id = c.id
  JOIN archives_dossieritem i ON i.file_id = c.id
 WHERE c.text IS DISTINCT FROM o.text
"""
OWN_FILES = "SELECT dossier_id FROM changed WHERE file_id IS NOT NULL"
NOTED = [
    ("dossier", "archives_dossier", ALWAYS, "SELECT id FROM changed"),
    ("dossier", "archives_dossiergrant", ALWAYS, "SELECT dossier_id FROM changed"),
    ("dossier", "archives_dossieritem", ALWAYS, OWN_FILES),
    ("dossier", "files_storedfile", "UPDATE", OF_FILE),
    ("incoming", "archives_dossieritem", ALWAYS, "SELECT incoming_id FROM changed"),
    ("outgoing", "archives_dossieritem", ALWAYS, "SELECT outgoing_id FROM changed"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("archives", "0041_reminded"),
        ("outgoing", "0063_noted_for_search"),
    ]

    operations = [
        migrations.RunSQL(make, unmake)
        for one in NOTED
        for make, unmake in noting(*one)
    ]
