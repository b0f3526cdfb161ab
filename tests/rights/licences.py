"""What every address is asked about: a right, seats given of it, a rule, a machine."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from congvu.inventory.models import Machine
from congvu.licences.actions import (
    EntitlementData,
    RuleData,
    Target,
    add_proof,
    add_rule,
    allocate,
    entitle,
)
from congvu.licences.models import Product
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                            reading          sending
LICENCE_ROUTES = """
licences:list                         read-licences    m
licences:agencies                     read-licences    m
licences:units                        read-licences    m
licences:standings                    read-licences    m
licences:file                         read-licences    m
licences:product @licences            read-licences    m
licences:machine @licences            read-licences    m
licences:catalogue                    read-licences    m
licences:add-product                  keep-machines    keep-machines
licences:change-product @licences     keep-machines    keep-machines
licences:rules                        read-licences    m
licences:add-rule                     keep-machines    keep-machines
licences:remove-rule @licences        m                keep-machines
licences:queue                        read-licences    keep-machines
licences:rights                       read-licences    m
licences:add-right                    keep-machines    keep-machines
licences:right @licences              read-licences    keep-machines
licences:change-right @licences       keep-machines    keep-machines
licences:allocate @licences           keep-machines    keep-machines
licences:transfer @licences           keep-machines    keep-machines
licences:return @licences             keep-machines    keep-machines
licences:proof @licences              read-licences    m
licences:statements                   state-licences   m
licences:state                        state-licences   state-licences
"""

_PRODUCT = "/software-products/{product_id}"
_RULE = "/software-rules/{catalogue_rule_id}"
_RIGHT = "/entitlements/{entitlement_id}"
_GIVEN = "/seat-allocations/{allocation_id}"

#  operation                                   answer
LICENCE_OPERATIONS = f"""
GET /licences/position                         read-licences
GET /licences/agencies                         read-licences
GET /licences/units                            read-licences
GET /licences/installs                         read-licences
GET /machines/{{machine_id}}/licences @licences   read-licences
GET /licences/statements                       state-licences
POST /licences/statements                      state-licences
GET /software-products                         read-licences
POST /software-products                        keep-machines
GET {_PRODUCT} @licences                       read-licences
PUT {_PRODUCT} @licences                       keep-machines
GET /software-rules                            read-licences
POST /software-rules                           keep-machines
POST /software-rules/try                       keep-machines
DELETE {_RULE} @licences                       keep-machines
GET /software-names/waiting                    read-licences
POST /software-names/decide                    keep-machines
GET /entitlements                              read-licences
POST /entitlements                             keep-machines
GET {_RIGHT} @licences                         read-licences
PUT {_RIGHT} @licences                         keep-machines
POST {_RIGHT}/proofs @licences                 keep-machines
POST {_RIGHT}/allocations @licences            keep-machines
POST {_GIVEN}/transfer @licences               keep-machines
POST {_GIVEN}/return @licences                 keep-machines
"""


def licence_things() -> dict[str, Thing]:
    return {"licences": Thing("", COMMITTEE)}


def licence_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Twenty seats of WinRAR, with their contract; five are the division's."""
    call_command("load_catalogue", verbosity=0)
    at, quan = timezone.now(), people.seat("quan")
    product = Product.objects.get(code="winrar")
    before = people.today - timedelta(days=10)
    right = entitle(
        agency_id=people.committee.pk,
        data=EntitlementData(product.pk, "contract", 20, before),
        by=quan,
        at=at,
    )
    proof = add_proof(
        entitlement_id=right.pk,
        name="hop-dong.txt",
        stream=BytesIO(b"Hop dong so 7"),
        by=quan,
        at=at,
    )
    given = allocate(
        entitlement_id=right.pk,
        target=Target(people.committee.pk, unit_id=people.division.pk),
        seats=5,
        since=before,
        by=quan,
        at=at,
    )
    rule = add_rule(data=RuleData("ke toan xa*", product.pk), by=quan, at=at).rule
    objects["licences"] = {
        "product_id": product.pk,
        "machine_id": Machine.objects.order_by("added_at", "pk")[0].pk,
        "entitlement_id": right.pk,
        "allocation_id": given.pk,
        "proof_id": proof.pk,
        "catalogue_rule_id": rule.pk,
    }


def _product(name: str) -> dict[str, Any]:
    return {
        "publisher": "Công ty A",
        "name": name,
        "kind": "app",
        "category": "other",
        "licence": "paid",
    }


def licence_forms(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    key, day = str(objects["licences"]["product_id"]), f"{people.today:%d/%m/%Y}"
    right = {
        "agency_id": str(people.committee.pk),
        "product_id": key,
        "kind": "contract",
        "metric": "device",
        "seats": "30",
        "starts_on": "01/01/2026",
    }
    return {
        "licences:add-product": _product("Phần mềm kế toán"),
        "licences:change-product": _product("WinRAR nén tệp"),
        "licences:add-rule": {
            "name_pattern": "ke toan *",
            "product_id": key,
            "keep": "1",
        },
        "licences:queue": {"publisher": "A", "name": "Lạ", "skip": "1"},
        "licences:add-right": right,
        "licences:change-right": right,
        "licences:right": {"file": SimpleUploadedFile("hd.txt", b"Hoa don so 9")},
        "licences:allocate": {"target": "", "seats": "2", "since": day},
        "licences:transfer": {"target": "", "seats": "2", "since": day},
        "licences:return": {"since": day},
        "licences:state": {
            "day": day,
            "signer": str(people.seat("dung").post_id),
        },
    }


def licence_bodies(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    key, day = str(objects["licences"]["product_id"]), people.today.isoformat()
    right = {
        "product_id": key,
        "kind": "contract",
        "seats": 30,
        "starts_on": "2026-01-01",
    }
    rule = {"name_pattern": "ke toan *", "product_id": key}
    return {
        "POST /licences/statements": {
            "day": day,
            "signer_post_id": str(people.seat("dung").post_id),
        },
        "POST /software-products": _product("Phần mềm kế toán"),
        f"PUT {_PRODUCT}": _product("WinRAR nén tệp"),
        "POST /software-rules": rule,
        "POST /software-rules/try": rule,
        "POST /software-names/decide": {"publisher": "A", "name": "Lạ"},
        "POST /entitlements": right,
        f"PUT {_RIGHT}": right,
        f"POST {_RIGHT}/allocations": {"seats": 2, "since": day},
        f"POST {_GIVEN}/transfer": {"seats": 2, "since": day},
        f"POST {_GIVEN}/return": {"until": day},
    }
