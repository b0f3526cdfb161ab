"""Machines, what tells of them, which two may be one; licences of what is on them."""

from __future__ import annotations

_MACHINE = "/machines/{machine_id}"
_PAPER = "/machine-papers/{paper_id}"
_WIPING = "/media-wipings/{wiping_id}"
_PAIR = "/machine-likenesses/{likeness_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "inventory:mine": ("GET /my-machines",),
    "inventory:list": ("GET /machines",),
    "inventory:add": ("POST /machines",),
    "inventory:export": ("GET /machines-export",),
    "inventory:units": ("GET /machines-by-unit",),
    "inventory:papers": ("GET /machine-papers",),
    "inventory:draw-up": ("POST /machine-papers",),
    "inventory:paper": (f"GET {_PAPER}",),
    "inventory:paper-file": (f"GET {_PAPER}/file",),
    "inventory:confirm-paper": (f"POST {_PAPER}/confirm",),
    "inventory:refuse-paper": (f"POST {_PAPER}/refuse",),
    "inventory:withdraw-paper": (f"POST {_PAPER}/withdraw",),
    "inventory:draft-paper": (f"POST {_PAPER}/draft",),
    "inventory:wipings": ("GET /media-wipings",),
    "inventory:begin-wiping": ("POST /media-wipings",),
    "inventory:wiping": (f"GET {_WIPING}",),
    "inventory:add-medium": (f"POST {_WIPING}/media",),
    "inventory:compose-minutes": (f"POST {_WIPING}/draft",),
    "inventory:close-wiping": (f"POST {_WIPING}/close",),
    "inventory:medium-file": (f"GET {_WIPING}/media/{{medium_id}}/file",),
    "inventory:values": ("GET /machine-values",),
    "inventory:lives": ("POST /machine-lives",),
    "inventory:keepers": ("GET /machine-keepers", "POST /machine-keepers"),
    "inventory:end-keeper": ("DELETE /machine-keepers/{keeper_id}",),
    "inventory:load": ("POST /inventory-loads", "GET /inventory-loads/{load_id}"),
    "inventory:machine": (f"GET {_MACHINE}",),
    "inventory:change": (f"PUT {_MACHINE}",),
    "inventory:upload": ("POST /inventories", "GET /inventories/refused"),
    "inventory:enrolments": (
        "GET /inventory-enrolments",
        "POST /inventory-enrolments",
    ),
    "inventory:revoke-enrolment": ("DELETE /inventory-enrolments/{enrolment_id}",),
    "inventory:likenesses": ("GET /machine-likenesses",),
    "inventory:likeness": (
        f"GET {_PAIR}",
        f"POST {_PAIR}/merge",
        f"POST {_PAIR}/apart",
    ),
}

_PRODUCT = "/software-products/{product_id}"
_RIGHT = "/entitlements/{entitlement_id}"
_GIVEN = "/seat-allocations/{allocation_id}"
DOORS |= {
    "licences:list": ("GET /licences/position",),
    "licences:agencies": ("GET /licences/agencies",),
    "licences:units": ("GET /licences/units",),
    "licences:standings": ("GET /licences/installs",),
    "licences:file": ("GET /licences/position", "GET /licences/agencies"),
    "licences:product": (f"GET {_PRODUCT}", "GET /licences/installs"),
    "licences:machine": (f"GET {_MACHINE}/licences",),
    "licences:catalogue": ("GET /software-products",),
    "licences:add-product": ("POST /software-products",),
    "licences:change-product": (f"PUT {_PRODUCT}",),
    "licences:rules": ("GET /software-rules",),
    "licences:add-rule": ("POST /software-rules/try", "POST /software-rules"),
    "licences:remove-rule": ("DELETE /software-rules/{catalogue_rule_id}",),
    "licences:queue": ("GET /software-names/waiting", "POST /software-names/decide"),
    "licences:rights": ("GET /entitlements",),
    "licences:add-right": ("POST /entitlements",),
    "licences:right": (f"GET {_RIGHT}", f"POST {_RIGHT}/proofs"),
    "licences:change-right": (f"PUT {_RIGHT}",),
    "licences:allocate": (f"POST {_RIGHT}/allocations",),
    "licences:transfer": (f"POST {_GIVEN}/transfer",),
    "licences:return": (f"POST {_GIVEN}/return",),
    "licences:proof": (f"GET {_RIGHT}",),
    "licences:statements": ("GET /licences/statements",),
    "licences:state": ("POST /licences/statements",),
}
