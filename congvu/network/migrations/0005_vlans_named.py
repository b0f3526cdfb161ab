"""The numbers written at subnets become the VLANs of whoever keeps the site."""

from django.db import migrations

FORWARD = """
INSERT INTO network_vlan (id, agency_id, number, name)
SELECT gen_random_uuid(), site.agency_id, net.vlan, 'VLAN ' || net.vlan
  FROM network_subnet net JOIN network_site site ON site.id = net.site_id
 WHERE net.vlan IS NOT NULL
 GROUP BY site.agency_id, net.vlan;
UPDATE network_subnet net SET in_vlan_id = vlan.id
  FROM network_site site, network_vlan vlan
 WHERE site.id = net.site_id AND vlan.agency_id = site.agency_id
   AND vlan.number = net.vlan;
"""
BACKWARD = """
UPDATE network_subnet net SET vlan = vlan.number
  FROM network_vlan vlan WHERE vlan.id = net.in_vlan_id;
UPDATE network_subnet SET in_vlan_id = NULL;
DELETE FROM network_vlan;
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0004_inside_a_house")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
