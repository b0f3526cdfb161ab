"""Behind a proxy that speaks HTTPS to people: real settings in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

ASK = """
import json
from django.conf import settings
print(json.dumps({
    name: getattr(settings, name)
    for name in (
        "CSRF_TRUSTED_ORIGINS", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SESSION_COOKIE_DOMAIN",
        "SESSION_COOKIE_PATH", "TRUSTED_PROXIES", "SECOND_FACTOR_FOR_ALL",
    )
}))
"""


def _settings(**environment: str) -> dict[str, object]:
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, object] = json.loads(answer.stdout)
    return told


def test_https_trusts_the_proxy_the_origin_and_asks_browsers_to_stay() -> None:
    told = _settings(CONGVU_HTTPS="1", CONGVU_HOSTS="congvu.backan.example")

    assert told["CSRF_TRUSTED_ORIGINS"] == ["https://congvu.backan.example"]
    assert told["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert told["SESSION_COOKIE_SECURE"] is True
    assert told["TRUSTED_PROXIES"] == ["127.0.0.1"]
    assert isinstance(told["SECURE_HSTS_SECONDS"], int)
    assert told["SECURE_HSTS_SECONDS"] > 0


def test_over_https_the_cookies_are_this_hosts_and_the_servers_alone() -> None:
    told = _settings(CONGVU_HTTPS="1", CONGVU_HOSTS="congvu.backan.example")

    for kind in ("SESSION", "CSRF"):
        assert str(told[f"{kind}_COOKIE_NAME"]).startswith("__Host-")
        assert told[f"{kind}_COOKIE_SECURE"] is True
        assert told[f"{kind}_COOKIE_HTTPONLY"] is True
        assert told[f"{kind}_COOKIE_SAMESITE"] == "Lax"
    assert told["SESSION_COOKIE_DOMAIN"] is None
    assert told["SESSION_COOKIE_PATH"] == "/"


def test_without_it_nothing_a_visitor_sends_is_believed() -> None:
    told = _settings(CONGVU_HTTPS="")

    assert told["SECURE_PROXY_SSL_HEADER"] is None
    assert told["TRUSTED_PROXIES"] == []
    assert told["SESSION_COOKIE_SECURE"] is False


def test_the_second_factor_can_be_asked_of_everybody() -> None:
    assert _settings(CONGVU_SECOND_FACTOR="1")["SECOND_FACTOR_FOR_ALL"] is True
    assert _settings()["SECOND_FACTOR_FOR_ALL"] is False
