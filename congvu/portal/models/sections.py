"""What stands in the sections: pages with the fields that the rule names for each."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from congvu.portal.models.blocks import BODY
from congvu.portal.models.sites import PublicPage
from congvu.portal.rules import (
    PLAN_KIND_NAMES,
    PROJECT_KIND_NAMES,
    SERVICE_LEVEL_NAMES,
    STATISTICS_KIND_NAMES,
)

_DOCUMENT = "portal.PortalFile"
Fact = tuple[Any, Any]


class SectionItem(PublicPage):
    """A page of one section; of what the rule asks for it knows what it does not say.

    ``HAPPENED``: the field with the day from which the deadline of publishing runs.
    """

    SECTION: ClassVar[int]
    HAPPENED: ClassVar[str] = ""

    body = StreamField(BODY, blank=True, verbose_name=_("nội dung"))

    template = "portal/item_page.html"

    class Meta:
        abstract = True

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """One for all: Wagtail gives each class a name of its own."""
        return "portal/item_page.html"

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Only in the section it is made for."""
        if not super().can_create_at(parent):
            return False
        return getattr(parent.specific, "code", None) == cls.SECTION

    @property
    def happened_on(self) -> date | None:
        return getattr(self, self.HAPPENED) if self.HAPPENED else None

    def facts(self) -> list[Fact]:
        """What stands above the text, in the order people ask for it."""
        return []

    @property
    def shown_facts(self) -> list[Fact]:
        """Those that say something."""
        return [(name, value) for name, value in self.facts() if value]


def _panels(*names: str, after: tuple[Any, ...] = ()) -> list[Any]:
    return [
        *Page.content_panels,
        FieldPanel("summary"),
        *(FieldPanel(name) for name in names),
        *after,
        FieldPanel("body"),
        *PublicPage.owed_panels,
    ]


class GuidancePage(SectionItem):
    """A law or a policy, told in plain words to whom it concerns."""

    SECTION = 6
    HAPPENED = "promulgated_on"

    law_ref = models.CharField(_("văn bản được phổ biến"), max_length=300)
    promulgated_on = models.DateField(_("ngày công bố"), null=True, blank=True)
    for_whom = models.CharField(_("dành cho ai"), max_length=200, blank=True)

    content_panels = _panels("law_ref", "promulgated_on", "for_whom")

    class Meta:
        verbose_name = _("hướng dẫn pháp luật, chính sách")

    def says(self) -> dict[str, bool]:
        return {"law_ref": bool(self.law_ref), "guide": bool(self.body)}

    def facts(self) -> list[Fact]:
        return [
            (_("Văn bản"), self.law_ref),
            (_("Công bố"), self.promulgated_on),
            (_("Dành cho"), self.for_whom),
        ]


class PlanPage(SectionItem):
    """A strategy, a plan, the year's programme, and how far it has come."""

    SECTION = 7
    HAPPENED = "approved_on"

    kind = models.CharField(
        _("loại"), max_length=10, choices=list(PLAN_KIND_NAMES.items())
    )
    number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    approved_on = models.DateField(_("ngày duyệt"), null=True, blank=True)
    period_from = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    period_until = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    progress = models.TextField(_("tiến độ, kết quả"), max_length=2000, blank=True)
    progress_on = models.DateField(_("tính đến ngày"), null=True, blank=True)

    content_panels = _panels(
        "kind",
        "number",
        "approved_on",
        "period_from",
        "period_until",
        "progress",
        "progress_on",
    )

    class Meta:
        verbose_name = _("chiến lược, quy hoạch, kế hoạch")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_from__isnull=True)
                | models.Q(period_until__isnull=True)
                | models.Q(period_until__gte=models.F("period_from")),
                name="portal_plan_period",
            )
        ]

    @property
    def period(self) -> str:
        years = [str(y) for y in (self.period_from, self.period_until) if y]
        return " – ".join(dict.fromkeys(years))

    def says(self) -> dict[str, bool]:
        return {
            "number": bool(self.number),
            "period": bool(self.period),
            "progress": bool(self.progress and self.progress_on),
        }

    def facts(self) -> list[Fact]:
        return [
            (_("Loại"), self.get_kind_display()),
            (_("Số"), self.number),
            (_("Ngày duyệt"), self.approved_on),
            (_("Thời kỳ"), self.period),
            (_("Tiến độ, kết quả"), self.progress),
            (_("Tính đến"), self.progress_on),
        ]


class ProjectPage(SectionItem):
    """A project, a bidding package, a purchase with public money; in whole đồng."""

    SECTION = 8
    HAPPENED = "approved_on"

    kind = models.CharField(
        _("loại"), max_length=10, choices=list(PROJECT_KIND_NAMES.items())
    )
    investor = models.CharField(_("chủ đầu tư"), max_length=200, blank=True)
    cost = models.PositiveBigIntegerField(
        _("tổng mức đầu tư (đồng)"), null=True, blank=True
    )
    fund = models.CharField(_("nguồn vốn"), max_length=200, blank=True)
    state = models.CharField(_("tình trạng"), max_length=200, blank=True)
    number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    approved_on = models.DateField(_("ngày duyệt"), null=True, blank=True)

    content_panels = _panels(
        "kind", "investor", "cost", "fund", "state", "number", "approved_on"
    )

    class Meta:
        verbose_name = _("dự án, đấu thầu, mua sắm công")

    def says(self) -> dict[str, bool]:
        return {
            "project": True,
            "owner": bool(self.investor),
            "cost": self.cost is not None,
            "fund": bool(self.fund),
            "state": bool(self.state),
        }

    def facts(self) -> list[Fact]:
        return [
            (_("Loại"), self.get_kind_display()),
            (_("Chủ đầu tư"), self.investor),
            (_("Tổng mức đầu tư"), money(self.cost)),
            (_("Nguồn vốn"), self.fund),
            (_("Tình trạng"), self.state),
            (_("Quyết định"), self.number),
            (_("Ngày duyệt"), self.approved_on),
        ]


