"""The bare number of a subnet's VLAN is gone: migration 0005 made rows of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0005_vlans_named")]

    operations = [
        migrations.RemoveConstraint(model_name="subnet", name="subnet_vlan_known"),
        migrations.RemoveField(model_name="subnet", name="vlan"),
        migrations.RenameField(
            model_name="subnet", old_name="in_vlan", new_name="vlan"
        ),
    ]
