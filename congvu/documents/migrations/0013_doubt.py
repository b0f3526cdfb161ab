"""A file on which something like a mark of secrecy was seen waits for a person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_recipients_and_replies")]

    operations = [
        migrations.AddField(
            model_name="intakeitem",
            name="doubt",
            field=models.CharField(
                blank=True,
                choices=[
                    ("held", "nghi có dấu mật"),
                    ("cleared", "không phải văn bản mật"),
                ],
                max_length=7,
                verbose_name="dấu mật",
            ),
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="doubt_page",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="trang có dấu"
            ),
        ),
        migrations.AddIndex(
            model_name="intakeitem",
            index=models.Index(
                condition=models.Q(("doubt", "held")),
                fields=["agency", "file"],
                name="intakeitem_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("doubt", "held"), _negated=True),
                    ("state__in", ["quarantined", "registered", "discarded"]),
                    _connector="OR",
                ),
                name="intakeitem_held_does_not_go_on",
            ),
        ),
    ]
