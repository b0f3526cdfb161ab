"""What every address is asked about: two machines that may be one, a code of agents."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.inventory.actions import (
    MachineData,
    MediumData,
    NewMachine,
    PaperWish,
    add_machine,
    add_medium,
    draw_up,
    enrol,
    name_keeper,
    receive,
)
from congvu.inventory.models import InventoryLoad, Likeness
from tests.inventory.messages import fusion
from tests.inventory.wiping import begun, proof
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
inventory:export @machine-list          keep-machines       m
inventory:units                         keep-machines       m
inventory:labels                        keep-machines       m
inventory:scanned @machine              keep-machines=3     m
inventory:papers                        keep-machines       m
inventory:draw-up @machine-list         keep-machines       keep-machines
inventory:paper @machine-paper          see-machine-paper   m
inventory:paper-file @machine-paper     see-machine-paper   m
inventory:confirm-paper @machine-paper  m                   get-machine
inventory:refuse-paper @machine-paper   get-machine         get-machine
inventory:withdraw-paper @machine-paper  m                  keep-machines
inventory:draft-paper @machine-paper    draft-machine-paper  draft-machine-paper
inventory:values                        keep-machines       m
inventory:export-values @machine-list   keep-machines       m
inventory:lives                         name-keepers        name-keepers
inventory:keepers                       name-keepers        name-keepers=2
inventory:end-keeper @machine-paper     m                   name-keepers
inventory:load @machine-paper           keep-machines       m
inventory:wipings                       read-security       m
inventory:begin-wiping                  keep-machines       keep-machines
inventory:wiping @wiping                read-security       m
inventory:add-medium @wiping            keep-machines       keep-machines
inventory:compose-minutes @wiping       compose-security    compose-security>-
inventory:close-wiping @wiping          keep-machines       keep-machines>-
inventory:medium-file @wiping           read-security       m
"""

_ONE = "/machines/{machine_id}"
_PAIR = "/machine-likenesses/{likeness_id}"
_PAPER = "/machine-papers/{paper_id}"
_WIPING = "/media-wipings/{wiping_id}"

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
GET /machines-by-unit                                  keep-machines
GET /machines-export                                   keep-machines
POST /inventory-loads                                  keep-machines
GET /inventory-loads/{{load_id}} @machine-paper          keep-machines
GET /machine-papers                                    keep-machines
POST /machine-papers                                   keep-machines
GET {_PAPER} @machine-paper                            see-machine-paper
GET {_PAPER}/file @machine-paper                       see-machine-paper
POST {_PAPER}/confirm @machine-paper                   get-machine
POST {_PAPER}/refuse @machine-paper                    get-machine
POST {_PAPER}/withdraw @machine-paper                  keep-machines
POST {_PAPER}/draft @machine-paper                     draft-machine-paper
GET /machine-values                                    keep-machines
POST /machine-lives                                    name-keepers
GET /machine-keepers                                   name-keepers
POST /machine-keepers                                  name-keepers
DELETE /machine-keepers/{{keeper_id}} @machine-paper     name-keepers
GET /media-wipings                                     read-security
POST /media-wipings                                    keep-machines
GET {_WIPING} @wiping                                  read-security
POST {_WIPING}/media @wiping                           keep-machines
GET {_WIPING}/media/{{medium_id}}/file @wiping           read-security
POST {_WIPING}/draft @wiping                           compose-security>-
POST {_WIPING}/close @wiping                           keep-machines>-
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
    _more(people, objects)


