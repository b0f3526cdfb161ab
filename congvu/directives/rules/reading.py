"""From the text of a paper to proposed duties: paragraph by paragraph, with what the
headings and frames above each say."""

from __future__ import annotations

import unicodedata
from datetime import date

from congvu.directives.rules.duties import Draft, finish
from congvu.directives.rules.heads import read_head
from congvu.directives.rules.lines import paragraphs
from congvu.directives.rules.proposals import Reading
from congvu.directives.rules.walking import Walk
from congvu.lib.text import gettext_noop as _

NO_TEXT = _("Văn bản không có chữ đọc được.")
NO_ORDERS = _("Không tìm thấy câu nào giao nhiệm vụ trong văn bản này.")


def read(text: str, *, issued: date | None = None, kind: str | None = None) -> Reading:
    """The duties that ``text`` gives, in its order; ``issued`` and ``kind`` where the
    caller knows them better than the paper's own head."""
    whole = unicodedata.normalize("NFC", text)
    found = paragraphs(whole)
    head = read_head(whole, found, issued=issued, kind=kind)
    walk = Walk(whole, found, head)
    drafts: list[Draft] = walk.all()
    proposals = finish(whole, drafts, issued=head.issued)
    said = ""
    if not proposals:
        said = NO_ORDERS if whole.strip() else NO_TEXT
    return Reading(
        text=whole,
        kind=head.kind,
        issued=head.issued,
        issuer=head.issuer,
        receivers=head.receivers,
        clauses=tuple(walk.clauses),
        proposals=proposals,
        said=said,
    )
