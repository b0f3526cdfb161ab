"""The day a dossier went back, beside its last day; by which decision a council sat;
what the project costs, and its security.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outgoing", "0066_may_forget"),
        ("systems", "0003_connections"),
    ]

    operations = [
        migrations.AddField(
            model_name="leveldossier",
            name="returned_on",
            field=models.DateField(blank=True, null=True, verbose_name="trả lại ngày"),
        ),
        migrations.AddField(
            model_name="leveldossier",
            name="council",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="outgoing.outgoingentry",
                verbose_name="quyết định lập hội đồng thẩm định",
            ),
        ),
        migrations.AddField(
            model_name="leveldossier",
            name="cost",
            field=models.BigIntegerField(
                blank=True, null=True, verbose_name="kinh phí của dự án, đồng"
            ),
        ),
        migrations.AddField(
            model_name="leveldossier",
            name="security_cost",
            field=models.BigIntegerField(
                blank=True, null=True, verbose_name="trong đó cho an ninh mạng, đồng"
            ),
        ),
        migrations.AddField(
            model_name="informationsystem",
            name="owner_rule",
            field=models.CharField(
                blank=True,
                default="",
                max_length=300,
                verbose_name="văn bản thành lập chủ quản",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="informationsystem",
            name="operator_rule",
            field=models.CharField(
                blank=True,
                default="",
                max_length=300,
                verbose_name="văn bản thành lập đơn vị vận hành",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="informationsystem",
            name="operator_head",
            field=models.CharField(
                blank=True,
                default="",
                max_length=300,
                verbose_name="người đại diện đơn vị vận hành, chức vụ",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="informationsystem",
            name="operator_contact",
            field=models.CharField(
                blank=True,
                default="",
                max_length=300,
                verbose_name="địa chỉ, điện thoại, thư điện tử của đơn vị vận hành",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="dossierpaper",
            name="part",
            field=models.CharField(
                choices=[
                    ("request", "Tờ trình kèm hồ sơ đề xuất cấp độ"),
                    ("return", "Công văn trả lại hồ sơ"),
                    ("opinion", "Văn bản thẩm định"),
                    ("submit", "Tờ trình phê duyệt sau thẩm định"),
                    ("decision", "Quyết định phê duyệt cấp độ"),
                    ("plan", "Quyết định phê duyệt phương án bảo đảm an ninh"),
                ],
                max_length=8,
                verbose_name="phần",
            ),
        ),
        migrations.AddConstraint(
            model_name="leveldossier",
            constraint=models.CheckConstraint(
                condition=models.Q(cost__isnull=True, security_cost__isnull=True)
                | models.Q(
                    cost__gt=0,
                    security_cost__gte=0,
                    security_cost__lte=models.F("cost"),
                ),
                name="leveldossier_security_within_cost",
            ),
        ),
    ]
