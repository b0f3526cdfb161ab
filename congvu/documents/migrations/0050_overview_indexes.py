from django.db import migrations, models

import congvu.documents.rules.states


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0045_urging_the_registry"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="assignment",
            name="assignment_ended_by_desk",
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            congvu.documents.rules.states.AssignmentState["DONE"],
                            congvu.documents.rules.states.AssignmentState["SEEN"],
                        ],
                    )
                ),
                fields=["desk_id", "ended_at"],
                include=("entry", "part", "state"),
                name="assignment_ended_by_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="instruction",
            index=models.Index(
                condition=models.Q(("level", "leader")),
                fields=["entry", "given_at"],
                name="instruction_of_leader",
            ),
        ),
    ]
