"""What a web server keeps for the moment belongs to one thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.urls import base, get_script_prefix, set_script_prefix, set_urlconf
from django.utils import timezone, translation
from django.utils.translation import trans_real

from congvu.config.threads import keep_by_thread

KEPT = (
    (trans_real, "_active"),
    (timezone, "_active"),
    (base, "_prefixes"),
    (base, "_urlconfs"),
    (connections, "_connections"),
)


def test_each_thread_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for where, name in KEPT:
        monkeypatch.setattr(where, name, getattr(where, name))  # put back at the end
    keep_by_thread()
    both = Barrier(2, timeout=30)

    def served(language: str, zone: str, prefix: str) -> tuple[object, ...]:
        translation.activate(language)
        timezone.activate(zone)
        set_script_prefix(prefix)
        set_urlconf(f"of.{language}")
        connection = connections["default"]
        both.wait()
        told = (
            translation.get_language(),
            timezone.get_current_timezone_name(),
            get_script_prefix(),
            base.get_urlconf(),
            connections["default"] is connection,
        )
        both.wait()
        return told, id(connection)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(served, "vi", "Asia/Ho_Chi_Minh", "/")
        other = pool.submit(served, "en", "UTC", "/cong-vu/")
        (told, mine), (said, theirs) = one.result(), other.result()

    assert told == ("vi", "Asia/Ho_Chi_Minh", "/", "of.vi", True)
    assert said == ("en", "UTC", "/cong-vu/", "of.en", True)
    assert mine != theirs
