"""Many papers signed by one opening of a key: what becomes of each of them. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

MOST_AT_ONCE = 300
# So many digests go to a key of this server together: the screen moves on so often.
EACH_TIME = 5
# The signer says so often that it lives; after that long a silence it is gone.
BEAT_SECONDS = 4
QUIET = timedelta(seconds=20)


class RunStep(StrEnum):
    """Where a run is."""

    PREPARING = "preparing"
    PHONE = "phone"
    SIGNING = "signing"
    ENDED = "ended"


RUN_STEP_NAMES = {
    RunStep.PREPARING: _("đang chuẩn bị"),
    RunStep.PHONE: _("chờ người ký xác nhận trên điện thoại"),
    RunStep.SIGNING: _("đang ký"),
    RunStep.ENDED: _("đã xong"),
}


class RunPaperState(StrEnum):
    """What became of one paper."""

    WAITING = "waiting"
    SIGNED = "signed"
    FAILED = "failed"


RUN_PAPER_STATE_NAMES = {
    RunPaperState.WAITING: _("chờ ký"),
    RunPaperState.SIGNED: _("đã ký"),
    RunPaperState.FAILED: _("không ký được"),
}

# What stops the whole run: the next paper would fare no better.
ENDS_ALL = frozenset(
    {
        "pin-wrong",
        "pin-few",
        "pin-last",
        "pin-locked",
        "token-missing",
        "token-gone",
        "token-module",
        "key-missing",
        "key-outside",
        "key-retired",
        "demo-closed",
        "remote-unreachable",
        "remote-refused",
        "remote-unauthorised",
        "remote-disabled",
        "timestamp-unreachable",
        "timestamp-refused",
        "certificate-other",
        "certificate-expired",
        "certificate-not-yet",
        "certificate-revoked",
        "certificate-purpose",
        "certificate-weak",
        "certificate-chain",
        "certificate-broken",
    }
)


def is_quiet(beat_at: datetime, at: datetime) -> bool:
    """Whoever ran it was stopped: what it had not signed still waits."""
    return at - beat_at > QUIET
