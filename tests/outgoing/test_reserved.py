"""A number taken for a paper that is written and signed outside: it goes out, too."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from congvu.lib.refusals import Refused
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry, Recipient
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import out
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
PAPER = make_pdf("Quyết định đã ký")


def held(province: Province) -> OutgoingEntry:
    paper = actions.Numbered(
        type_code="QĐ", subject="Thành lập tổ công tác", signer_name="Bàn Văn Cũ"
    )
    lan = province.seat("lan")
    return actions.reserve_number(paper=paper, by=lan, at=province.at)


def scan() -> BytesIO:
    file = BytesIO(PAPER)
    file.name = "quyet-dinh.pdf"
    return file


def test_lan_issues_a_paper_signed_outside_under_its_held_number(
    province: Province,
) -> None:
    line, lan = held(province), province.client("lan")
    url = f"/van-ban/di/{line.id}/"
    assert "phat-hanh/" in lan.get(url).content.decode()
    assert "Bàn Văn Cũ" in lan.get(f"{url}phat-hanh/").content.decode()

    page = lan.post(
        f"{url}phat-hanh/",
        {
            "signer_name": "Nguyễn Tiến Dũng",
            "signer_position": "Chủ tịch",
            "signed_on": f"{province.today:%d/%m/%Y}",
            "agencies": [str(province.commune.id)],
            "outside": "Công ty Điện lực | 5 phố Mới",
            "copies": "4",
            "scan": scan(),
        },
        follow=True,
    ).content.decode()

    assert "Đã phát hành văn bản." in page
    assert "huy-so/" not in page
    line.refresh_from_db()
    assert (line.state, line.copies, line.transferred_on) == (
        "issued",
        4,
        province.today,
    )
    assert line.signer_name == "Nguyễn Tiến Dũng"
    assert line.release_due_at is not None
    assert Recipient.objects.count() == 2
    assert line.document is not None
    assert line.document.symbol == line.symbol
    got = b"".join(lan.get(f"{url}tep/").streaming_content)  # type: ignore[attr-defined]
    assert got == PAPER


def test_everything_that_is_missing_is_said_at_once(province: Province) -> None:
    line, lan = held(province), province.client("lan")

    page = lan.post(f"/van-ban/di/{line.id}/phat-hanh/", {"signer_name": " "})

    assert page.status_code == 422
    for said in ("Chưa ghi người ký", "ngày ký", "Chưa có bản quét", "Chưa có nơi"):
        assert said in page.content.decode()


def test_only_who_numbers_issues_and_never_the_number_of_a_draft(
    province: Province,
) -> None:
    line, lan = held(province), province.seat("lan")
    given: dict[str, Any] = {
        "signed": actions.SignedBy("Nguyễn Tiến Dũng", "Chủ tịch", province.today),
        "sent_to": [actions.SentTo(name="Bộ Nội vụ")],
        "scan": actions.keep_scan(stream=scan(), name="a.pdf", by=lan, at=province.at),
        "at": province.at,
    }

    with pytest.raises(Refused, match="Không có quyền phát hành"):
        actions.issue_reserved(entry_id=line.id, by=province.seat("ha"), **given)
    drafted = out(province, 2, lan, province.at).entry
    assert drafted is not None
    with pytest.raises(Refused, match="dự thảo đã ký"):
        actions.issue_reserved(entry_id=drafted.id, by=lan, **given)
    actions.issue_reserved(entry_id=line.id, by=lan, **given)
    with pytest.raises(Refused, match="số đang giữ"):
        actions.issue_reserved(entry_id=line.id, by=lan, **given)
