"""Until when a letter is to be treated by itself, and what is left to the clerk."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0004_readers_marked")]

    operations = [
        migrations.AddField(
            model_name="boxletter",
            name="treated_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="xét quy tắc lúc"
            ),
        ),
        migrations.AddField(
            model_name="boxletter",
            name="left_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="để văn thư vào sổ lúc"
            ),
        ),
        migrations.RemoveIndex(model_name="boxletter", name="boxletter_unread"),
        migrations.AddIndex(
            model_name="boxletter",
            index=models.Index(
                condition=models.Q(("treated_at", None)),
                fields=["kept_at"],
                name="boxletter_untreated",
            ),
        ),
    ]
