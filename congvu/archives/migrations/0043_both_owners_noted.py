"""A right or paper that moves from one dossier to another has both indexed again."""

from django.db import migrations

from congvu.search.rules.noting import noting_both

OWN_FILES = "SELECT dossier_id FROM {side} WHERE file_id IS NOT NULL"
NOTED = [
    ("dossier", "archives_dossiergrant", "SELECT dossier_id FROM {side}"),
    ("dossier", "archives_dossieritem", OWN_FILES),
    ("incoming", "archives_dossieritem", "SELECT incoming_id FROM {side}"),
    ("outgoing", "archives_dossieritem", "SELECT outgoing_id FROM {side}"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("archives", "0042_noted_for_search"),
        ("outgoing", "0064_both_owners_noted"),
    ]

    operations = [migrations.RunSQL(*noting_both(*one)) for one in NOTED]
