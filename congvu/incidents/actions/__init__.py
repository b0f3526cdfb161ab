"""What people, programs and jobs do about incidents and warnings."""

from congvu.incidents.actions.clocks import (
    compose_telling,
    record_telling,
    remind_of_clocks,
)
from congvu.incidents.actions.contacts import keep_contact
from congvu.incidents.actions.drills import (
    DrillData,
    ResultsLoaded,
    begin_drill,
    load_results,
    plan_drill,
)
from congvu.incidents.actions.evidence import (
    Digest,
    EvidenceData,
    digest_of,
    pass_evidence,
    take_evidence,
    verify_evidence,
)
from congvu.incidents.actions.handling import (
    add_task,
    close_incident,
    finish_task,
    note_step,
    reopen_incident,
)
from congvu.incidents.actions.matching import match_signs
from congvu.incidents.actions.opening import (
    IncidentData,
    KnownData,
    change_incident,
    judge_incident,
    open_incident,
)
from congvu.incidents.actions.passing import pass_incidents
from congvu.incidents.actions.signs import (
    SignData,
    SignsLoaded,
    add_sign,
    end_sign,
    give_signs,
    load_signs,
)
from congvu.incidents.actions.teaching import teach_people
from congvu.incidents.actions.warnings import (
    WarningData,
    acknowledge_warning,
    prove_action,
    remind_of_warnings,
    urge_units,
    warn_units,
)

__all__ = [
    "Digest",
    "DrillData",
    "EvidenceData",
    "IncidentData",
    "KnownData",
    "ResultsLoaded",
    "SignData",
    "SignsLoaded",
    "WarningData",
    "acknowledge_warning",
    "add_sign",
    "add_task",
    "begin_drill",
    "change_incident",
    "close_incident",
    "compose_telling",
    "digest_of",
    "end_sign",
    "finish_task",
    "give_signs",
    "judge_incident",
    "keep_contact",
    "load_results",
    "load_signs",
    "match_signs",
    "note_step",
    "open_incident",
    "pass_evidence",
    "pass_incidents",
    "plan_drill",
    "prove_action",
    "record_telling",
    "remind_of_clocks",
    "remind_of_warnings",
    "reopen_incident",
    "take_evidence",
    "teach_people",
    "urge_units",
    "verify_evidence",
    "warn_units",
]
