"""A site with something in every section, as editors would have laid it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.lib.dates import VIETNAM
from congvu.portal.models import (
    ArticlePage,
    ContactLine,
    ContactsPage,
    DataSetPage,
    GuidancePage,
    OrganisationPage,
    OrganisationPart,
    PlanPage,
    PortalFile,
    ProcedureForm,
    ProcedurePage,
    ProcedureStep,
    ProjectPage,
    PublicPage,
    SciencePage,
    SectionPage,
    ServicePage,
    StatisticsPage,
)
from congvu.portal.queries import sites_of

TEXT = [("paragraph", "<p>Nội dung.</p>")]
ABOUT: dict[str, Any] = {
    "summary": "Một câu tóm tắt.",
    "keywords": "thử, cổng",
    "personal_data": "none",
    "legal_basis": "Quyết định 1/QĐ-UBND",
}


def section_of(agency_id: UUID, code: int, language: str = "vi") -> SectionPage:
    site = next(
        one for one in sites_of(agency_id) if one.locale.language_code == language
    )
    found: SectionPage = SectionPage.objects.child_of(site).get(code=code)
    return found


def put(section: SectionPage, page: PublicPage, on: date) -> PublicPage:
    """Lay a page into a section as if it had been published that day."""
    section.refresh_from_db()
    section.add_child(instance=page)
    at = datetime(on.year, on.month, on.day, 9, tzinfo=VIETNAM)
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=at, last_published_at=at
    )
    return page


def a_file() -> PortalFile:
    found: PortalFile = PortalFile.objects.create(title="Bảng số", file="tep/bang.csv")
    return found


GOOD: dict[int, Callable[[], PublicPage]] = {
    1: lambda: OrganisationPage(
        title="Chức năng, nhiệm vụ",
        unit_name="UBND xã",
        body=TEXT,
        parts=[OrganisationPart(name="Văn phòng")],
        **ABOUT,
    ),
    2: lambda: ContactsPage(
        title="Đầu mối",
        people=[
            ContactLine(
                full_name="Đặng Văn Phúc",
                post_name="Chủ tịch",
                unit_name="UBND xã",
                phone="0209 3800 100",
                email="phuc@backan.example",
            )
        ],
        **ABOUT,
    ),
    4: lambda: ArticlePage(title="Chống rét", body=TEXT, source="UBND xã", **ABOUT),
    5: lambda: ProcedurePage(
        title="Đăng ký khai sinh",
        code="1.001193",
        time_limit="trong ngày",
        fee="không",
        steps=[ProcedureStep(doing="Nhận tờ khai", person="Công chức hộ tịch")],
        forms=[ProcedureForm(name="Tờ khai")],
        **ABOUT,
    ),
    6: lambda: GuidancePage(
        title="Luật mới", law_ref="Luật 148/2025/QH15", body=TEXT, **ABOUT
    ),
    7: lambda: PlanPage(
        title="Kế hoạch năm",
        kind="plan",
        number="12/KH-UBND",
        period_from=2026,
        period_until=2026,
        progress="Đã xong một nửa.",
        progress_on=date(2026, 10, 1),
        **ABOUT,
    ),
    8: lambda: ProjectPage(
        title="Đường liên thôn",
        kind="project",
        investor="UBND xã",
        cost=2_400_000_000,
        fund="Ngân sách xã",
        state="đang làm",
        **ABOUT,
    ),
    9: lambda: ServicePage(
        title="Đặt lịch", link="https://dichvucong.gov.vn/", level="part", **ABOUT
    ),
    12: lambda: SciencePage(
        title="Giống hồng", host="Trường Đại học", result="khá", **ABOUT
    ),
    13: lambda: StatisticsPage(
        title="Dự toán xã",
        kind="finance",
        period="Năm 2026",
        file=a_file(),
        machine_copy=a_file(),
        **ABOUT,
    ),
    14: lambda: ArticlePage(title="Lễ hội", body=TEXT, source="UBND xã", **ABOUT),
    16: lambda: DataSetPage(
        title="Danh sách xã",
        publisher="UBND xã",
        licence="tự do",
        data_format="CSV",
        frequency="hằng năm",
        **ABOUT,
    ),
}


def fill(
    agency_id: UUID,
    today: date,
    *,
    empty: tuple[int, ...] = (),
    ago: dict[int, int] | None = None,
) -> dict[int, PublicPage]:
    """One good thing in each section, put up yesterday or so many days ago."""
    laid = {}
    for code, make in GOOD.items():
        if code in empty:
            continue
        day = today - timedelta(days=(ago or {}).get(code, 1))
        laid[code] = put(section_of(agency_id, code), make(), day)
        if code in (1, 2):
            put(section_of(agency_id, code, "en"), make(), day)
    return laid
