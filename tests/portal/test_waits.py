"""What the portal asks of whom: on their desk, in the spine's number, in the bell."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from congvu.notices.models import Notice
from congvu.portal.access.questions import questions_to_do
from congvu.portal.access.waits import portal_to_do, portal_waiting
from congvu.portal.actions import (
    decide_public,
    read_publishing,
    remind_of_pages,
    take_down,
)
from congvu.portal.actions.proposing import PublicWish
from congvu.portal.models import (
    ArticlePage,
    PageReminder,
    PublicDocument,
    Publishing,
)
from congvu.portal.queries.waits import PortalWaits, Waiting, pages_to_do
from tests.people import Province
from tests.portal.papers import approved, issue
from tests.portal.test_gate import ARTICLE, name_minh, office, write

__all__ = ["office"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def asked(office: Province, who: str) -> list[Waiting]:
    """Line by line; the spine counts as many."""
    seat = office.seat(who)
    lines = [line.asks for line in portal_to_do(seat)]
    assert portal_waiting(seat).ask() == len(lines) + len(questions_to_do(seat))
    return lines


def work(office: Province, who: str) -> str:
    return office.client(who).get("/viec-cua-toi/").content.decode()


def told(office: Province, who: str, kind: str) -> int:
    post = getattr(office, who).post
    return Notice.objects.filter(kind=kind, desk_id=post.pk).count()


def test_a_page_is_asked_of_who_judges_it_then_of_who_wrote_it(
    office: Province,
) -> None:
    """Minh hands it in, Hà sends it back, Minh again, Hà publishes."""
    name_minh(office)
    write(office, "minh", **{"action-submit": "1"})
    article = ArticlePage.objects.get()
    act = f"/bien-tap/pages/workflow/action/{article.pk}/%s/%s/"
    assert (asked(office, "ha"), asked(office, "minh")) == ([Waiting.JUDGE], [])
    assert asked(office, "phuc") == [], "another body's approver"
    assert told(office, "ha", "portal.page-to-judge") == 1
    bell = office.client("ha").get("/thong-bao/").content.decode()
    assert "trình trang trên cổng chờ duyệt" in bell
    assert "Rét đậm" in bell

    task = article.current_workflow_task_state
    office.client("ha").post(act % ("reject", task.pk), {"comment": "Thiếu ngày"})
    assert (asked(office, "ha"), asked(office, "minh")) == ([], [Waiting.BACK])
    minh = office.seat("minh")
    for agency, here in (
        (office.committee.pk, [Waiting.BACK]),
        (office.commune.pk, []),
    ):
        desk = PortalWaits(
            agency=agency,
            unit=minh.unit_id,
            post=minh.post_id,
            user=minh.user_id,
            works=True,
            writes=True,
            approves=False,
            decides=False,
        )
        assert [line.asks for line in pages_to_do(desk)] == here, "of one desk alone"
    assert told(office, "minh", "portal.page-sent-back") == 1

    edit = f"/bien-tap/pages/{article.pk}/edit/"
    office.client("minh").post(edit, ARTICLE | {"action-restart-workflow": "1"})
    assert (asked(office, "ha"), asked(office, "minh")) == ([Waiting.JUDGE], [])
    assert told(office, "ha", "portal.page-to-judge") == 2
    task = ArticlePage.objects.get().current_workflow_task_state
    office.client("ha").post(act % ("approve", task.pk))
    assert (asked(office, "ha"), asked(office, "minh")) == ([], [])


def test_a_page_whose_day_came_is_asked_of_its_editors_once(office: Province) -> None:
    name_minh(office)
    soon = timezone.now() + timedelta(days=3)
    days = {
        "review_on": f"{office.today:%Y-%m-%d}",
        "expire_at": f"{timezone.localtime(soon):%Y-%m-%d %H:%M}",
        "action-publish": "1",
    }
    assert write(office, "ha", **days) == 302
    now = timezone.now()
    assert (remind_of_pages(at=now), remind_of_pages(at=now)) == (2, 0)
    assert asked(office, "minh") == [Waiting.REVIEW, Waiting.EXPIRY]
    assert told(office, "minh", "portal.page-days") == 2

    article = ArticlePage.objects.get()
    page = office.client("minh").get("/viec-cua-toi/").content.decode()
    assert f"/bien-tap/pages/{article.pk}/edit/" in page
    edit = f"/bien-tap/pages/{article.pk}/edit/"
    office.client("ha").post(edit, ARTICLE | {"action-publish": "1"})
    assert asked(office, "minh") == []
    assert remind_of_pages(at=now) == 0
    assert not PageReminder.objects.exists()


def test_a_paper_lies_with_the_registry_until_the_public_has_it(
    office: Province,
) -> None:
    text = "Lien he ong Nguyen Van Binh, so dien thoai 0912 345 678"
    entry = issue(office, approved(office, subject="Trồng rừng năm 2026"), text)
    row = Publishing.objects.get(entry=entry)
    assert asked(office, "lan") == [Waiting.DECIDE]
    assert told(office, "lan", "portal.paper") == 1
    assert "Quyết định công khai" in work(office, "lan")

    wish = PublicWish(public=True, summary="Trồng rừng năm 2026")
    lan = office.seat("lan")
    decide_public(wish=wish, entry_id=entry.pk, by=lan, at=office.at)
    read_publishing(publishing_id=row.pk, by=lan.actor, at=office.at)
    assert asked(office, "lan") == [Waiting.PERSONAL]
    assert told(office, "lan", "portal.paper") == 2
    assert asked(office, "dung") == [], "who signs may decide; it lies elsewhere"


def test_a_page_that_leads_to_a_recalled_paper_is_flagged(office: Province) -> None:
    """While it is written, and of what stands there after the recall."""
    name_minh(office)
    entry = issue(office, approved(office))
    lan = office.seat("lan")
    wish = PublicWish(public=True, summary="Trồng rừng năm 2026")
    found = decide_public(wish=wish, entry_id=entry.pk, by=lan, at=office.at)
    read_publishing(publishing_id=found.pk, by=lan.actor, at=office.at)
    paper = PublicDocument.objects.get()
    body = {
        "body-0-type": "paragraph",
        "body-0-value": json.dumps(
            {
                "blocks": [
                    {
                        "key": "a",
                        "text": "Xem kế hoạch",
                        "type": "unstyled",
                        "depth": 0,
                        "inlineStyleRanges": [],
                        "entityRanges": [{"key": 0, "offset": 4, "length": 8}],
                    }
                ],
                "entityMap": {
                    "0": {
                        "type": "LINK",
                        "mutability": "MUTABLE",
                        "data": {"url": f"/van-ban/{paper.pk}/"},
                    }
                },
            }
        ),
    }
    assert write(office, "ha", **body, **{"action-publish": "1"}) == 302
    assert remind_of_pages(at=timezone.now()) == 0

    take_down(
        publishing_id=found.pk, why="Sai phụ lục", is_secret=False, by=lan, at=office.at
    )
    PublicDocument.objects.update(changed_at=timezone.now())
    assert remind_of_pages(at=timezone.now()) == 1
    assert asked(office, "minh") == [Waiting.LINK]
    edit = f"/bien-tap/pages/{ArticlePage.objects.get().pk}/edit/"
    again = office.client("ha").post(edit, ARTICLE | body, follow=True)
    assert f"liên kết tới {paper.symbol}" in again.content.decode()

    # A month later, and after it was published as it is; until it is mended.
    long_ago = timezone.now() - timedelta(days=40)
    PublicDocument.objects.update(changed_at=long_ago)
    assert remind_of_pages(at=timezone.now()) == 0
    assert asked(office, "minh") == [Waiting.LINK]
    office.client("ha").post(edit, ARTICLE | body | {"action-publish": "1"})
    assert asked(office, "minh") == [Waiting.LINK]
    office.client("ha").post(edit, ARTICLE | {"action-publish": "1"})
    assert asked(office, "minh") == []
    assert remind_of_pages(at=timezone.now()) == 0
