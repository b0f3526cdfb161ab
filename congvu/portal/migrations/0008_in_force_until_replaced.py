"""From when a paper is replaced, and whom it governs; and only pages that are out are anybody's to read.

Whoever may read drafts (Wagtail's revisions) may read each page: the office. Others,
the public process, find of pages and of what stands in them what is published and not
over, whatever they ask. No role is named, so that a copy can be put back anywhere.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Q

_GONE = ["expired", "recalled", "replaced", "withdrawn"]
_PAGES = (
    "articlepage", "bodypage", "contactspage", "datasetpage", "guidancepage",
    "organisationpage", "planpage", "procedurepage", "projectpage", "provincepage",
    "sciencepage", "sectionpage", "servicepage", "statisticspage",
)  # fmt: skip
_LINES = (
    "contactline", "organisationpart", "procedureform", "procedurestep", "publicalert",
)  # fmt: skip
_OFFICE = "(SELECT has_table_privilege('public.wagtailcore_revision', 'SELECT'))"
_OUT = "live AND (expire_at IS NULL OR expire_at > now())"


def _only_out(table: str, shown: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY only_published ON {table} USING ({_OFFICE} OR ({shown}));"
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
        f"DROP POLICY only_published ON {table};",
    )


def _of_page(table: str, key: str) -> migrations.RunSQL:
    page = f"p.id = {table}.{key} AND p.live"
    ended = "(p.expire_at IS NULL OR p.expire_at > now())"
    return _only_out(
        table, f"EXISTS (SELECT FROM wagtailcore_page p WHERE {page} AND {ended})"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0030_dossier_rights"),
        ("portal", "0007_only_groups_of_sites"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicdocument",
            name="replaced_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="được thay thế từ"
            ),
        ),
        migrations.AddField(
            model_name="publicdocument",
            name="governs",
            field=ArrayField(
                base_field=models.UUIDField(),
                default=list,
                size=None,
                verbose_name="cơ quan chịu sự điều chỉnh",
            ),
        ),
        migrations.AddIndex(
            model_name="publicdocument",
            index=GinIndex(fields=["governs"], name="publicdocument_governs"),
        ),
        *(
            migrations.AddIndex(
                model_name="publicdocument",
                index=models.Index(
                    fields=[field],
                    name=name,
                    condition=Q((f"{field}__isnull", False))
                    & ~Q(("validity__in", _GONE)),
                ),
            )
            for field, name in (
                ("expires_on", "publicdocument_expires"),
                ("replaced_on", "publicdocument_replaced"),
            )
        ),
        *(
            migrations.AddIndex(
                model_name=model, index=models.Index(fields=["file"], name=name)
            )
            for model, name in (
                ("portalrendition", "portal_rendition_by_file"),
                ("portalfile", "portal_file_by_file"),
            )
        ),
        _only_out("wagtailcore_page", _OUT),
        *(_of_page(f"portal_{name}", "page_ptr_id") for name in _PAGES),
        *(_of_page(f"portal_{name}", "page_id") for name in _LINES),
    ]
