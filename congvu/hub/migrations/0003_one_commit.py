"""A message's row comes with its boxes, after its file; boxes lie in order of turn."""

from django.db import migrations, models
from django.db.models import F

HIGHEST = 4


def turns(apps, _schema):
    """What was half put down was promised to nobody: its sender sends again."""
    apps.get_model("hub", "Message").objects.filter(state="receiving").delete()
    boxes = apps.get_model("hub", "Box").objects
    boxes.update(turn=HIGHEST - F("turn"))


class Migration(migrations.Migration):
    dependencies = [("hub", "0002_log_is_append_only")]
    operations = [
        migrations.RemoveIndex("box", "hub_box_waiting"),
        migrations.RenameField("box", "urgency", "turn"),
        migrations.RunPython(turns, turns),
        migrations.RemoveConstraint("message", "hub_message_stored_at"),
        migrations.RemoveField("message", "state"),
        migrations.RemoveField("message", "arrived_at"),
        migrations.AlterField("message", "stored_at", models.DateTimeField()),
        migrations.AddIndex(
            "box",
            models.Index(
                fields=["receiver", "turn", "id"],
                condition=models.Q(("state__in", ("initial", "processing"))),
                name="hub_box_in_turn",
            ),
        ),
    ]
