"""What people type about needs, versions, estimates, money and steps. Forms read;
actions decide.
"""

from congvu.investment.forms.asking import (
    AdoptForm,
    AllotForm,
    AllotYearForm,
    BudgetsForm,
    CarryForm,
    CopyForm,
    EstimateFileForm,
    EstimateForm,
    MoneyField,
    NeedForm,
    RowsForm,
    SignerForm,
    TransferForm,
    UseForm,
    VersionForm,
)
from congvu.investment.forms.plans import FigureForm, PlaceForm, PlanForm
from congvu.investment.forms.steps import ContractForm, StepForm, YearForm

__all__ = [
    "AdoptForm",
    "AllotForm",
    "AllotYearForm",
    "BudgetsForm",
    "CarryForm",
    "ContractForm",
    "CopyForm",
    "EstimateFileForm",
    "EstimateForm",
    "FigureForm",
    "MoneyField",
    "NeedForm",
    "PlaceForm",
    "PlanForm",
    "RowsForm",
    "SignerForm",
    "StepForm",
    "TransferForm",
    "UseForm",
    "VersionForm",
    "YearForm",
]
