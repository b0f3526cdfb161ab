"""What people and jobs do about needs, versions and money."""

from congvu.investment.actions.balancing import (
    BALANCE_JOB,
    adopt_version,
    ask_balance,
    keep_answer,
)
from congvu.investment.actions.contracts import (
    ContractData,
    Payment,
    commit_year,
    sign_contract,
)
from congvu.investment.actions.estimate_files import (
    FileWish,
    LoadedEstimate,
    export_estimate,
    load_estimate,
    names_on,
)
from congvu.investment.actions.estimates import EstimateData, keep_estimate
from congvu.investment.actions.money import (
    DecisionData,
    allot_line,
    allot_year,
    carry_over,
    transfer,
    use_money,
)
from congvu.investment.actions.needs import NeedData, keep_need
from congvu.investment.actions.passing import pass_needs
from congvu.investment.actions.plans import (
    PlanData,
    PlannedLine,
    drop_figure,
    keep_plan,
    name_line,
    set_figure,
)
from congvu.investment.actions.saying import Shown
from congvu.investment.actions.steps import StepData, take_step, tell_late
from congvu.investment.actions.versions import (
    Chosen,
    VersionData,
    change_version,
    make_version,
    set_budgets,
)
from congvu.investment.actions.yearly import (
    compose_balance,
    compose_year,
    export_year,
    need_table,
)

__all__ = [
    "BALANCE_JOB",
    "Chosen",
    "ContractData",
    "DecisionData",
    "EstimateData",
    "FileWish",
    "LoadedEstimate",
    "NeedData",
    "Payment",
    "PlanData",
    "PlannedLine",
    "Shown",
    "StepData",
    "VersionData",
    "adopt_version",
    "allot_line",
    "allot_year",
    "ask_balance",
    "carry_over",
    "change_version",
    "commit_year",
    "compose_balance",
    "compose_year",
    "drop_figure",
    "export_estimate",
    "export_year",
    "keep_answer",
    "keep_estimate",
    "keep_need",
    "keep_plan",
    "load_estimate",
    "make_version",
    "name_line",
    "names_on",
    "need_table",
    "pass_needs",
    "set_budgets",
    "set_figure",
    "sign_contract",
    "take_step",
    "tell_late",
    "transfer",
    "use_money",
]