def _more(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Quân hands one in stock to Minh, names Sơn's post, where nobody sits."""
    at, quan = timezone.now(), people.seat("quan")
    minh = people.seat("minh")
    handed, spare = (
        add_machine(
            new=NewMachine(people.committee.pk, name),
            data=MachineData(state="stock"),
            by=quan,
            at=at,
        )
        for name in ("MÁY-KHO-08", "MÁY-KHO-09")
    )
    paper = draw_up(
        wish=PaperWish(
            kind="give",
            agency_id=people.committee.pk,
            machines=(handed.pk,),
            to_person=minh.person_id,
        ),
        by=quan,
        at=at,
    )
    post = people.cast["son"].post
    assert post is not None
    keeper = name_keeper(post_id=post.pk, basis="Quyết định", by=quan, at=at)
    load = InventoryLoad.objects.create(
        agency=people.committee,
        name="may.csv",
        total=0,
        state="done",
        asked_at=at,
        asked_by="Quân",
        ended_at=at,
    )
    record = begun(people, at)
    medium = add_medium(
        record_id=record.pk,
        data=MediumData(
            kind="hosted",
            serial="VUNG-01",
            method="provider",
            wiped_on=people.today,
            result="clean",
            file_name="xac-nhan.pdf",
            stream=proof(),
        ),
        by=quan,
        at=at,
    )
    objects["wiping"] = {"wiping_id": record.pk, "medium_id": medium.pk}
    objects["machine-list"] = {"form": "csv", "kind": "ban-giao"}
    objects["machine-paper"] = {
        "paper_id": paper.pk,
        "keeper_id": keeper.pk,
        "load_id": load.pk,
        "form": "pdf",
    }
    # Whom a form gives which machine; signed by Dũng, where it is drafted.
    _GIVEN.update(
        spare=str(spare.pk),
        person=str(minh.person_id),
        signer=str(people.seat("dung").post_id),
        post=str(minh.post_id),
        witness=str(people.seat("hoa").post_id),
        second=str(people.seat("lan").post_id),
    )


_GIVEN: dict[str, str] = {}


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("may.ocs", fusion(device="khac", serial="", uuid=""))


def machine_forms() -> dict[str, Any]:
    return {
        "inventory:add": {"name": "MÁY-KHO-01", "kind": "desktop", "state": "stock"},
        "inventory:change": {"place": "Phòng 204", "state": "in_use"},
        "inventory:upload": {"file": _file()},
        "inventory:enrolments": {"label": "Máy ở xã"},
        "inventory:likeness": {"reason": "Cài lại hệ điều hành"},
        "inventory:draw-up": {
            "machines": _GIVEN.get("spare", ""),
            "to_person": _GIVEN.get("person", ""),
        },
        "inventory:begin-wiping": {
            "name": "máy cũ",
            "wiper": _GIVEN.get("post", ""),
            "witness": _GIVEN.get("witness", ""),
            "second": _GIVEN.get("second", ""),
        },
        "inventory:add-medium": {"kind": "none", "machine": "MÁY-KHO-09"},
        "inventory:refuse-paper": {"reason": "Máy hỏng màn hình"},
        "inventory:draft-paper": {"signer": _GIVEN.get("signer", "")},
        "inventory:keepers": {
            "post_id": _GIVEN.get("post", ""),
            "basis": "Quyết định giao việc",
        },
        "inventory:lives": {
            "kind": "desktop",
            "years": "5",
            "percent": "20",
            "valid_from": "01/01/2026",
            "basis": "Quyết định của tỉnh",
        },
    }


def machine_bodies() -> dict[str, Any]:
    return {
        "POST /machines": {"name": "MÁY-KHO-01", "state": "stock"},
        f"PUT {_ONE}": {"place": "Phòng 204"},
        "POST /inventory-enrolments": {"label": "Máy ở xã"},
        f"POST {_PAIR}/merge": {"reason": "Cài lại hệ điều hành"},
        f"POST {_PAIR}/apart": {"reason": "Đã xem tận nơi"},
        "POST /machine-papers": {
            "kind": "give",
            "machines": [_GIVEN.get("spare", "")],
            "to_person": _GIVEN.get("person", ""),
        },
        "POST /media-wipings": {
            "name": "máy cũ",
            "wiper": _GIVEN.get("post", ""),
            "witness": _GIVEN.get("witness", ""),
            "second": _GIVEN.get("second", ""),
        },
        f"POST {_WIPING}/close": {"symbol": "1/BB-UBND"},
        f"POST {_PAPER}/refuse": {"reason": "Máy hỏng màn hình"},
        f"POST {_PAPER}/draft": {"signer_post_id": _GIVEN.get("signer", "")},
        "POST /machine-keepers": {
            "post_id": _GIVEN.get("post", ""),
            "basis": "Quyết định giao việc",
        },
        "POST /machine-lives": {
            "kind": "desktop",
            "years": 5,
            "permille": 200,
            "valid_from": "2026-01-01",
            "basis": "Quyết định của tỉnh",
        },
    }
