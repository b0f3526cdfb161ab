"""What closed a box is a fact of its own, whatever the reason says; and a membership
that was taken away on its first day stays known, without a day.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0005_letters_done")]
    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="is_closed_by_rule",
            field=models.BooleanField(
                default=False, verbose_name="đóng vì thôi giữ chức vụ"
            ),
        ),
        migrations.RemoveConstraint(
            model_name="mailboxmember", name="mailboxmember_period"
        ),
        migrations.AddConstraint(
            model_name="mailboxmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="mailboxmember_period",
            ),
        ),
    ]
