"""Addresses of mailboxes, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.mailboxes.views import (
    boxes,
    deliveries,
    letters,
    lists,
    mine,
    naming,
    quality,
    requests,
)

app_name = "mailboxes"

_BOX = "hop-thu/quan-ly/<uuid:box_id>/"
_REQUEST = "hop-thu/de-nghi/<uuid:request_id>/"
_LIST = "hop-thu/danh-sach/<uuid:list_id>/"
_LETTER = "thu-den/<uuid:letter_id>/"

urlpatterns = [
    # one's own
    path("hop-thu/", mine.mine, name="mine"),
    path("hop-thu/mat-khau/", mine.make_password, name="make-password"),
    path(
        "hop-thu/mat-khau/<uuid:password_id>/thu-hoi/",
        mine.revoke_password,
        name="revoke-password",
    ),
    path("hop-thu/<uuid:box_id>/vang-mat/", mine.vacation, name="vacation"),
    path("hop-thu/<uuid:box_id>/co-mat/", mine.end_vacation, name="end-vacation"),
    # those that are kept
    path("hop-thu/quan-ly/", boxes.boxes, name="boxes"),
    path("hop-thu/quan-ly/them/", boxes.add, name="add-box"),
    path("hop-thu/quan-ly/hang-loat/", boxes.provision, name="provision"),
    path(_BOX, boxes.box, name="box"),
    path(_BOX + "sua/", boxes.change, name="change-box"),
    path(_BOX + "dong/", boxes.close, name="close-box"),
    path(_BOX + "mo-lai/", boxes.reopen, name="reopen-box"),
    path(_BOX + "doi-dia-chi/", boxes.rename, name="rename-box"),
    path(_BOX + "nguoi-dung/", boxes.add_member, name="add-member"),
    path(
        "hop-thu/nguoi-dung/<uuid:member_id>/thoi/",
        boxes.end_member,
        name="end-member",
    ),
    path(_BOX + "dia-chi-phu/", boxes.add_alias, name="add-alias"),
    path(
        "hop-thu/dia-chi-phu/<uuid:alias_id>/thoi/", boxes.end_alias, name="end-alias"
    ),
    path(_BOX + "mo-xem/", boxes.look, name="look"),
    path("hop-thu/luot-mo/<uuid:access_id>/thoi/", boxes.end_look, name="end-look"),
    # what is asked for
    path("hop-thu/de-nghi/", requests.requests, name="requests"),
    path("hop-thu/de-nghi/gui/", requests.ask, name="ask"),
    path(_REQUEST, requests.one, name="request"),
    path(_REQUEST + "quyet-dinh/", requests.decide, name="decide"),
    path(_REQUEST + "rut/", requests.withdraw, name="withdraw"),
    # addresses that mean many
    path("hop-thu/danh-sach/", lists.lists, name="lists"),
    path("hop-thu/danh-sach/lap/", lists.make, name="make-list"),
    path(_LIST, lists.one, name="list"),
    path(_LIST + "sua/", lists.change, name="change-list"),
    path(_LIST + "thoi/", lists.end, name="end-list"),
    # the rule
    path("hop-thu/quy-tac/", naming.rule, name="rule"),
    # letters of the registry
    path("thu-den/", letters.letter_list, name="letters"),
    path("thu-den/quy-tac/", letters.letter_rule_list, name="letter-rules"),
    path(
        "thu-den/quy-tac/<uuid:rule_id>/het-hieu-luc/",
        letters.end_letter_rule,
        name="end-letter-rule",
    ),
    path(_LETTER, letters.letter, name="letter"),
    path(_LETTER + "vao-so/", letters.take_letter, name="take-letter"),
    path(_LETTER + "bo/", letters.ignore_letter, name="ignore-letter"),
    path(_LETTER + "xu-ly-lai/", letters.reopen_letter, name="reopen-letter"),
    path(_LETTER + "thu-goc/", letters.letter_file, name="letter-file"),
    path(_LETTER + "tep/<int:number>/", letters.letter_part, name="letter-part"),
    # letters on their way
    path("chuyen-thu/", deliveries.deliveries, name="deliveries"),
    path("chuyen-thu/<uuid:delivery_id>/", deliveries.delivery, name="delivery"),
    path("chuyen-thu/ngoai-quy-che/", deliveries.breaches, name="breaches"),
    path("chuyen-thu/chat-luong/", quality.quality, name="quality"),
    path("chuyen-thu/chat-luong/bao-cao/", quality.report, name="quality-report"),
    path("chuyen-thu/dmarc/", deliveries.dmarc, name="dmarc"),
]
