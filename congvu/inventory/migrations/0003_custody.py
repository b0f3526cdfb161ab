"""Who has a machine from when until when, papers by which it goes, long tables."""

import django.db.models.deletion
from django.db import migrations, models

import congvu.inventory.rules.facts
import congvu.inventory.rules.papers
import congvu.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0002_counted_messages"),
        ("organisations", "0030_dossier_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="MachineKeeper",
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
                ("basis", models.CharField(max_length=500, verbose_name="căn cứ")),
                ("since", models.DateField(verbose_name="từ ngày")),
                (
                    "until",
                    models.DateField(
                        blank=True, null=True, verbose_name="đến trước ngày"
                    ),
                ),
                ("made_by", models.CharField(max_length=80, verbose_name="người giao")),
            ],
            options={
                "verbose_name": "nơi giữ máy toàn tỉnh",
            },
        ),
        migrations.CreateModel(
            name="MachinePaper",
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
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                congvu.inventory.rules.papers.PaperKind["GIVE"],
                                "bàn giao",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperKind["BACK"],
                                "thu hồi",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperKind["MOVE"],
                                "điều chuyển cho cơ quan khác",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperKind["SELL"],
                                "thanh lý",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperKind["SCRAP"],
                                "tiêu hủy",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperKind["AWAY"],
                                "điều chuyển ra ngoài hệ thống",
                            ),
                        ],
                        max_length=5,
                        verbose_name="loại",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="số")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("on", models.DateField(verbose_name="ngày lập")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                congvu.inventory.rules.papers.PaperState["WAITING"],
                                "chờ bên nhận xác nhận",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperState["DONE"],
                                "đã xong",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperState["REFUSED"],
                                "bên nhận không nhận",
                            ),
                            (
                                congvu.inventory.rules.papers.PaperState["WITHDRAWN"],
                                "đã rút",
                            ),
                        ],
                        max_length=9,
                        verbose_name="kết quả",
                    ),
                ),
                ("giver", models.CharField(max_length=300, verbose_name="bên giao")),
                (
                    "giver_post",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="chức vụ bên giao"
                    ),
                ),
                (
                    "receiver",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="bên nhận"
                    ),
                ),
                (
                    "receiver_post",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="chức vụ bên nhận"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="số quyết định"
                    ),
                ),
                (
                    "decision_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="ngày quyết định"
                    ),
                ),
                (
                    "wiping",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                congvu.inventory.rules.papers.Wiping["ERASED"],
                                "xóa trắng đĩa bằng phần mềm",
                            ),
                            (
                                congvu.inventory.rules.papers.Wiping["DESTROYED"],
                                "phá hủy đĩa",
                            ),
                            (
                                congvu.inventory.rules.papers.Wiping["KEPT"],
                                "tháo đĩa, giữ lại cơ quan",
                            ),
                            (
                                congvu.inventory.rules.papers.Wiping["NO_DISK"],
                                "máy không có đĩa",
                            ),
                        ],
                        max_length=9,
                        verbose_name="xử lý đĩa",
                    ),
                ),
                (
                    "wiped_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="ngày xử lý đĩa"
                    ),
                ),
                (
                    "wiped_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="người xử lý đĩa"
                    ),
                ),
                (
                    "condition",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="tình trạng, phụ kiện"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                ("made_by", models.CharField(max_length=80, verbose_name="người lập")),
                (
                    "settled_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="kết thúc lúc"
                    ),
                ),
                (
                    "settled_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người kết thúc"
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=500, verbose_name="lý do"),
                ),
            ],
            options={
                "verbose_name": "giấy tờ về máy",
            },
        ),
        migrations.CreateModel(
            name="MachinePaperLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=200, verbose_name="tên máy")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                congvu.inventory.rules.facts.MachineKind["DESKTOP"],
                                "máy để bàn",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["LAPTOP"],
                                "máy xách tay",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["SERVER"],
                                "máy chủ",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["VIRTUAL"],
                                "máy ảo",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["OTHER"],
                                "máy khác",
                            ),
                        ],
                        max_length=8,
                        verbose_name="loại máy",
                    ),
                ),
                (
                    "model",
                    models.CharField(
                        blank=True, max_length=401, verbose_name="kiểu máy"
                    ),
                ),
                (
                    "serial",
                    models.CharField(blank=True, max_length=200, verbose_name="số máy"),
                ),
                (
                    "price",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="nguyên giá, đồng"
                    ),
                ),
                (
                    "left",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="giá trị còn lại, đồng"
                    ),
                ),
                ("is_open", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "máy trong giấy tờ",
            },
        ),
        migrations.AddField(
            model_name="machine",
            name="left_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="machine",
            name="silent_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="machine",
            name="warranty_until",
            field=models.DateField(
                blank=True, null=True, verbose_name="bảo hành đến ngày"
            ),
        ),
        migrations.CreateModel(
            name="AssetLife",
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
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                congvu.inventory.rules.facts.MachineKind["DESKTOP"],
                                "máy để bàn",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["LAPTOP"],
                                "máy xách tay",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["SERVER"],
                                "máy chủ",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["VIRTUAL"],
                                "máy ảo",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineKind["OTHER"],
                                "máy khác",
                            ),
                        ],
                        max_length=8,
                        verbose_name="loại máy",
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(verbose_name="số năm sử dụng"),
                ),
                (
                    "permille",
                    models.PositiveSmallIntegerField(
                        verbose_name="hao mòn một năm, phần nghìn"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="áp dụng từ")),
                ("basis", models.CharField(max_length=200, verbose_name="căn cứ")),
                ("made_at", models.DateTimeField(verbose_name="đặt lúc")),
                ("made_by", models.CharField(max_length=80, verbose_name="người đặt")),
            ],
            options={
                "verbose_name": "mức hao mòn của tỉnh",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "valid_from"), name="asset_life_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("permille__gte", 1),
                            ("permille__lte", 1000),
                            ("years__gte", 1),
                        ),
                        name="asset_life_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="asset_life_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Custody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                congvu.inventory.rules.facts.MachineState["IN_USE"],
                                "đang dùng",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineState["STOCK"],
                                "trong kho",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineState["REPAIR"],
                                "đang sửa",
                            ),
                            (
                                congvu.inventory.rules.facts.MachineState["DISPOSED"],
                                "đã thanh lý",
                            ),
                        ],
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="từ")),
                (
                    "until",
                    models.DateTimeField(blank=True, null=True, verbose_name="đến"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "machine",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="custody",
                        to="inventory.machine",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "người giữ máy",
            },
        ),
        migrations.CreateModel(
            name="InventoryLoad",
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
                ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                (
                    "encoding",
                    models.CharField(blank=True, max_length=40, verbose_name="bảng mã"),
                ),
                ("lines", models.JSONField(default=list)),
                ("total", models.PositiveIntegerField(verbose_name="số dòng")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="đã nạp")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("done", "done")], max_length=7
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="nạp lúc")),
                ("asked_by", models.CharField(max_length=80, verbose_name="người nạp")),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="xong lúc"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "bảng kê máy đang nạp",
            },
        ),
        migrations.AddField(
            model_name="machinereading",
            name="load",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="inventory.inventoryload",
            ),
        ),
        migrations.AddField(
            model_name="machinekeeper",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.post",
            ),
        ),
        migrations.AddField(
            model_name="machinepaper",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="machinepaper",
            name="to_agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="machinepaper",
            name="to_person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.person",
            ),
        ),
        migrations.AddField(
            model_name="machinepaper",
            name="to_unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddField(
            model_name="custody",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inventory.machinepaper",
            ),
        ),
        migrations.AddField(
            model_name="machinepaperline",
            name="machine",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paper_lines",
                to="inventory.machine",
            ),
        ),
        migrations.AddField(
            model_name="machinepaperline",
            name="paper",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="inventory.machinepaper",
            ),
        ),
        migrations.AddIndex(
            model_name="inventoryload",
            index=models.Index(
                fields=["agency", "-asked_at"], name="inventory_load_of_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="inventoryload",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", models.F("total"))),
                name="inventory_load_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinekeeper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("post",),
                name="machine_keeper_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinekeeper",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", ""), _negated=True),
                name="machine_keeper_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="machinepaper",
            index=models.Index(
                fields=["agency", "-id"], name="machine_paper_of_agency"
            ),
        ),
        migrations.AddIndex(
            model_name="machinepaper",
            index=models.Index(
                condition=models.Q(("to_agency__isnull", False)),
                fields=["to_agency", "-id"],
                name="machine_paper_to_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="machinepaper",
            index=models.Index(
                condition=models.Q(("to_person__isnull", False)),
                fields=["to_person"],
                name="machine_paper_to_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaper",
            constraint=models.UniqueConstraint(
                fields=("agency", "year", "number"), name="machine_paper_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            [
                                congvu.inventory.rules.papers.PaperKind["AWAY"],
                                congvu.inventory.rules.papers.PaperKind["MOVE"],
                                congvu.inventory.rules.papers.PaperKind["SCRAP"],
                                congvu.inventory.rules.papers.PaperKind["SELL"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        models.Q(("decision", ""), _negated=True),
                        ("decision_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="machine_paper_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            [
                                congvu.inventory.rules.papers.PaperKind["AWAY"],
                                congvu.inventory.rules.papers.PaperKind["SCRAP"],
                                congvu.inventory.rules.papers.PaperKind["SELL"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        models.Q(("wiping", ""), _negated=True),
                        models.Q(("wiped_by", ""), _negated=True),
                        ("wiped_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="machine_paper_disks_wiped",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            [
                                congvu.inventory.rules.papers.PaperKind["GIVE"],
                                congvu.inventory.rules.papers.PaperKind["MOVE"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("to_person__isnull", False),
                    ("to_unit__isnull", False),
                    ("to_agency__isnull", False),
                    _connector="OR",
                ),
                name="machine_paper_has_receiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_at__isnull", True),
                        ("state", congvu.inventory.rules.papers.PaperState["WAITING"]),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state",
                                congvu.inventory.rules.papers.PaperState["WAITING"],
                            ),
                            _negated=True,
                        ),
                        ("settled_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="machine_paper_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", congvu.inventory.rules.papers.PaperState["REFUSED"]),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="machine_paper_refused_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="custody",
            index=models.Index(fields=["machine", "-since"], name="custody_of_machine"),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("machine",),
                name="custody_once_now",
            ),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("until__gt", models.F("since")),
                    _connector="OR",
                ),
                name="custody_ends_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaperline",
            constraint=models.UniqueConstraint(
                fields=("paper", "machine"), name="machine_once_on_paper"
            ),
        ),
        migrations.AddConstraint(
            model_name="machinepaperline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_open", True)),
                fields=("machine",),
                name="machine_on_one_open_paper",
            ),
        ),
    ]
