"""Closing: every precondition at once, a list for good, steps that survive a kill."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.archives.actions import (
    change_dossier,
    close_dossier,
    file_paper,
    freeze_dossiers,
    go_on_closing,
    remove_item,
    reopen_dossier,
    unfreeze_dossiers,
)
from congvu.archives.actions.closing import _one_step
from congvu.archives.jobs import close_large_dossier, find_unfinished
from congvu.archives.models import Dossier, DossierItem, Freeze
from congvu.archives.rules import (
    ClosingFacts,
    Retention,
    add_months,
    hindrances,
    kept_until,
)
from congvu.audit.rules import SYSTEM
from congvu.documents.models import Document
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import Numbered, cancel_number, reserve_number
from tests.archives.making import data, finished, make_dossier, put, put_file
from tests.documents.pages import make_entry
from tests.files.conftest import make_pdf
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def _facts(province: Province, **changed: Any) -> ClosingFacts:
    given: dict[str, Any] = {
        "title": "Hồ sơ",
        "symbol": "01.VX",
        "retention": "20",
        "opened_on": province.today - timedelta(days=9),
        "ended_on": province.today,
        "today": province.today,
        "items": 3,
        "open_work": [],
        "duplicates": 0,
        "drafts": 0,
        "drops": False,
        "is_digitised": False,
        "paper_code": "",
    }
    return ClosingFacts(**{**given, **changed})


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        (
            {"title": "", "symbol": "", "retention": ""},
            ["no-title", "no-symbol", "no-retention"],
        ),
        ({"ended_on": None}, ["no-end"]),
        ({"items": 0}, ["empty"]),
        ({"items": 2, "drafts": 2, "drops": True}, ["empty"]),
        ({"drafts": 1}, ["to-drop"]),
        ({"open_work": ["7/2026"]}, ["open-work"]),
        ({"is_digitised": True}, ["no-paper-code"]),
        ({"is_digitised": True, "paper_code": "K1-07"}, []),
    ],
)
def test_what_keeps_a_dossier_open(
    province: Province, changed: dict[str, Any], codes: list[str]
) -> None:
    assert [h.code for h in hindrances(_facts(province, **changed))] == codes


def _close(province: Province, dossier: Dossier, **changed: Any) -> Dossier:
    given: dict[str, Any] = {
        "ended_on": province.today,
        "drops": False,
        "closing_note": "",
        "by": province.seat("minh"),
        "at": province.at,
    }
    return close_dossier(dossier_id=dossier.id, **{**given, **changed})


def test_every_precondition_is_told_at_once(province: Province) -> None:
    dossier = make_dossier(province, retention="")
    put(province, dossier, finished(province))
    open_one = make_entry(province, symbol="77/SNN-KH")
    DossierItem.objects.create(
        dossier=dossier,
        kind="incoming",
        incoming=open_one,
        happened_on=province.today,
        added_at=province.at,
        added_by="Nông Thị Lan",
    )
    put_file(province, dossier, "Dự thảo báo cáo", is_draft=True)

    page = province.client("minh").post(
        f"/ho-so/{dossier.id}/ket-thuc/",
        {"ended_on": f"{province.today + timedelta(days=2):%d/%m/%Y}"},
    )

    assert page.status_code == 422
    text = page.content.decode()
    for words in (
        "chưa có thời hạn bảo quản",
        "ở sau hôm nay",
        f"Còn việc chưa giải quyết xong: {open_one.number}/",
        "Còn 1 bản trùng, bản nháp",
    ):
        assert words in text, words


def test_a_closed_dossier_is_listed_in_order_and_does_not_change(
    province: Province,
) -> None:
    dossier = make_dossier(province)
    same = make_pdf("Tài liệu")
    for n, days in enumerate((1, 5, 3)):
        on = province.today - timedelta(days=days)
        put_file(
            province,
            dossier,
            f"Tài liệu {n}",
            on=on,
            pages=n + 1,
            content=same if n == 0 else None,
        )
    twin = put_file(province, dossier, "Bản trùng", content=same)
    draft = put_file(province, dossier, "Nháp", is_draft=True)
    entry = finished(province)
    put(province, dossier, entry)

    closed = _close(province, dossier, drops=True, closing_note="Đủ bản gốc.")

    assert closed.state == "closed"
    kept = DossierItem.objects.filter(dossier=dossier, dropped_at=None)
    listed = kept.order_by("position").values_list("position", "subject")
    assert [n for n, _subject in listed] == [1, 2, 3, 4]
    assert listed[0][1] == "Tài liệu 1"
    dropped = dict(
        DossierItem.objects.exclude(dropped_at=None).values_list(
            "id", "dropped_because"
        )
    )
    assert dropped == {twin.id: "duplicate", draft.id: "draft"}
    assert (closed.items_total, closed.pages_total) == (4, 6 + 0)
    assert closed.kept_until == kept_until(province.today, Retention.Y20)
    assert closed.due_on == add_months(province.today, 12)
    # Corrected afterwards, the line changes and the list does not.
    Document.objects.filter(entries=entry).update(subject="Trích yếu đã sửa")
    page = province.client("minh").get(f"/ho-so/{dossier.id}/").content.decode()
    assert "Trích yếu đã sửa" not in page
    seat = province.seat("minh")
    for act in (
        lambda: put(province, dossier, finished(province, symbol="3/X")),
        lambda: remove_item(
            dossier_id=dossier.id,
            item_id=kept[0].id,
            reason="x",
            by=seat,
            at=province.at,
        ),
        lambda: change_dossier(
            dossier_id=dossier.id, data=data(province), by=seat, at=province.at
        ),
    ):
        with pytest.raises(Refused, match="đã kết thúc"):
            act()


def test_the_list_is_taken_out_as_pdf_and_as_xml_in_time_order(
    province: Province,
) -> None:
    dossier, minh = make_dossier(province), province.client("minh")
    put_file(province, dossier, "Sau & sau nữa", on=province.today)
    put_file(province, dossier, "Trước", on=province.today - timedelta(days=4))
    _close(province, dossier)

    pdf = b"".join(minh.get(f"/ho-so/{dossier.id}/muc-luc.pdf").streaming_content)
    xml = b"".join(minh.get(f"/ho-so/{dossier.id}/ho-so.xml").streaming_content)

    assert pdf.startswith(b"%PDF")
    root = ElementTree.fromstring(xml)
    space = "{urn:congvu:dossier:1}"
    assert root.findtext(f"{space}FileNotation") == "05.KGVX"
    assert [x.text for x in root.iter(f"{space}Subject")] == ["Trước", "Sau & sau nữa"]
    assert [x.text for x in root.iter(f"{space}DocOrdinal")] == ["1", "2"]


def test_only_leaders_open_a_closed_dossier_again_and_say_why(
    province: Province,
) -> None:
    dossier = make_dossier(province)
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)
    url = f"/ho-so/{dossier.id}/mo-lai/"

    assert province.client("minh").post(url, {"reason": "x"}).status_code == 404
    bare = province.client("ha").post(url, {"reason": " "})
    province.client("ha").post(url, {"reason": "Bổ sung phụ lục"})

    assert "Ghi lý do." in bare.content.decode()
    dossier.refresh_from_db()
    assert (dossier.state, dossier.closed_at, dossier.due_on) == ("open", None, None)
    assert (
        "Bổ sung phụ lục"
        in province.client("minh").get(f"/ho-so/{dossier.id}/").content.decode()
    )


def test_what_is_frozen_is_neither_edited_nor_moved_nor_reopened(
    province: Province,
) -> None:
    dossier, entry = make_dossier(province), finished(province)
    item = put_file(province, dossier, "Biên bản")
    ha, seat = province.client("ha"), province.seat("minh")
    ha.post(
        "/ho-so/dong-bang/moi/",
        {"dossiers": [str(dossier.id)], "reason": "Thanh tra tỉnh"},
    )

    for act in (
        lambda: put(province, dossier, entry),
        lambda: _close(province, dossier),
        lambda: change_dossier(
            dossier_id=dossier.id, data=data(province), by=seat, at=province.at
        ),
        lambda: remove_item(
            dossier_id=dossier.id, item_id=item.id, reason="x", by=seat, at=province.at
        ),
    ):
        with pytest.raises(Refused, match="đang bị đóng băng"):
            act()
    assert province.client("minh").get("/ho-so/dong-bang/").status_code == 404
    page = ha.get("/ho-so/dong-bang/").content.decode()
    assert "Thanh tra tỉnh" in page
    made = freeze_dossiers(
        dossier_ids=[dossier.id],
        reason="Lần hai",
        by=province.seat("dung"),
        at=province.at,
    )
    unfreeze_dossiers(
        freeze_id=made.id,
        reason="Xong lần hai",
        by=province.seat("dung"),
        at=province.at,
    )
    with pytest.raises(Refused, match="đang bị đóng băng"):
        put(province, dossier, entry)
    first = Freeze.objects.get(ended_at=None).id
    ha.post(f"/ho-so/dong-bang/{first}/bo/", {"reason": "Thanh tra xong"})
    put(province, dossier, entry)


def _many(province: Province, count: int) -> Dossier:
    """A dossier that points at so many papers, by one statement."""
    dossier, entry = make_dossier(province), finished(province)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH papers AS (
                INSERT INTO documents_document (id, identifier, type_code, type_name,
                    symbol, number, notation, issued_on, issuer_name, subject,
                    signer_name, signer_position, urgency, pages, created_at)
                SELECT gen_random_uuid(), '', 'CV', 'Công văn', n || '/SNN-KH', n,
                       'SNN-KH', %(day)s::date - (n %% 300), 'Sở Nông nghiệp',
                       'Văn bản ' || n, '', '',
                       'normal', 2, now()
                  FROM generate_series(1, %(count)s) n RETURNING id, number),
            lines AS (
                INSERT INTO documents_registerentry (id, register_id, agency_id,
                    document_id, number, order_key, arrived_on, arrived_at,
                    registered_at, registered_by, channel, urgency, state, holder,
                    due_basis, recipient, result, reply_symbol, ended_because, note,
                    symbol_key, search_text)
                SELECT gen_random_uuid(), e.register_id, e.agency_id, p.id,
                       100000 + p.number::int, 100000 + p.number::int, e.arrived_on,
                       e.arrived_at, e.registered_at, e.registered_by, e.channel,
                       'normal', 'done', '', '', '', '', '', '', '', '', ''
                  FROM papers p, documents_registerentry e WHERE e.id = %(entry)s
                RETURNING id)
            INSERT INTO archives_dossieritem (id, dossier_id, kind, incoming_id,
                file_name, is_draft, happened_on, symbol, type_name, subject, author,
                note, added_at, added_by, dropped_because)
            SELECT gen_random_uuid(), %(dossier)s, 'incoming', id, '', false, %(day)s,
                   '', '', '', '', '', now(), 'Lan', '' FROM lines
            """,
            {
                "count": count,
                "day": province.today,
                "entry": entry.id,
                "dossier": dossier.id,
            },
        )
    return dossier


