"""A class of the committee's: Minh asked for a place, Hoa has one and trains."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from congvu.training.actions import ask_place, code_shown
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.training.stories import TYPED, one_class, session

#  address                              reading              sending
TRAINING_ROUTES = """
training:mine                           office               m
training:classes                        office               m
training:open                           keep-training*       keep-training*=r
training:class @class                   office               m
training:change @class                  keep-training        keep-training
training:add-session @class             keep-training        keep-training
training:change-session @class          keep-training        keep-training
training:drop-session @class            keep-training        keep-training
training:invite @class                  keep-training        keep-training
training:cancel @class                  keep-training        keep-training
training:close @class                   m                    keep-training
training:ask @class                     m                    office
training:register @class                register-training*   register-training*=r
training:opinion @class                 office               office=r
training:approve @place                 m                    decide-place
training:refuse @place                  decide-place         decide-place
training:withdraw @place                m                    withdraw-place
training:session @class                 keep-training        keep-training
training:code @class                    keep-training        m
training:attend @class                  office               office
training:courses                        office               m
training:add-course                     keep-training*       keep-training*
training:change-course @class           keep-training        keep-training
training:end-course @class              keep-training        keep-training
training:gaps                           see-training*        m
training:record-skills                  keep-training*       keep-training*=r
training:named                          office               m
training:name                           keep-training*       keep-training*=r
training:report                         see-training*        m
training:export @training-list          see-training*        m
training:units                          see-training*        m
training:unit @place                    see-units            m
training:export-units @training-list    see-training*        m
"""

_CLASS = "/training-classes/{training_class_id}"
_PLACE = "/training-places/{place_id}"
_SESSION = "/training-sessions/{class_session_id}"

TRAINING_OPERATIONS = f"""
GET /training-classes                                 office
POST /training-classes                                keep-training*=r
GET {_CLASS} @class                                   office
PUT {_CLASS} @class                                   keep-training
GET {_CLASS}/sessions @class                          office
POST {_CLASS}/sessions @class                         keep-training
PUT {_SESSION} @class                                 keep-training
POST {_SESSION}/drop @class                           keep-training
POST {_CLASS}/invitations @class                      keep-training
POST {_CLASS}/cancel @class                           keep-training
POST {_CLASS}/close @class                            keep-training=r
GET {_CLASS}/places @class                            office
POST {_CLASS}/places @class                           office
POST {_CLASS}/people @class                           register-training*=r
POST {_CLASS}/opinions @class                         office=r
POST {_PLACE}/approve @place                          decide-place
POST {_PLACE}/refuse @place                           decide-place
POST {_PLACE}/withdraw @place                         withdraw-place
PUT {_SESSION}/attendance @class                      keep-training
POST {_SESSION}/attendance @class                     office=r
GET /training-courses                                 office
POST /training-courses                                keep-training*
PUT /training-courses/{{course_id}} @class            keep-training
POST /training-courses/{{course_id}}/end @class       keep-training
POST /training-courses/{{course_id}}/resume @class    keep-training=r
POST /training-skills                                 keep-training*=r
GET /training-gaps                                    see-training*
GET /it-specialists                                   office
POST /it-specialists                                  keep-training*=r
GET /training-years/{{year}}                          see-training*
GET /training-years/{{year}}/units                    see-training*
GET /training-plan                                    see-training*
"""


def training_things() -> dict[str, Thing]:
    return {
        "class": Thing("", COMMITTEE),
        "training-list": Thing("", COMMITTEE),
        "place": Thing("", COMMITTEE, owner="minh", given={"minh"}),
    }


def training_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    found = one_class(people, capacity=50)
    held = session(people, found)
    keys = {
        "training_class_id": found.pk,
        "class_session_id": held.pk,
        "course_id": found.course_id,
        "code": code_shown(held.pk, people.at),
    }
    other = one_class(people, name="Lớp cơ bản số 2")
    place = ask_place(class_id=other.pk, by=people.seat("minh"), at=people.at)
    objects["class"] = keys
    objects["training-list"] = {"form": "xlsx"}
    objects["place"] = {"place_id": place.pk, "training_unit_id": people.division.pk}


def training_forms(people: Province) -> Any:
    now = timezone.localtime()
    day = f"{now:%d/%m/%Y}"
    a_class = {
        "name": "Lớp khác",
        "begins_on": day,
        "ends_on": day,
        "ask_until": day,
        "room": "Phòng 1",
        "capacity": "60",
    }
    return {
        "training:change": a_class,
        "training:add-session": {
            "subject": "Bài 2",
            "starts_at": f"05:00 {day}",
            "ends_at": f"06:00 {day}",
            "trainer_name": "Ma Thị Hoa",
        },
        "training:change-session": {
            "subject": "Bài 1",
            "starts_at": f"04:00 {day}",
            "ends_at": f"04:30 {day}",
            "trainer_name": "Ma Thị Hoa",
        },
        "training:drop-session": {"reason": "Mất điện"},
        "training:invite": {"roles": ["archivist"]},
        "training:cancel": {"reason": "Hoãn"},
        "training:refuse": {"reason": "Bận"},
        "training:add-course": {**TYPED, "name": "Khóa khác"},
        "training:change-course": {**TYPED, "name": "Khóa đã sửa"},
    }


def training_bodies(people: Province) -> Any:
    day, now = timezone.localdate().isoformat(), timezone.now()
    a_class = {
        "name": "Lớp khác",
        "begins_on": day,
        "ends_on": day,
        "ask_until": day,
        "room": "Phòng 1",
        "capacity": 60,
    }
    nobody = str(UUID(int=1))
    points = {"content": 5, "trainer": 5, "keeping": 5}
    return {
        "POST /training-classes": {**a_class, "course_id": nobody},
        f"PUT {_CLASS}": a_class,
        f"POST {_CLASS}/sessions": {
            "subject": "Bài 2",
            "starts_at": (now - timedelta(minutes=5)).isoformat(),
            "ends_at": (now + timedelta(minutes=5)).isoformat(),
            "trainer_name": "Ma Thị Hoa",
        },
        f"PUT {_SESSION}": {
            "subject": "Bài 1",
            "starts_at": (now - timedelta(minutes=9)).isoformat(),
            "ends_at": (now + timedelta(minutes=9)).isoformat(),
            "trainer_name": "Ma Thị Hoa",
        },
        f"POST {_SESSION}/drop": {"reason": "Mất điện"},
        f"POST {_CLASS}/invitations": {"roles": ["archivist"]},
        f"POST {_CLASS}/cancel": {"reason": "Hoãn"},
        f"POST {_CLASS}/people": {"people": [nobody]},
        f"POST {_CLASS}/opinions": points,
        f"POST {_PLACE}/refuse": {"reason": "Bận"},
        f"PUT {_SESSION}/attendance": {"present": []},
        f"POST {_SESSION}/attendance": {"code": "1-x"},
        "POST /training-courses": {**TYPED, "name": "Khóa khác"},
        "PUT /training-courses/{course_id}": {**TYPED, "name": "Khóa đã sửa"},
        "POST /training-skills": {
            "person_id": nobody,
            "modules": ["IU01"],
            "held_on": day,
            "proof": "Giấy 1",
        },
        "POST /it-specialists": {"person_id": nobody, "since": day, "basis": "QĐ 1"},
    }
