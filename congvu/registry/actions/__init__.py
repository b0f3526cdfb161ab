"""What people and programs do with specialised databases."""

from congvu.registry.actions.agreements import (
    Terms,
    agree_sharing,
    ask_sharing,
    change_terms,
    stop_sharing,
)
from congvu.registry.actions.calling import (
    Reading,
    read_set,
    read_whole_set,
    reading_of,
)
from congvu.registry.actions.deciding import approve_change, refuse_change
from congvu.registry.actions.loading import LoadWish, read_file
from congvu.registry.actions.making import (
    DatabaseData,
    describe_database,
    make_database,
)
from congvu.registry.actions.measuring import measure_set, measure_sets
from congvu.registry.actions.passing import (
    pass_agreements,
    pass_databases,
    pass_services,
)
from congvu.registry.actions.proposing import (
    RowData,
    correct_row,
    enter_row,
    withdraw_row,
)
from congvu.registry.actions.running import (
    begin_run,
    end_run,
    fail_run,
    take_file,
)
from congvu.registry.actions.services import (
    ServiceData,
    change_service,
    declare_service,
)
from congvu.registry.actions.sharing import (
    SetData,
    describe_set,
    offer_set,
    publish_set,
    take_set_down,
    withdraw_set,
)
from congvu.registry.actions.sources import (
    SourceData,
    ask_source,
    change_source,
    end_source,
    make_source,
    pause_source,
    resume_source,
)
from congvu.registry.actions.structures import (
    apply_structure,
    discard_structure,
    prepare_structure,
)
from congvu.registry.actions.tasks import (
    begin_task,
    enter_load,
    run_task,
    send_file,
    stop_task,
    take_out,
)
from congvu.registry.actions.undoing import undo_load

__all__ = [
    "DatabaseData",
    "LoadWish",
    "Reading",
    "RowData",
    "ServiceData",
    "SetData",
    "SourceData",
    "Terms",
    "agree_sharing",
    "apply_structure",
    "approve_change",
    "ask_sharing",
    "ask_source",
    "begin_run",
    "begin_task",
    "change_service",
    "change_source",
    "change_terms",
    "correct_row",
    "declare_service",
    "describe_database",
    "describe_set",
    "discard_structure",
    "end_run",
    "end_source",
    "enter_load",
    "enter_row",
    "fail_run",
    "make_database",
    "make_source",
    "measure_set",
    "measure_sets",
    "offer_set",
    "pass_agreements",
    "pass_databases",
    "pass_services",
    "pause_source",
    "prepare_structure",
    "publish_set",
    "read_file",
    "read_set",
    "read_whole_set",
    "reading_of",
    "refuse_change",
    "resume_source",
    "run_task",
    "send_file",
    "stop_sharing",
    "stop_task",
    "take_file",
    "take_out",
    "take_set_down",
    "undo_load",
    "withdraw_row",
    "withdraw_set",
]