class ServicePage(SectionItem):
    """Something the body does on-line, and where."""

    SECTION = 9

    link = models.URLField(_("địa chỉ thực hiện"), max_length=300, blank=True)
    level = models.CharField(
        _("mức độ"),
        max_length=10,
        choices=list(SERVICE_LEVEL_NAMES.items()),
        blank=True,
    )

    content_panels = _panels("link", "level")

    class Meta:
        verbose_name = _("dịch vụ trực tuyến")

    def says(self) -> dict[str, bool]:
        return {
            "service": True,
            "link": bool(self.link),
            "level": bool(self.level),
        }

    def facts(self) -> list[Fact]:
        return [
            (_("Mức độ"), self.get_level_display()),
            (_("Thực hiện tại"), self.link),
        ]


class SciencePage(SectionItem):
    """A research programme or topic, and what came of it."""

    SECTION = 12
    HAPPENED = "accepted_on"

    host = models.CharField(_("tổ chức chủ trì"), max_length=200, blank=True)
    leader = models.CharField(_("chủ nhiệm"), max_length=120, blank=True)
    accepted_on = models.DateField(_("ngày nghiệm thu"), null=True, blank=True)
    result = models.TextField(_("kết quả"), max_length=2000, blank=True)

    content_panels = _panels("host", "leader", "accepted_on", "result")

    class Meta:
        verbose_name = _("chương trình, đề tài khoa học")

    def says(self) -> dict[str, bool]:
        return {"topic": True, "unit": bool(self.host), "result": bool(self.result)}

    def facts(self) -> list[Fact]:
        return [
            (_("Chủ trì"), self.host),
            (_("Chủ nhiệm"), self.leader),
            (_("Nghiệm thu"), self.accepted_on),
            (_("Kết quả"), self.result),
        ]


class StatisticsPage(SectionItem):
    """A set of figures or a year's financial report: to read, and for machines."""

    SECTION = 13
    HAPPENED = "approved_on"

    kind = models.CharField(
        _("loại"), max_length=10, choices=list(STATISTICS_KIND_NAMES.items())
    )
    period = models.CharField(_("thời kỳ"), max_length=60, blank=True)
    approved_on = models.DateField(_("ngày duyệt"), null=True, blank=True)
    file = models.ForeignKey(
        _DOCUMENT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp"),
    )
    machine_copy = models.ForeignKey(
        _DOCUMENT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản máy đọc được (CSV, XLSX)"),
    )

    content_panels = _panels("kind", "period", "approved_on", "file", "machine_copy")

    class Meta:
        verbose_name = _("thống kê, báo cáo tài chính")

    def says(self) -> dict[str, bool]:
        return {
            "set": True,
            "period": bool(self.period),
            "file": self.file_id is not None,
            "machine_readable": self.machine_copy_id is not None,
        }

    def facts(self) -> list[Fact]:
        return [
            (_("Loại"), self.get_kind_display()),
            (_("Thời kỳ"), self.period),
            (_("Ngày duyệt"), self.approved_on),
            (_("Tệp"), self.file),
            (_("Bản máy đọc được"), self.machine_copy),
        ]


class DataSetPage(SectionItem):
    """A line of the list of open data. A set with personal data cannot stand there."""

    SECTION = 16

    publisher = models.CharField(_("nơi công bố"), max_length=200, blank=True)
    licence = models.CharField(_("điều kiện sử dụng"), max_length=200, blank=True)
    data_format = models.CharField(_("định dạng"), max_length=60, blank=True)
    frequency = models.CharField(_("chu kỳ cập nhật"), max_length=60, blank=True)
    link = models.URLField(_("địa chỉ tải"), max_length=300, blank=True)
    file = models.ForeignKey(
        _DOCUMENT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp"),
    )

    content_panels = _panels(
        "publisher", "licence", "data_format", "frequency", "link", "file"
    )

    class Meta:
        verbose_name = _("bộ dữ liệu mở")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(personal_data="none"),
                name="portal_dataset_no_person",
                violation_error_message=_("Dữ liệu mở không được có dữ liệu cá nhân."),
            )
        ]

    def says(self) -> dict[str, bool]:
        return {
            "title": True,
            "description": bool(self.summary),
            "publisher": bool(self.publisher),
            "licence": bool(self.licence),
            "format": bool(self.data_format),
            "frequency": bool(self.frequency),
        }

    def facts(self) -> list[Fact]:
        return [
            (_("Nơi công bố"), self.publisher),
            (_("Điều kiện sử dụng"), self.licence),
            (_("Định dạng"), self.data_format),
            (_("Cập nhật"), self.frequency),
            (_("Tải về"), self.link),
            (_("Tệp"), self.file),
        ]


def money(amount: int | None) -> str:
    """48500000000 is "48.500.000.000 đồng"."""
    return "" if amount is None else f"{amount:,}".replace(",", ".") + " đồng"
