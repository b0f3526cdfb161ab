"""What the database keeps beside a line: its paper's type and issuer, and where its
timeline ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.documents.access import scope_of
from congvu.documents.actions.history import tell
from congvu.documents.models import Document, RegisterEntry
from congvu.documents.queries import Filters, Tab, entries_page, faults
from congvu.documents.queries.one import timeline
from congvu.search.models import IndexChange, IndexNode
from tests.documents.pages import assign, make_entry
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def broken() -> list[str]:
    return [rule for rule, fault in faults() if fault]


def told(entry: RegisterEntry, months: int) -> None:
    at = entry.registered_at + timedelta(days=31 * months)
    tell("documents.urged", entry=entry, actor="Lan", at=at, detail={})


def test_a_timeline_is_asked_for_its_own_months_only(province: Province) -> None:
    entry = make_entry(province)
    entry.refresh_from_db()
    month = timezone.localtime(entry.registered_at).strftime("%Y-%m")
    with CaptureQueriesContext(connection) as asked:
        events = timeline(entry)

    assert [e.event for e in events] == ["documents.registered"]
    assert entry.told_until is not None
    last = timezone.localtime(entry.told_until) - timedelta(seconds=1)
    assert last.strftime("%Y-%m") == month
    assert '"at" <' in asked[0]["sql"]


def test_what_happens_months_later_is_told_too(province: Province) -> None:
    entry = make_entry(province)
    entry.refresh_from_db()
    older = RegisterEntry.objects.get(pk=entry.pk)
    told(entry, 3)

    fresh = RegisterEntry.objects.get(pk=entry.pk)
    assert len(timeline(entry)) == len(timeline(fresh)) == 2

    older.save()  # an older copy does not take it back
    fresh.refresh_from_db()
    assert len(timeline(fresh)) == 2

    told(fresh, 1)  # nor does what is told late
    fresh.refresh_from_db()
    assert len(timeline(fresh)) == 3
    assert broken() == []


def test_a_month_more_has_nothing_read_again(province: Province) -> None:
    entry = make_entry(province)
    entry.refresh_from_db()
    IndexNode.objects.create(name="máy thử", seen_at=timezone.now())
    told(entry, 3)

    assert not IndexChange.objects.exists()

    RegisterEntry.objects.filter(pk=entry.pk).update(note="xem lại")
    assert list(IndexChange.objects.values_list("thing_id", flat=True)) == [entry.pk]


def test_a_line_is_found_by_what_its_paper_says_now(province: Province) -> None:
    """Whoever rewrites the paper; its line cannot be made to say anything else."""
    entry = make_entry(province, type_code="CV", issuer_name="Sở Tài chính")
    scope, on = scope_of(province.seat("lan")), timezone.localdate()

    def found(asked: Filters) -> bool:
        page = entries_page(scope, on=on, tab=Tab.ALL, filters=asked)
        return [line.id for line in page.entries] == [entry.id]

    assert found(Filters(issuer="so tài chính"))
    assert found(Filters(type_code="CV"))

    Document.objects.filter(pk=entry.document_id).update(
        type_code="BC", issuer_name="Sở Đất đai"
    )
    assert found(Filters(issuer="dat dai"))
    assert found(Filters(type_code="BC"))
    assert not found(Filters(issuer="tai chinh"))
    assert not found(Filters(type_code="CV"))

    RegisterEntry.objects.filter(pk=entry.pk).update(issuer_key="x", type_code="GM")
    assert found(Filters(issuer="dat dai"))
    assert found(Filters(type_code="BC"))
    assert broken() == []


def test_a_specialist_turns_the_pages_of_a_narrowed_list(province: Province) -> None:
    """Granted by several ways, each paper stands once, the newest first."""
    given = [make_entry(province, symbol=f"{n}/SNN-KH") for n in range(1, 6)]
    for entry in given[:4]:
        assign(province, entry)
    scope, on = scope_of(province.seat("minh")), timezone.localdate()
    asked = Filters(type_code="CV", first=on, last=on)
    seen, after = [], None
    for _page in range(3):
        page = entries_page(scope, on=on, filters=asked, after=after, limit=2)
        seen += [line.id for line in page.entries]
        after = page.after
        if after is None:
            break

    assert seen == [entry.id for entry in reversed(given[:4])]


@pytest.mark.parametrize(
    ("trigger", "change", "rule"),
    [
        (
            "keep_told_until",
            "told_until = registered_at",
            "Mốc diễn biến của dòng đăng ký không bỏ sót diễn biến nào",
        ),
        (
            "read_paper_update",
            "type_code = 'GM'",
            "Loại và nơi gửi để lọc của dòng đăng ký đúng với văn bản",
        ),
    ],
)
def test_the_check_tells_where_they_were_changed_behind_its_back(
    province: Province, trigger: str, change: str, rule: str
) -> None:
    make_entry(province)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE documents_registerentry DISABLE TRIGGER {trigger}")
        cursor.execute(f"UPDATE documents_registerentry SET {change}")

    assert broken() == [rule]
