"""A paper that lies in a frozen dossier is not changed in its register, either."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.documents.rules import holds
from congvu.lib.refusals import Reason


@holds
def frozen(line_id: UUID) -> list[Reason]:
    """The dossier is not named: who keeps the register need not see it."""
    if not queries.is_line_frozen(line_id):
        return []
    words = _("Văn bản nằm trong hồ sơ đang bị đóng băng nên phải giữ nguyên.")
    return [Reason(words)]
