"""Addresses of training."""

from __future__ import annotations

from django.urls import path

from congvu.training.views import (
    attending,
    bank,
    certificates,
    classes,
    grades,
    keeping,
    lessons,
    places,
    sessions,
    sitting,
    yearly,
)

app_name = "training"

_CLASS = "dao-tao/lop/<uuid:training_class_id>/"
_COURSE = "dao-tao/khoa/<uuid:course_id>/"
_PLACE = "dao-tao/cho/<uuid:place_id>/"
_CERTIFICATE = "dao-tao/chung-nhan/<uuid:training_certificate_id>/"
_TEST = "dao-tao/bai-kiem-tra/<uuid:class_test_id>/"
_GRADES = "dao-tao/ket-qua-moodle/<uuid:grade_import_id>/"
_SITTING = "dao-tao/bai-lam/<uuid:sitting_id>/"
_SESSION = "dao-tao/buoi/<uuid:class_session_id>/"

urlpatterns = [
    path("dao-tao/", places.mine, name="mine"),
    path("dao-tao/lop/", classes.classes, name="classes"),
    path("dao-tao/lop/mo/", classes.open_class, name="open"),
    # one class
    path(_CLASS, classes.one_class, name="class"),
    path(_CLASS + "sua/", classes.change, name="change"),
    path(_CLASS + "buoi/", sessions.add_session, name="add-session"),
    path(_CLASS + "moi/", classes.invite, name="invite"),
    path(_CLASS + "huy/", classes.cancel, name="cancel"),
    path(_CLASS + "ket-thuc/", classes.close, name="close"),
    path(_CLASS + "dang-ky/", places.ask, name="ask"),
    path(_CLASS + "dang-ky-cho/", places.register, name="register"),
    path(_CLASS + "gop-y/", places.opinion, name="opinion"),
    # one place
    path(_PLACE + "duyet/", places.approve, name="approve"),
    path(_PLACE + "tu-choi/", places.refuse, name="refuse"),
    path(_PLACE + "rut/", places.withdraw, name="withdraw"),
    # one session
    path(_SESSION, attending.session, name="session"),
    path(_SESSION + "sua/", sessions.change_session, name="change-session"),
    path(_SESSION + "bo/", sessions.drop_session, name="drop-session"),
    path(_SESSION + "ma/", attending.code, name="code"),
    path(_SESSION + "co-mat/<str:code>/", attending.attend, name="attend"),
    # lessons
    path(_CLASS + "bai-giang/", lessons.lessons, name="lessons"),
    path(_CLASS + "bai-giang/<uuid:lesson_id>/", lessons.learn, name="learn"),
    path(_COURSE + "bai-giang/", lessons.packages, name="packages"),
    path(_COURSE + "bai-giang/them/", lessons.add_package, name="add-package"),
    path(
        "dao-tao/goi/<uuid:lesson_package_id>/thoi-dung/",
        lessons.withdraw_package,
        name="withdraw-package",
    ),
    path(
        "dao-tao/bai/<uuid:lesson_id>/xem-thu/", lessons.try_lesson, name="try-lesson"
    ),
    path("bai-giang/<str:lesson_pass>/", lessons.lesson_keep, name="lesson-keep"),
    path(
        "bai-giang/<str:lesson_pass>/<path:path>",
        lessons.lesson_file,
        name="lesson-file",
    ),
    # bank of questions, tests, papers
    path(_COURSE + "cau-hoi/", bank.bank, name="bank"),
    path(_COURSE + "cau-hoi/them/", bank.add_question, name="add-question"),
    path(_COURSE + "cau-hoi/nhap/", bank.import_questions, name="import-questions"),
    path(
        "dao-tao/cau-hoi/<uuid:test_question_id>/bo/",
        bank.retire_question,
        name="retire-question",
    ),
    path(_CLASS + "bai-kiem-tra/", sitting.tests, name="tests"),
    path(_CLASS + "bai-kiem-tra/dat/", bank.set_test, name="set-test"),
    path(_TEST, sitting.test, name="test"),
    path(_TEST + "rut/", bank.withdraw_test, name="withdraw-test"),
    path(_TEST + "lam/", sitting.begin, name="begin-test"),
    path(_SITTING, sitting.sitting, name="sitting"),
    path(_SITTING + "nop/", sitting.hand_in, name="hand-in"),
    # results of a file
    path(_CLASS + "ket-qua-moodle/", grades.loads, name="grade-imports"),
    path(_CLASS + "ket-qua-moodle/doc/", grades.check, name="check-grades"),
    path(_GRADES, grades.load, name="grade-import"),
    path(_GRADES + "ghi/", grades.keep, name="keep-grades"),
    path(_GRADES + "rut/", grades.undo, name="undo-grades"),
    # courses, skills, the year
    path("dao-tao/khoa/", keeping.courses, name="courses"),
    path("dao-tao/khoa/them/", keeping.add_course, name="add-course"),
    path(
        "dao-tao/khoa/<uuid:course_id>/sua/",
        keeping.change_course,
        name="change-course",
    ),
    path(
        "dao-tao/khoa/<uuid:course_id>/thoi-day/",
        keeping.end_course,
        name="end-course",
    ),
    path("dao-tao/con-thieu/", keeping.gaps, name="gaps"),
    path("dao-tao/ky-nang/", keeping.record_skills, name="record-skills"),
    path("dao-tao/chuyen-trach/", keeping.named, name="named"),
    path("dao-tao/chuyen-trach/ghi/", keeping.name_specialist, name="name"),
    path("dao-tao/bao-cao/", yearly.report, name="report"),
    path("dao-tao/bao-cao/<slug:form>/", yearly.export, name="export"),
    path("dao-tao/don-vi/", yearly.units, name="units"),
    path("dao-tao/don-vi/<uuid:training_unit_id>/", yearly.unit, name="unit"),
    path("dao-tao/don-vi/<slug:form>/", yearly.export_units, name="export-units"),
    # certificates
    path("dao-tao/chung-nhan/", certificates.own, name="my-certificates"),
    path(_CERTIFICATE + "tep/", certificates.certificate_file, name="certificate-file"),
    path(_CERTIFICATE + "thu-hoi/", certificates.withdraw, name="withdraw-certificate"),
    path(_CLASS + "chung-nhan/", certificates.certificates, name="certificates"),
    path(
        _CLASS + "chung-nhan/cap-so/", certificates.number, name="number-certificates"
    ),
    path(_CLASS + "chung-nhan/ky-so/", certificates.seal, name="seal-certificates"),
]
