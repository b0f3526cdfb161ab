"""Addresses of specialised databases, their structures and rows."""

from __future__ import annotations

from django.urls import path

from congvu.registry.views import (
    agreements,
    catalogue,
    changes,
    databases,
    loads,
    quality,
    rows,
    sharing,
    sources,
    structures,
    tasks,
)

app_name = "registry"

_PLACE = "du-lieu-chuyen-nganh/"
_ONE = _PLACE + "<uuid:database_id>/"
_TABLE = _ONE + "cau-truc/<str:table_key>/"
_SOURCE = _PLACE + "nguon/<uuid:load_source_id>/"
_ROW = _ONE + "dong/<uuid:row_id>/"
_SETS = "du-lieu-chia-se/"
_SET = _SETS + "<uuid:data_set_id>/"
_CATALOGUE = "danh-muc-du-lieu/"
_SERVICE = _CATALOGUE + "dich-vu/<uuid:data_service_id>/"
_AGREEMENTS = "thoa-thuan-chia-se/"
_AGREEMENT = _AGREEMENTS + "<uuid:agreement_id>/"
_TASK = _PLACE + "viec-nap/<uuid:load_task_id>/"
_CHANGE = _PLACE + "de-nghi/<uuid:row_change_id>/"

urlpatterns = [
    path(_PLACE, databases.databases, name="list"),
    path(_PLACE + "lap/", databases.make, name="make"),
    path(_ONE, databases.database, name="database"),
    path(_ONE + "mo-ta/", databases.describe, name="describe"),
    # what it is made of
    path(_ONE + "cau-truc/", structures.structure, name="structure"),
    path(_ONE + "ap-dung/", structures.apply, name="apply"),
    path(_ONE + "bo-cau-truc/", structures.discard, name="discard"),
    path(_ONE + "them-bang/", structures.add_table, name="add-table"),
    path(_TABLE, structures.table, name="table"),
    path(_TABLE + "them-truong/", structures.add_column, name="add-column"),
    path(_TABLE + "truong/<str:column_key>/", structures.column, name="column"),
    # its rows
    path(_ONE + "ghi/<str:table_key>/", rows.enter, name="enter"),
    path(_ONE + "nap/<str:table_key>/", loads.load, name="load"),
    path(_ROW, rows.row, name="row"),
    path(_ROW + "dinh-chinh/", rows.correct, name="correct"),
    path(_ROW + "rut/", rows.withdraw, name="withdraw"),
    # what was proposed
    path(_ONE + "de-nghi/", changes.changes, name="changes"),
    path(_CHANGE, changes.change, name="change"),
    path(_CHANGE + "duyet/", changes.approve, name="approve"),
    path(_CHANGE + "rut/", loads.undo, name="undo"),
    path(_CHANGE + "khong-duyet/", changes.refuse, name="refuse"),
    # what the worker does of it
    path(_TASK, tasks.task, name="task"),
    path(_TASK + "bat-dau/", tasks.begin, name="begin-task"),
    path(_TASK + "dung/", tasks.stop, name="stop-task"),
    # files that come by themselves
    path(_ONE + "nguon/", sources.sources, name="sources"),
    path(_ONE + "nguon/<str:table_key>/", sources.make, name="make-source"),
    path(_SOURCE, sources.source, name="source"),
    path(_SOURCE + "sua/", sources.change, name="change-source"),
    path(_SOURCE + "tam-dung/", sources.pause, name="pause-source"),
    path(_SOURCE + "chay-tiep/", sources.resume, name="resume-source"),
    path(_SOURCE + "chay-ngay/", sources.ask, name="ask-source"),
    path(_SOURCE + "bo/", sources.end, name="end-source"),
    # what is shared
    path(_SETS, sharing.sets, name="sets"),
    path(_ONE + "chia-se/<str:table_key>/", sharing.offer, name="offer-set"),
    path(_SET, sharing.one_set, name="set"),
    path(_SET + "sua/", sharing.describe, name="describe-set"),
    path(_SET + "rut/", sharing.withdraw, name="withdraw-set"),
    path(_SET + "cong-khai/", sharing.publish, name="publish-set"),
    path(_SET + "go-xuong/", sharing.take_down, name="take-set-down"),
    path(_SET + "du-lieu.csv", sharing.set_csv, name="set-csv"),
    path(_SET + "luot-doc/", sharing.calls, name="calls"),
    path(_SET + "chat-luong/", quality.quality, name="quality"),
    path(_SET + "do-chat-luong/", quality.measure, name="measure-set"),
    # all there is, services among it
    path(_CATALOGUE, catalogue.catalogue, name="catalogue"),
    path(_CATALOGUE + "khai/", catalogue.declare, name="declare-service"),
    path(_SERVICE, catalogue.service, name="service"),
    path(_SERVICE + "sua/", catalogue.change, name="change-service"),
    # with whom, on which terms
    path(_SET + "de-nghi/", agreements.ask, name="ask-sharing"),
    path(_AGREEMENTS, agreements.agreements, name="agreements"),
    path(_AGREEMENT, agreements.agreement, name="agreement"),
    path(_AGREEMENT + "dieu-khoan/", agreements.terms, name="sharing-terms"),
    path(_AGREEMENT + "dong-y/", agreements.agree, name="agree-sharing"),
    path(_AGREEMENT + "khong-dong-y/", agreements.refuse, name="refuse-sharing"),
    path(_AGREEMENT + "tam-dung/", agreements.suspend, name="suspend-sharing"),
    path(_AGREEMENT + "tro-lai/", agreements.resume, name="resume-sharing"),
    path(_AGREEMENT + "cham-dut/", agreements.end, name="end-sharing"),
]
