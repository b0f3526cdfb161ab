"""Sites, sections and the pages people read. Drafts and revisions are Wagtail's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from congvu.lib.ids import uuid7
from congvu.portal.models.blocks import BODY
from congvu.portal.rules import PERSONAL_DATA_NAMES, SECTIONS, PersonalData, address_of


class PortalPage(Page):
    """What every page of the portal has in common; no table of its own."""

    # The portal is for everybody: there are no pages for some.
    private_page_options: list[str] = []

    class Meta:
        abstract = True

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Its address at the portal, wherever this is asked; no question to a table."""
        return (1, settings.PORTAL_URL, address_of(self.url_path))

    def get_url(self, request: Any = None, current_site: Any = None) -> str:
        return address_of(self.url_path)

    url = property(get_url)


class PublicAlert(Orderable):
    """A warning (rét đậm, lũ quét) on top of a site; the province's is on all sites."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="alerts")
    words = models.CharField(_("cảnh báo"), max_length=120)
    more = models.CharField(_("nói thêm"), max_length=240, blank=True)
    link = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trang nói việc cần làm"),
    )
    begins_at = models.DateTimeField(_("hiện từ"))
    ends_at = models.DateTimeField(_("đến"))

    panels = [
        FieldPanel("words"),
        FieldPanel("more"),
        FieldPanel("link"),
        FieldPanel("begins_at"),
        FieldPanel("ends_at"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("cảnh báo trên cổng")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="portal_alert_period",
            )
        ]


class SitePage(PortalPage):
    """The first page of a site; made from the organisation, never by hand."""

    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("cơ quan"),
    )
    motto = models.CharField(_("dòng dưới tên trang"), max_length=160, blank=True)
    # Looked for every day and written down, so that the public process need not know
    # the organisation.
    ended_on = models.DateField(_("thôi hoạt động từ"), null=True, blank=True)
    heir_name = models.CharField(_("cơ quan kế thừa"), max_length=200, blank=True)
    heir_path = models.CharField(max_length=255, blank=True, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("motto"),
        InlinePanel("alerts", label=_("cảnh báo"), heading=_("Cảnh báo thiên tai")),
    ]

    class Meta:
        abstract = True


class ProvincePage(SitePage):
    """The province's own portal; the sites of its bodies lie below it."""

    is_creatable = False
    template = "portal/front_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.BodyPage", "portal.SectionPage"]

    class Meta:
        verbose_name = _("cổng thông tin của tỉnh")


class BodyPage(SitePage):
    """The site of one body. It outlives the body, with a notice who carries on."""

    is_creatable = False
    template = "portal/front_page.html"
    parent_page_types = ["portal.ProvincePage"]
    subpage_types = ["portal.SectionPage"]

    class Meta:
        verbose_name = _("trang thành phần")


class SectionPage(PortalPage):
    """One of the seventeen sections of a site; made with it."""

    code = models.PositiveSmallIntegerField(
        _("mục"), choices=[(section.code, section.name) for section in SECTIONS]
    )
    intro = models.TextField(_("lời dẫn"), max_length=1000, blank=True)

    is_creatable = False
    parent_page_types = ["portal.ProvincePage", "portal.BodyPage"]
    template = "portal/section_page.html"
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("chuyên mục")


class Lacking(ArrayField):  # type: ignore[type-arg]  # not subscriptable as it runs
    """Which of the fields that a rule may ask for a page leaves empty.

    As it is written, like the moment of a change: judging a site then reads no page.
    """

    def pre_save(self, model_instance: Any, add: bool) -> list[str]:  # noqa: FBT001 - Django's own
        lacking: list[str] = model_instance.lacking()
        setattr(model_instance, self.attname, lacking)
        return lacking

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs


class PublicPage(PortalPage):
    """A page with what is owed for each item: whose, on which basis, when looked over.

    Title, summary, keywords, owner, dates, address and language are its Dublin Core.
    """

    summary = models.TextField(_("tóm tắt"), max_length=500)
    keywords = models.CharField(_("từ khóa"), max_length=200, blank=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)
    owner_unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị phụ trách nội dung"),
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    review_on = models.DateField(_("xem lại vào ngày"), null=True, blank=True)
    personal_data = models.CharField(
        _("dữ liệu cá nhân"),
        max_length=8,
        choices=[(kind, PERSONAL_DATA_NAMES[kind]) for kind in PersonalData],
    )

    lacks = Lacking(
        models.CharField(max_length=20), default=list, blank=True, editable=False
    )

    parent_page_types = ["portal.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def says(self) -> dict[str, bool]:
        """Of each field that a rule may ask for in its section: whether it is there."""
        return {}

    def lacking(self) -> list[str]:
        """``dc:``: a part of its Dublin Core; the rest of that is always known."""
        about = {"dc:subject": self.keywords, "dc:description": self.summary}
        return sorted(
            name for name, said in (*self.says().items(), *about.items()) if not said
        )

    owed_panels = [
        MultiFieldPanel(
            [
                FieldPanel("owner_unit"),
                FieldPanel("legal_basis"),
                FieldPanel("review_on"),
                FieldPanel("personal_data"),
                FieldPanel("keywords"),
                FieldPanel("source"),
            ],
            heading=_("Thông tin bắt buộc kèm theo"),
        )
    ]


class ArticlePage(PublicPage):
    """News, guidance, directing information: a text under one section."""

    author = models.CharField(_("tác giả"), max_length=120, blank=True)
    body = StreamField(BODY, verbose_name=_("nội dung"))

    template = "portal/article_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("author"),
        *PublicPage.owed_panels,
    ]

    class Meta:
        verbose_name = _("bài viết")

    def says(self) -> dict[str, bool]:
        return {"title": True, "date": True, "issuer": bool(self.source)}


class SiteEditor(models.Model):
    """Whose post writes for a site. Named by an approver; ends, and is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(_("cử lúc"))
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("biên tập viên cổng")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "post"],
                condition=models.Q(ended_at__isnull=True),
                name="portal_editor_once",
            )
        ]
