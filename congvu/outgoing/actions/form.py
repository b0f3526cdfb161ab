"""The form of a draft: mended in one click, and set as PDF or Word to be looked at."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents.actions.printing import Printed, new_file, ready_file
from congvu.files.actions.opening import write_whole
from congvu.files.queries import composed_place
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing import formats
from congvu.outgoing.actions.drafting import save_whole
from congvu.outgoing.actions.drafts import own_draft
from congvu.outgoing.actions.word import fill_word_template
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.models import DraftVersion
from congvu.outgoing.queries import said, template_in_force
from congvu.outgoing.rules.form import apply_fix, departures
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.paper_json import from_json

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def mend_form(
    *, draft_id: UUID, number: int, after: int, by: Seat, at: datetime
) -> DraftVersion:
    """Mend one departure of the version that was looked at; a new version says it."""
    draft = own_draft(draft_id, by)
    version = draft.versions.filter(number=after).first()
    if version is None:
        raise Refused([_("Không tìm thấy bản này.")])
    paper = from_json(version.body)
    found = departures(paper)
    if not 1 <= number <= len(found):
        raise Refused([Reason(_("Văn bản đã đổi; kiểm tra thể thức lại."))])
    departure = found[number - 1]
    mended = apply_fix(paper, departure)
    # Kept beside the version as the office writes it, whoever mends.
    with override("vi"):
        remark = _("Sửa thể thức: %(what)s") % {"what": said(departure.expected)}
    return save_whole(
        draft_id=draft_id,
        body=mended.as_json(),
        remark=remark[:500],
        after=after,
        by=by,
        at=at,
    )


def set_paper(*, version: DraftVersion, form: Literal["pdf", "docx"]) -> Printed:
    """The version laid out to Phụ lục I, as Word by the agency's template of its type.

    A version never changes, so its PDF is composed for the first look and kept.
    """
    paper = from_json(version.body)
    draft = version.draft
    template = (
        template_in_force(draft.agency_id, draft.type_code) if form == "docx" else None
    )
    if form == "pdf":
        made = _composed(version, paper)
    elif template is not None:
        made = fill_word_template(template.file, paper.as_json())
    else:
        # Read when somebody asks for Word: every process would carry it.
        from congvu.outgoing.formats.compose_docx import compose_docx  # noqa: PLC0415

        made = compose_docx(paper)
    stream = new_file()
    stream.write(made)
    said_name = _("%(type)s - bản %(number)s") % {
        "type": version.draft.type_name,
        "number": version.number,
    }
    name = f"{said_name}.{form}"
    return ready_file(stream, name, "application/pdf" if form == "pdf" else WORD)


def _composed(version: DraftVersion, paper: Paper) -> bytes:
    """Kept with what may be deleted at any time; another edition sets it anew."""
    place = composed_place(version.id, _edition())
    try:
        return place.read_bytes()
    except FileNotFoundError:
        made = compose_pdf(paper).pdf
        write_whole(place, made)
        return made


@lru_cache(maxsize=1)
def _edition() -> str:
    """What the layout is made by: a look shows what a signature would be put on."""
    sources = sorted(Path(formats.__file__).parent.glob("*.py"))
    return sha256(b"".join(one.read_bytes() for one in sources)).hexdigest()[:16]
