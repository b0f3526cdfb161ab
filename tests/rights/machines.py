"""What every address is asked about: two machines that may be one, a code of agents."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.inventory.actions import enrol, receive
from congvu.inventory.models import Likeness
from tests.inventory.messages import fusion
from tests.people import Province

#  address                              reading             sending
MACHINE_ROUTES = """
inventory:mine                          office              m
inventory:list                          keep-machines       m
inventory:add                           keep-machines       keep-machines
inventory:machine @machine              keep-machines       m
inventory:change @machine               keep-machines       keep-machines
inventory:upload                        keep-machines       keep-machines=2
inventory:enrolments                    keep-machines       keep-machines=2
inventory:revoke-enrolment @machine     m                   keep-machines
inventory:likenesses                    keep-machines       m
inventory:likeness @machine             keep-machines       keep-machines
inventory:agent                         m                   public=u
"""

_ONE = "/machines/{machine_id}"
_PAIR = "/machine-likenesses/{likeness_id}"

#  operation                                           answer
MACHINE_OPERATIONS = f"""
GET /my-machines                                       office
GET /machines                                          keep-machines
POST /machines                                         keep-machines
GET {_ONE} @machine                                    keep-machines
PUT {_ONE} @machine                                    keep-machines
GET /inventories/refused                               keep-machines
POST /inventories                                      keep-machines
GET /inventory-enrolments                              keep-machines
POST /inventory-enrolments                             keep-machines
DELETE /inventory-enrolments/{{enrolment_id}} @machine   keep-machines
GET /machine-likenesses                                keep-machines
GET {_PAIR} @machine                                   keep-machines
POST {_PAIR}/merge @machine                            keep-machines
POST {_PAIR}/apart @machine                            keep-machines
"""


def machine_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Quân's agent told of a machine twice, by two names, on a board without a key."""
    at, quan = timezone.now(), people.seat("quan")
    made, _secret = enrol(
        agency_id=people.committee.pk,
        label="Văn phòng",
        expires_on=None,
        by=quan,
        at=at,
    )
    for device in ("cu", "moi"):
        content = fusion(device=device, serial="None", uuid="")
        receive(content=content, agency_id=people.committee.pk, by=quan.actor, at=at)
    pair = Likeness.objects.get()
    objects["machine"] = {
        "machine_id": pair.first_id,
        "likeness_id": pair.pk,
        "enrolment_id": made.pk,
    }


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("may.ocs", fusion(device="khac", serial="", uuid=""))


def machine_forms() -> dict[str, Any]:
    return {
        "inventory:add": {"name": "MÁY-KHO-01", "kind": "desktop", "state": "stock"},
        "inventory:change": {"place": "Phòng 204", "state": "in_use"},
        "inventory:upload": {"file": _file()},
        "inventory:enrolments": {"label": "Máy ở xã"},
        "inventory:likeness": {"reason": "Cài lại hệ điều hành"},
    }


def machine_bodies() -> dict[str, Any]:
    return {
        "POST /machines": {"name": "MÁY-KHO-01", "state": "stock"},
        f"PUT {_ONE}": {"place": "Phòng 204"},
        "POST /inventory-enrolments": {"label": "Máy ở xã"},
        f"POST {_PAIR}/merge": {"reason": "Cài lại hệ điều hành"},
        f"POST {_PAIR}/apart": {"reason": "Đã xem tận nơi"},
    }
