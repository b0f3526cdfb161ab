"""The newest pages below a section, by an index: fifty thousand were sorted each time.

Behind a policy of rows only comparisons that cannot tell of a hidden row use an index:
the depth and the moment do, what a path begins with does not.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0012_index_pages_anew")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX portal_page_by_day ON wagtailcore_page"
            " (depth, first_published_at DESC NULLS LAST, id DESC) WHERE live",
            "DROP INDEX portal_page_by_day",
        )
    ]
