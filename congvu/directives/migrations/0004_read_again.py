"""Words of later files come behind those that were read; what stands stays."""

from django.db import migrations, models

GROW = """
DROP TRIGGER refuse_change ON directives_directive;
CREATE TRIGGER refuse_change BEFORE UPDATE ON directives_directive
    FOR EACH ROW WHEN (OLD.text <> '' AND NEW.text <> ''
                       AND NOT starts_with(NEW.text, OLD.text))
    EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_change ON directives_directive;
CREATE TRIGGER refuse_change BEFORE UPDATE ON directives_directive
    FOR EACH ROW WHEN (OLD.text <> '' AND NEW.text NOT IN ('', OLD.text))
    EXECUTE FUNCTION congvu_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("directives", "0003_deliverable_and_weight")]
    operations = [
        migrations.AddField(
            model_name="proposal",
            name="unseen_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="lần đọc sau không thấy"
            ),
        ),
        migrations.RunSQL(GROW, UNDO),
    ]
