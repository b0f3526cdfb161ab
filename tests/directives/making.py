"""Papers that order something, registered and opened by the cast."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import Any

from django.test import Client

from congvu.directives.actions import open_directive
from congvu.directives.models import Directive, Proposal
from congvu.documents.actions import confirm_secret
from congvu.documents.models import DocumentFile, Grant, IntakeItem, RegisterEntry
from congvu.files.models import FileState, StoredFile
from tests.documents.pages import make_entry
from tests.people import Province

ABOUT = "Về việc chấn chỉnh việc giải quyết văn bản quá hạn"
_TEXT = """ỦY BAN NHÂN DÂN
TỈNH BẮC KẠN
CHỈ THỊ
{about}
Thời gian qua, các cơ quan đã có nhiều cố gắng trong giải quyết văn bản. Tuy nhiên, văn bản quá hạn còn nhiều.
Để khắc phục tình trạng trên, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Văn phòng Ủy ban nhân dân tỉnh rà soát toàn bộ văn bản quá hạn, báo cáo Chủ tịch Ủy ban nhân dân tỉnh trước ngày {deadline}.
2. Chủ tịch Ủy ban nhân dân các xã, phường phân công công chức theo dõi hạn giải quyết văn bản; định kỳ hằng tháng báo cáo kết quả về Văn phòng Ủy ban nhân dân tỉnh.
3. Giao Phòng Khoa giáo - Văn xã chủ trì, phối hợp với Ủy ban nhân dân xã Yến Dương xây dựng quy chế trao đổi văn bản điện tử theo Quyết định số 1462/QĐ-UBND.
Chỉ thị này có hiệu lực kể từ ngày ký./.
"""  # noqa: E501  the lines of a paper are as long as they are


def text(deadline: date) -> str:
    return _TEXT.format(about=ABOUT, deadline=f"{deadline:%d/%m/%Y}")


def put_text(entry: RegisterEntry, words: str, **changed: Any) -> StoredFile:
    """A file of the paper that was read already, with these words."""
    digest = hashlib.sha256(f"{entry.pk}{words}{changed}".encode()).hexdigest()
    given: dict[str, Any] = {
        "sha256": digest,
        "name": "chi-thi.pdf",
        "size": 1000,
        "media_type": "application/pdf",
        "kind": "pdf",
        "state": FileState.READY,
        "pages": 1 + words.count("\f"),
        "text": words,
        "created_at": entry.registered_at,
    }
    file = StoredFile.objects.create(**given | changed)
    place = entry.document.files.count()
    DocumentFile.objects.create(
        document=entry.document, file=file, name=file.name or "tep", position=place
    )
    return file


def paper(
    province: Province, words: str | None = None, *, who: str = "lan", **given: Any
) -> RegisterEntry:
    """In the register of the clerk's agency, with a file that was read; today's."""
    entry = make_entry(
        province,
        who=who,
        subject=ABOUT,
        issuer_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        type_code="CT",
        symbol=given.pop("symbol", "05/CT-UBND"),
        signer_name="Nguyễn Tiến Dũng",
        **{"issued_on": province.today, **given},
    )
    said = text(province.today + timedelta(days=20)) if words is None else words
    if said:
        put_text(entry, said)
    return entry


def turns_out_secret(
    province: Province, entry: RegisterEntry, *, who: str = "lan"
) -> None:
    """Its file was doubted, and its clerk confirms the doubt."""
    item = IntakeItem.objects.create(
        agency=entry.agency,
        file=entry.document.files.get().file,
        entry=entry,
        name="x.pdf",
        channel="upload",
        state="registered",
        doubt="held",
        received_at=province.at,
    )
    confirm_secret(item_id=item.id, by=province.seat(who), at=province.at)


def granted(province: Province, entry: RegisterEntry, *names: str) -> None:
    """Given to read by their work on it."""
    Grant.objects.bulk_create(
        Grant(
            principal_id=province.seat(name).post_id,
            entry=entry,
            order_key=entry.order_key,
        )
        for name in names
    )


def opened(
    province: Province,
    words: str | None = None,
    *,
    who: str = "minh",
    readers: tuple[str, ...] = ("minh", "hoa"),
    **given: Any,
) -> Directive:
    """By Minh, so that his division watches it."""
    entry = paper(province, words, **given)
    granted(province, entry, *readers)
    return open_directive(incoming_id=entry.id, by=province.seat(who), at=province.at)


def seen(client: Client, address: str) -> str:
    """The words of a page; marks cut a sentence into pieces."""
    return without_marks(client.get(address))


def without_marks(answer: Any) -> str:
    return re.sub(r"<[^>]*>", "", answer.content.decode())


def the(directive: Directive, words: str) -> Proposal:
    """The living proposal whose sentence holds these words."""
    (found,) = (
        p
        for p in directive.proposals.filter(state__in=["waiting", "confirmed"])
        if words in directive.text[p.start : p.end]
    )
    found.directive = directive
    return found
