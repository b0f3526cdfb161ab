"""What the end of a body does to its databases (docs/adr/0128)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare
from congvu.registry.actions import pass_agreements, pass_databases, pass_services
from congvu.registry.queries.passing import (
    count_agreements,
    count_databases,
    count_services,
)

declare(
    Declared(
        "registry.Database.agency",
        Fate.FOLLOWS,
        _("cơ sở dữ liệu chuyên ngành"),
        count_databases,
        pass_databases,
    ),
    Declared(
        "registry.SharingAgreement.consumer",
        Fate.FOLLOWS,
        _("thỏa thuận chia sẻ dữ liệu"),
        count_agreements,
        pass_agreements,
    ),
    Declared(
        "registry.DataService.agency",
        Fate.FOLLOWS,
        _("dịch vụ chia sẻ dữ liệu"),
        count_services,
        pass_services,
    ),
    Declared("registry.SharingCall.agency", Fate.STAYS),
    # Who handed it over; who begins it again is named instead.
    Declared("registry.LoadTask.post_id", Fate.STAYS),
    # Nobody sits there any more: it fails, is told, and somebody puts it anew.
    Declared("registry.LoadSource.post", Fate.STAYS),
    Declared("registry.Database.unit", Fate.FOLLOWS, move=pass_databases),
)
