"""Steps and contracts are never rewritten; of an instalment only what committed it."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON investment_needstep
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON investment_investmentcontract
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF contract_id, source, due, money ON investment_instalment
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
BACKWARD = """
DROP TRIGGER refuse_change ON investment_instalment;
DROP TRIGGER refuse_change ON investment_investmentcontract;
DROP TRIGGER refuse_change ON investment_needstep;
"""


class Migration(migrations.Migration):
    dependencies = [("investment", "0005_way_of_a_need")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
