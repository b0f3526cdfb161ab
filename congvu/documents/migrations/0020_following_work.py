"""More time, urging, who read it, and papers that cross to another agency."""

import django.db.models.deletion
from django.db import migrations, models

import congvu.documents.rules
import congvu.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0017_closed_by_reform"),
        ("organisations", "0002_right_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
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
                    "sender_name",
                    models.CharField(max_length=200, verbose_name="cơ quan gửi"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                congvu.documents.rules.DeliveryState["HELD"],
                                "chờ văn thư chuyển",
                            ),
                            (
                                congvu.documents.rules.DeliveryState["AT_DOOR"],
                                "đã gửi, chờ nơi nhận vào sổ",
                            ),
                            (
                                congvu.documents.rules.DeliveryState["REGISTERED"],
                                "nơi nhận đã vào sổ",
                            ),
                            (
                                congvu.documents.rules.DeliveryState["ANSWERED"],
                                "nơi nhận đã trả lời",
                            ),
                            (
                                congvu.documents.rules.DeliveryState["REFUSED"],
                                "nơi nhận trả lại",
                            ),
                            (
                                congvu.documents.rules.DeliveryState["WITHDRAWN"],
                                "đã rút trước khi vào sổ",
                            ),
                        ],
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc"),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="nơi nhận vào sổ lúc"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="kết thúc lúc"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="kết quả"
                    ),
                ),
                (
                    "reply_symbol",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        verbose_name="số, ký hiệu văn bản trả lời",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=1000, verbose_name="lý do"),
                ),
            ],
            options={
                "verbose_name": "lần gửi cơ quan khác",
            },
        ),
        migrations.CreateModel(
            name="Reading",
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
                ("person_id", models.UUIDField()),
                (
                    "person_name",
                    models.CharField(max_length=80, verbose_name="người xem"),
                ),
                ("post_id", models.UUIDField()),
                ("post_name", models.CharField(max_length=200, verbose_name="chức vụ")),
                ("unit_id", models.UUIDField()),
                ("unit_name", models.CharField(max_length=200, verbose_name="đơn vị")),
                ("first_at", models.DateTimeField(verbose_name="xem lần đầu lúc")),
                (
                    "known_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="đã biết lúc"
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt xem đầu",
            },
        ),
        migrations.CreateModel(
            name="Urging",
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
                    models.CharField(
                        blank=True, max_length=500, verbose_name="nội dung"
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "urged_by",
                    models.CharField(max_length=80, verbose_name="người đôn đốc"),
                ),
                (
                    "urged_by_post",
                    models.CharField(max_length=200, verbose_name="chức vụ"),
                ),
                ("post_id", models.UUIDField()),
            ],
            options={
                "verbose_name": "lần đôn đốc",
            },
        ),
        migrations.CreateModel(
            name="WorkRequest",
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
                            (congvu.documents.rules.Wish["EXTENSION"], "xin gia hạn"),
                            (
                                congvu.documents.rules.Wish["PASS_ON"],
                                "xin chuyển nơi khác",
                            ),
                        ],
                        max_length=9,
                        verbose_name="đề nghị",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True, null=True, verbose_name="xin tới ngày"
                    ),
                ),
                (
                    "old_due_on",
                    models.DateField(blank=True, null=True, verbose_name="hạn cũ"),
                ),
                ("to_desk_id", models.UUIDField(blank=True, null=True)),
                (
                    "to_desk_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="xin chuyển tới"
                    ),
                ),
                ("reason", models.CharField(max_length=1000, verbose_name="lý do")),
                ("asked_at", models.DateTimeField(verbose_name="xin lúc")),
                ("asked_by", models.CharField(max_length=80, verbose_name="người xin")),
                (
                    "asked_by_post",
                    models.CharField(max_length=200, verbose_name="chức vụ người xin"),
                ),
                ("asked_post_id", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (congvu.documents.rules.WishState["OPEN"], "chờ trả lời"),
                            (
                                congvu.documents.rules.WishState["GRANTED"],
                                "được đồng ý",
                            ),
                            (
                                congvu.documents.rules.WishState["REFUSED"],
                                "không được đồng ý",
                            ),
                        ],
                        max_length=7,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="trả lời lúc"
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người trả lời"
                    ),
                ),
                (
                    "decided_by_post",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="chức vụ người trả lời"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="ý kiến trả lời"
                    ),
                ),
                (
                    "granted_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="gia hạn tới ngày"
                    ),
                ),
                (
                    "moved",
                    models.JSONField(default=list, verbose_name="những hạn đã đổi"),
                ),
            ],
            options={
                "verbose_name": "đề nghị của nơi nhận việc",
            },
        ),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_one_open_lead_per_parent",
        ),
        migrations.AddField(
            model_name="assignment",
            name="first_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="hạn ban đầu"),
        ),
        migrations.AddField(
            model_name="assignment",
            name="passed_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.assignment",
            ),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="first_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="hạn ban đầu"),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="state",
            field=models.CharField(
                choices=[
                    (congvu.documents.rules.AssignmentState["HELD"], "chờ chuyển"),
                    (congvu.documents.rules.AssignmentState["WAITING"], "chưa xem"),
                    (
                        congvu.documents.rules.AssignmentState["WORKING"],
                        "đang giải quyết",
                    ),
                    (
                        congvu.documents.rules.AssignmentState["HANDED_ON"],
                        "đã giao tiếp",
                    ),
                    (
                        congvu.documents.rules.AssignmentState["REPORTED"],
                        "chờ xác nhận",
                    ),
                    (congvu.documents.rules.AssignmentState["DONE"], "hoàn thành"),
                    (congvu.documents.rules.AssignmentState["SEEN"], "đã biết"),
                    (congvu.documents.rules.AssignmentState["RETURNED"], "đã trả lại"),
                    (congvu.documents.rules.AssignmentState["WITHDRAWN"], "đã rút"),
                    (
                        congvu.documents.rules.AssignmentState["PASSED_ON"],
                        "đã chuyển nơi khác",
                    ),
                ],
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AlterField(
            model_name="intakeitem",
            name="channel",
            field=models.CharField(
                choices=[
                    ("upload", "tải lên"),
                    ("folder", "thư mục quét"),
                    ("api", "API"),
                    ("command", "lệnh máy chủ"),
                    ("paper", "văn bản giấy"),
                    ("internal", "cơ quan khác trong hệ thống"),
                ],
                max_length=12,
                verbose_name="đường đến",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "held",
                            "waiting",
                            "working",
                            "handed-on",
                            "reported",
                            "done",
                            "seen",
                            "returned",
                            "withdrawn",
                            "passed-on",
                        ],
                    )
                ),
                name="assignment_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("part", congvu.documents.rules.Part["LEAD"]),
                    models.Q(
                        (
                            "state__in",
                            [
                                congvu.documents.rules.AssignmentState["DONE"],
                                congvu.documents.rules.AssignmentState["RETURNED"],
                                congvu.documents.rules.AssignmentState["WITHDRAWN"],
                                congvu.documents.rules.AssignmentState["PASSED_ON"],
                            ],
                        ),
                        _negated=True,
                    ),
                ),
                fields=("parent",),
                name="assignment_one_open_lead_per_parent",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="assignment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delivery",
                to="documents.assignment",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="documents.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="item",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delivery",
                to="documents.intakeitem",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="received",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delivered_by",
                to="documents.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="documents.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="urging",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="urgings",
                to="documents.assignment",
            ),
        ),
        migrations.AddField(
            model_name="urging",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="workrequest",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="documents.assignment",
            ),
        ),
        migrations.AddField(
            model_name="workrequest",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="documents.registerentry",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["entry"], name="delivery_of_entry"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "held",
                            "at-door",
                            "registered",
                            "answered",
                            "refused",
                            "withdrawn",
                        ],
                    )
                ),
                name="delivery_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [congvu.documents.rules.DeliveryState["REGISTERED"]],
                        ),
                        _negated=True,
                    ),
                    ("received__isnull", False),
                    _connector="OR",
                ),
                name="delivery_registered_has_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                fields=("entry", "person_id"), name="reading_once_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                fields=("assignment", "post_id", "day"),
                name="urging_once_a_day_per_post",
            ),
        ),
        migrations.AddIndex(
            model_name="workrequest",
            index=models.Index(
                fields=["entry", "asked_at"], name="workrequest_of_entry"
            ),
        ),
        migrations.AddConstraint(
            model_name="workrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", congvu.documents.rules.WishState["OPEN"])),
                fields=("assignment", "kind"),
                name="workrequest_one_open_per_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="workrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", congvu.documents.rules.Wish["EXTENSION"]),
                        ("until__isnull", False),
                    ),
                    models.Q(
                        ("kind", congvu.documents.rules.Wish["PASS_ON"]),
                        ("to_desk_id__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="workrequest_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="workrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("state", congvu.documents.rules.WishState["OPEN"]),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        (
                            "state__in",
                            [
                                congvu.documents.rules.WishState["GRANTED"],
                                congvu.documents.rules.WishState["REFUSED"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="workrequest_decided_or_open",
            ),
        ),
    ]
