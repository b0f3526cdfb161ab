"""Every change of systems: one verb, one transaction, one line in the log."""

from congvu.systems.actions.classifying import (
    AssessmentData,
    classify_system,
    record_level,
    take_level,
)
from congvu.systems.actions.composing import (
    COMPOSED_WHEN,
    compose_paper,
)
from congvu.systems.actions.connecting import (
    ConnectionData,
    add_connection,
)
from congvu.systems.actions.dossiers import (
    appraise_dossier,
    approve_dossier,
    begin_dossier,
    change_dossier,
    return_dossier,
    submit_dossier,
    withdraw_dossier,
)
from congvu.systems.actions.ending import (
    EndData,
    end_system,
)
from congvu.systems.actions.exporting import (
    export_systems,
)
from congvu.systems.actions.passing import (
    pass_systems,
)
from congvu.systems.actions.registering import (
    MOST_USERS,
    PARTS,
    ApplicationData,
    SystemData,
    add_application,
    add_equipment,
    add_service,
    add_zone,
    change_system,
    register_system,
    remove_part,
)
from congvu.systems.actions.reminding import (
    REMIND_FROM,
    remind_of_dossiers,
    remind_of_transitions,
)
from congvu.systems.actions.reviewing import (
    ask_review,
    mark_for_review,
)
from congvu.systems.actions.saying import (
    alive_reasons,
    keeps_reasons,
    length_reasons,
    locked_dossier,
    locked_system,
    note,
    reasons_of,
    refuse_marked,
    said_reasons,
    tell,
)

__all__ = [
    "COMPOSED_WHEN",
    "MOST_USERS",
    "PARTS",
    "REMIND_FROM",
    "ApplicationData",
    "AssessmentData",
    "ConnectionData",
    "EndData",
    "SystemData",
    "add_application",
    "add_connection",
    "add_equipment",
    "add_service",
    "add_zone",
    "alive_reasons",
    "appraise_dossier",
    "approve_dossier",
    "ask_review",
    "begin_dossier",
    "change_dossier",
    "change_system",
    "classify_system",
    "compose_paper",
    "end_system",
    "export_systems",
    "keeps_reasons",
    "length_reasons",
    "locked_dossier",
    "locked_system",
    "mark_for_review",
    "note",
    "pass_systems",
    "reasons_of",
    "record_level",
    "refuse_marked",
    "register_system",
    "remind_of_dossiers",
    "remind_of_transitions",
    "remove_part",
    "return_dossier",
    "said_reasons",
    "submit_dossier",
    "take_level",
    "tell",
    "withdraw_dossier",
]
