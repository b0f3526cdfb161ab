"""Names no other app has for its tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_machines")]
    operations = [
        migrations.RenameModel("Reading", "MachineReading"),
        migrations.RenameModel("Enrolment", "AgentEnrolment"),
        migrations.RenameModel("Change", "MachineChange"),
    ]
