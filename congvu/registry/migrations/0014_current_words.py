"""Only what is believed now is indexed by values and words; that a version is of a
change that was approved is asked once a statement.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE FUNCTION registry_of_an_approved_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT change_id AS id FROM made GROUP BY change_id
                     UNION ALL
                     SELECT closed_by_id FROM made
                      WHERE closed_by_id IS NOT NULL GROUP BY closed_by_id) AS named
         WHERE NOT EXISTS (SELECT FROM registry_rowchange c
                            WHERE c.id = named.id AND c.state = 'approved')
    ) THEN
        RAISE EXCEPTION 'a version is of a change that was not approved'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER of_an_approved_change AFTER INSERT ON registry_rowversion
    REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION registry_of_an_approved_change();
CREATE TRIGGER closed_by_an_approved_change AFTER UPDATE ON registry_rowversion
    REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION registry_of_an_approved_change();
"""
UNDO = """
DROP TRIGGER closed_by_an_approved_change ON registry_rowversion;
DROP TRIGGER of_an_approved_change ON registry_rowversion;
DROP FUNCTION registry_of_an_approved_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_beside_the_first"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="rowversion",
            name="rowversion_values",
        ),
        migrations.RemoveIndex(
            model_name="rowversion",
            name="rowversion_words",
        ),
        migrations.AddIndex(
            model_name="rowversion",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("recorded__upper_inf", True)),
                fields=["values"],
                name="rowversion_values",
                opclasses=["jsonb_path_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="rowversion",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("recorded__upper_inf", True)),
                fields=["folded"],
                name="rowversion_words",
                opclasses=["gin_trgm_ops"],
            ),
        ),
        migrations.AlterField(
            model_name="rowversion",
            name="change",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.rowchange",
            ),
        ),
        migrations.AlterField(
            model_name="rowversion",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.rowchange",
            ),
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
