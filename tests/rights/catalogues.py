"""Shared catalogues: every seat reads them, the province's centre keeps them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.catalogues.stories import communes
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                               reading              sending
CATALOGUE_ROUTES = """
catalogues:list                          office               m
catalogues:lines @catalogue              office               m
catalogues:line @catalogue               office               m
catalogues:begin @catalogue              keep-security        keep-security
catalogues:change @catalogue             keep-security        keep-security
catalogues:load @catalogue               keep-security        keep-security
catalogues:write @catalogue              keep-security        keep-security
"""

_ONE = "/catalogues/{list_code}"
_OPEN = "/public/catalogues"

CATALOGUE_OPERATIONS = f"""
GET /catalogues                                       office
POST /catalogues @catalogue                           keep-security
GET {_ONE} @catalogue                                 office
PUT {_ONE} @catalogue                                 keep-security
GET {_ONE}/codes/{{line_code}} @catalogue             office
GET {_ONE}/changes @catalogue                         office
GET {_ONE}/file @catalogue                            office
POST {_ONE}/lines @catalogue                          keep-security=2
POST {_ONE}/file @catalogue                           keep-security=2
GET {_OPEN}                                           public
GET {_OPEN}/{{list_code}} @catalogue                  public
GET {_OPEN}/{{list_code}}/codes/{{line_code}} @catalogue  public
GET {_OPEN}/{{list_code}}/changes @catalogue          public
GET {_OPEN}/{{list_code}}/file @catalogue             public
"""

_NEW = {"code": "nghe", "name": "Nghề nghiệp", "source": "Sở Nội vụ"}
_NAMED = {"name": "Xã, phường", "source": "Nghị quyết", "is_open": True}
_LINE = {"code": "99", "name": "Xã mới", "since": "2026-01-01"}


def catalogue_things() -> dict[str, Thing]:
    return {"catalogue": Thing("", COMMITTEE)}


def catalogue_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    objects["catalogue"] = {"list_code": communes(people), "line_code": "01843"}


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("xa.csv", "Mã,Tên,Từ ngày\n98,Xã A,2026-01-01\n".encode())


def catalogue_forms(people: Province) -> Any:
    return {
        "catalogues:begin": _NEW,
        "catalogues:change": {**_NAMED, "is_open": "on"},
        "catalogues:load": {"file": _file()},
        "catalogues:write": _LINE,
    }


def catalogue_bodies(people: Province) -> Any:
    return {
        "POST /catalogues": _NEW,
        f"PUT {_ONE}": _NAMED,
        f"POST {_ONE}/lines": [_LINE],
    }
