"""What people and jobs do about licences."""

from congvu.licences.actions.allocating import (
    Target,
    allocate,
    return_seats,
    transfer,
)
from congvu.licences.actions.counting import (
    Counted,
    count_day,
    count_positions,
    forget_counts,
)
from congvu.licences.actions.entitling import (
    EntitlementData,
    add_proof,
    change_entitlement,
    entitle,
)
from congvu.licences.actions.passing import pass_rights
from congvu.licences.actions.products import ProductData, add_product, change_product
from congvu.licences.actions.recognising import Replayed, recognise_new, replay
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
from congvu.licences.actions.seeding import Seeded, load_catalogue
from congvu.licences.actions.stating import StatementWish, gather, state_position

__all__ = [
    "DECIDED_PLACE",
    "STAFF_PLACE",
    "Counted",
    "EntitlementData",
    "ProductData",
    "Replayed",
    "RuleData",
    "Ruled",
    "Seeded",
    "StatementWish",
    "Target",
    "add_product",
    "add_proof",
    "add_rule",
    "allocate",
    "change_entitlement",
    "change_product",
    "count_day",
    "count_positions",
    "decide_name",
    "entitle",
    "forget_counts",
    "gather",
    "load_catalogue",
    "pass_rights",
    "recognise_new",
    "remove_rule",
    "replay",
    "return_seats",
    "state_position",
    "transfer",
    "try_rule",
    "words_of",
]
