"""The act that ends an agency closes its books; no two lines share a key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0016_handing_over"),
        ("organisations", "0003_reforms"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="registerentry",
            name="registerentry_newest",
        ),
        migrations.AddField(
            model_name="register",
            name="closed_by_reform",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.reform",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.UniqueConstraint(
                fields=("agency", "order_key"), name="registerentry_key_unique"
            ),
        ),
    ]
