"""By when the registry has to hand a line on (NĐ 30/2020 Đ23.1), while it has it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_history_may_forget")]

    operations = [
        migrations.AddField(
            model_name="registerentry",
            name="move_by",
            field=models.DateField(
                blank=True, null=True, verbose_name="hạn trình, chuyển"
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("move_by__isnull", True),
                    ("state__in", ["instructed", "registered"]),
                    _connector="OR",
                ),
                name="registerentry_move_by_while_here",
            ),
        ),
    ]
