"""A difficulty may be put before the agency above, which decides on it."""

import django.db.models.deletion
from django.db import migrations, models

_STATES = [
    ("asked", "chờ trả lời"),
    ("answered", "đã trả lời"),
    ("escalated", "đã trình, chờ quyết định"),
    ("referred", "đã trình cơ quan cấp trên, chờ quyết định"),
    ("decided", "đã quyết định"),
]
_STATE = models.CharField(choices=_STATES, max_length=10, verbose_name="trạng thái")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("duties", "0011_evidence_of_a_measured_figure"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="difficulty", name="difficulty_ended_when_answered"
        ),
        migrations.RemoveIndex(model_name="difficulty", name="difficulty_open"),
        migrations.AddField(
            model_name="difficulty",
            name="decider",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="difficulty",
            name="came_from",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AlterField(model_name="difficulty", name="state", field=_STATE),
        migrations.AlterField(
            model_name="difficultystep", name="state", field=_STATE.clone()
        ),
        migrations.AddIndex(
            model_name="difficulty",
            index=models.Index(
                condition=models.Q(("state__in", ["asked", "escalated", "referred"])),
                fields=["share"],
                name="difficulty_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("effect", ""),
                        ("ended_on__isnull", True),
                        ("state__in", ["asked", "escalated", "referred"]),
                    ),
                    models.Q(
                        ("effect", ""),
                        ("ended_on__isnull", False),
                        ("state", "answered"),
                    ),
                    models.Q(
                        ("effect__in", ["none", "moved", "suspended", "revoked"]),
                        ("ended_on__isnull", False),
                        ("state", "decided"),
                    ),
                    _connector="OR",
                ),
                name="difficulty_ended_when_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="difficulty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decider__isnull", False), ("state", "referred")),
                    ("state", "decided"),
                    models.Q(
                        ("decider__isnull", True),
                        ("state__in", ["asked", "answered", "escalated"]),
                    ),
                    _connector="OR",
                ),
                name="difficulty_put_before_whom",
            ),
        ),
    ]
