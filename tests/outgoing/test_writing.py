"""The page where a draft is written: nothing typed is lost, form is told meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from congvu.audit.models import AuditEvent
from congvu.outgoing.models import UnsavedText
from tests.documents.machine import machine
from tests.outgoing.drafts import again, begin, lead
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def url_of(draft: Any) -> str:
    return f"/van-ban/di/du-thao/{draft.id}/"


def typing(draft: Any, **more: str) -> dict[str, str]:
    return {
        "summary": "V/v hỗ trợ kinh phí",
        "addressees": "Sở Tài chính",
        "body": "Giao Sở Tài chính thẩm định.",
        "recipients": "Như trên",
        "filed": "VT",
        "after": str(draft.version),
    } | more


def test_what_is_needed_is_not_said_to_be_optional(province: Province) -> None:
    minh, draft = province.client("minh"), begin(province)

    new = minh.get("/van-ban/di/du-thao/moi/").content.decode()
    write = minh.get(f"{url_of(draft)}sua/").content.decode()

    for page, label in (
        (new, "Loại văn bản"),
        (new, "Trích yếu"),
        (new, "Người ký"),
        (new, "Độ khẩn"),
        (write, "Trích yếu"),
    ):
        assert f">{label}</label>" in page
    assert 'Hạn <span class="field-optional">' in new
    assert 'aria-required="true"' in write
    # The elements stand in the order of the paper.
    places = [
        write.index(f'name="{name}"')
        for name in ("summary", "addressees", "bases", "body", "recipients", "filed")
    ]
    assert places == sorted(places)


def test_what_is_typed_is_kept_and_form_is_told(province: Province) -> None:
    minh, draft = province.client("minh"), begin(province)

    told = minh.post(
        f"{url_of(draft)}tu-luu/", typing(draft, recipients="", filed="")
    ).content.decode()

    assert "tự lưu" in told
    assert "Nơi nhận" in told
    assert "điểm lệch thể thức" in told
    assert again(draft).version == draft.version
    assert AuditEvent.objects.filter(event="outgoing.version-saved").count() == 1
    page = minh.get(f"{url_of(draft)}sua/").content.decode()
    assert "chưa lưu thành bản" in page
    assert "Giao Sở Tài chính thẩm định." in page
    # Only whoever typed it sees it.
    other = province.client("hoa").get(url_of(draft)).content.decode()
    assert "Giao Sở Tài chính thẩm định." not in other

    minh.post(f"{url_of(draft)}sua/", typing(draft))
    assert not UnsavedText.objects.exists()


def test_it_can_be_left_and_never_writes_over_a_newer_version(
    province: Province,
) -> None:
    minh, draft = province.client("minh"), begin(province)
    minh.post(f"{url_of(draft)}tu-luu/", typing(draft))
    UnsavedText.objects.update(after=draft.version - 1)

    page = minh.get(f"{url_of(draft)}sua/").content.decode()
    saved = minh.post(
        f"{url_of(draft)}sua/", typing(draft, after=str(draft.version - 1))
    )
    left = minh.post(f"{url_of(draft)}sua/", {"drop": "1"}, follow=True)

    assert f'name="after" value="{draft.version - 1}"' in page
    assert saved.status_code == 422
    assert "Xét đề nghị của Sở Tài chính." in left.content.decode()
    assert not UnsavedText.objects.exists()


def test_who_may_not_write_keeps_nothing(province: Province) -> None:
    draft = begin(province)
    sent = {
        who: province.client(who)
        .post(f"{url_of(draft)}tu-luu/", typing(draft))
        .status_code
        for who in ("hoa", "lan", "tu")
    }
    gone = lead(province, 2)
    late = province.client("minh").post(f"{url_of(gone)}tu-luu/", typing(gone))

    assert set(sent.values()) == {404}
    assert late.status_code == 404
    secret = province.client("minh").post(
        f"{url_of(draft)}tu-luu/", typing(draft, summary="TỐI MẬT: V/v phương án")
    )
    assert secret.status_code == 422
    assert not UnsavedText.objects.exists()


def test_a_program_keeps_its_words_the_same_way(province: Province) -> None:
    draft, minh = begin(province), machine(province, "minh")
    path = f"drafts/{draft.id}/typed"

    kept = minh.ask("put", path, {"fields": {"filed": "VT"}, "after": draft.version})
    gone = minh.ask("delete", path)

    assert kept.data["fields"] == {"filed": "VT"}
    assert gone.status == 204
    assert not UnsavedText.objects.exists()
