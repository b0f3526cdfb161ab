"""What people and agents do about machines."""

from congvu.inventory.actions.enrolling import admit, enrol, revoke
from congvu.inventory.actions.keeping import (
    MachineData,
    NewMachine,
    add_machine,
    change_machine,
)
from congvu.inventory.actions.loading import AT_ONCE, go_on, take_file
from congvu.inventory.actions.merging import keep_apart, merge
from congvu.inventory.actions.naming import end_keeper, name_keeper, set_life
from congvu.inventory.actions.papers import (
    PaperWish,
    confirm,
    draw_up,
    refuse,
    withdraw,
)
from congvu.inventory.actions.passing import pass_machines
from congvu.inventory.actions.printing import (
    draft_paper,
    export_machines,
    export_values,
    print_labels,
    set_paper,
)
from congvu.inventory.actions.programs import name_programs
from congvu.inventory.actions.receiving import receive, refuse_message, take_message
from congvu.inventory.actions.watching import (
    tell_left,
    tell_silent,
    tell_warranties,
    thin_readings,
)
from congvu.inventory.actions.wiping import (
    MediumData,
    WipingData,
    add_medium,
    begin_wiping,
    close_wiping,
    compose_minutes,
    gone_faults,
)

__all__ = [
    "AT_ONCE",
    "MachineData",
    "MediumData",
    "NewMachine",
    "PaperWish",
    "WipingData",
    "add_machine",
    "add_medium",
    "admit",
    "begin_wiping",
    "change_machine",
    "close_wiping",
    "compose_minutes",
    "confirm",
    "draft_paper",
    "draw_up",
    "end_keeper",
    "enrol",
    "export_machines",
    "export_values",
    "go_on",
    "gone_faults",
    "keep_apart",
    "merge",
    "name_keeper",
    "name_programs",
    "pass_machines",
    "print_labels",
    "receive",
    "refuse",
    "refuse_message",
    "revoke",
    "set_life",
    "set_paper",
    "take_file",
    "take_message",
    "tell_left",
    "tell_silent",
    "tell_warranties",
    "thin_readings",
    "withdraw",
]
