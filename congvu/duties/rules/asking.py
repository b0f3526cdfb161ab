"""What is asked about a share, and how it is answered. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_REASON = 1000


class Answer(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


ANSWER_NAMES = {
    Answer.OPEN: _("chờ trả lời"),
    Answer.GRANTED: _("đồng ý"),
    Answer.REFUSED: _("không đồng ý"),
}


class EvidenceKind(StrEnum):
    INCOMING = "incoming"
    OUTGOING = "outgoing"
    DOSSIER = "dossier"
    FIGURE = "figure"


EVIDENCE_KIND_NAMES = {
    EvidenceKind.INCOMING: _("văn bản đến"),
    EvidenceKind.OUTGOING: _("văn bản đi"),
    EvidenceKind.DOSSIER: _("hồ sơ"),
    EvidenceKind.FIGURE: _("số liệu"),
}
