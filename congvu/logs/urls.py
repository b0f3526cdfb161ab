"""Addresses of logs and alerts, beside the other parts of information security."""

from __future__ import annotations

from django.urls import path

from congvu.logs.views import alerts, door, rules, search, sources

app_name = "logs"

_LOGS = "an-toan/nhat-ky/"
_RULES = "an-toan/quy-tac-phat-hien/"
_ALERTS = "an-toan/bao-dong/"
_ALERT = _ALERTS + "<uuid:alert_id>/"

urlpatterns = [
    path(_ALERTS, alerts.alerts, name="alerts"),
    path(_ALERT, alerts.alert, name="alert"),
    path(_ALERT + "nhan/", alerts.take, name="take"),
    path(_ALERT + "bao-dong-gia/", alerts.false, name="false"),
    path(_ALERT + "dong/", alerts.close, name="close"),
    path(_LOGS, search.search, name="search"),
    path(_LOGS + "nguon/", sources.sources, name="sources"),
    path(_LOGS + "nguon/<uuid:log_source_id>/ngung/", sources.end, name="end-source"),
    path(_RULES, rules.rules, name="rules"),
    path(_RULES + "<uuid:sigma_rule_id>/thu/", rules.try_rule, name="try-rule"),
    path(_RULES + "<uuid:sigma_rule_id>/bat/", rules.switch, name="switch-rule"),
    path(_LOGS + "gui/", door.door, name="door"),
]
