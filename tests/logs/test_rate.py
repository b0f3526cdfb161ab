"""Five thousand events a second: nothing is lost, and nothing grows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.utils import timezone

from congvu.bench.logs import SECONDS, rate_figures
from congvu.logs.models import LogEvent, LogSource
from tests.logs.relay import database_url
from tests.people import Province
from tests.scale import few_or_all

SHORT = 3


@pytest.mark.slow
@pytest.mark.repeats
@pytest.mark.django_db(transaction=True)
def test_what_comes_fast_is_kept_whole(province: Province, tmp_path: Path) -> None:
    """A few seconds; a minute in the long form, or what CONGVU_LOG_SECONDS says. How
    fast it is on this machine is for the bench to say; what is sent has to be there.
    """
    seconds = few_or_all(SHORT, SECONDS)
    rate, lost, grown = rate_figures(
        province.seat("quan"),
        timezone.now(),
        seconds=seconds,
        environment={**os.environ, "DATABASE_URL": database_url()}
        | {"CONGVU_HOME": str(tmp_path)},
    )
    assert lost.value == 0
    assert LogEvent.objects.count() == LogSource.objects.get().events
    if seconds > SHORT:
        assert rate.is_met, rate
        assert grown.is_met, grown
