"""Rooms, racks, ports, cables, VLANs; a rack is of the device's site and high enough."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import congvu.lib.ids

FORWARD = """
CREATE FUNCTION network_device_in_rack() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found record;
BEGIN
  IF NEW.rack_id IS NULL THEN RETURN NEW; END IF;
  SELECT room.site_id, rack.units INTO found
    FROM network_rack rack JOIN network_room room ON room.id = rack.room_id
   WHERE rack.id = NEW.rack_id FOR SHARE OF rack, room;
  IF found.site_id <> NEW.site_id THEN
    RAISE EXCEPTION 'the rack stands at another site'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'device_rack_of_site';
  END IF;
  IF NEW.unit + NEW.units - 1 > found.units THEN
    RAISE EXCEPTION 'the device would stand above its rack'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'device_inside_rack';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER network_device_in_rack
  BEFORE INSERT OR UPDATE OF rack_id, unit, units, site_id ON network_device
  FOR EACH ROW EXECUTE FUNCTION network_device_in_rack();

CREATE FUNCTION network_rack_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM network_device d
              WHERE d.rack_id = NEW.id AND d.unit + d.units - 1 > NEW.units) THEN
    RAISE EXCEPTION 'devices would stand above the rack'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rack_holds_devices';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER network_rack_holds BEFORE UPDATE OF units ON network_rack
  FOR EACH ROW EXECUTE FUNCTION network_rack_holds();
"""
BACKWARD = """
DROP TRIGGER network_rack_holds ON network_rack;
DROP FUNCTION network_rack_holds();
DROP TRIGGER network_device_in_rack ON network_device;
DROP FUNCTION network_device_in_rack();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0003_options"),
        ("organisations", "0030_dossier_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cable",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "label",
                    models.CharField(blank=True, max_length=60, verbose_name="nhãn"),
                ),
            ],
            options={
                "verbose_name": "cáp nối",
            },
        ),
        migrations.CreateModel(
            name="Port",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="tên cổng")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("end", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "cổng",
            },
        ),
        migrations.CreateModel(
            name="Rack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên tủ")),
                (
                    "units",
                    models.PositiveSmallIntegerField(default=42, verbose_name="cao, U"),
                ),
            ],
            options={
                "verbose_name": "tủ mạng",
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "building",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="tòa nhà"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên phòng")),
                (
                    "about",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="ghi chú"
                    ),
                ),
            ],
            options={
                "verbose_name": "phòng đặt thiết bị",
            },
        ),
        migrations.CreateModel(
            name="Vlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="số VLAN")),
                ("name", models.CharField(max_length=120, verbose_name="tên")),
                ("came_from", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "VLAN",
            },
        ),
        migrations.AddField(
            model_name="device",
            name="unit",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="U thấp nhất"
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="units",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="cao, U"),
        ),
        migrations.AddField(
            model_name="port",
            name="cable",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ends",
                to="network.cable",
            ),
        ),
        migrations.AddField(
            model_name="port",
            name="device",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ports",
                to="network.device",
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="rack",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="devices",
                to="network.rack",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rack__isnull", True), ("unit__isnull", True)),
                    models.Q(("rack__isnull", False), ("unit__gte", 1)),
                    _connector="OR",
                ),
                name="device_rack_with_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("units__gte", 1), ("units__lte", 60)),
                name="device_units_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("rack__isnull", False)),
                expressions=[
                    ("rack", "="),
                    (
                        models.Func(
                            models.F("unit"),
                            django.db.models.expressions.CombinedExpression(
                                models.F("unit"), "+", models.F("units")
                            ),
                            function="int4range",
                            output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="device_unit_once_in_rack",
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="network.site",
            ),
        ),
        migrations.AddField(
            model_name="rack",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="racks",
                to="network.room",
            ),
        ),
        migrations.AddField(
            model_name="vlan",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="subnet",
            name="in_vlan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subnets",
                to="network.vlan",
            ),
        ),
        migrations.AddConstraint(
            model_name="port",
            constraint=models.UniqueConstraint(
                fields=("device", "name"), name="port_named_once_on_device"
            ),
        ),
        migrations.AddConstraint(
            model_name="port",
            constraint=models.UniqueConstraint(
                fields=("cable", "end"), name="cable_two_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="port",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cable__isnull", True), ("end__isnull", True)),
                    models.Q(("cable__isnull", False), ("end__in", [1, 2])),
                    _connector="OR",
                ),
                name="port_end_of_cable",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("site", "building", "name"), name="room_named_once_at_site"
            ),
        ),
        migrations.AddConstraint(
            model_name="rack",
            constraint=models.UniqueConstraint(
                fields=("room", "name"), name="rack_named_once_in_room"
            ),
        ),
        migrations.AddConstraint(
            model_name="rack",
            constraint=models.CheckConstraint(
                condition=models.Q(("units__gte", 1), ("units__lte", 60)),
                name="rack_units_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="vlan",
            constraint=models.UniqueConstraint(
                fields=("agency", "came_from", "number"),
                name="vlan_once_in_agency",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="vlan",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("number__lte", 4094)),
                name="vlan_number_known",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
