"""The pages right below one, by an index: a path is the parent's and four letters."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0013_pages_by_day")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX portal_page_by_parent ON wagtailcore_page (left(path, -4))",
            "DROP INDEX portal_page_by_parent",
        )
    ]
