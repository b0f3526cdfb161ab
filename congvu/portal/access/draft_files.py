"""A file laid in for a draft: known by a token that only its agency is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.http import Http404

from congvu.files.models import FileState, StoredFile
from congvu.organisations.access import Seat
from congvu.portal.access.questions import opens_drafts
from congvu.portal.rules.comments import LONGEST_DRAFT

_SALT = "congvu.portal.draft-file"
_KEPT = timedelta(days=7)
_REFUSED = (FileState.QUARANTINED, FileState.DESTROYED)


@dataclass(frozen=True)
class LaidFile:
    """A file on its way to the public, and how far it has been read."""

    file: StoredFile
    name: str

    @property
    def state(self) -> str:
        return str(self.file.state)

    @property
    def is_refused(self) -> bool:
        return self.file.state in _REFUSED

    @property
    def reason(self) -> str:
        return self.file.reason

    @property
    def text(self) -> str:
        """What was read of it, without the breaks between pages."""
        ready = self.file.state == FileState.READY
        return (
            self.file.text.replace("\f", "\n").strip()[:LONGEST_DRAFT] if ready else ""
        )


def file_token(seat: Seat, file: StoredFile, name: str) -> str:
    """Signed, so that nobody names a file of somebody else."""
    return signing.dumps([str(seat.agency_id), str(file.pk), name[:255]], salt=_SALT)


def laid_file_for(seat: Seat, token: str) -> LaidFile:
    """Not found for what is forged, old, or another agency's."""
    try:
        agency, key, name = signing.loads(token, salt=_SALT, max_age=_KEPT)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise Http404 from wrong
    found = StoredFile.objects.filter(pk=UUID(key)).first()
    if found is None or agency != str(seat.agency_id) or not opens_drafts(seat):
        raise Http404
    return LaidFile(found, name)
