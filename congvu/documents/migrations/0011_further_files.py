"""Further files of a registered paper: at the door first, as every file."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

STATES = {
    "reading": "đang nhận dạng",
    "ready": "sẵn sàng",
    "quarantined": "cách ly",
    "refused": "từ chối",
    "registered": "đã vào sổ",
    "attached": "đã kèm văn bản",
    "discarded": "đã bỏ",
}


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_reopened_register")]

    operations = [
        migrations.RemoveConstraint(
            model_name="intakeitem", name="intakeitem_state_known"
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="attach_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="further_items",
                to="documents.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="attach_by",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                max_length=80,
                verbose_name="người thêm",
            ),
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="attach_by_post",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                max_length=200,
                verbose_name="chức vụ người thêm",
            ),
        ),
        migrations.AlterField(
            model_name="intakeitem",
            name="state",
            field=models.CharField(
                choices=list(STATES.items()), max_length=12, verbose_name="trạng thái"
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeitem",
            constraint=models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="intakeitem_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeitem",
            constraint=models.CheckConstraint(
                condition=~Q(state="attached") | Q(attach_to__isnull=False),
                name="intakeitem_attached_has_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeitem",
            constraint=models.CheckConstraint(
                condition=Q(attach_to__isnull=True, attach_by="")
                | Q(attach_to__isnull=False) & ~Q(attach_by=""),
                name="intakeitem_attaching_paired",
            ),
        ),
    ]
