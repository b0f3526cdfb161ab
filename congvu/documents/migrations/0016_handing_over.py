"""Hand-over records: written once, never changed, never deleted."""

import django.db.models.deletion
from django.db import migrations, models

import congvu.lib.ids

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON documents_handover
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON documents_handoverline
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""

UNDO = """
DROP TRIGGER refuse_change ON documents_handover;
DROP TRIGGER refuse_change ON documents_handoverline;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0015_ended_by_desk"),
        ("organisations", "0003_reforms"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("reform", "tổ chức lại cơ quan, đơn vị"),
                            ("end-of-post", "thôi giữ chức vụ"),
                            ("vacant", "chức vụ không có người giữ"),
                            ("leave", "vắng mặt"),
                            ("by-hand", "theo phân công của lãnh đạo"),
                        ],
                        max_length=12,
                        verbose_name="lý do",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="căn cứ"),
                ),
                ("on", models.DateField(verbose_name="ngày bàn giao")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("by", models.CharField(max_length=80, verbose_name="người lập")),
                (
                    "by_post",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="chức vụ người lập"
                    ),
                ),
                ("from_agency_id", models.UUIDField()),
                (
                    "from_agency_name",
                    models.CharField(max_length=200, verbose_name="cơ quan giao"),
                ),
                ("from_desk_id", models.UUIDField(blank=True, null=True)),
                (
                    "from_desk_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="bên giao"
                    ),
                ),
                ("to_agency_id", models.UUIDField()),
                (
                    "to_agency_name",
                    models.CharField(max_length=200, verbose_name="cơ quan nhận"),
                ),
                ("to_desk_id", models.UUIDField(blank=True, null=True)),
                (
                    "to_desk_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="bên nhận"
                    ),
                ),
                (
                    "reform",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.reform",
                    ),
                ),
            ],
            options={
                "verbose_name": "biên bản bàn giao",
            },
        ),
        migrations.CreateModel(
            name="HandOverLine",
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
                ("position", models.PositiveIntegerField(verbose_name="số thứ tự")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("register", "sổ đăng ký"),
                            ("entry", "văn bản"),
                            ("part", "phần việc"),
                            ("item", "tệp chờ vào sổ"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("thing_id", models.UUIDField()),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="năm"
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=255, verbose_name="tên"),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="trạng thái"
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn")),
                ("from_desk_id", models.UUIDField(blank=True, null=True)),
                (
                    "from_desk_name",
                    models.CharField(blank=True, max_length=200, verbose_name="từ bàn"),
                ),
                ("to_desk_id", models.UUIDField(blank=True, null=True)),
                (
                    "to_desk_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="tới bàn"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_over",
                        to="documents.registerentry",
                    ),
                ),
                (
                    "hand_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="documents.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng bàn giao",
            },
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["from_agency_id", "-at"], name="handover_given"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["to_agency_id", "-at"], name="handover_taken"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        ["reform", "end-of-post", "vacant", "leave", "by-hand"],
                    )
                ),
                name="handover_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reason", congvu.documents.rules.HandOverReason["REFORM"]),
                        ("reform__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            ("reason", congvu.documents.rules.HandOverReason["REFORM"]),
                            _negated=True,
                        ),
                        ("reform__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="handover_reform_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("from_agency_id", models.F("to_agency_id")), _negated=True
                    ),
                    models.Q(
                        ("from_desk_id__isnull", False),
                        models.Q(
                            ("from_desk_id", models.F("to_desk_id")), _negated=True
                        ),
                    ),
                    _connector="OR",
                ),
                name="handover_between_two",
            ),
        ),
        migrations.AddIndex(
            model_name="handoverline",
            index=models.Index(
                fields=["thing_id", "hand_over"], name="handoverline_of_thing"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["register", "entry", "part", "item"])),
                name="handoverline_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            [
                                congvu.documents.rules.HandedKind["ENTRY"],
                                congvu.documents.rules.HandedKind["PART"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("entry__isnull", False),
                    _connector="OR",
                ),
                name="handoverline_work_has_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.UniqueConstraint(
                fields=("hand_over", "position"), name="handoverline_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.UniqueConstraint(
                fields=("hand_over", "thing_id"), name="handoverline_thing_once"
            ),
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
