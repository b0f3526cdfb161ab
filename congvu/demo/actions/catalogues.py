"""Shared catalogues of the demo: what the province's centre keeps."""

from __future__ import annotations

from datetime import datetime

from congvu.catalogues.actions import ListData, begin_list, write_lines
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post
from congvu.organisations.rules import Role

FILE = "catalogues.yaml"
_COLUMNS = ("code", "name", "since", "until", "heirs")


def keep_catalogues(*, now: datetime) -> None:
    bodies = Bodies(local_date(now))
    centre = seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), bodies.on)
    ready = ListData("", "", "", prepared="nghe-nghiep")
    begin_list(data=ready, by=centre, at=now)
    for one in read(FILE)["lists"]:
        data = ListData(one["code"], one["name"], one["source"])
        begin_list(data=data, by=centre, at=now)
        rows = [
            (n, dict(zip(_COLUMNS, map(str, told), strict=False)))
            for n, told in enumerate(one["rows"], start=2)
        ]
        write_lines(list_code=one["code"], rows=rows, by=centre, at=now)
