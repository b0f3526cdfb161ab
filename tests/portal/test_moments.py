"""What an editor sets a moment for: out at the minute, gone after it, everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from congvu.portal.jobs import index, schedule
from congvu.portal.models import ArticlePage
from tests.people import Province
from tests.portal.outside import outside
from tests.portal.test_gate import ARTICLE, name_minh, office, section, write

__all__ = ["office"]

pytestmark = pytest.mark.django_db
Freeze = Callable[[datetime], None]
PAGE = "/tin-tuc/ret-dam/"
# Where else what is out is told of.
TOLD = (
    "/",
    "/tin-tuc/",
    "/tin-moi.atom",
    "/tin-tuc/tin-moi.rss",
    "/sitemap-trang-0.xml",
)


def _typed(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def _is_out(people: Province) -> bool:
    """Everywhere, or nowhere."""
    schedule()
    index()
    with outside(people) as client:
        found = {PAGE: client.get(PAGE).status_code == 200}
        for path in TOLD:
            told = client.get(path).content.decode()
            found[path] = "Rét đậm" in told or "/tin-tuc/ret-dam/" in told
        asked = client.get("/tim-kiem/?q=ret+dam").content.decode()
        found["search"] = f'href="{PAGE}"' in asked
    assert len(set(found.values())) == 1, found
    return found[PAGE]


def test_ha_sets_two_moments_in_the_form_and_the_page_keeps_to_them(
    office: Province, freeze: Freeze
) -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    opens, closes = now + timedelta(hours=1), now + timedelta(hours=5)
    set_in_form = {"go_live_at": _typed(opens), "expire_at": _typed(closes)}
    assert write(office, "ha", **set_in_form, **{"action-publish": "1"}) == 302
    page = ArticlePage.objects.get()
    assert not page.live
    assert page.approved_schedule

    freeze(opens - timedelta(minutes=1))
    assert not _is_out(office)
    freeze(opens + timedelta(minutes=1))
    assert _is_out(office)
    freeze(closes - timedelta(minutes=1))
    assert _is_out(office)
    freeze(closes + timedelta(minutes=1))
    assert not _is_out(office)

    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_an_editor_sets_a_moment_and_only_an_approver_makes_it_hold(
    office: Province, freeze: Freeze
) -> None:
    name_minh(office)
    opens = timezone.now() + timedelta(hours=1)
    moment = {"go_live_at": _typed(opens), "action-publish": "1"}
    assert write(office, "minh", **moment) == 302
    freeze(opens + timedelta(minutes=2))
    assert not _is_out(office)


@pytest.mark.parametrize(
    ("opens", "closes", "why"),
    [
        (5, 1, "Lúc đăng phải trước lúc gỡ"),
        (-5, -1, "Lúc gỡ phải ở sau bây giờ."),
    ],
)
def test_moments_that_cannot_be_are_said_and_what_was_typed_stays(
    office: Province, opens: int, closes: int, why: str
) -> None:
    now = timezone.now()
    moments = {
        "go_live_at": _typed(now + timedelta(hours=opens)),
        "expire_at": _typed(now + timedelta(hours=closes)),
    }
    add = f"/bien-tap/pages/add/portal/articlepage/{section(office).pk}/"
    answer = office.client("ha").post(add, ARTICLE | moments | {"action-publish": "1"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert why in text
    assert ARTICLE["summary"] in text
    assert moments["go_live_at"] in text
    assert not ArticlePage.objects.exists()