def _cost(province: Province, count: int) -> int:
    dossier = _many(province, count)
    with CaptureQueriesContext(connection) as seen:
        _close(province, dossier)
    return len(seen)


@pytest.mark.parametrize("count", [20, 400])
def test_closing_asks_nothing_paper_by_paper(province: Province, count: int) -> None:
    assert _cost(province, count) == 46


def test_a_large_dossier_is_closed_by_the_worker_and_survives_its_death(
    province: Province,
) -> None:
    dossier = _many(province, 1200)

    with CaptureQueriesContext(connection) as asked:
        closing = _close(province, dossier)
    assert closing.state == "closing"
    page = province.client("minh").get(f"/ho-so/{dossier.id}/").content.decode()
    assert "đang kết thúc" in page
    _one_step(dossier.id, SYSTEM, province.at)  # and the worker is killed here
    find_unfinished()
    close_large_dossier(dossier_id=str(dossier.id))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.items_total) == ("closed", 1200)
    positions = DossierItem.objects.filter(dossier=dossier).values_list(
        "position", flat=True
    )
    assert sorted(positions) == list(range(1, 1201))
    assert dossier.pages_total == 2400
    with CaptureQueriesContext(connection) as steps:
        reopen_dossier(
            dossier_id=dossier.id, reason="Lại", by=province.seat("ha"), at=province.at
        )
        Dossier.objects.filter(pk=dossier.id).update(
            state="closing",
            closing_step="drop",
            closed_at=province.at,
            closed_by="Minh",
        )
        go_on_closing(dossier_id=dossier.id, by=SYSTEM, at=province.at)
    assert len(asked) < 40
    assert len(steps) < 60


def test_a_number_cancelled_after_it_was_filed_is_named_before_closing(
    province: Province,
) -> None:
    lan = province.seat("lan")
    dossier = make_dossier(province, "lan")
    wish = Numbered(type_code="QĐ", subject="Về việc thành lập tổ công tác")
    line = reserve_number(paper=wish, by=lan, at=province.at)
    file_paper(dossier_id=dossier.id, outgoing_id=line.id, by=lan, at=province.at)
    cancel_number(entry_id=line.id, reason="Không ban hành.", by=lan, at=province.at)

    with pytest.raises(Refused) as why:
        close_dossier(
            dossier_id=dossier.id,
            ended_on=province.today,
            drops=False,
            closing_note="",
            by=lan,
            at=province.at,
        )
    assert any(line.symbol in r.message for r in why.value.reasons)
