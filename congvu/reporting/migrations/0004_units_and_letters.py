"""Units of the agency that asks report, too; formal letters urge who does not."""

import django.db.models.deletion
from django.db import migrations, models

import congvu.lib.ids

KEEP = """
CREATE OR REPLACE FUNCTION reporting_keep_return() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.round_id, NEW.given_agency_id, NEW.given_unit_id)
       IS DISTINCT FROM (OLD.round_id, OLD.given_agency_id, OLD.given_unit_id) THEN
        RAISE EXCEPTION 'a return stays with who was asked'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
UNDO = """
CREATE OR REPLACE FUNCTION reporting_keep_return() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.round_id, NEW.given_agency_id)
       IS DISTINCT FROM (OLD.round_id, OLD.given_agency_id) THEN
        RAISE EXCEPTION 'a return stays with who was asked'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0030_dossier_rights"),
        ("outgoing", "0065_lists_by_type_and_release"),
        ("reporting", "0003_may_forget"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reportreturn", name="reportreturn_one_a_body"
        ),
        migrations.RemoveConstraint(
            model_name="formrecipient", name="formrecipient_kind_or_agency"
        ),
        *(
            migrations.AddField(
                model_name=model,
                name=name,
                field=models.UUIDField(blank=True, null=True),
            )
            for model, name in (
                ("formrecipient", "unit_id"),
                ("reportreturn", "unit_id"),
                ("reportreturn", "given_unit_id"),
            )
        ),
        migrations.AddConstraint(
            model_name="formrecipient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agency__isnull", False),
                        ("kind", ""),
                        ("unit_id__isnull", True),
                    ),
                    models.Q(
                        ("agency__isnull", True),
                        ("kind", ""),
                        ("unit_id__isnull", False),
                    ),
                    models.Q(
                        models.Q(("kind", ""), _negated=True),
                        ("agency__isnull", True),
                        ("unit_id__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="formrecipient_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportreturn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("given_unit_id__isnull", True)),
                fields=("round", "given_agency"),
                name="reportreturn_one_an_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportreturn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("given_unit_id__isnull", False)),
                fields=("round", "given_unit_id"),
                name="reportreturn_one_a_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="reportreturn",
            index=models.Index(
                condition=models.Q(("unit_id__isnull", False)),
                fields=["unit_id"],
                name="reportreturn_of_unit",
            ),
        ),
        migrations.CreateModel(
            name="ReportLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.draft",
                    ),
                ),
                (
                    "returns",
                    models.ManyToManyField(
                        related_name="letters", to="reporting.reportreturn"
                    ),
                ),
            ],
            options={"verbose_name": "công văn đôn đốc báo cáo"},
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
