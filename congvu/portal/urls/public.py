"""Addresses of the public process. The last one gives the rest to pages."""

from __future__ import annotations

from django.urls import path, re_path

from congvu.portal.views import asking, commenting, public

app_name = "public"

urlpatterns = [
    path("hien-thi/<slug:choice>/", public.view, name="view"),
    path("media/<path:path>", public.media, name="media"),
    path("luu/<path:path>", public.save, name="save"),
    # questions, drafts for comment, ratings
    path("hoi-dap/", asking.answers, name="answers"),
    path("hoi-dap/gui/", asking.ask, name="ask"),
    path("hoi-dap/tra-cuu/", asking.track, name="track"),
    path("hoi-dap/danh-gia/", asking.rate_answer, name="rate-answer"),
    path("hoi-dap/xac-nhan/<str:token>/", asking.confirm, name="confirm"),
    path("hoi-dap/<uuid:answer_id>/", asking.answered, name="answered"),
    path("<slug:site>/hoi-dap/", asking.answers, name="site-answers"),
    path("lay-y-kien/", commenting.drafts, name="drafts"),
    path("lay-y-kien/<uuid:draft_id>/", commenting.draft, name="draft"),
    path("lay-y-kien/<uuid:draft_id>/gop-y/", commenting.comment, name="comment"),
    path("danh-gia/", asking.rate_site, name="rate-site"),
    path("danh-gia/trang/", asking.rate_page, name="rate-page"),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)$", public.page, name="page"),
]
