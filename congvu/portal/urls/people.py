"""What people send and follow: questions, comments on drafts, ratings."""

from __future__ import annotations

from django.urls import path, re_path

from congvu.portal.views import asking, asking_api, commenting

urlpatterns = [
    # the same for programs; before a site's, whose name anything may be
    path("api/", asking_api.openapi, name="api"),
    path("api/hoi-dap/", asking_api.begin, name="api-begin"),
    path("api/hoi-dap/gui/", asking_api.send, name="api-send"),
    path("api/hoi-dap/tra-cuu/", asking_api.track, name="api-track"),
    path("hoi-dap/", asking.answers, name="answers"),
    path("hoi-dap/gui/", asking.ask, name="ask"),
    path("hoi-dap/tra-cuu/", asking.track, name="track"),
    path("hoi-dap/danh-gia/", asking.rate_answer, name="rate-answer"),
    path("hoi-dap/xac-nhan/<str:token>/", asking.confirm, name="confirm"),
    path("hoi-dap/<uuid:answer_id>/", asking.answered, name="answered"),
    path("hoi-dap/<uuid:answer_id>/luu/", asking.save_answer, name="save-answer"),
    path("<slug:site>/hoi-dap/", asking.answers, name="site-answers"),
    path("lay-y-kien/", commenting.drafts, name="drafts"),
    path("<slug:site>/lay-y-kien/", commenting.drafts, name="site-drafts"),
    path("lay-y-kien/<uuid:draft_id>/", commenting.draft, name="draft"),
    path("lay-y-kien/<uuid:draft_id>/luu/", commenting.save_draft, name="save-draft"),
    re_path(
        r"^lay-y-kien/(?P<draft_id>[0-9a-f-]{36})/tep/(?P<digest>[0-9a-f]{64})/$",
        commenting.draft_file,
        name="draft-file",
    ),
    path("lay-y-kien/<uuid:draft_id>/gop-y/", commenting.comment, name="comment"),
    path("danh-gia/", asking.rate_site, name="rate-site"),
    path("danh-gia/trang/", asking.rate_page, name="rate-page"),
]
