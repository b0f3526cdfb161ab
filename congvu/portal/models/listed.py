"""Pages that are made of lines: who works where, who is asked, how a thing is done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from congvu.portal.models.sections import Fact, SectionItem, _panels


class OrganisationPage(SectionItem):
    """What a body or one of its units is there for, and of what it is made."""

    SECTION = 1

    unit_name = models.CharField(_("đơn vị"), max_length=200, blank=True)
    address = models.CharField(_("trụ sở"), max_length=300, blank=True)

    content_panels = _panels(
        "unit_name",
        "address",
        after=(InlinePanel("parts", label=_("đơn vị"), heading=_("Sơ đồ tổ chức")),),
    )

    class Meta:
        verbose_name = _("chức năng, nhiệm vụ, tổ chức")

    def says(self) -> dict[str, bool]:
        return {
            "unit": bool(self.unit_name),
            "functions": bool(self.body),
            "legal_basis": bool(self.legal_basis),
            "chart": bool(self.parts.all()),
        }

    def facts(self) -> list[Fact]:
        return [
            (_("Đơn vị"), self.unit_name),
            (_("Trụ sở"), self.address),
        ]


class OrganisationPart(Orderable):
    """One box of the chart, in words: read aloud as well as seen."""

    page = ParentalKey(OrganisationPage, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(_("tên"), max_length=200)
    does = models.CharField(_("việc chính"), max_length=300, blank=True)
    is_below = models.BooleanField(_("thuộc đơn vị ngay trên"), default=False)

    panels = [FieldPanel("name"), FieldPanel("does"), FieldPanel("is_below")]

    class Meta(Orderable.Meta):
        verbose_name = _("đơn vị trong sơ đồ tổ chức")


class ContactsPage(SectionItem):
    """Who leads, and who answers the telephone."""

    SECTION = 2

    content_panels = _panels(
        after=(
            InlinePanel("people", label=_("người"), heading=_("Lãnh đạo, đầu mối")),
        ),
    )

    class Meta:
        verbose_name = _("lãnh đạo, đầu mối liên hệ")

    def says(self) -> dict[str, bool]:
        people = list(self.people.all())
        return {
            name: bool(people) and all(getattr(one, field) for one in people)
            for name, field in (
                ("name", "full_name"),
                ("post", "post_name"),
                ("unit", "unit_name"),
                ("phone", "phone"),
                ("email", "email"),
            )
        }


class ContactLine(Orderable):
    """One official: by name, post, telephone and official mail."""

    page = ParentalKey(ContactsPage, on_delete=models.CASCADE, related_name="people")
    full_name = models.CharField(_("họ và tên"), max_length=120)
    post_name = models.CharField(_("chức vụ"), max_length=200)
    unit_name = models.CharField(_("đơn vị"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư công vụ"), blank=True)
    is_contact = models.BooleanField(_("là đầu mối liên hệ"), default=False)

    panels = [
        FieldPanel("full_name"),
        FieldPanel("post_name"),
        FieldPanel("unit_name"),
        FieldPanel("phone"),
        FieldPanel("email"),
        FieldPanel("is_contact"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("người liên hệ trên cổng")


class ProcedurePage(SectionItem):
    """How a thing is asked for and done: the steps, who, how long, what it costs."""

    SECTION = 5

    code = models.CharField(_("mã thủ tục"), max_length=40, blank=True)
    field_name = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    for_whom = models.CharField(_("người thực hiện"), max_length=200, blank=True)
    papers = models.TextField(_("hồ sơ cần có"), max_length=2000, blank=True)
    time_limit = models.CharField(_("thời hạn giải quyết"), max_length=120, blank=True)
    fee = models.CharField(_("phí, lệ phí"), max_length=200, blank=True)
    result = models.CharField(_("kết quả"), max_length=200, blank=True)

    content_panels = _panels(
        "code",
        "field_name",
        "for_whom",
        "papers",
        "time_limit",
        "fee",
        "result",
        after=(
            InlinePanel("steps", label=_("bước"), heading=_("Các bước")),
            InlinePanel("forms", label=_("biểu mẫu"), heading=_("Biểu mẫu")),
        ),
    )

    class Meta:
        verbose_name = _("thủ tục hành chính")

    def says(self) -> dict[str, bool]:
        steps = list(self.steps.all())
        return {
            "steps": bool(steps),
            "person": bool(steps) and all(step.person for step in steps),
            "time_limit": bool(self.time_limit),
            "fee": bool(self.fee),
            "forms": bool(self.forms.all()),
        }

    def facts(self) -> list[Fact]:
        return [
            (_("Mã thủ tục"), self.code),
            (_("Lĩnh vực"), self.field_name),
            (_("Người thực hiện"), self.for_whom),
            (_("Hồ sơ cần có"), self.papers),
            (_("Thời hạn giải quyết"), self.time_limit),
            (_("Phí, lệ phí"), self.fee),
            (_("Kết quả"), self.result),
        ]


class ProcedureStep(Orderable):
    """One step, with who is responsible for it."""

    page = ParentalKey(ProcedurePage, on_delete=models.CASCADE, related_name="steps")
    doing = models.CharField(_("việc làm"), max_length=300)
    person = models.CharField(_("người hoặc chức vụ phụ trách"), max_length=200)
    takes = models.CharField(_("thời gian"), max_length=60, blank=True)

    panels = [FieldPanel("doing"), FieldPanel("person"), FieldPanel("takes")]

    class Meta(Orderable.Meta):
        verbose_name = _("bước của thủ tục")


class ProcedureForm(Orderable):
    """A form to fill in: a file here, or where it is found."""

    page = ParentalKey(ProcedurePage, on_delete=models.CASCADE, related_name="forms")
    name = models.CharField(_("tên biểu mẫu"), max_length=200)
    file = models.ForeignKey(
        "portal.PortalFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp"),
    )
    link = models.URLField(_("địa chỉ"), max_length=300, blank=True)

    panels = [FieldPanel("name"), FieldPanel("file"), FieldPanel("link")]

    class Meta(Orderable.Meta):
        verbose_name = _("biểu mẫu của thủ tục")
