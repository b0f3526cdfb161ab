"""Of what was composed prints are kept, no words."""

from django.db import migrations

from congvu.reviews.rules import printed

OPEN = "DROP TRIGGER refuse_change ON reviews_composing"
KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE ON reviews_composing
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change()
"""


def into_prints(apps, schema_editor):
    composing = apps.get_model("reviews", "Composing")
    for one in composing.objects.only("composed").iterator():
        one.composed = printed(one.composed)
        one.save(update_fields=["composed"])


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_never_rewritten")]
    operations = [
        migrations.RunSQL(OPEN, KEEP),
        # Back again the words stay forgotten.
        migrations.RunPython(into_prints, migrations.RunPython.noop),
        migrations.RunSQL(KEEP, OPEN),
    ]
