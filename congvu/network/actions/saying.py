"""Faults as reasons in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason
from congvu.network.rules import Fault


def reasons_of(faults: Iterable[Fault]) -> list[Reason]:
    return [Reason(_(fault.words) % fault.named, fault.field) for fault in faults]
