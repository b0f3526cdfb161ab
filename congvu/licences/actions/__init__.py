"""What people and jobs do about licences."""

from congvu.licences.actions.allocating import (
    Target,
    allocate,
    return_seats,
    transfer,
)
from congvu.licences.actions.composing import compose_plan, gather_plan
from congvu.licences.actions.counting import (
    Counted,
    count_day,
    count_positions,
    forget_counts,
)
from congvu.licences.actions.ending import tell_ending
from congvu.licences.actions.entitling import (
    EntitlementData,
    add_proof,
    change_entitlement,
    entitle,
)
from congvu.licences.actions.listing import add_own_listing, end_own_listing
from congvu.licences.actions.passing import pass_rights
from congvu.licences.actions.passing_plans import pass_plans
from congvu.licences.actions.planning import (
    LineWish,
    add_line,
    begin_plan,
    change_line,
    drop_line,
)
from congvu.licences.actions.procuring import (
    ProcurementWish,
    record_procurement,
    strike_procurement,
)
from congvu.licences.actions.products import ProductData, add_product, change_product
from congvu.licences.actions.recognising import Replayed, recognise_new, replay
from congvu.licences.actions.rolling import (
    RolloutWish,
    WaveWish,
    add_wave,
    begin_rollout,
    change_wave,
    end_rollout,
    set_block,
    take_new_machines,
)
from congvu.licences.actions.ruling import (
    DECIDED_PLACE,
    STAFF_PLACE,
    Ruled,
    RuleData,
    add_rule,
    decide_name,
    remove_rule,
    try_rule,
    words_of,
)
from congvu.licences.actions.scanning import (
    Scanned,
    keep_scan,
    scan_folders,
    scan_pile,
)
from congvu.licences.actions.seeding import Seeded, load_catalogue
from congvu.licences.actions.stating import StatementWish, gather, state_position

__all__ = [
    "DECIDED_PLACE",
    "STAFF_PLACE",
    "Counted",
    "EntitlementData",
    "LineWish",
    "ProcurementWish",
    "ProductData",
    "Replayed",
    "RolloutWish",
    "RuleData",
    "Ruled",
    "Scanned",
    "Seeded",
    "StatementWish",
    "Target",
    "WaveWish",
    "add_line",
    "add_own_listing",
    "add_product",
    "add_proof",
    "add_rule",
    "add_wave",
    "allocate",
    "begin_plan",
    "begin_rollout",
    "change_entitlement",
    "change_line",
    "change_product",
    "change_wave",
    "compose_plan",
    "count_day",
    "count_positions",
    "decide_name",
    "drop_line",
    "end_own_listing",
    "end_rollout",
    "entitle",
    "forget_counts",
    "gather",
    "gather_plan",
    "keep_scan",
    "load_catalogue",
    "pass_plans",
    "pass_rights",
    "recognise_new",
    "record_procurement",
    "remove_rule",
    "replay",
    "return_seats",
    "scan_folders",
    "scan_pile",
    "set_block",
    "state_position",
    "strike_procurement",
    "take_new_machines",
    "tell_ending",
    "transfer",
    "try_rule",
    "words_of",
]
