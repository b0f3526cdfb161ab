"""Addresses of incoming documents, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.documents import views
from congvu.documents.views import (
    books,
    correcting,
    following,
    handing,
    handling,
    intake,
    leaving,
    paper,
    piles,
    printing,
    registering,
    saved,
    urging,
)

app_name = "documents"

_ENTRY = "van-ban/den/<uuid:entry_id>/"
_PART = _ENTRY + "viec/<uuid:assignment_id>/"
_FILE = _ENTRY + "tep/<uuid:file_id>/"
_OLD = "van-ban/den/so-cu/"
_HANDED = "van-ban/ban-giao/"
_PILE = "tiep-nhan/bo/<uuid:pile_id>/"
_ITEM = "tiep-nhan/<uuid:item_id>/"

urlpatterns = [
    # /van-ban/den/
    path("van-ban/den/", views.register_page, name="register"),
    path("van-ban/den/moi/", views.register_news, name="register-news"),
    # one line of the register
    path(_ENTRY, views.entry_page, name="entry"),
    path(_ENTRY + "phieu/", views.entry_slip, name="slip"),
    path(_ENTRY + "phieu.pdf", views.entry_slip_pdf, name="slip-pdf"),
    path(_ENTRY + "trinh/", views.submit, name="submit"),
    path(_ENTRY + "chuyen/", views.transfer, name="transfer"),
    path(_ENTRY + "tra-noi-gui/", views.return_to_sender, name="return-to-sender"),
    path(_ENTRY + "huy-so/", views.cancel_number, name="cancel-number"),
    path(_ENTRY + "sua/", correcting.correct, name="correct"),
    path(_ENTRY + "them-tep/", correcting.attach, name="attach"),
    path(_ENTRY + "quyen/", views.open_right, name="open-right"),
    path(
        _ENTRY + "quyen/thu-lai/<uuid:desk_id>/", views.close_right, name="close-right"
    ),
    # one desk's part in it
    path(_PART + "but-phe/", views.instruct, name="instruct"),
    path(_PART + "dong-y/", views.agree, name="agree"),
    path(_PART + "phan-cong/", views.assign, name="assign"),
    path(_PART + "bao-cao/", views.report, name="report"),
    path(_PART + "xac-nhan/", views.confirm, name="confirm"),
    path(_PART + "tra-lai-bao-cao/", views.return_report, name="return-report"),
    path(_PART + "tra-lai/", views.send_back, name="send-back"),
    path(_PART + "da-biet/", views.seen, name="seen"),
]

urlpatterns += [
    # /co-quan/han-va-nhac-viec/
    path(
        "co-quan/han-va-nhac-viec/",
        handling.handling_rules,
        name="handling-rules",
    ),
    # following the work
    path(_PART + "thu-hoi/", following.recall, name="recall"),
    path(_PART + "chuyen-nguoi-khac/", following.pass_on, name="pass-on"),
    path(_PART + "xin-chuyen/", following.ask_pass_on, name="ask-pass-on"),
    path(_PART + "dong-y-chuyen/", following.grant_pass_on, name="grant-pass-on"),
    path(_PART + "khong-chuyen/", following.refuse_pass_on, name="refuse-pass-on"),
    path(_PART + "xin-gia-han/", following.ask_extension, name="ask-extension"),
    path(_PART + "gia-han/", following.grant_extension, name="grant-extension"),
    path(_PART + "khong-gia-han/", following.refuse_extension, name="refuse-extension"),
    path(_PART + "doi-han/", following.move_day, name="move-day"),
    path(
        _ENTRY + "xin-noi-gui-gia-han/",
        following.ask_sender_extension,
        name="ask-sender-extension",
    ),
    path(_PART + "don-doc/", urging.urge, name="urge"),
    path(_ENTRY + "don-doc-van-thu/", urging.urge_registry, name="urge-registry"),
    path(_ENTRY + "chuyen-de-biet/", following.forward, name="forward"),
    path(_ENTRY + "ai-da-xem/", following.readers, name="readers"),
    path(_ENTRY + "ai-duoc-xem/", views.who_may, name="rights"),
    path("van-ban/den/don-doc/", urging.urge_many, name="urge-many"),
]

urlpatterns += [
    # /tiep-nhan/
    path("tiep-nhan/", intake.intake_page, name="intake"),
    path("tiep-nhan/tai-len/", intake.intake_upload, name="intake-upload"),
    path(
        "tiep-nhan/vao-so/",
        intake.intake_register_ready,
        name="intake-register-ready",
    ),
    # /ban-giao/chuc-vu/
    path("ban-giao/chuc-vu/", leaving.empty_desks, name="empty-desks"),
    path(
        "ban-giao/chuc-vu/<uuid:post_id>/",
        leaving.hand_over_desk,
        name="hand-over-desk",
    ),
    # piles of scans
    path("tiep-nhan/bo/", piles.pile_list, name="piles"),
    path("tiep-nhan/bo/nhan/", piles.pile_label, name="pile-label"),
    path("tiep-nhan/bo/to-ngan.pdf", piles.pile_separator, name="pile-separator"),
    path(_PILE, piles.pile_page, name="pile"),
    path(_PILE + "trang/<int:number>/", piles.pile_image, name="pile-image"),
    path(_PILE + "trang/<int:number>/tach/", piles.pile_split, name="pile-split"),
    path(_PILE + "trang/<int:number>/ghep/", piles.pile_join, name="pile-join"),
    path(_PILE + "trang/<int:number>/lay-lai/", piles.pile_keep, name="pile-keep"),
    # one file at the door
    path(_ITEM, intake.intake_item, name="intake-item"),
    path(_ITEM + "dong/", intake.intake_row, name="intake-row"),
    path(_ITEM + "vao-so/", registering.intake_register, name="intake-register"),
    path(_ITEM + "de-sau/", registering.intake_draft, name="intake-draft"),
    path(_ITEM + "kem/", registering.intake_attach, name="intake-attach"),
    path(_ITEM + "bo/", registering.intake_discard, name="intake-discard"),
    path(_ITEM + "la-mat/", registering.intake_secret, name="intake-secret"),
    path(_ITEM + "khong-mat/", registering.intake_not_secret, name="intake-not-secret"),
    path(
        _ITEM + "so-voi/<uuid:entry_id>/",
        registering.intake_compare,
        name="intake-compare",
    ),
    path(_ITEM + "tep/", paper.intake_file, name="intake-file"),
    path(_ITEM + "tim-duoc/", paper.intake_searchable, name="intake-searchable"),
    path(
        _ITEM + "trang/<int:number>/",
        paper.intake_page_image,
        name="intake-page-image",
    ),
    # a paper without a file
    path("van-ban/den/vao-so/", registering.register_paper, name="register-paper"),
    path("van-ban/den/noi-gui/", registering.issuer_note, name="issuer-note"),
    # the registers on paper, and the books
    path("van-ban/den/in-so/", printing.register_print, name="register-print"),
    path("van-ban/den/in-so.pdf", printing.register_pdf, name="register-pdf"),
    path("van-ban/den/in-so.xlsx", printing.register_xlsx, name="register-xlsx"),
    path("van-ban/den/bang/", saved.register_table, name="register-table"),
    path("van-ban/den/cot/", saved.choose_columns, name="choose-columns"),
    path("van-ban/den/bo-loc/", saved.save_filter, name="save-filter"),
    path(
        "van-ban/den/bo-loc/<uuid:filter_id>/xoa/",
        saved.delete_filter,
        name="delete-filter",
    ),
    path("van-ban/den/danh-sach.csv", printing.register_csv, name="register-csv"),
    path(
        "van-ban/den/danh-sach.xlsx", printing.register_export, name="register-export"
    ),
    path("van-ban/den/so/", books.register_books, name="books"),
    path("van-ban/den/so/mo-lai/", books.register_reopen, name="reopen-register"),
    # books of agencies that ended, and what was handed over
    path(_OLD, handing.old_books, name="old-books"),
    path(_OLD + "<uuid:register_id>/", handing.old_book, name="old-book"),
    path(_OLD + "<uuid:register_id>.pdf", handing.old_book_pdf, name="old-book-pdf"),
    path(_OLD + "<uuid:register_id>.xlsx", handing.old_book_xlsx, name="old-book-xlsx"),
    path(_HANDED, handing.hand_overs, name="hand-overs"),
    path(_HANDED + "<uuid:hand_over_id>/", handing.hand_over, name="hand-over"),
    path(
        _HANDED + "<uuid:hand_over_id>.pdf", handing.hand_over_pdf, name="hand-over-pdf"
    ),
    # the paper itself
    path(_FILE, paper.paper_file, name="file"),
    path(_FILE + "tim-duoc/", paper.paper_searchable, name="file-searchable"),
    path(_FILE + "dau-den.pdf", paper.paper_marked, name="file-marked"),
    path(_FILE + "trang/<int:number>/", paper.paper_page, name="page-image"),
]
