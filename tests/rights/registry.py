"""The division's database: one row approved, one proposed, a structure prepared."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.registry.actions import (
    LoadWish,
    ServiceData,
    SourceData,
    approve_change,
    declare_service,
    make_source,
    pause_source,
    prepare_structure,
    read_file,
    send_file,
    stop_sharing,
)
from congvu.registry.queries import last_structure
from congvu.registry.rules import Step
from tests.people import Province
from tests.registry.sharing import agreement, data_set
from tests.registry.stories import COMMUNES, TYPED, book, database, row
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                               reading            sending
REGISTRY_ROUTES = """
registry:list                            use-registry       m
registry:make                            make-database      make-database
registry:database @database              database           m
registry:describe @database              run-database       run-database
registry:structure @database             database           m
registry:apply @database                 run-database       run-database
registry:discard @database               m                  run-database
registry:add-table @database             run-database       run-database
registry:table @database                 run-database       run-database
registry:add-column @database            run-database       run-database
registry:column @database                run-database       run-database
registry:enter @database                 keep-database      keep-database
registry:load @database                  keep-database      keep-database
registry:undo @loaded-file               run-database       run-database
registry:row @database                   database           m
registry:correct @database               keep-database      keep-database
registry:withdraw @database              keep-database      keep-database
registry:changes @database               keep-database      m
registry:change @database                keep-database      m
registry:approve @database               m                  run-database
registry:refuse @database                run-database       run-database
registry:task @load-task                 keep-database      m
registry:begin-task @load-task           keep-database      keep-database
registry:stop-task @load-task            m                  keep-database
registry:sources @database               keep-database      m
registry:make-source @database           keep-database      keep-database
registry:source @load-source             keep-database      m
registry:change-source @load-source      keep-database      keep-database
registry:pause-source @load-source       keep-database      keep-database
registry:resume-source @load-source-still  m                keep-database
registry:ask-source @load-source         m                  keep-database
registry:end-source @load-source         keep-database      keep-database
registry:sets                            use-registry       m
registry:offer-set @database             run-database       run-database
registry:set @data-set                   database           m
registry:describe-set @data-set          run-database       run-database
registry:withdraw-set @data-set          run-database       run-database
registry:publish-set @data-set-open       m                  agree-sharing
registry:take-set-down @data-set-open     m                  agree-sharing
registry:set-csv @data-set               database           m
registry:calls @data-set                 database           m
registry:quality @data-set               keep-database      m
registry:measure-set @data-set           m                  keep-database
registry:ask-sharing @data-set           run-database       run-database
registry:catalogue                       use-registry       m
registry:declare-service                 make-database      make-database
registry:service @data-service           use-registry*      m
registry:change-service @data-service    declare-service    declare-service
registry:agreements                      use-registry       m
registry:agreement @agreement            use-registry       m
registry:sharing-terms @agreement        run-sharing        run-sharing
registry:agree-sharing @agreement        m                  agree-sharing
registry:refuse-sharing @agreement       run-sharing        run-sharing
registry:suspend-sharing @agreement-held   run-sharing        run-sharing
registry:resume-sharing @agreement-still  run-sharing        run-sharing
registry:end-sharing @agreement-held   run-sharing        run-sharing
"""

_ONE = "/databases/{database_id}"
_ROW = _ONE + "/rows/{row_id}"
_SERVICE = "/data-services/{data_service_id}"
_SOURCE = "/load-sources/{load_source_id}"
_CHANGE = "/row-changes/{row_change_id}"
_TASK = "/load-tasks/{load_task_id}"
_SET = "/data-sets/{data_set_id}"
_SHARED = "/sharing-agreements"
_AGREED = _SHARED + "/{agreement_id}"

REGISTRY_OPERATIONS = f"""
GET /databases                                        use-registry
POST /databases                                       make-database
GET {_ONE} @database                                  database
PUT {_ONE} @database                                  run-database
GET {_ONE}/structures @database                       database
PUT {_ONE}/structure @database                        run-database
POST {_ONE}/structure/apply @database                 run-database
POST {_ONE}/structure/discard @database               run-database
GET {_ONE}/rows @database                             database
POST {_ONE}/rows @database                            keep-database
GET {_ROW} @database                                  database
GET {_ROW}/believed @database                         database
POST {_ROW}/correct @database                         keep-database
POST {_ROW}/withdraw @database                        keep-database
GET {_ONE}/row-changes @database                      keep-database
POST {_ONE}/loads @database                           keep-database
POST {_ONE}/load-tasks @database                      keep-database
GET {_TASK} @load-task                                keep-database
POST {_TASK}/begin @load-task                         keep-database
POST {_TASK}/stop @load-task                          keep-database
GET {_CHANGE}/lines @loaded-file                      keep-database
POST {_CHANGE}/undo @loaded-file                      run-database
GET {_CHANGE} @database                               keep-database
POST {_CHANGE}/approve @database                      run-database
POST {_CHANGE}/refuse @database                       run-database
GET {_ONE}/sources @database                          keep-database
POST {_ONE}/sources @database                         keep-database
GET {_SOURCE} @load-source                            keep-database
PUT {_SOURCE} @load-source                            keep-database
GET {_SOURCE}/runs @load-source                       keep-database
POST {_SOURCE}/pause @load-source                     keep-database
POST {_SOURCE}/resume @load-source-still              keep-database
POST {_SOURCE}/ask @load-source                       keep-database
POST {_SOURCE}/end @load-source                       keep-database
GET /data-sets                                        use-registry
POST /data-sets @database                             run-database
GET {_SET} @data-set                                  database
PUT {_SET} @data-set                                  run-database
POST {_SET}/withdraw @data-set                        run-database
POST {_SET}/publish @data-set-open                    agree-sharing
POST {_SET}/take-down @data-set-open                  agree-sharing
GET {_SET}/quality @data-set                          database
POST {_SET}/quality @data-set                         keep-database
GET {_SET}/schema @data-set                           database
GET {_SET}/openapi @data-set                          database
GET {_SET}/rows @data-set                             database
GET {_SET}/rows.csv @data-set                         database
GET {_SET}/calls @data-set                            database
GET /data-catalogue                                   use-registry
POST /data-services                                   make-database
GET {_SERVICE} @data-service                          use-registry*
PUT {_SERVICE} @data-service                          declare-service
GET {_SHARED}                                         use-registry
POST {_SHARED} @data-set                              run-database
GET {_AGREED} @agreement                              use-registry
PUT {_AGREED} @agreement                              run-sharing
POST {_AGREED}/agree @agreement                       agree-sharing
POST {_AGREED}/refuse @agreement                      run-sharing
POST {_AGREED}/suspend @agreement-held      run-sharing
POST {_AGREED}/resume @agreement-still      run-sharing
POST {_AGREED}/end @agreement-held      run-sharing
"""

_MARK = "2.1"
_FILE = "Tên,Số đăng ký\nHợp tác xã trong tệp,HTX-500\n".encode()
_SERVED: dict[str, Any] = {
    "title": "Tra cứu hợp tác xã",
    "about": "Tên, số đăng ký",
    "basis": "Kế hoạch số 12",
    "fields": ["Tên", "Số đăng ký"],
    "has_personal": False,
    "protocol": "rest",
    "state": "running",
}
_FROM = {"name": "Báo cáo tháng", "kind": "folder", "every": "daily"}
_AGREEMENTS = ("agreement", "agreement-held", "agreement-still")
_OFFERED = {
    "title": "Hợp tác xã",
    "about": "Tên",
    "frequency": "monthly",
    "access": "shared",
}


def registry_things() -> dict[str, Thing]:
    of = {"given": {"khoa giáo"}, "told": {"khoa giáo"}}
    return {
        **{
            name: Thing("database", COMMITTEE, **of)
            for name in (
                "database",
                "load-source",
                "load-source-still",
                "load-task",
                "loaded-file",
            )
        },
        # Nobody else was invited.
        "data-set": Thing("database", COMMITTEE, **of),
        "data-set-open": Thing("database", COMMITTEE, **of),
        # Seen by everybody, its agency keeps it.
        "data-service": Thing("database", COMMITTEE, **of),
        # Between the only two agencies there are.
        **{name: Thing("database", "", given={"khoa giáo"}) for name in _AGREEMENTS},
    }


def registry_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    found = database(people)
    made = row(people, found)
    waiting = row(people, found, who="minh", approve=False, so="HTX-77")
    last = last_structure(found)
    named = replace(COMMUNES, label="Xã, phường")
    prepare_structure(
        database_id=found.pk,
        tables=(named, last.tables[1]),
        seen=last.mark,
        by=people.seat("hoa"),
        at=people.at,
    )
    loaded = read_file(
        database_id=found.pk,
        table_key="htx",
        stream=BytesIO(_FILE),
        name="htx.csv",
        wish=LoadWish(people.today),
        by=people.seat("minh"),
        at=people.at,
    )
    approve_change(change_id=loaded.pk, by=people.seat("hoa"), at=people.at)
    waits = send_file(
        database_id=found.pk,
        table_key="htx",
        stream=book("Bìa", "Danh sách"),
        name="htx.xlsx",
        wish=LoadWish(people.today),
        by=people.seat("minh"),
        at=people.at,
    )
    objects["load-task"] = {"load_task_id": waits.pk}
    objects["loaded-file"] = {"row_change_id": loaded.pk}
    objects["database"] = {
        "database_id": found.pk,
        "table_key": "htx",
        "column_key": "so",
        "row_id": made.row,
        "row_change_id": waiting.pk,
        "seen": made.pk,
    }
    for name in ("load-source", "load-source-still"):
        source = make_source(
            database_id=found.pk,
            table_key="htx",
            data=SourceData(place=name, **_FROM),
            by=people.seat("minh"),
            at=people.at,
        )
        objects[name] = {"load_source_id": source.pk}
    pause_source(
        source_id=source.pk,
        reason="Chờ mẫu mới",
        by=people.seat("minh"),
        at=people.at,
    )
    service = declare_service(
        data=ServiceData(**_SERVED), by=people.seat("hoa"), at=people.at
    )
    objects["data-service"] = {"data_service_id": service.pk}
    invited = data_set(people, found, access="restricted")
    opened = data_set(people, found, access="open", fields=["ten"], licence="cc0-1.0")
    objects["data-set-open"] = {"data_set_id": opened.pk}
    objects["data-set"] = {"data_set_id": invited.pk}
    for name in _AGREEMENTS:
        held = name != "agreement"
        made = agreement(people, data_set(people, found), agreed=held)
        objects[name] = {"agreement_id": made.pk}
    stop_sharing(
        agreement_id=objects["agreement-still"]["agreement_id"],
        step=Step.SUSPEND,
        reason="Theo chỉ đạo",
        by=people.seat("hoa"),
        at=people.at,
    )


def registry_forms(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    day, seen = f"{people.today:%d/%m/%Y}", objects["database"]["seen"].hex
    typed = {**TYPED, "so": "HTX-99", "valid_from": day, "structure": "1"}
    column = {"label": "Ghi chú", "kind": "text", "seen": _MARK}
    ended = {"valid_from": day, "reason": "Giải thể", "seen": seen}
    made = {"name": "Trường học", "about": "Theo dõi trường học"}
    why = {"reason": "Theo chỉ đạo"}
    terms = {"purpose": "Rà soát", "basis": "Công văn 12", "valid_from": day}
    terms |= {"fields_chosen": ["ten"], "consumer_id": str(people.commune.pk)}
    offered = {**_OFFERED, "fields_chosen": ["ten"]}
    served = {**_SERVED, "fields_told": "Tên", "has_personal": "khong"}
    source = {**_FROM, "place": "thang", "hour": "2", "weekday": "0"}
    source |= {"on_same": "skip"}
    return {
        "registry:declare-service": served,
        "registry:change-service": {**served, "seen": "1"},
        "registry:make-source": source,
        "registry:change-source": {**source, "place": "quy", "seen": "1"},
        "registry:pause-source": why,
        "registry:end-source": why,
        "registry:offer-set": offered,
        "registry:describe-set": {**offered, "seen": "1"},
        "registry:withdraw-set": why,
        "registry:ask-sharing": terms,
        "registry:sharing-terms": {**terms, "seen": "1"},
        "registry:agree-sharing": {"seen": "1"},
        "registry:refuse-sharing": why,
        "registry:suspend-sharing": why,
        "registry:resume-sharing": why,
        "registry:end-sharing": why,
        "registry:make": {**made, "unit_id": str(people.division.pk)},
        "registry:describe": made,
        "registry:apply": {"reason": "Đổi tên", "seen": _MARK},
        "registry:add-table": {"label": "Trường", "seen": _MARK},
        "registry:table": {"label": "HTX", "seen": _MARK},
        "registry:add-column": column,
        "registry:column": {**column, "label": "Số"},
        "registry:enter": typed,
        "registry:correct": {**typed, "reason": "Nhầm", "seen": seen},
        "registry:withdraw": ended,
        "registry:refuse": {"reason": "Thiếu căn cứ"},
        "registry:undo": {"reason": "Nhầm tệp"},
        "registry:begin-task": {"sheet": "Danh sách"},
        "registry:load": {
            "file": SimpleUploadedFile("htx.csv", _FILE.replace(b"500", b"501")),
            "since": people.today.isoformat(),
            "table": "htx",
            "on_same": "skip",
        },
    }


def registry_bodies(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    day, seen = people.today.isoformat(), str(objects["database"]["seen"])
    made = {"name": "Trường học", "about": "Theo dõi trường học"}
    typed = {**TYPED, "so": "HTX-99"}
    entered = {"values": typed, "valid_from": day, "structure": 1}
    ended = {"valid_from": day, "reason": "Giải thể", "seen": seen}
    why = {"reason": "Theo chỉ đạo"}
    terms = {"purpose": "Rà soát", "basis": "Công văn 12", "valid_from": day}
    terms |= {"fields": ["ten"]}
    offered = {**_OFFERED, "fields": ["ten"]}
    table = {"database_id": str(objects["database"]["database_id"]), "table": "htx"}
    parties = {
        "data_set_id": str(objects["data-set"]["data_set_id"]),
        "consumer_id": str(people.commune.pk),
    }
    source = {**_FROM, "place": "thang"}
    return {
        "POST /data-services": _SERVED,
        f"PUT {_SERVICE}": {**_SERVED, "seen": 1},
        f"POST {_ONE}/sources": {**source, "table": "htx"},
        f"PUT {_SOURCE}": {**source, "place": "quy", "seen": 1},
        f"POST {_SOURCE}/pause": why,
        f"POST {_SOURCE}/end": why,
        "POST /data-sets": {**offered, **table},
        f"PUT {_SET}": {**offered, "seen": 1},
        f"POST {_SET}/withdraw": why,
        f"POST {_SHARED}": {**terms, **parties},
        f"PUT {_AGREED}": {**terms, "seen": 1},
        f"POST {_AGREED}/agree": {"seen": 1},
        f"POST {_AGREED}/refuse": why,
        f"POST {_AGREED}/suspend": why,
        f"POST {_AGREED}/resume": why,
        f"POST {_AGREED}/end": why,
        "POST /databases": {**made, "unit_id": str(people.division.pk)},
        f"PUT {_ONE}": made,
        f"PUT {_ONE}/structure": {"tables": [], "seen": _MARK},
        f"POST {_ONE}/structure/apply": {"reason": "Đổi tên", "seen": _MARK},
        f"POST {_ONE}/rows": {**entered, "table": "htx"},
        f"POST {_ROW}/correct": {**entered, "reason": "Nhầm", "seen": seen},
        f"POST {_ROW}/withdraw": ended,
        f"POST {_CHANGE}/refuse": {"reason": "Thiếu căn cứ"},
        f"POST {_CHANGE}/undo": {"reason": "Nhầm tệp"},
        f"POST {_TASK}/begin": {"sheet": "Danh sách"},
    }
