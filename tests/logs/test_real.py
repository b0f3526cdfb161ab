"""Debian's own rsyslog forwards over TLS to our receiver, each its own process.

A brute force in its sshd lines becomes one alert; the receiver's loader is killed in
the middle, and nothing is lost or counted twice.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from congvu.logs.actions import add_source
from congvu.logs.models import Alert, LogEvent, LogSource
from tests.logs.relay import (
    PATIENCE,
    forwarding,
    is_there,
    make_certificates,
    wait_for,
)
from tests.people import Province


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_brute_force_over_real_rsyslog_is_one_alert(
    province: Province, tmp_path: Path
) -> None:
    if not is_there():
        pytest.skip("not run: rsyslog is not on this machine")
    source, _secret = add_source(
        agency_id=province.committee.pk,
        name="Máy chủ thư",
        kind="syslog",
        addresses=[],
        fingerprint=make_certificates(tmp_path),
        silent_after=None,
        by=province.seat("quan"),
        at=timezone.now(),
    )
    with forwarding(tmp_path) as relay:
        relay.guess(range(20))
        assert wait_for(lambda: LogEvent.objects.count() >= 20, PATIENCE)
        relay.kill_loader()
        relay.guess(range(20, 40))
        here = LogEvent.objects.filter(source=source)
        assert wait_for(lambda: here.count() >= 40, PATIENCE)
    alert = Alert.objects.get(title="Dò mật khẩu SSH")
    assert Alert.objects.count() == 1
    assert (alert.key, alert.count, alert.source) == ("203.0.113.9", 40, source)
    of_sshd = LogEvent.objects.filter(program="sshd")
    assert of_sshd.count() == 40
    assert LogSource.objects.get().events == LogEvent.objects.count()
