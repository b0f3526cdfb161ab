"""Every address of the office; each app keeps its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from congvu.config import health, metrics
from congvu.config.api import api

handler400 = "congvu.config.uploads.bad_request"
handler500 = "congvu.config.interrupted.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # for people
    path("", include("congvu.home.urls")),
    path("", include("congvu.finding.urls")),
    path("", include("congvu.documents.urls")),
    path("", include("congvu.outgoing.urls")),
    path("", include("congvu.exchange.urls")),
    path("", include("congvu.archives.urls")),
    path("", include("congvu.directives.urls")),
    path("", include("congvu.reporting.urls")),
    path("", include("congvu.reviews.urls")),
    path("", include("congvu.dissemination.urls")),
    path("", include("congvu.imports.urls")),
    path("", include("congvu.duties.urls")),
    path("", include("congvu.figures.urls")),
    path("", include("congvu.inspections.urls")),
    path("", include("congvu.inventory.urls")),
    path("", include("congvu.licences.urls")),
    path("", include("congvu.portal.urls.office")),
    path("", include("congvu.mailboxes.urls")),
    path("", include("congvu.calendar.urls")),
    path("", include("congvu.network.urls")),
    path("", include("congvu.support.urls")),
    path("", include("congvu.surveys.urls")),
    path("", include("congvu.watching.urls")),
    path("", include("congvu.systems.urls")),
    path("", include("congvu.controls.urls")),
    path("", include("congvu.logs.urls")),
    path("", include("congvu.vulnerabilities.urls")),
    path("", include("congvu.incidents.urls")),
    path("", include("congvu.privacy.urls")),
    path("", include("congvu.investment.urls")),
    path("", include("congvu.standards.urls")),
    path("", include("congvu.catalogues.urls")),
    path("", include("congvu.registry.urls")),
    path("", include("congvu.training.urls")),
    path("", include("congvu.accounts.urls")),
    path("", include("congvu.openid.urls")),
    path("", include("congvu.signatures.urls")),
    path("", include("congvu.organisations.urls")),
    path("", include("congvu.law.urls")),
    path("", include("congvu.audit.urls")),
    path("", include("congvu.notices.urls")),
    path("quan-tri/tien-trinh/", include("congvu.jobs.urls")),
    path("quan-tri/suc-khoe/", include("congvu.health.urls")),
    path("ui/", include("congvu.ui.urls")),
    path("tro-giup/", include("congvu.handbook.urls")),
    path("bien-tap/", include("congvu.portal.urls.editor")),
    # for machines
    path("api/v1/", api.urls),
    # for operators and their monitoring
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
