"""Papers for the public, what was found in them, their days, the search."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import congvu.lib.ids
import congvu.portal.rules.boards
import congvu.portal.rules.personal
import congvu.portal.rules.publishing


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_searchable_copy"),
        ("organisations", "0030_dossier_rights"),
        ("outgoing", "0066_may_forget"),
        ("portal", "0001_sites"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicDay",
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
                ("day", models.DateField(unique=True, verbose_name="ngày")),
                ("count", models.PositiveIntegerField(verbose_name="số văn bản")),
                ("leaves", models.JSONField(default=list, verbose_name="mã từng dòng")),
                (
                    "root",
                    models.CharField(max_length=64, verbose_name="mã gốc của ngày"),
                ),
                (
                    "previous",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="mã gốc của ngày trước"
                    ),
                ),
                (
                    "seal_number",
                    models.BigIntegerField(
                        null=True, verbose_name="số mắt xích nhật ký"
                    ),
                ),
                (
                    "seal",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="mã mắt xích nhật ký"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="lập lúc")),
            ],
            options={
                "verbose_name": "mã gốc công khai của ngày",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("root__regex", "^[0-9a-f]{64}$")),
                        name="publicday_root_is_hex",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publishing",
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
                    "state",
                    models.CharField(
                        choices=[
                            (
                                congvu.portal.rules.publishing.PublishingState[
                                    "PROPOSED"
                                ],
                                "đề xuất, chưa phát hành",
                            ),
                            (
                                congvu.portal.rules.publishing.PublishingState[
                                    "WAITING"
                                ],
                                "chờ quyết định",
                            ),
                            (
                                congvu.portal.rules.publishing.PublishingState[
                                    "READING"
                                ],
                                "đang đọc tìm dữ liệu cá nhân",
                            ),
                            (
                                congvu.portal.rules.publishing.PublishingState["ASKED"],
                                "chờ trả lời về dữ liệu cá nhân",
                            ),
                            (
                                congvu.portal.rules.publishing.PublishingState[
                                    "PUBLIC"
                                ],
                                "đã công khai",
                            ),
                            (
                                congvu.portal.rules.publishing.PublishingState["KEPT"],
                                "không công khai",
                            ),
                            (
                                congvu.portal.rules.publishing.PublishingState[
                                    "TAKEN_DOWN"
                                ],
                                "đã gỡ khỏi cổng",
                            ),
                        ],
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "wanted",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="đề xuất công khai"
                    ),
                ),
                (
                    "proposed_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người đề xuất"
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="đề xuất lúc"
                    ),
                ),
                (
                    "decided",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="quyết định công khai"
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người quyết định"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="quyết định lúc"
                    ),
                ),
                (
                    "why",
                    models.CharField(blank=True, max_length=1000, verbose_name="lý do"),
                ),
                (
                    "issued_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="phát hành lúc"
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="hạn công khai"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="căn cứ của hạn"
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="trích yếu"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="lĩnh vực"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="có hiệu lực từ"
                    ),
                ),
                (
                    "expires_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="hết hiệu lực từ"
                    ),
                ),
                (
                    "file_choice",
                    models.CharField(
                        choices=[
                            (
                                congvu.portal.rules.publishing.FileChoice["ORIGINAL"],
                                "tệp đã phát hành",
                            ),
                            (
                                congvu.portal.rules.publishing.FileChoice["REDACTED"],
                                "bản đã che dữ liệu cá nhân",
                            ),
                            (
                                congvu.portal.rules.publishing.FileChoice["NONE"],
                                "không kèm tệp",
                            ),
                        ],
                        default=congvu.portal.rules.publishing.FileChoice["ORIGINAL"],
                        max_length=8,
                        verbose_name="tệp công khai",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="công khai lúc"
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
                (
                    "draft",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publishing",
                        to="outgoing.draft",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publishing",
                        to="outgoing.outgoingentry",
                    ),
                ),
                (
                    "redacted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc công khai văn bản",
            },
        ),
        migrations.CreateModel(
            name="PublicDocument",
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
                    "issuer_name",
                    models.CharField(max_length=200, verbose_name="cơ quan ban hành"),
                ),
                ("type_code", models.CharField(max_length=20, verbose_name="mã loại")),
                (
                    "type_name",
                    models.CharField(max_length=100, verbose_name="hình thức"),
                ),
                ("symbol", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("symbol_key", models.CharField(max_length=60)),
                ("summary", models.CharField(max_length=500, verbose_name="trích yếu")),
                (
                    "signer_name",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người ký"
                    ),
                ),
                (
                    "signer_position",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="chức vụ người ký"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="mã lĩnh vực"
                    ),
                ),
                (
                    "field_name",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lĩnh vực"
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                ("effective_on", models.DateField(verbose_name="có hiệu lực từ")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="hết hiệu lực từ"
                    ),
                ),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            (
                                congvu.portal.rules.publishing.Validity["VALID"],
                                "còn hiệu lực",
                            ),
                            (
                                congvu.portal.rules.publishing.Validity["AMENDED"],
                                "đã được sửa đổi, bổ sung",
                            ),
                            (
                                congvu.portal.rules.publishing.Validity["CORRECTED"],
                                "đã được đính chính",
                            ),
                            (
                                congvu.portal.rules.publishing.Validity["REPLACED"],
                                "đã được thay thế",
                            ),
                            (
                                congvu.portal.rules.publishing.Validity["EXPIRED"],
                                "hết hiệu lực",
                            ),
                            (
                                congvu.portal.rules.publishing.Validity["RECALLED"],
                                "đã thu hồi",
                            ),
                            (
                                congvu.portal.rules.publishing.Validity["WITHDRAWN"],
                                "đã gỡ khỏi cổng",
                            ),
                        ],
                        max_length=9,
                        verbose_name="hiệu lực",
                    ),
                ),
                (
                    "validity_on",
                    models.DateField(blank=True, null=True, verbose_name="từ ngày"),
                ),
                (
                    "notice",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="thông báo"
                    ),
                ),
                (
                    "later_symbol",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="văn bản sau"
                    ),
                ),
                (
                    "file_sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="mã SHA-256 của tệp"
                    ),
                ),
                (
                    "file_name",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="tên tệp"
                    ),
                ),
                (
                    "file_size",
                    models.BigIntegerField(default=0, verbose_name="dung lượng"),
                ),
                (
                    "file_pages",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số trang"
                    ),
                ),
                (
                    "media_type",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="kiểu nội dung"
                    ),
                ),
                (
                    "without_file",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="vì sao không có tệp"
                    ),
                ),
                (
                    "is_redacted",
                    models.BooleanField(default=False, verbose_name="bản đã che"),
                ),
                (
                    "attachments",
                    models.JSONField(
                        blank=True, default=list, verbose_name="tệp kèm theo"
                    ),
                ),
                (
                    "signatures",
                    models.JSONField(blank=True, default=list, verbose_name="chữ ký"),
                ),
                ("published_at", models.DateTimeField(verbose_name="công khai lúc")),
                ("changed_at", models.DateTimeField(verbose_name="thay đổi lúc")),
                ("day", models.DateField(verbose_name="ngày công khai")),
                (
                    "leaf",
                    models.CharField(
                        max_length=64, verbose_name="mã của dòng trong ngày"
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
                (
                    "later",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="portal.publicdocument",
                    ),
                ),
                (
                    "publishing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shown",
                        to="portal.publishing",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản công khai",
            },
        ),
        migrations.CreateModel(
            name="PersonalFinding",
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
                ("place", models.CharField(max_length=255, verbose_name="ở đâu")),
                ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                congvu.portal.rules.personal.PersonalKind["IDENTITY"],
                                "số căn cước, chứng minh, hộ chiếu",
                            ),
                            (
                                congvu.portal.rules.personal.PersonalKind["PHONE"],
                                "số điện thoại di động",
                            ),
                            (
                                congvu.portal.rules.personal.PersonalKind["MAIL"],
                                "hộp thư riêng",
                            ),
                            (
                                congvu.portal.rules.personal.PersonalKind["ACCOUNT"],
                                "số tài khoản ngân hàng",
                            ),
                            (
                                congvu.portal.rules.personal.PersonalKind["BIRTH"],
                                "ngày, năm sinh",
                            ),
                            (
                                congvu.portal.rules.personal.PersonalKind["HOME"],
                                "chỗ ở, hộ khẩu",
                            ),
                            (
                                congvu.portal.rules.personal.PersonalKind["HEALTH"],
                                "sức khỏe, bệnh tật",
                            ),
                            (
                                congvu.portal.rules.personal.PersonalKind["NEED"],
                                "danh sách người, hộ khó khăn",
                            ),
                        ],
                        max_length=8,
                        verbose_name="loại",
                    ),
                ),
                (
                    "words",
                    models.CharField(max_length=200, verbose_name="chữ tìm thấy"),
                ),
                (
                    "around",
                    models.CharField(max_length=500, verbose_name="đoạn quanh đó"),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                congvu.portal.rules.publishing.PersonalAnswer["KEEP"],
                                "công khai, có căn cứ",
                            ),
                            (
                                congvu.portal.rules.publishing.PersonalAnswer["HIDE"],
                                "che, không công khai",
                            ),
                        ],
                        max_length=4,
                        verbose_name="trả lời",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="căn cứ"
                    ),
                ),
                (
                    "answered_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="người trả lời"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="trả lời lúc"
                    ),
                ),
                (
                    "publishing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="portal.publishing",
                    ),
                ),
            ],
            options={
                "verbose_name": "dữ liệu cá nhân tìm thấy",
            },
        ),
        migrations.CreateModel(
            name="SearchRow",
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
                ("kind", models.CharField(max_length=16, verbose_name="loại")),
                ("source", models.CharField(max_length=60, verbose_name="nguồn")),
                (
                    "site",
                    models.CharField(blank=True, max_length=100, verbose_name="trang"),
                ),
                ("title", models.CharField(max_length=500, verbose_name="tiêu đề")),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="số, ký hiệu"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="dòng phụ"
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="nội dung")),
                ("url", models.CharField(max_length=300, verbose_name="địa chỉ")),
                ("day", models.DateField(verbose_name="ngày")),
                (
                    "changed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="thay đổi lúc"
                    ),
                ),
                ("words_title", models.TextField(blank=True)),
                ("words_number", models.TextField(blank=True)),
                ("words_body", models.TextField(blank=True)),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    "words_title", config="simple", weight="A"
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "words_number", config="simple", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("simple"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "words_body", config="simple", weight="D"
                            ),
                            django.contrib.postgres.search.SearchConfig("simple"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "head",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                "words_title", config="simple", weight="A"
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "words_number", config="simple", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("simple"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "marked",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "title", config="simple"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng tìm kiếm của cổng",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], name="searchrow_vector"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["head"], name="searchrow_head"
                    ),
                    models.Index(fields=["-day", "-id"], name="searchrow_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "source"), name="searchrow_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicBoard",
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
                                congvu.portal.rules.boards.BoardKind["WEEK"],
                                "lịch công tác tuần",
                            ),
                            (
                                congvu.portal.rules.boards.BoardKind["BODY"],
                                "bộ máy của cơ quan",
                            ),
                            (
                                congvu.portal.rules.boards.BoardKind["RESULTS"],
                                "kết quả thực hiện văn bản",
                            ),
                        ],
                        max_length=8,
                        verbose_name="loại",
                    ),
                ),
                (
                    "agency_name",
                    models.CharField(max_length=200, verbose_name="cơ quan"),
                ),
                (
                    "key",
                    models.CharField(blank=True, max_length=40, verbose_name="của"),
                ),
                ("content", models.JSONField(default=list, verbose_name="nội dung")),
                ("made_at", models.DateTimeField(verbose_name="chép lúc")),
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
                "verbose_name": "bảng công khai",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "agency", "key"), name="publicboard_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["week", "body", "results"])),
                        name="publicboard_kind_known",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="publishing",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            congvu.portal.rules.publishing.PublishingState["ASKED"],
                            congvu.portal.rules.publishing.PublishingState["READING"],
                            congvu.portal.rules.publishing.PublishingState["WAITING"],
                        ],
                    )
                ),
                fields=["agency", "due_on"],
                name="publishing_unpublished",
            ),
        ),
        migrations.AddIndex(
            model_name="publishing",
            index=models.Index(fields=["agency", "-id"], name="publishing_newest"),
        ),
        migrations.AddIndex(
            model_name="publishing",
            index=models.Index(fields=["issued_at"], name="publishing_issued"),
        ),
        migrations.AddConstraint(
            model_name="publishing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "proposed",
                            "waiting",
                            "reading",
                            "asked",
                            "public",
                            "kept",
                            "taken-down",
                        ],
                    )
                ),
                name="publishing_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("draft__isnull", False), ("entry__isnull", False), _connector="OR"
                ),
                name="publishing_of_a_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["reading", "asked", "public"]), _negated=True
                    ),
                    models.Q(("decided", True), ("entry__isnull", False)),
                    _connector="OR",
                ),
                name="publishing_public_was_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["kept", "taken-down"]), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="publishing_kept_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file_choice", "redacted"), _negated=True),
                    ("redacted__isnull", False),
                    _connector="OR",
                ),
                name="publishing_redacted_has_a_file",
            ),
        ),
        migrations.AddIndex(
            model_name="publicdocument",
            index=models.Index(
                fields=["-issued_on", "-id"], name="publicdocument_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="publicdocument",
            index=models.Index(
                fields=["agency", "-issued_on", "-id"], name="publicdocument_by_agency"
            ),
        ),
        migrations.AddIndex(
            model_name="publicdocument",
            index=models.Index(
                fields=["type_code", "-issued_on", "-id"], name="publicdocument_by_type"
            ),
        ),
        migrations.AddIndex(
            model_name="publicdocument",
            index=models.Index(fields=["symbol_key"], name="publicdocument_by_symbol"),
        ),
        migrations.AddIndex(
            model_name="publicdocument",
            index=models.Index(fields=["file_sha256"], name="publicdocument_by_file"),
        ),
        migrations.AddIndex(
            model_name="publicdocument",
            index=models.Index(
                fields=["day", "published_at", "id"], name="publicdocument_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "validity__in",
                        [
                            "valid",
                            "amended",
                            "corrected",
                            "replaced",
                            "expired",
                            "recalled",
                            "withdrawn",
                        ],
                    )
                ),
                name="publicdocument_validity_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "validity__in",
                            [
                                congvu.portal.rules.publishing.Validity["EXPIRED"],
                                congvu.portal.rules.publishing.Validity["RECALLED"],
                                congvu.portal.rules.publishing.Validity["REPLACED"],
                                congvu.portal.rules.publishing.Validity["WITHDRAWN"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("attachments", []),
                        ("file_sha256", ""),
                        models.Q(("notice", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="publicdocument_gone_has_no_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("leaf__regex", "^[0-9a-f]{64}$")),
                name="publicdocument_leaf_is_hex",
            ),
        ),
        migrations.AddConstraint(
            model_name="personalfinding",
            constraint=models.UniqueConstraint(
                fields=("publishing", "place", "kind", "words"),
                name="personalfinding_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="personalfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(
                        (
                            "answer",
                            congvu.portal.rules.publishing.PersonalAnswer["HIDE"],
                        ),
                        ("answered_at__isnull", False),
                    ),
                    models.Q(
                        (
                            "answer",
                            congvu.portal.rules.publishing.PersonalAnswer["KEEP"],
                        ),
                        ("answered_at__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="personalfinding_kept_on_a_basis",
            ),
        ),
    ]
