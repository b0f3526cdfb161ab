from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("controls", "0007_answers_before"),
        ("files", "0002_searchable_copy"),
        ("organisations", "0030_dossier_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="learningduty",
            name="class_id",
            field=models.UUIDField(
                blank=True, null=True, verbose_name="lớp đã hoàn thành"
            ),
        ),
        migrations.AddIndex(
            model_name="learningduty",
            index=models.Index(
                condition=models.Q(("class_id__isnull", False)),
                fields=["class_id"],
                name="learningduty_of_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningduty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("class_id__isnull", True),
                    ("done_on__isnull", False),
                    _connector="OR",
                ),
                name="learningduty_class_taught_what_is_done",
            ),
        ),
    ]
