"""Hoa offers the cooperatives; the commune asks, both leaders agree."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from congvu.registry.actions import (
    SetData,
    Terms,
    agree_sharing,
    ask_sharing,
    offer_set,
)
from congvu.registry.models import Database, DataSet, SharingAgreement
from tests.people import Province
from tests.registry.stories import database, row

OFFERED = ["ten", "so", "thanh_vien", "von", "dien_tich", "nganh", "giam_doc"]


def data_set(people: Province, found: Database, **given: Any) -> DataSet:
    """Shared under agreements; its director's name is personal."""
    told = {
        "title": "Hợp tác xã toàn tỉnh",
        "about": "Tên, số đăng ký, thành viên, vốn",
        "fields": OFFERED,
        "frequency": "monthly",
        "access": "shared",
        "theme": "Kinh tế tập thể",
        "basis": "Kế hoạch chia sẻ dữ liệu năm 2026",
        **given,
    }
    return offer_set(
        database_id=found.pk,
        table_key="htx",
        data=SetData(**told),
        by=people.seat("hoa"),
        at=people.at,
    )


def opened(people: Province, **given: Any) -> DataSet:
    """Minh's rows, Hoa's set; Dũng says that everybody may have it."""
    found = database(people)
    row(people, found, ten="=Hợp tác xã Yến Dương")
    of = data_set(people, found, access="open", licence="cc-by-4.0", **given)
    pressed = people.client("dung").post(reverse("registry:publish-set", args=[of.pk]))
    assert pressed.status_code == 302
    return of


def agreement(
    people: Province, of: DataSet, *, agreed: bool = True, **given: Any
) -> SharingAgreement:
    """Asked by Phúc, who leads the commune; agreed by Dũng."""
    told = {
        "purpose": "Rà soát hợp tác xã trên địa bàn",
        "basis": "Công văn số 12/UBND",
        "fields": ["ten", "von"],
        "valid_from": people.today,
        **given,
    }
    made = ask_sharing(
        set_id=of.pk,
        consumer_id=people.commune.pk,
        terms=Terms(**told),
        by=people.seat("phuc"),
        at=people.at,
    )
    if not agreed:
        return made
    return agree_sharing(
        agreement_id=made.pk, seen=1, by=people.seat("dung"), at=people.at
    )


def ask(people: Province, who: str, way: str, url: str, **given: Any) -> Any:
    """A program with a token of this person's."""
    user = people.cast[who].user
    _token, raw = create_token(user=user, name="máy", by=SYSTEM, at=people.at)
    client = people.client(who)
    headers = {"Authorization": f"Bearer {raw}"}
    if way == "GET":
        return client.get(f"/api/v1{url}", given, headers=headers)
    call = client.put if way == "PUT" else client.post
    return call(
        f"/api/v1{url}", given, content_type="application/json", headers=headers
    )
