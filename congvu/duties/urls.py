"""Addresses of duties, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.duties.views import (
    difficulties,
    duties,
    following,
    measuring,
    scorecard,
    shares,
)

app_name = "duties"

_SHARE = "nhiem-vu/phan/<uuid:share_id>/"
_HARD = "nhiem-vu/vuong-mac/<uuid:difficulty_id>/"

urlpatterns = [
    path("nhiem-vu/", duties.duty_list, name="list"),
    path("nhiem-vu/giao/", duties.give, name="give"),
    path("nhiem-vu/<uuid:duty_id>/", duties.duty, name="duty"),
    path("nhiem-vu/<uuid:duty_id>/chi-tieu/", measuring.measure_by, name="measure"),
    path("nhiem-vu/don-doc/", following.urge_many, name="urge-many"),
    path("nhiem-vu/don-doc/cong-van/", following.urge_letter, name="urge-letter"),
    path("nhiem-vu/bang-diem/", scorecard.scorecard, name="scorecard"),
    path(
        "nhiem-vu/bang-diem/xuat.xlsx",
        scorecard.scorecard_export,
        name="scorecard-export",
    ),
    # what stands in the way
    path("nhiem-vu/vuong-mac/", difficulties.difficulties, name="difficulties"),
    path(_HARD, difficulties.difficulty, name="difficulty"),
    path(_HARD + "tra-loi/", difficulties.answer_one, name="answer-difficulty"),
    path(_HARD + "trinh/", difficulties.escalate, name="escalate-difficulty"),
    path(_HARD + "trinh-len/", difficulties.refer, name="refer-difficulty"),
    path(_HARD + "quyet-dinh/", difficulties.decide, name="decide-difficulty"),
    path(_SHARE + "vuong-mac/", difficulties.raise_one, name="raise-difficulty"),
    # one body's share of it
    path(_SHARE + "giao-tiep/", shares.assign, name="assign"),
    path(_SHARE + "tien-do/", shares.progress, name="progress"),
    path(_SHARE + "bao-cao/", shares.report, name="report"),
    path(_SHARE + "xac-nhan/", shares.accept, name="accept"),
    path(_SHARE + "tra-lai/", shares.give_back, name="return"),
    # followed up
    path(_SHARE + "xin-gia-han/", following.ask_extension, name="ask-extension"),
    path(_SHARE + "gia-han/", following.grant_extension, name="grant-extension"),
    path(
        _SHARE + "khong-gia-han/",
        following.refuse_extension,
        name="refuse-extension",
    ),
    path(_SHARE + "tam-dung/", following.suspend, name="suspend"),
    path(_SHARE + "lam-tiep/", following.resume, name="resume"),
    path(_SHARE + "thu-hoi/", following.revoke, name="revoke"),
    path(_SHARE + "don-doc/", following.urge, name="urge"),
]
