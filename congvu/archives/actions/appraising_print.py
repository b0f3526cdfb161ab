"""Minutes of a council and its list, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.models import Appraisal, AppraisedDossier
from congvu.archives.rules import (
    COUNCIL_PART_NAMES,
    RETENTION_NAMES,
    VERDICT_NAMES,
    CouncilPart,
    Retention,
    Verdict,
)
from congvu.audit.actions import record
from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import PDF, new_file, ready_file
from congvu.documents.formats.hand_over_pdf import Record, write_hand_over_pdf
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on


@transaction.atomic
def print_appraisal(*, appraisal: Appraisal, by: Seat, at: datetime) -> Printed:
    """What the council sat over, said and concluded, and what was carried out."""
    stream = new_file()
    with override("vi"):
        lines = list(queries.appraised_lines(appraisal))
        try:
            write_hand_over_pdf(
                stream, _words(appraisal, by, at), _columns(), _rows(appraisal, lines)
            )
        except BaseException:
            stream.close()
            raise
        name = _("Biên bản xét hủy hồ sơ %(day)s") % {
            "day": f"{appraisal.opened_at:%Y-%m-%d}"
        }
    record(
        "archives.appraisal-printed",
        by=by.actor,
        at=at,
        on=appraisal,
        data={"basis": appraisal.basis},
    )
    return ready_file(stream, f"{name}.pdf", PDF)


def _columns() -> list[Column]:
    return [
        Column("position", _("TT"), 5),
        Column("symbol", _("Số, ký hiệu hồ sơ"), 16),
        Column("title", _("Tiêu đề hồ sơ"), 44),
        Column("retention", _("Thời hạn bảo quản"), 12),
        Column("until", _("Hết thời hạn"), 12),
        Column("opinions", _("Ý kiến thành viên"), 44),
        Column("verdict", _("Kết luận"), 16),
        Column("done", _("Đã hủy"), 16),
    ]


def _rows(made: Appraisal, lines: list[AppraisedDossier]) -> Iterator[list[str]]:
    said = queries.opinions_of(made)
    for line in lines:
        told = []
        for one in said.get(line.pk, []):
            word = f"{one.by}: {_(VERDICT_NAMES[Verdict(one.verdict)])}"
            told.append(f"{word} ({one.text})" if one.text else word)
        verdict = _(VERDICT_NAMES[Verdict(line.verdict)]) if line.verdict else ""
        if line.new_retention:
            verdict += f" {_(RETENTION_NAMES[Retention(line.new_retention)])}"
        done = ""
        if line.destroyed_at:
            done = _("%(day)s, %(files)s tệp") % {
                "day": f"{local_date(line.destroyed_at):%d/%m/%Y}",
                "files": line.files_destroyed,
            }
        yield [
            str(line.position),
            f"{line.symbol}/{line.year}",
            line.title,
            _(RETENTION_NAMES[Retention(line.retention)]),
            f"{line.kept_until:%d/%m/%Y}",
            "; ".join(told),
            verdict,
            done,
        ]


def _words(made: Appraisal, by: Seat, at: datetime) -> Record:
    council = [
        f"{m.name} ({_(COUNCIL_PART_NAMES[CouncilPart(m.part)])})"
        for m in made.members.order_by("part", "name")
    ]
    paragraphs = [
        _("Căn cứ %(basis)s;") % {"basis": made.basis},
        _("Hội đồng: %(who)s.") % {"who": "; ".join(council)},
    ]
    paragraphs += made.minutes.splitlines()
    if made.decision:
        words = _("Duyệt: %(decision)s, %(who)s, %(post)s.")
        paragraphs.append(
            words
            % {
                "decision": made.decision,
                "who": made.approved_by,
                "post": made.approved_as,
            }
        )
    if made.outside_word:
        paragraphs.append(_("Thẩm định: %(word)s") % {"word": made.outside_word})
    if made.carried_at:
        words = _("Hủy ngày %(day)s, %(who)s, %(post)s: %(way)s")
        paragraphs.append(
            words
            % {
                "day": f"{local_date(made.carried_at):%d/%m/%Y}",
                "who": made.carried_by,
                "post": made.carried_as,
                "way": made.way,
            }
        )
    names = agency_names_on([made.fonds_id], local_date(made.opened_at))
    return Record(
        title=_("BIÊN BẢN XÉT HỦY HỒ SƠ, TÀI LIỆU HẾT THỜI HẠN"),
        about=made.get_state_display(),
        agency=names.get(made.fonds_id, ""),
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        place_and_day="",
        paragraphs=tuple(paragraphs),
        closing="",
        givers=_("THƯ KÝ"),
        takers=_("CHỦ TỊCH HỘI ĐỒNG"),
        sign_here=_("(Ký, ghi rõ họ tên)"),
        printed=printed_by(by, at),
    )
