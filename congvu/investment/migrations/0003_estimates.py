import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import congvu.investment.rules.estimates
import congvu.investment.rules.words
import congvu.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        ("investment", "0002_money_holds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Estimate",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="bản số")),
                (
                    "structure",
                    models.CharField(
                        choices=[
                            (
                                congvu.investment.rules.estimates.Structure["PROJECT"],
                                "đầu tư, mua sắm: sáu thành phần chi phí",
                            ),
                            (
                                congvu.investment.rules.estimates.Structure["HIRE"],
                                "thuê dịch vụ",
                            ),
                            (
                                congvu.investment.rules.estimates.Structure["SPENDING"],
                                "các nội dung chi của năm 2008, 2009",
                            ),
                        ],
                        max_length=8,
                        verbose_name="cấu trúc",
                    ),
                ),
                ("on", models.DateField(verbose_name="lập theo ngày")),
                ("money", models.BigIntegerField(verbose_name="tổng dự toán, đồng")),
                (
                    "security",
                    models.BigIntegerField(
                        verbose_name="trong đó an toàn thông tin, đồng"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="vì sao lập"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="ghi lúc")),
                ("by", models.CharField(max_length=80, verbose_name="người ghi")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimates",
                        to="investment.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "dự toán chi tiết",
            },
        ),
        migrations.CreateModel(
            name="EstimateLine",
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
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("part", models.CharField(max_length=20, verbose_name="thành phần")),
                ("name", models.CharField(max_length=200, verbose_name="nội dung")),
                (
                    "pricing",
                    models.CharField(
                        choices=[
                            (
                                congvu.investment.rules.estimates.Pricing["PRICE"],
                                "đơn giá",
                            ),
                            (
                                congvu.investment.rules.estimates.Pricing["QUOTES"],
                                "báo giá",
                            ),
                            (
                                congvu.investment.rules.estimates.Pricing["COMPARED"],
                                "so sánh",
                            ),
                            (
                                congvu.investment.rules.estimates.Pricing["EXPERT"],
                                "chuyên gia",
                            ),
                            (
                                congvu.investment.rules.estimates.Pricing["BUILT"],
                                "tính từng khoản",
                            ),
                            (
                                congvu.investment.rules.estimates.Pricing["RATE"],
                                "tỷ lệ phần trăm",
                            ),
                        ],
                        max_length=8,
                        verbose_name="cách định giá",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=11,
                        null=True,
                        verbose_name="số lượng",
                    ),
                ),
                (
                    "unit",
                    models.CharField(blank=True, max_length=30, verbose_name="đơn vị"),
                ),
                (
                    "price",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="đơn giá, đồng"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="tỷ lệ, %",
                    ),
                ),
                (
                    "base",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="trên",
                    ),
                ),
                ("money", models.BigIntegerField(verbose_name="thành tiền, đồng")),
                ("basis", models.CharField(max_length=200, verbose_name="căn cứ giá")),
                ("priced_on", models.DateField(verbose_name="giá ngày")),
                (
                    "security",
                    models.BooleanField(
                        default=False, verbose_name="an toàn thông tin"
                    ),
                ),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="investment.estimate",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng dự toán chi tiết",
            },
        ),
        migrations.CreateModel(
            name="EstimateQuote",
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
                    "supplier",
                    models.CharField(max_length=120, verbose_name="nhà cung cấp"),
                ),
                ("quoted_on", models.DateField(verbose_name="ngày báo giá")),
                ("price", models.BigIntegerField(verbose_name="giá, đồng")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="investment.estimateline",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo giá",
            },
        ),
        migrations.CreateModel(
            name="EstimateShare",
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
                    "source",
                    models.CharField(
                        choices=[
                            (
                                congvu.investment.rules.words.MoneySource["PROVINCE"],
                                "ngân sách tỉnh",
                            ),
                            (
                                congvu.investment.rules.words.MoneySource["CENTRAL"],
                                "ngân sách trung ương",
                            ),
                            (
                                congvu.investment.rules.words.MoneySource["OTHER"],
                                "nguồn khác",
                            ),
                        ],
                        max_length=10,
                        verbose_name="nguồn",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("money", models.BigIntegerField(verbose_name="số tiền, đồng")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="investment.estimateline",
                    ),
                ),
            ],
            options={
                "verbose_name": "phần của dòng dự toán chi tiết",
            },
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(
                fields=("need", "number"), name="estimate_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("money__gt", 0),
                    ("number__gte", 1),
                    ("security__gte", 0),
                    ("security__lte", models.F("money")),
                ),
                name="estimate_is_money",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="estimate_again_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="estimateline",
            index=models.Index(fields=["name", "unit"], name="estimateline_priced"),
        ),
        migrations.AddConstraint(
            model_name="estimateline",
            constraint=models.UniqueConstraint(
                fields=("estimate", "place"), name="estimateline_placed"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimateline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("money__gt", 0),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("basis", ""), _negated=True),
                    models.Q(("part", ""), _negated=True),
                ),
                name="estimateline_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimateline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("base__len__gte", 1),
                        ("price__isnull", True),
                        ("pricing", congvu.investment.rules.estimates.Pricing["RATE"]),
                        ("quantity__isnull", True),
                        ("rate__gt", 0),
                        ("rate__lte", 100),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "pricing",
                                congvu.investment.rules.estimates.Pricing["RATE"],
                            ),
                            _negated=True,
                        ),
                        ("base__len", 0),
                        ("price__gt", 0),
                        ("quantity__gt", 0),
                        ("rate__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="estimateline_rate_or_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimatequote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("price__gt", 0), models.Q(("supplier", ""), _negated=True)
                ),
                name="estimatequote_is_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimateshare",
            constraint=models.UniqueConstraint(
                fields=("line", "source", "year"), name="estimateshare_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimateshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("money__gt", 0)), name="estimateshare_is_money"
            ),
        ),
    ]
