import django.db.models.deletion
from django.db import migrations, models

import congvu.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        ("archives", "0013_dossier_moves"),
        ("organisations", "0030_dossier_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="package",
            name="done",
            field=models.PositiveIntegerField(default=0, verbose_name="đã đóng"),
        ),
        migrations.CreateModel(
            name="PackageCheck",
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
                ("at", models.DateTimeField(verbose_name="kiểm tra lúc")),
                (
                    "by",
                    models.CharField(max_length=80, verbose_name="người kiểm tra"),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="tên tệp"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="mã SHA-256"),
                ),
                ("result", models.JSONField(verbose_name="kết quả")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần kiểm tra gói",
                "indexes": [
                    models.Index(
                        fields=["agency", "-at"], name="packagecheck_of_agency"
                    )
                ],
            },
        ),
    ]
