"""Every change to mailboxes."""

from congvu.mailboxes.actions.aliases import add_alias, end_alias
from congvu.mailboxes.actions.asking import (
    RequestData,
    approve,
    ask,
    refuse,
    withdraw,
)
from congvu.mailboxes.actions.boxes import (
    SeatBoxData,
    change_box,
    close_box,
    open_seat_box,
    rename_box,
    reopen_box,
)
from congvu.mailboxes.actions.lists import (
    EntryData,
    ListData,
    change_list,
    end_list,
    make_list,
)
from congvu.mailboxes.actions.looking import end_access, open_for_administrator
from congvu.mailboxes.actions.members import MemberData, add_member, end_member
from congvu.mailboxes.actions.naming import RuleData, rule_reasons, set_rule
from congvu.mailboxes.actions.passing import pass_boxes
from congvu.mailboxes.actions.provisioning import (
    NoRule,
    Provisioned,
    close_left,
    provision,
)
from congvu.mailboxes.actions.putting_away import put_away
from congvu.mailboxes.actions.using import (
    end_vacation,
    make_password,
    revoke_password,
    set_vacation,
)

__all__ = [
    "EntryData",
    "ListData",
    "MemberData",
    "NoRule",
    "Provisioned",
    "RequestData",
    "RuleData",
    "SeatBoxData",
    "add_alias",
    "add_member",
    "approve",
    "ask",
    "change_box",
    "change_list",
    "close_box",
    "close_left",
    "end_access",
    "end_alias",
    "end_list",
    "end_member",
    "end_vacation",
    "make_list",
    "make_password",
    "open_for_administrator",
    "open_seat_box",
    "pass_boxes",
    "provision",
    "put_away",
    "refuse",
    "rename_box",
    "reopen_box",
    "revoke_password",
    "rule_reasons",
    "set_rule",
    "set_vacation",
    "withdraw",
]
