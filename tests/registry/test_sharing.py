"""What a division keeps is read by another agency, as far as both sides agreed."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from jsonschema import Draft202012Validator

from congvu.lib.refusals import Refused
from congvu.registry.actions import (
    RowData,
    Terms,
    agree_sharing,
    ask_sharing,
    change_terms,
    correct_row,
)
from congvu.registry.models import DataSet, SharingAgreement, SharingCall
from congvu.registry.queries import public_sets, shared_page
from congvu.registry.rules import Code, is_fresh
from tests.people import Province
from tests.registry.sharing import OFFERED, agreement, ask, data_set, opened
from tests.registry.stories import (
    COMMUNES,
    COOPERATIVES,
    TYPED,
    database,
    restructure,
    row,
)

pytestmark = pytest.mark.django_db


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}"


def test_a_commune_reads_what_both_sides_agreed_until_it_is_ended(
    province: Province,
) -> None:
    found = database(province)
    row(province, found)
    hoa, dung = province.client("hoa"), province.client("dung")
    phuc = province.client("phuc")
    typed = {
        "title": "Hợp tác xã toàn tỉnh",
        "about": "Tên, số đăng ký, vốn",
        "fields_chosen": OFFERED,
        "frequency": "monthly",
        "access": "shared",
    }
    made = hoa.post(reverse("registry:offer-set", args=[found.pk, "htx"]), typed)
    assert made.status_code == 302, made.content.decode()
    of = DataSet.objects.get()
    rows = f"/data-sets/{of.pk}/rows"
    assert "Hợp tác xã toàn tỉnh" in phuc.get(reverse("registry:sets")).content.decode()
    assert ask(province, "phuc", "GET", rows).status_code == 404

    asked = phuc.post(
        reverse("registry:ask-sharing", args=[of.pk]),
        {
            "purpose": "Rà soát hợp tác xã",
            "basis": "Công văn số 12/UBND",
            "fields_chosen": ["ten", "von"],
            "valid_from": _day(province.today),
        },
    )
    assert asked.status_code == 302, asked.content.decode()
    one = SharingAgreement.objects.get()
    assert (one.state, one.consumer_by) == ("asked", "Đặng Văn Phúc")
    assert ask(province, "phuc", "GET", rows).status_code == 404

    page = dung.get(reverse("registry:agreement", args=[one.pk])).content.decode()
    assert "Rà soát hợp tác xã" in page
    dung.post(reverse("registry:agree-sharing", args=[one.pk]), {"seen": "1"})
    told = ask(province, "phuc", "GET", rows).json()
    assert [set(item) for item in told["items"]] == [
        {"_row", "_valid_from", "_valid_until", "ten", "von"}
    ]
    assert told["items"][0]["von"] == 1_200_000_000
    call = SharingCall.objects.get()
    assert (call.agency_id, call.agreement_id) == (province.commune.pk, one.pk)
    assert (call.by, call.rows, call.form) == ("Đặng Văn Phúc", 1, "json")
    page = hoa.get(reverse("registry:set", args=[of.pk])).content.decode()
    assert "Đặng Văn Phúc" in page

    for deed, can_read in (("suspend", False), ("resume", True), ("end", False)):
        url = reverse(f"registry:{deed}-sharing", args=[one.pk])
        assert hoa.post(url, {"reason": ""}).status_code == 422
        assert hoa.post(url, {"reason": "Theo chỉ đạo"}).status_code == 302
        answer = ask(province, "tu", "GET", rows).status_code
        assert answer == (200 if can_read else 404), deed


def test_who_has_no_part_in_it_finds_nothing(province: Province) -> None:
    found = database(province)
    row(province, found)
    hidden = data_set(province, found, access="restricted")
    one = agreement(province, data_set(province, found))
    other = one.data_set
    lone = province.client("khach")
    for client, url in (
        (lone, reverse("registry:set", args=[other.pk])),
        (province.client("quan"), reverse("registry:set", args=[other.pk])),
        (province.client("tu"), reverse("registry:set", args=[hidden.pk])),
        (province.client("phuc"), reverse("registry:ask-sharing", args=[hidden.pk])),
        (province.client("phuc"), reverse("registry:describe-set", args=[other.pk])),
        (province.client("phuc"), reverse("registry:suspend-sharing", args=[one.pk])),
        (province.client("minh"), reverse("registry:end-sharing", args=[one.pk])),
        (province.client("tu"), reverse("registry:sharing-terms", args=[one.pk])),
    ):
        assert client.get(url).status_code in (302, 404), url
    listed = province.client("tu").get(reverse("registry:sets")).content.decode()
    assert str(other.pk) in listed
    assert str(hidden.pk) not in listed
    assert ask(province, "tu", "GET", f"/data-sets/{hidden.pk}").status_code == 404


def test_personal_fields_need_to_be_agreed_and_only_heads_read_them(
    province: Province,
) -> None:
    found = database(province)
    row(province, found)
    of = data_set(province, found)
    agreement(province, of, fields=["ten", "giam_doc"])
    rows = f"/data-sets/{of.pk}/rows"
    led = ask(province, "phuc", "GET", rows).json()["items"][0]
    written = ask(province, "tu", "GET", rows).json()["items"][0]
    assert led["giam_doc"] == "Ma Thị Ninh"
    assert "giam_doc" not in written
    at_home = ask(province, "lan", "GET", rows).json()["items"][0]
    assert "giam_doc" not in at_home
    assert "so" in at_home


def test_what_becomes_personal_later_is_not_given(province: Province) -> None:
    found = database(province)
    row(province, found)
    of = data_set(province, found)
    agreement(province, of, fields=["ten", "so"])
    columns = tuple(
        type(one)(**{**vars(one), "personal": one.personal or one.key == "so"})
        for one in COOPERATIVES.columns
    )
    named = type(COOPERATIVES)("htx", "Hợp tác xã", columns)
    restructure(province, found, (COMMUNES, named))
    told = ask(province, "phuc", "GET", f"/data-sets/{of.pk}/rows").json()["items"][0]
    assert "so" not in told
    assert told["ten"] == "Hợp tác xã Yến Dương"


def test_open_data_is_refused_with_every_reason(province: Province) -> None:
    found = database(province)
    typed = {
        "title": "",
        "about": "",
        "fields_chosen": OFFERED,
        "frequency": "monthly",
        "access": "open",
        "terms": "Ghi nguồn",
    }
    url = reverse("registry:offer-set", args=[found.pk, "htx"])
    page = province.client("hoa").post(url, typed)
    text = page.content.decode()
    assert page.status_code == 422
    for words in (
        "Ghi tên bộ dữ liệu.",
        "Ghi bộ dữ liệu có gì.",
        "Trường “Giám đốc” là dữ liệu cá nhân: không mở được.",
        "Dữ liệu mở phải có giấy phép sử dụng.",
        "Ghi căn cứ pháp lý của việc mở dữ liệu.",
    ):
        assert words in text, words
    assert "Ghi nguồn" in text
    assert not DataSet.objects.exists()


def test_open_data_is_read_by_every_agency_without_an_agreement(
    province: Province,
) -> None:
    found = database(province)
    row(province, found)
    fields = [one for one in OFFERED if one != "giam_doc"]
    of = data_set(province, found, access="open", fields=fields, licence="cc-by-4.0")
    rows = f"/data-sets/{of.pk}/rows"
    told = ask(province, "tu", "GET", rows).json()["items"]
    assert [one["so"] for one in told] == ["HTX-12"]
    assert SharingCall.objects.get().agreement_id is None


def test_who_adds_to_what_a_leader_published_takes_it_off_the_public(
    province: Province,
) -> None:
    """Hoa heads the unit that keeps it; Dũng leads and says what is for everybody."""
    of = opened(province, fields=["ten", "so"])

    def told(who: str, *fields: str) -> bool:
        of.refresh_from_db()
        typed = {
            "title": of.title,
            "about": of.about,
            "fields_chosen": fields,
            "frequency": of.frequency,
            "access": "open",
            "basis": of.basis,
            "licence": of.licence,
            "seen": of.version,
        }
        url = reverse("registry:describe-set", args=[of.pk])
        assert province.client(who).post(url, typed).status_code == 302
        of.refresh_from_db()
        assert of.fields == list(fields)
        return of.published_at is not None

    assert told("hoa", "ten")
    assert told("dung", "ten", "von")
    assert not told("hoa", "ten", "von", "so")
    assert (of.published_by, public_sets()) == ("", [])
    province.client("dung").post(reverse("registry:publish-set", args=[of.pk]))
    assert told("hoa", "ten", "so")


def test_pages_fit_together_though_a_row_is_renamed_between_them(
    province: Province,
) -> None:
    found = database(province)
    made = [row(province, found, so=f"HTX-{n}", ten=f"HTX {n}") for n in range(1, 6)]
    of = data_set(province, found)
    at = province.at + timedelta(minutes=5)
    first = shared_page(of, ["ten"], province.today, at, limit=2)
    correct_row(
        database_id=found.pk,
        row_id=made[1].row,
        data=RowData(
            {"ten": "Zz"},
            province.today - timedelta(days=30),
            reason="Đổi tên",
            structure=1,
            seen=made[1].pk,
        ),
        by=province.seat("hoa"),
        at=at + timedelta(minutes=1),
        approve=True,
    )
    rest = shared_page(of, ["ten"], province.today, at, first.after, limit=10)
    names = [one["ten"] for page in (first, rest) for one in page.rows]
    assert names == [f"HTX {n}" for n in range(1, 6)]


def test_a_page_of_long_ago_and_nonsense_give_nothing_away(province: Province) -> None:
    found = database(province)
    made = row(province, found)
    of = data_set(province, found)
    agreement(province, of)
    rows = f"/data-sets/{of.pk}/rows"
    old = f"{made.row.hex}~{(province.at - timedelta(days=2)).isoformat()}"
    answer = ask(province, "phuc", "GET", rows, after=old)
    assert answer.status_code == 422
    assert "đọc lại từ đầu" in answer.content.decode()
    for after in ("x", "~", f"{made.row.hex}~hôm qua", "%00", f"{of.pk}~2026"):
        told = ask(province, "phuc", "GET", rows, after=after)
        assert told.status_code in (200, 422), after


def test_a_file_runs_nothing_and_counts_its_rows(province: Province) -> None:
    found = database(province)
    row(province, found, ten='=HYPERLINK("http://xau.example")', so="HTX-1")
    row(province, found, ten="+84 209", so="HTX-2")
    of = data_set(province, found)
    agreement(province, of, fields=["ten", "von"])
    answer = ask(province, "phuc", "GET", f"/data-sets/{of.pk}/rows.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    told = list(csv.DictReader(StringIO(text)))
    assert [one["ten"][:2] for one in told] == ["'+", "'="]
    assert {one["von"] for one in told} == {"1200000000"}
    assert SharingCall.objects.get(form="csv").rows == 2
    assert (
        province.client("phuc")
        .get(reverse("registry:set-csv", args=[of.pk]))
        .status_code
        == 200
    )


def test_a_set_describes_itself_to_machines(province: Province) -> None:
    found = database(province)
    of = data_set(province, found)
    schema = ask(province, "tu", "GET", f"/data-sets/{of.pk}/schema").json()
    assert schema["properties"]["thanh_vien"] == {
        "title": "Thành viên",
        "type": "integer",
    }
    assert schema["properties"]["nganh"]["oneOf"][0]["const"] == "NN"
    told = ask(province, "tu", "GET", f"/data-sets/{of.pk}/openapi").json()
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {"/rows", "/rows.csv"}
    assert str(of.pk) in told["servers"][0]["url"]
    assert "von" in told["components"]["schemas"]["Row"]["properties"]


def test_rows_are_as_the_schema_of_their_set_says(province: Province) -> None:
    """One is filled, of another little is known; a code came back under a new name."""
    ended = date(2024, 1, 1)
    codes = (
        Code("NN", "Nông, lâm nghiệp", since=ended),
        Code("VT", "Vận tải"),
        Code("NN", "Nông nghiệp", until=ended),
    )
    columns = tuple(
        replace(one, codes=codes) if one.key == "nganh" else one
        for one in COOPERATIVES.columns
    )
    found = database(province, (COMMUNES, replace(COOPERATIVES, columns=columns)))
    row(province, found)
    unknown = dict.fromkeys(TYPED, "")
    row(province, found, **{**unknown, "ten": "Hợp tác xã Mỹ Phương"})
    fields = [one.key for one in columns if not one.personal]
    of = data_set(province, found, fields=fields)
    agreement(province, of, fields=fields)
    schema = ask(province, "phuc", "GET", f"/data-sets/{of.pk}/schema").json()
    assert schema["properties"]["nganh"]["oneOf"] == [
        {"const": "NN", "title": "Nông, lâm nghiệp"},
        {"const": "VT", "title": "Vận tải"},
    ]
    told = ask(province, "phuc", "GET", f"/data-sets/{of.pk}/rows").json()["items"]
    check = Draft202012Validator(schema)
    assert [error.message for one in told for error in check.iter_errors(one)] == []
    assert [one.get("nganh") for one in told] == [None, "NN"]
    assert "nganh" not in told[0]
    text = ask(province, "phuc", "GET", f"/data-sets/{of.pk}/rows.csv")
    lines = b"".join(text.streaming_content).decode("utf-8-sig")
    assert [one["nganh"] for one in csv.DictReader(StringIO(lines))] == ["", "NN"]


def test_new_terms_are_agreed_anew_and_by_who_saw_them(province: Province) -> None:
    found = database(province)
    row(province, found)
    of = data_set(province, found)
    one = agreement(province, of)
    wider = Terms("Rà soát", "Công văn 13", ["ten", "so"], province.today)
    changed = change_terms(
        agreement_id=one.pk,
        terms=wider,
        seen=1,
        by=province.seat("phuc"),
        at=province.at,
    )
    assert (changed.state, changed.owner_at) == ("asked", None)
    rows = f"/data-sets/{of.pk}/rows"
    assert ask(province, "phuc", "GET", rows).status_code == 404
    with pytest.raises(Refused):
        agree_sharing(
            agreement_id=one.pk, seen=1, by=province.seat("dung"), at=province.at
        )
    agree_sharing(agreement_id=one.pk, seen=2, by=province.seat("dung"), at=province.at)
    assert "so" in ask(province, "phuc", "GET", rows).json()["items"][0]


def test_terms_are_refused_with_every_reason_and_asked_once(
    province: Province,
) -> None:
    found = database(province)
    of = data_set(province, found)
    sent = {
        "data_set_id": str(of.pk),
        "purpose": "",
        "basis": "",
        "fields": ["ten", "la"],
        "valid_from": province.today.isoformat(),
        "valid_until": province.today.isoformat(),
    }
    answer = ask(province, "phuc", "POST", "/sharing-agreements", **sent)
    assert answer.status_code == 422
    told = {one["field"] for one in answer.json()["reasons"]}
    assert told == {"purpose", "basis", "fields", "valid_until"}
    agreement(province, of, agreed=False)
    with pytest.raises(Refused, match="đã có thỏa thuận"):
        agreement(province, of, agreed=False)
    with pytest.raises(Refused, match="không cần thỏa thuận"):
        ask_sharing(
            set_id=of.pk,
            consumer_id=province.committee.pk,
            terms=Terms("Xem", "Không", ["ten"], province.today),
            by=province.seat("hoa"),
            at=province.at,
        )


def test_a_restricted_set_is_offered_by_who_keeps_it(province: Province) -> None:
    found = database(province)
    row(province, found)
    of = data_set(province, found, access="restricted")
    asked = province.client("dung").post(
        reverse("registry:ask-sharing", args=[of.pk]),
        {
            "consumer_id": str(province.commune.pk),
            "purpose": "Thí điểm",
            "basis": "Công văn 14",
            "fields_chosen": ["ten"],
            "valid_from": _day(province.today),
        },
    )
    assert asked.status_code == 302, asked.content.decode()
    one = SharingAgreement.objects.get()
    assert (one.owner_by, one.consumer_at) == ("Nguyễn Tiến Dũng", None)
    province.client("phuc").post(
        reverse("registry:agree-sharing", args=[one.pk]), {"seen": "1"}
    )
    assert ask(province, "tu", "GET", f"/data-sets/{of.pk}/rows").status_code == 200


def test_an_agreement_holds_in_its_days_only(province: Province) -> None:
    found = database(province)
    row(province, found)
    of = data_set(province, found)
    agreement(province, of, valid_from=province.today + timedelta(days=400))
    assert ask(province, "phuc", "GET", f"/data-sets/{of.pk}/rows").status_code == 404


def test_a_reading_is_never_rewritten(province: Province) -> None:
    found = database(province)
    of = data_set(province, found)
    ask(province, "lan", "GET", f"/data-sets/{of.pk}/rows")
    for change in (lambda o: o.delete(), lambda o: o.update(rows=7)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(SharingCall.objects.all())


def test_the_catalogue_asks_the_same_questions_however_long_it_is(
    province: Province,
) -> None:
    found = database(province)
    data_set(province, found)
    client, url = province.client("lan"), reverse("registry:sets")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(5):
        data_set(province, found, title=f"Bộ {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


# -- how good it is


def test_quality_is_counted_by_hand_and_names_the_rows(province: Province) -> None:
    """Two rows, five fields; one director is not told, one row is twice there, and
    members became fewer than are allowed now.
    """
    found = database(province)
    row(province, found, so="HTX-1", giam_doc="")
    bad = row(province, found, so="HTX-2", thanh_vien="9")
    row(province, found, so="", ten="Hợp tác xã Mỹ Phương", thanh_vien="9")
    row(province, found, so="", ten="Hợp tác xã Mỹ Phương", thanh_vien="9")
    fields = ["ten", "so", "thanh_vien", "von", "giam_doc"]
    of = data_set(province, found, fields=fields)
    columns = [
        replace(one, least="10") if one.key == "thanh_vien" else one
        for one in COOPERATIVES.columns
    ]
    table = replace(COOPERATIVES, columns=tuple(columns))
    restructure(province, found, (COMMUNES, table))
    minh = province.client("minh")
    page = minh.post(reverse("registry:measure-set", args=[of.pk]), follow=True)
    text = page.content.decode()
    for share in ("17 / 20", "85,0 %", "3 / 4", "75,0 %", "1 / 4", "25,0 %"):
        assert share in text, share
    assert "Nhỏ nhất là 10." in text
    assert str(bad.row) in text
    told = ask(province, "lan", "GET", f"/data-sets/{of.pk}/quality").json()
    assert (told["filled"], told["cells"], told["valid"]) == (17, 20, 1)
    assert told["faults"] == []
    kept = ask(province, "minh", "GET", f"/data-sets/{of.pk}/quality").json()
    assert {one["column"] for one in kept["faults"]} >= {"giam_doc", "thanh_vien", ""}
    assert (
        "85,0 %"
        in province.client("phuc")
        .get(reverse("registry:set", args=[of.pk]))
        .content.decode()
    )
    assert (
        province.client("phuc")
        .get(reverse("registry:quality", args=[of.pk]))
        .status_code
        == 404
    )


@pytest.mark.parametrize(
    ("frequency", "days", "fresh"),
    [
        ("daily", 1, True),
        ("daily", 2, False),
        ("weekly", 7, True),
        ("weekly", 8, False),
        ("yearly", 366, True),
        ("irregular", 9999, None),
    ],
)
def test_fresh_is_as_young_as_was_promised(
    frequency: str, days: int, fresh: bool | None
) -> None:
    on = date(2026, 3, 1)
    assert is_fresh(frequency, on - timedelta(days=days), on) is fresh
    assert is_fresh("daily", None, on) is False


# -- whom it waits for


def test_who_has_to_decide_is_told_until_it_is_decided(province: Province) -> None:
    found = database(province)
    waiting = row(province, found, who="minh", approve=False)
    asked = agreement(province, data_set(province, found), agreed=False)
    hoa, dung = province.client("hoa"), province.client("dung")
    bell = "/thong-bao/"
    assert "Dòng dữ liệu chờ duyệt" in hoa.get(bell).content.decode()
    assert "Thỏa thuận chia sẻ dữ liệu chờ đồng ý" in dung.get(bell).content.decode()
    for who in ("minh", "tu", "phuc"):
        page = province.client(who).get(bell).content.decode()
        assert "chờ duyệt" not in page
        assert "chờ đồng ý" not in page
    hoa.post(reverse("registry:approve", args=[waiting.pk]))
    dung.post(reverse("registry:agree-sharing", args=[asked.pk]), {"seen": "1"})
    assert "Dòng dữ liệu chờ duyệt" not in hoa.get(bell).content.decode()
    assert "chờ đồng ý" not in dung.get(bell).content.decode()
