"""No two subnets of one space overlap; every address lies inside its subnet."""

from django.db import migrations

FORWARD = """
ALTER TABLE network_subnet ADD CONSTRAINT subnet_no_overlap
  EXCLUDE USING gist (space_id WITH =, cidr inet_ops WITH &&);

CREATE FUNCTION network_address_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM network_subnet s
                  WHERE s.id = NEW.subnet_id AND NEW.ip <<= s.cidr) THEN
    RAISE EXCEPTION 'address % lies outside its subnet', NEW.ip
      USING ERRCODE = 'check_violation', CONSTRAINT = 'netaddress_inside';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER network_address_inside BEFORE INSERT OR UPDATE ON network_netaddress
  FOR EACH ROW EXECUTE FUNCTION network_address_inside();

CREATE FUNCTION network_subnet_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM network_netaddress a
              WHERE a.subnet_id = NEW.id AND NOT a.ip <<= NEW.cidr) THEN
    RAISE EXCEPTION 'addresses would lie outside %', NEW.cidr
      USING ERRCODE = 'check_violation', CONSTRAINT = 'subnet_holds_addresses';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER network_subnet_holds BEFORE UPDATE OF cidr ON network_subnet
  FOR EACH ROW EXECUTE FUNCTION network_subnet_holds();
"""
BACKWARD = """
DROP TRIGGER network_subnet_holds ON network_subnet;
DROP FUNCTION network_subnet_holds();
DROP TRIGGER network_address_inside ON network_netaddress;
DROP FUNCTION network_address_inside();
ALTER TABLE network_subnet DROP CONSTRAINT subnet_no_overlap;
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0001_network")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
