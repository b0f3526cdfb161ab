"""What is shared of a database, with whom, for how long; who may read which field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.registry.rules.structure import Fault


class Access(StrEnum):
    """Who learns that a set is there, and who may have it."""

    OPEN = "open"
    SHARED = "shared"
    RESTRICTED = "restricted"


ACCESS_NAMES = {
    Access.OPEN: _("mở cho mọi người"),
    Access.SHARED: _("chia sẻ theo thỏa thuận"),
    Access.RESTRICTED: _("hạn chế, chỉ cơ quan được mời"),
}


class Frequency(StrEnum):
    """How often a set is to be brought up to date."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    IRREGULAR = "irregular"


FREQUENCY_NAMES = {
    Frequency.DAILY: _("hằng ngày"),
    Frequency.WEEKLY: _("hằng tuần"),
    Frequency.MONTHLY: _("hằng tháng"),
    Frequency.QUARTERLY: _("hằng quý"),
    Frequency.YEARLY: _("hằng năm"),
    Frequency.IRREGULAR: _("khi có thay đổi"),
}
# After how many days without a change a set is stale; our own reading of the words.
FREQUENCY_DAYS = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.YEARLY: 366,
}


@dataclass(frozen=True)
class Licence:
    """A licence by its usual short name, and where its text stands."""

    name: str
    url: str


LICENCES = {
    "cc-by-4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc0-1.0": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "odbl-1.0": Licence("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}


class AgreementState(StrEnum):
    """Of an agreement; whether it holds today is asked of its period, too."""

    ASKED = "asked"
    AGREED = "agreed"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    ENDED = "ended"


AGREEMENT_STATE_NAMES = {
    AgreementState.ASKED: _("chờ hai bên đồng ý"),
    AgreementState.AGREED: _("hai bên đã đồng ý"),
    AgreementState.SUSPENDED: _("tạm dừng"),
    AgreementState.REFUSED: _("không đồng ý"),
    AgreementState.ENDED: _("đã chấm dứt"),
}
# Those after which another one may be asked for.
OVER = frozenset({AgreementState.REFUSED, AgreementState.ENDED})


class Step(StrEnum):
    """What is done to an agreement besides agreeing to its terms."""

    REFUSE = "refuse"
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"


STEPS = {
    Step.REFUSE: ({AgreementState.ASKED}, AgreementState.REFUSED),
    Step.SUSPEND: ({AgreementState.AGREED}, AgreementState.SUSPENDED),
    Step.RESUME: ({AgreementState.SUSPENDED}, AgreementState.AGREED),
    Step.END: (
        {AgreementState.AGREED, AgreementState.SUSPENDED},
        AgreementState.ENDED,
    ),
}


def open_faults(
    fields: Sequence[str],
    personal: Collection[str],
    labels: dict[str, str],
    licence: str,
    basis: str,
) -> Iterator[Fault]:
    """Why a set may not be for everybody. NĐ 165/2025 Đ10: a list of open data; nobody
    agreed to personal data there (Luật 91/2025).
    """
    for key in fields:
        if key in personal:
            words = _("Trường “%(label)s” là dữ liệu cá nhân: không mở được.")
            yield Fault(words, {"label": labels.get(key, key)}, "fields")
    if not licence:
        yield Fault(_("Dữ liệu mở phải có giấy phép sử dụng."), {}, "licence")
    if not basis:
        yield Fault(_("Ghi căn cứ pháp lý của việc mở dữ liệu."), {}, "basis")


def holds(state: str, valid_from: date, valid_until: date | None, on: date) -> bool:
    """Whether it may be read by that day."""
    begun = state == AgreementState.AGREED and valid_from <= on
    return begun and (valid_until is None or on < valid_until)


def given_fields(
    agreed: Sequence[str],
    agreed_personal: Collection[str],
    offered: Collection[str],
    personal: Collection[str],
) -> list[str]:
    """What is given under an agreement: what was agreed and is offered still; what
    became personal after it was agreed is not.
    """
    return [
        key
        for key in agreed
        if key in offered and (key not in personal or key in agreed_personal)
    ]
