"""Who of the demo has to learn what: after a drill, this year, for a certificate."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import (
    LearnedData,
    Shown,
    record_learning,
    require_awareness,
    require_learning,
    tend_learning,
)
from congvu.controls.queries import people_of
from congvu.controls.rules import Because
from congvu.organisations.access import Seat

_CLASS = "Danh sách lớp tập huấn nhận biết thư lừa đảo: 24 người, có ký tên.\n"


def learn(by: Seat, now: datetime) -> None:
    """After a drill of phishing five had to learn: two did, one of them with the list
    of the class, one is late; everybody owes this year's; certificates are asked.
    """
    began, due = now - timedelta(days=30), by.on - timedelta(days=3)
    people = sorted(people_of(by.agency_id, by.on), key=str)
    for number, person in enumerate(people[:5]):
        made = require_learning(
            person_id=person,
            subject="Nhận biết thư lừa đảo, cách báo cho trung tâm",
            because=Because.DRILL,
            basis="Diễn tập lừa đảo qua thư: đã bấm đường dẫn trong thư giả",
            due=due if number < 3 else by.on + timedelta(days=10),
            by=by,
            at=began,
        )
        if number < 2:
            file = Shown("danh-sach-lop.txt", BytesIO(_CLASS.encode()))
            data = LearnedData(
                by.on - timedelta(days=9 - number),
                "Lớp tập huấn của trung tâm, danh sách ký tên",
                file if number else None,
            )
            record_learning(learning_id=made.pk, data=data, by=by, at=now)
    require_awareness(due=by.on.replace(month=12, day=31), by=by, at=now)
    tend_learning(by=SYSTEM, at=now)
