"""What came and nobody may keep leaves a row, too; the type as its sender has it."""

import django.db.models.deletion
from django.db import migrations, models

import congvu.exchange.rules.dispatches


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0091_exchange_channel"),
        ("exchange", "0004_claims"),
        ("files", "0002_searchable_copy"),
        ("organisations", "0030_dossier_rights"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="arrival",
            name="arrival_once_a_box",
        ),
        migrations.AddField(
            model_name="arrival",
            name="type_told",
            field=models.CharField(
                blank=True, max_length=140, verbose_name="loại văn bản nơi gửi ghi"
            ),
        ),
        migrations.AlterField(
            model_name="arrival",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AlterField(
            model_name="arrival",
            name="sha256",
            field=models.CharField(
                blank=True, max_length=64, verbose_name="mã băm SHA-256"
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                condition=models.Q(("file__isnull", False)),
                fields=("channel", "agency", "sha256"),
                name="arrival_once_a_box",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                condition=models.Q(("file__isnull", True)),
                fields=("channel", "agency", "remote_id"),
                name="arrival_not_kept_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", False), ("sha256__gt", "")),
                    models.Q(
                        ("file__isnull", True),
                        ("sha256", ""),
                        (
                            "state",
                            congvu.exchange.rules.dispatches.ArrivalState["REFUSED"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="arrival_kept_or_refused",
            ),
        ),
    ]
