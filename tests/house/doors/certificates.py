"""Certificates of classes."""

from __future__ import annotations

_CLASS = "/training-classes/{training_class_id}/certificates"
_ONE = "/training-certificates/{training_certificate_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "training:my-certificates": ("GET /my-certificates",),
    "training:certificates": (f"GET {_CLASS}",),
    "training:number-certificates": (f"POST {_CLASS}",),
    "training:seal-certificates": (f"POST {_CLASS}/seal",),
    "training:withdraw-certificate": (f"POST {_ONE}/withdraw",),
    "training:certificate-file": (f"GET {_ONE}/file",),
}
