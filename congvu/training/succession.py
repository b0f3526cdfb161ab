"""What the end of a body does to its open classes; the rest stays with its day."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays
from congvu.training.actions import pass_classes
from congvu.training.queries.passing import count_classes

declare(
    Declared(
        "training.TrainingClass.agency",
        Fate.FOLLOWS,
        _("lớp học"),
        count_classes,
        pass_classes,
    )
)
stays(
    "training.CertificateBook.agency",
    "training.Course.agency",
    "training.ItSpecialist.agency",
    "training.Place.agency",
    "training.Place.unit",
    "training.Place.post",
)
