"""Office addresses of questions, drafts for comment, ratings; by object."""

from __future__ import annotations

from django.urls import path

from congvu.portal.views import open_drafts, questions

_QUESTION = "cong/hoi-dap/<uuid:asked_id>/"
_DRAFT = "cong/lay-y-kien/<uuid:open_draft_id>/"
_GROUP = "cong/lay-y-kien/tiep-thu/<uuid:comment_group_id>/"

urlpatterns = [
    path("cong/hoi-dap/", questions.question_list, name="questions"),
    path("cong/hoi-dap/dung-han/", questions.ask_figures, name="ask-figures"),
    path(_QUESTION, questions.question, name="question"),
    path(
        _QUESTION + "tep/<int:number>/", questions.question_file, name="question-file"
    ),
    path(_QUESTION + "<slug:step>/", questions.question_step, name="question-step"),
    # drafts open for comment
    path("cong/lay-y-kien/", open_drafts.open_drafts, name="open-drafts"),
    path("cong/lay-y-kien/tep/", open_drafts.open_file, name="open-file"),
    path("cong/lay-y-kien/them/", open_drafts.open_new, name="open-new"),
    path(_DRAFT, open_drafts.one_open_draft, name="open-draft"),
    path(_DRAFT + "rut/", open_drafts.withdraw, name="withdraw-draft"),
    path(_DRAFT + "tiep-thu/", open_drafts.add_group, name="add-group"),
    path(_DRAFT + "cong-khai/", open_drafts.publish_summary, name="publish-summary"),
    path(
        "cong/lay-y-kien/y-kien/<uuid:comment_id>/", open_drafts.judge, name="comment"
    ),
    path(_GROUP, open_drafts.group, name="group"),
    path(_GROUP + "bo/", open_drafts.drop_group, name="drop-group"),
    # what people think of the site
    path("cong/danh-gia/", open_drafts.ratings, name="ratings"),
]
