from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_question_events_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteVisits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("site", models.CharField(blank=True, max_length=255, unique=True)),
                (
                    "opened",
                    models.PositiveBigIntegerField(default=0, verbose_name="tất cả"),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                (
                    "opened_today",
                    models.PositiveIntegerField(default=0, verbose_name="trong ngày"),
                ),
                ("minutes", models.JSONField(default=dict)),
            ],
            options={"verbose_name": "lượt xem của một trang thành phần"},
        ),
        migrations.CreateModel(
            name="VisitDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                ("path", models.CharField(max_length=255, verbose_name="trang")),
                (
                    "site",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="trang thành phần"
                    ),
                ),
                ("opened", models.PositiveIntegerField(verbose_name="lượt mở")),
            ],
            options={"verbose_name": "lượt xem trong ngày"},
        ),
        migrations.CreateModel(
            name="VisitsRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("inode", models.BigIntegerField(default=0)),
                ("offset", models.BigIntegerField(default=0)),
            ],
            options={"verbose_name": "chỗ đã đếm trong nhật ký lượt xem"},
        ),
        migrations.AddConstraint(
            model_name="visitday",
            constraint=models.UniqueConstraint(
                fields=("day", "path"), name="portal_visits_once"
            ),
        ),
    ]
