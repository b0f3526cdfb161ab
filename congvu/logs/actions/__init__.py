"""What sources send becomes events and alerts; what people decide about them."""

from congvu.logs.actions.alerting import (
    Met,
    call_false,
    close_alert,
    keep_alerts,
    reopen_false,
    take_alert,
)
from congvu.logs.actions.archiving import (
    archive_day,
    archive_folder,
    drop_day,
    end_days,
    file_of,
    keep_old_days,
)
from congvu.logs.actions.days import ensure_days
from congvu.logs.actions.loading import load_batches
from congvu.logs.actions.metering import (
    forget_allowances,
    meter_address,
    meter_source,
)
from congvu.logs.actions.passing import pass_sources
from congvu.logs.actions.ruling import add_rule, switch_rule, try_rule
from congvu.logs.actions.silence import mark_silent
from congvu.logs.actions.sources import add_source, admit, end_source, spool

__all__ = [
    "Met",
    "add_rule",
    "add_source",
    "admit",
    "archive_day",
    "archive_folder",
    "call_false",
    "close_alert",
    "drop_day",
    "end_days",
    "end_source",
    "ensure_days",
    "file_of",
    "forget_allowances",
    "keep_alerts",
    "keep_old_days",
    "load_batches",
    "mark_silent",
    "meter_address",
    "meter_source",
    "pass_sources",
    "reopen_false",
    "spool",
    "switch_rule",
    "take_alert",
    "try_rule",
]
