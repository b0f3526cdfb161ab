"""Addresses of weaknesses, beside the other parts of information security."""

from __future__ import annotations

from django.urls import path

from congvu.vulnerabilities.views import advisories, boms, findings

app_name = "vulnerabilities"

_HERE = "an-toan/lo-hong/"
_FINDING = _HERE + "phat-hien/<uuid:weakness_id>/"

urlpatterns = [
    path(_HERE, findings.findings, name="list"),
    path(_FINDING, findings.finding, name="finding"),
    path(_FINDING + "ke-hoach/", findings.plan, name="plan"),
    path(_FINDING + "chap-nhan/", findings.accept, name="accept"),
    path(_HERE + "canh-bao/", advisories.advisories, name="advisories"),
    path(
        _HERE + "canh-bao/<uuid:vulnerability_id>/",
        advisories.advisory,
        name="advisory",
    ),
    path(_HERE + "bang-ke/", boms.boms, name="boms"),
]
