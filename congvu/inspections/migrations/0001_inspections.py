"""Plans of inspections, inspections, their teams, findings and recommendations."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import congvu.inspections.rules.findings
import congvu.inspections.rules.states
import congvu.lib.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("archives", "0043_both_owners_noted"),
        ("directives", "0002_never_rewritten"),
        ("documents", "0100_due_parts"),
        ("duties", "0006_letters"),
        ("organisations", "0030_dossier_rights"),
        ("outgoing", "0065_lists_by_type_and_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
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
                    "unplanned_because",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="lý do đột xuất"
                    ),
                ),
                (
                    "body_name",
                    models.CharField(
                        max_length=200, verbose_name="cơ quan được kiểm tra"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            (
                                congvu.inspections.rules.findings.About["DUTIES"],
                                "việc thực hiện nhiệm vụ được giao",
                            ),
                            (
                                congvu.inspections.rules.findings.About["DIRECTIVE"],
                                "việc thực hiện một văn bản chỉ đạo",
                            ),
                            (
                                congvu.inspections.rules.findings.About["THEME"],
                                "chuyên đề",
                            ),
                        ],
                        max_length=9,
                        verbose_name="kiểm tra",
                    ),
                ),
                (
                    "subject",
                    models.CharField(max_length=300, verbose_name="nội dung kiểm tra"),
                ),
                ("planned_from", models.DateField(verbose_name="dự kiến từ")),
                ("planned_until", models.DateField(verbose_name="dự kiến đến")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                congvu.inspections.rules.states.InspectionState[
                                    "PLANNED"
                                ],
                                "dự kiến",
                            ),
                            (
                                congvu.inspections.rules.states.InspectionState[
                                    "DECIDED"
                                ],
                                "đã quyết định",
                            ),
                            (
                                congvu.inspections.rules.states.InspectionState[
                                    "UNDER_WAY"
                                ],
                                "đang kiểm tra",
                            ),
                            (
                                congvu.inspections.rules.states.InspectionState[
                                    "EXPLAINING"
                                ],
                                "chờ giải trình",
                            ),
                            (
                                congvu.inspections.rules.states.InspectionState[
                                    "CONCLUDED"
                                ],
                                "đã kết luận",
                            ),
                            (
                                congvu.inspections.rules.states.InspectionState[
                                    "FOLLOWED"
                                ],
                                "đang theo dõi",
                            ),
                            (
                                congvu.inspections.rules.states.InspectionState["DONE"],
                                "đã xong",
                            ),
                            (
                                congvu.inspections.rules.states.InspectionState[
                                    "CANCELLED"
                                ],
                                "đã hủy",
                            ),
                        ],
                        default=congvu.inspections.rules.states.InspectionState[
                            "PLANNED"
                        ],
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "period_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="thời kỳ kiểm tra từ"
                    ),
                ),
                (
                    "period_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="thời kỳ kiểm tra đến"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="kiểm tra từ ngày"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="kiểm tra đến ngày"
                    ),
                ),
                (
                    "visit_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        default=list,
                        size=None,
                        verbose_name="ngày làm việc tại nơi",
                    ),
                ),
                (
                    "questions",
                    models.JSONField(blank=True, default=list, verbose_name="câu hỏi"),
                ),
                (
                    "explain_by",
                    models.DateField(
                        blank=True, null=True, verbose_name="hạn giải trình"
                    ),
                ),
                (
                    "ended_because",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="lý do hủy"
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                (
                    "added_by",
                    models.CharField(max_length=80, verbose_name="người thêm"),
                ),
                ("came_from", models.UUIDField(blank=True, null=True)),
                ("body_came_from", models.UUIDField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "conclusion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.outgoingentry",
                        verbose_name="thông báo kết luận",
                    ),
                ),
                (
                    "conclusion_draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.draft",
                        verbose_name="dự thảo kết luận",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.outgoingentry",
                        verbose_name="quyết định kiểm tra",
                    ),
                ),
                (
                    "decision_draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.draft",
                        verbose_name="dự thảo quyết định",
                    ),
                ),
                (
                    "directive",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directives.directive",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "minutes_draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.draft",
                        verbose_name="dự thảo biên bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuộc kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                (
                    "question",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="câu hỏi"
                    ),
                ),
                (
                    "seen",
                    models.TextField(max_length=4000, verbose_name="điều đã thấy"),
                ),
                (
                    "criterion",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="quy định"
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="điều khoản"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            (congvu.inspections.rules.findings.Verdict["MET"], "đạt"),
                            (
                                congvu.inspections.rules.findings.Verdict["PARTLY"],
                                "đạt một phần",
                            ),
                            (
                                congvu.inspections.rules.findings.Verdict["NOT"],
                                "không đạt",
                            ),
                        ],
                        max_length=6,
                        verbose_name="đánh giá",
                    ),
                ),
                (
                    "is_asked",
                    models.BooleanField(
                        default=False, verbose_name="đã yêu cầu giải trình"
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="giải trình"
                    ),
                ),
                (
                    "explained_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="giải trình lúc"
                    ),
                ),
                (
                    "explained_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người giải trình"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "recorded_by",
                    models.CharField(max_length=80, verbose_name="người ghi"),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "phát hiện kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="InspectionEvent",
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
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("event", models.CharField(max_length=40, verbose_name="việc")),
                ("actor", models.CharField(max_length=80, verbose_name="ai")),
                (
                    "actor_post",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="chức vụ"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="nội dung")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "diễn biến cuộc kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="InspectionPlan",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                ("made_by", models.CharField(max_length=80, verbose_name="người lập")),
                (
                    "made_by_post",
                    models.CharField(max_length=200, verbose_name="chức vụ người lập"),
                ),
                ("came_from", models.UUIDField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "approved",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.outgoingentry",
                        verbose_name="kế hoạch đã ban hành",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.draft",
                        verbose_name="dự thảo kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế hoạch kiểm tra",
            },
        ),
        migrations.AddField(
            model_name="inspection",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="inspections.inspectionplan",
            ),
        ),
        migrations.CreateModel(
            name="PaperRequest",
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
                    "text",
                    models.TextField(max_length=4000, verbose_name="nội dung yêu cầu"),
                ),
                ("due_on", models.DateField(verbose_name="hạn nộp")),
                (
                    "due_basis",
                    models.CharField(max_length=200, verbose_name="căn cứ hạn"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="yêu cầu lúc")),
                (
                    "asked_by",
                    models.CharField(max_length=80, verbose_name="người yêu cầu"),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="trả lời"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="trả lời lúc"
                    ),
                ),
                (
                    "answered_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người trả lời"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "yêu cầu cung cấp tài liệu",
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                ("text", models.TextField(max_length=2000, verbose_name="kiến nghị")),
                ("desk_id", models.UUIDField()),
                (
                    "desk_name",
                    models.CharField(max_length=200, verbose_name="nơi thực hiện"),
                ),
                ("deadline", models.DateField(verbose_name="hạn")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "duty",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendation",
                        to="duties.duty",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="recommendations",
                        to="inspections.finding",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "kiến nghị kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                ("post_id", models.UUIDField()),
                ("name", models.CharField(max_length=80, verbose_name="họ và tên")),
                ("post_name", models.CharField(max_length=200, verbose_name="chức vụ")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            (
                                congvu.inspections.rules.findings.TeamRole["HEAD"],
                                "trưởng đoàn",
                            ),
                            (
                                congvu.inspections.rules.findings.TeamRole["MEMBER"],
                                "thành viên",
                            ),
                            (
                                congvu.inspections.rules.findings.TeamRole["SECRETARY"],
                                "thư ký",
                            ),
                        ],
                        max_length=9,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên đoàn kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="Checklist",
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
                ("title", models.CharField(max_length=300, verbose_name="tên bảng")),
                ("questions", models.JSONField(default=list, verbose_name="câu hỏi")),
                ("kept_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("kept_by", models.CharField(max_length=80, verbose_name="người ghi")),
                ("came_from", models.UUIDField(blank=True, null=True)),
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
                "verbose_name": "bảng câu hỏi kiểm tra",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "title"), name="checklist_title_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="checklist_has_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
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
                ("because", models.CharField(max_length=1000, verbose_name="lý do")),
                ("declared_at", models.DateTimeField(verbose_name="khai báo lúc")),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="thôi lúc"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "khai báo xung đột lợi ích",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person", "body"),
                        name="conflict_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True),
                        name="conflict_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingEvidence",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                congvu.inspections.rules.findings.EvidenceThing[
                                    "INCOMING"
                                ],
                                "văn bản đến",
                            ),
                            (
                                congvu.inspections.rules.findings.EvidenceThing[
                                    "OUTGOING"
                                ],
                                "văn bản đi",
                            ),
                            (
                                congvu.inspections.rules.findings.EvidenceThing[
                                    "DOSSIER"
                                ],
                                "hồ sơ",
                            ),
                            (
                                congvu.inspections.rules.findings.EvidenceThing["DUTY"],
                                "nhiệm vụ",
                            ),
                            (
                                congvu.inspections.rules.findings.EvidenceThing[
                                    "FIGURE"
                                ],
                                "số liệu",
                            ),
                        ],
                        max_length=8,
                        verbose_name="loại",
                    ),
                ),
                ("label", models.CharField(max_length=500, verbose_name="bằng chứng")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="số liệu",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archives.dossier",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.duty",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="inspections.finding",
                    ),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.registerentry",
                    ),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outgoing.outgoingentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "bằng chứng của phát hiện",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("finding", "position"),
                        name="findingevidence_position_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dossier__isnull", True),
                                ("duty__isnull", True),
                                ("incoming__isnull", False),
                                (
                                    "kind",
                                    congvu.inspections.rules.findings.EvidenceThing[
                                        "INCOMING"
                                    ],
                                ),
                                ("outgoing__isnull", True),
                                ("value__isnull", True),
                            ),
                            models.Q(
                                ("dossier__isnull", True),
                                ("duty__isnull", True),
                                ("incoming__isnull", True),
                                (
                                    "kind",
                                    congvu.inspections.rules.findings.EvidenceThing[
                                        "OUTGOING"
                                    ],
                                ),
                                ("outgoing__isnull", False),
                                ("value__isnull", True),
                            ),
                            models.Q(
                                ("dossier__isnull", False),
                                ("duty__isnull", True),
                                ("incoming__isnull", True),
                                (
                                    "kind",
                                    congvu.inspections.rules.findings.EvidenceThing[
                                        "DOSSIER"
                                    ],
                                ),
                                ("outgoing__isnull", True),
                                ("value__isnull", True),
                            ),
                            models.Q(
                                ("dossier__isnull", True),
                                ("duty__isnull", False),
                                ("incoming__isnull", True),
                                (
                                    "kind",
                                    congvu.inspections.rules.findings.EvidenceThing[
                                        "DUTY"
                                    ],
                                ),
                                ("outgoing__isnull", True),
                                ("value__isnull", True),
                            ),
                            models.Q(
                                ("dossier__isnull", True),
                                ("duty__isnull", True),
                                ("incoming__isnull", True),
                                (
                                    "kind",
                                    congvu.inspections.rules.findings.EvidenceThing[
                                        "FIGURE"
                                    ],
                                ),
                                ("outgoing__isnull", True),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="findingevidence_is_one_thing",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("inspection", "number"), name="finding_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen", ""), _negated=True),
                name="finding_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["", "met"]),
                    models.Q(
                        models.Q(("criterion", ""), _negated=True),
                        models.Q(("clause", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_broken_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("explanation", ""), ("is_asked", True), _connector="OR"
                ),
                name="finding_explained_if_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("explained_at__isnull", True),
                        ("explained_by", ""),
                        ("explanation", ""),
                    ),
                    models.Q(
                        models.Q(("explanation", ""), _negated=True),
                        ("explained_at__isnull", False),
                        models.Q(("explained_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_explained",
            ),
        ),
        migrations.AddIndex(
            model_name="inspectionevent",
            index=models.Index(
                fields=["inspection", "at"], name="inspectionevent_of_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectionplan",
            constraint=models.UniqueConstraint(
                fields=("agency", "year"), name="inspectionplan_once_a_year"
            ),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(
                fields=["agency", "-planned_from"], name="inspection_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(
                condition=models.Q(("decision__isnull", False)),
                fields=["body", "-planned_from"],
                name="inspection_of_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("plan__isnull", False), ("unplanned_because", "")),
                    models.Q(
                        ("plan__isnull", True),
                        models.Q(("unplanned_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="inspection_planned_or_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", models.F("agency")), _negated=True),
                name="inspection_of_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("about__in", ["duties", "directive", "theme"])),
                name="inspection_about_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "planned",
                            "decided",
                            "under-way",
                            "explaining",
                            "concluded",
                            "followed",
                            "done",
                            "cancelled",
                        ],
                    )
                ),
                name="inspection_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("planned_until__gte", models.F("planned_from"))),
                name="inspection_planned_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "cancelled"]),
                    models.Q(("decision__isnull", False), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="inspection_decided_by_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("conclusion__isnull", False),
                        (
                            "state__in",
                            [
                                congvu.inspections.rules.states.InspectionState[
                                    "CONCLUDED"
                                ],
                                congvu.inspections.rules.states.InspectionState["DONE"],
                                congvu.inspections.rules.states.InspectionState[
                                    "FOLLOWED"
                                ],
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    congvu.inspections.rules.states.InspectionState[
                                        "CONCLUDED"
                                    ],
                                    congvu.inspections.rules.states.InspectionState[
                                        "DONE"
                                    ],
                                    congvu.inspections.rules.states.InspectionState[
                                        "FOLLOWED"
                                    ],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("conclusion__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="inspection_concluded_by_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("ended_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspection_cancelled_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""),
                        ("answered_at__isnull", True),
                        ("answered_by", ""),
                    ),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        ("answered_at__isnull", False),
                        models.Q(("answered_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="paperrequest_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("inspection", "number"), name="recommendation_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="recommendation_says_what",
            ),
        ),
        migrations.AddIndex(
            model_name="teammember",
            index=models.Index(fields=["post_id"], name="teammember_of_post"),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("inspection", "post_id"), name="teammember_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "head")),
                fields=("inspection",),
                name="teammember_one_head",
            ),
        ),
    ]
