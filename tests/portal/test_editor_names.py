"""Who did what in the editor stands there by name, not by log-in."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.organisations.models import Person
from congvu.portal.models import ArticlePage
from tests.people import Province
from tests.portal.test_editor_language import told
from tests.portal.test_gate import ARTICLE, name_minh, office, section, write

__all__ = ["office"]

pytestmark = pytest.mark.django_db


def _shown(office: Province, path: str) -> list[str]:
    answer = office.client("ha").get(f"/bien-tap/{path}")
    assert answer.status_code == 200, path
    return told(answer.content.decode())


def test_history_and_workflow_name_the_person(office: Province) -> None:
    name_minh(office)
    write(office, "minh", **{"action-submit": "1"})
    page = ArticlePage.objects.get()
    task = page.current_workflow_task_state
    assert task is not None
    act = f"/bien-tap/pages/workflow/action/{page.pk}/approve/{task.pk}/"
    assert office.client("ha").post(act).status_code == 302

    for path in (f"pages/{page.pk}/history/", "reports/site-history/"):
        shown = _shown(office, path)
        assert "Hoàng Văn Minh" in shown, path
        assert "Nguyễn Thu Hà" in shown, path
        assert not {"minh", "ha", "None"} & set(shown), path
    shown = " ".join(_shown(office, f"pages/{page.pk}/workflow_history/"))
    assert "Hoàng Văn Minh" in shown


def test_old_pages_name_who_published_and_the_house_where_nobody_did(
    office: Province,
) -> None:
    write(office, "ha", **{"action-publish": "1"})
    ours = ArticlePage(title="Máy xuất bản", summary="x", personal_data="none")
    section(office).add_child(instance=ours)
    ours.save_revision().publish()
    report = "reports/aging-pages/"

    rows = _shown(office, report)

    assert "Nguyễn Thu Hà" in rows
    assert "hệ thống" in rows
    assert not {"ha", "None"} & set(rows)


def test_a_person_renamed_is_shown_as_called_now(
    office: Province,
) -> None:
    write(office, "ha")
    page = ArticlePage.objects.get()
    mine = Person.objects.get(user__username="ha")
    mine.full_name = "Nguyễn Thị Thu Hà"
    mine.save()
    assert "Nguyễn Thị Thu Hà" in _shown(office, f"pages/{page.pk}/history/")


def test_a_long_history_asks_for_each_person_once(office: Province) -> None:
    write(office, "ha")
    page = ArticlePage.objects.get()
    ha = office.client("ha")
    path = f"/bien-tap/pages/{page.pk}/history/"
    counts = []
    for lines in (0, 10):
        for _line in range(lines):
            ha.post(f"/bien-tap/pages/{page.pk}/edit/", ARTICLE)
        ha.get(path)
        with CaptureQueriesContext(connection) as asked:
            ha.get(path)
        counts.append(sum("organisations_person" in q["sql"] for q in asked))

    assert counts[0] == counts[1]
