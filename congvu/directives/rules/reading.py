"""From the text of a paper to proposed duties."""

from __future__ import annotations

import unicodedata
from datetime import date

from congvu.directives.rules.proposals import Reading
from congvu.lib.text import gettext_noop as _

NO_TEXT = _("Văn bản không có chữ đọc được.")
NO_ORDERS = _("Không tìm thấy câu nào giao nhiệm vụ trong văn bản này.")


def read(text: str, *, issued: date | None = None, kind: str | None = None) -> Reading:
    """The duties that ``text`` gives, in its order; ``issued`` and ``kind`` where the
    caller knows them better than the paper's own head."""
    whole = unicodedata.normalize("NFC", text)
    said = NO_ORDERS if whole.strip() else NO_TEXT
    return Reading(text=whole, kind=kind, issued=issued, said=said)
