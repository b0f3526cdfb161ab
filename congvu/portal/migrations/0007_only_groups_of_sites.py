"""Wagtail brings two groups with rights over every page. Nobody is in them, and here
nobody will be: groups are a site's (`congvu.portal.actions.rights`).
"""

from __future__ import annotations

from typing import Any

from django.db import migrations


def drop(apps: Any, _schema_editor: Any) -> None:
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=["Moderators", "Editors"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0006_visits"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
