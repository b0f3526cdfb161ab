"""A duty may come of what a meeting concluded."""

from django.db import migrations, models

SOURCES = {
    "directive": "văn bản chỉ đạo",
    "hand": "giao trực tiếp",
    "inspection": "kiến nghị kiểm tra",
    "meeting": "kết luận cuộc họp",
}


class Migration(migrations.Migration):
    dependencies = [("duties", "0014_days_of_the_steps_there_are")]

    operations = [
        migrations.RemoveConstraint(model_name="duty", name="duty_source_known"),
        migrations.AlterField(
            model_name="duty",
            name="source",
            field=models.CharField(
                choices=list(SOURCES.items()), max_length=12, verbose_name="nguồn"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", list(SOURCES))),
                name="duty_source_known",
            ),
        ),
    ]
