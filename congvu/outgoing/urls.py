"""Addresses of outgoing papers, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.outgoing.views import (
    answers,
    attachments,
    book,
    books,
    copies,
    drafts,
    groups,
    issuing,
    numbers,
    outside,
    printing,
    runs,
    signing,
    steps,
    templates,
    with_paper,
)

app_name = "outgoing"

_LINE = "van-ban/di/<uuid:entry_id>/"
_DRAFT = "van-ban/di/du-thao/<uuid:draft_id>/"
_ATTACHMENT = _DRAFT + "kem-theo/<uuid:attachment_id>/"
_VERSION = _DRAFT + "ban/<int:number>/"

urlpatterns = [
    # the book
    path("van-ban/di/", book.book, name="book"),
    path("van-ban/di/danh-sach.xlsx", book.export, name="export"),
    path("van-ban/di/danh-sach.csv", book.export_csv, name="csv"),
    path("van-ban/di/in-so/", printing.book_print, name="book-print"),
    path("van-ban/di/in-so.pdf", printing.book_pdf, name="book-pdf"),
    path("van-ban/di/in-so.xlsx", printing.book_xlsx, name="book-xlsx"),
    # numbers
    path("van-ban/di/day-so/", numbers.sequences, name="sequences"),
    path("van-ban/di/kem-ban-giay/", with_paper.paper_rules, name="paper-rules"),
    path("van-ban/di/cac-so/", books.books, name="books"),
    path("van-ban/di/cac-so/<int:year>/khoa/", books.close, name="book-close"),
    path("van-ban/di/cac-so/<int:year>/mo-lai/", books.reopen, name="book-reopen"),
    path("van-ban/di/lay-so/", numbers.reserve, name="reserve"),
    path(_LINE, book.line, name="line"),
    path(_LINE + "tep/", book.line_file, name="line-file"),
    path(
        _LINE + "tep/<uuid:file_id>/",
        attachments.line_attachment,
        name="line-attachment",
    ),
    path(_LINE + "phat-hanh/", issuing.issue_number, name="issue-number"),
    path(_LINE + "thu-hoi/", issuing.recall_paper, name="recall"),
    path(_LINE + "quan-he/", issuing.relate_paper, name="relate"),
    path(_LINE + "huy-so/", numbers.cancel_number, name="cancel-number"),
]

_GROUP = "van-ban/di/nhom-noi-nhan/<uuid:group_id>/"

urlpatterns += [
    # recipient groups
    path("van-ban/di/nhom-noi-nhan/", groups.groups, name="groups"),
    path("van-ban/di/nhom-noi-nhan/moi/", groups.new_group, name="new-group"),
    path(_GROUP, groups.group, name="group"),
    path(_GROUP + "thoi-dung/", groups.drop_group, name="drop-group"),
]

_TEMPLATE = "van-ban/di/mau/<str:type_code>/"

urlpatterns += [
    # templates
    path("van-ban/di/mau/", templates.templates, name="templates"),
    path(_TEMPLATE, templates.template, name="template"),
    path(_TEMPLATE + "tep/", templates.template_file, name="template-file"),
    path(_TEMPLATE + "thoi-dung/", templates.drop_template, name="drop-template"),
    # drafts
    path("van-ban/di/du-thao/", drafts.drafts, name="drafts"),
    path("van-ban/di/du-thao/moi/", drafts.new_draft, name="new-draft"),
    path(_DRAFT, drafts.draft, name="draft"),
    path(_DRAFT + "sua/", drafts.write, name="write"),
    path(_DRAFT + "tu-luu/", drafts.autosave, name="autosave"),
    path(_DRAFT + "tai-len/", drafts.upload, name="upload"),
    path(_DRAFT + "sua-the-thuc/", drafts.mend, name="mend"),
    path(_DRAFT + "kem-theo/", attachments.attach, name="attach"),
    path(_ATTACHMENT + "tep/", attachments.attachment, name="attachment"),
    path(_ATTACHMENT + "bo/", attachments.detach, name="detach"),
    path(_VERSION, drafts.version, name="version"),
    path(_VERSION + "van-ban.<str:form>", drafts.version_set, name="version-set"),
    path(_VERSION + "tep/", drafts.version_file, name="version-file"),
    path("van-ban/di/tra-loi/<uuid:entry_id>/", answers.answers, name="answers"),
    # its steps
    path(_DRAFT + "trinh/", steps.send, name="send"),
    path(_DRAFT + "noi-dung-dat/", steps.check_content, name="check-content"),
    path(_DRAFT + "the-thuc-dat/", steps.check_form, name="check-form"),
    path(_DRAFT + "duyet/", steps.approve, name="approve"),
    path(_DRAFT + "da-ky-giay/", issuing.pen_signature, name="pen-signature"),
    path(_DRAFT + "ky/", signing.sign, name="sign"),
    path(_DRAFT + "ky-co-quan/", signing.seal, name="seal"),
    path(_DRAFT + "da-ky.pdf", signing.signed_file, name="signed-file"),
    path(_DRAFT + "cap-so/", issuing.give_number, name="give-number"),
    path(_DRAFT + "phat-hanh/", issuing.issue, name="issue"),
    path(_DRAFT + "tra-lai/", steps.return_draft, name="return"),
    path(_DRAFT + "thong-tin/", steps.change_facts, name="change-facts"),
    path(_DRAFT + "rut/", steps.withdraw, name="withdraw"),
    path(_DRAFT + "xin-y-kien/", steps.ask_opinions, name="ask-opinions"),
    path(_DRAFT + "khep-y-kien/", steps.close_opinions, name="close-opinions"),
    path(_DRAFT + "y-kien/<uuid:request_id>/", steps.give_opinion, name="give-opinion"),
]

urlpatterns += [
    # signing
    path("van-ban/di/cho-ky/", runs.to_sign, name="to-sign"),
    path("van-ban/di/cho-ky-co-quan/", runs.to_seal, name="to-seal"),
    path("van-ban/di/luot-ky/<uuid:run_id>/", runs.run, name="run"),
    path(_DRAFT + "duyet-va-ky/", signing.approve_and_sign, name="approve-and-sign"),
    path(_DRAFT + "nguoi-ky/", signing.change_signer, name="change-signer"),
    path(_DRAFT + "chu-ky/", signing.signatures, name="signatures"),
    path(_DRAFT + "ky-o-may/", outside.sign_outside, name="sign-outside"),
    path(_DRAFT + "ky-o-may/<uuid:waiting_id>/", outside.outside, name="outside"),
]
_COPY = "van-ban/sao/<uuid:copy_id>/"

urlpatterns += [
    # certified copies
    path("van-ban/sao/", copies.copies, name="copies"),
    path("van-ban/sao/chon/", copies.choose, name="copy-choose"),
    path(
        "van-ban/sao/tu-van-ban-den/<uuid:entry_id>/",
        copies.of_incoming,
        name="copy-incoming",
    ),
    path(
        "van-ban/sao/tu-van-ban-di/<uuid:entry_id>/",
        copies.of_outgoing,
        name="copy-outgoing",
    ),
    path(_COPY, copies.copy, name="copy"),
    path(_COPY + "ban-in.pdf", copies.copy_print, name="copy-print"),
    path(_COPY + "da-ky/", copies.copy_finish, name="copy-finish"),
    path(_COPY + "ky-so/", copies.copy_seal, name="copy-seal"),
]
