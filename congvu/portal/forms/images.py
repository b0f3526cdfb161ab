"""A picture an editor lays in: drawn anew in the jail before anything here opens it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from congvu.files.actions import NotReadable, rewrite
from congvu.lib.refusals import NotNow

_DRAWN = ".jpg"


class JailedImageField(WagtailImageField):
    """Scanned, decoded and drawn again by a child that can do no harm; what Wagtail
    and its Pillow then open is what that child wrote, without notes of place and
    camera.
    """

    def to_python(self, data: Any) -> Any:
        given = FileField.to_python(self, data)
        if given is None:
            return None
        laid = given.name or ""
        if PurePath(laid).suffix.lower()[1:] not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"])
        self.check_image_file_size(given)
        try:
            content, ending = rewrite(name=laid, content=given.read())
        except NotNow as why:
            raise ValidationError(_("Chưa quét được vi-rút; thử lại sau.")) from why
        except NotReadable as why:
            raise ValidationError([_(r.message) for r in why.reasons]) from why
        if ending != _DRAWN:
            raise ValidationError(self.error_messages["invalid_image"])
        name = f"{PurePath(laid).stem}{_DRAWN}"
        drawn = SimpleUploadedFile(name, content, content_type="image/jpeg")
        return super().to_python(drawn)


class PortalImageForm(BaseImageForm):
    """Wagtail's own, but for how the picture comes in."""

    file = JailedImageField(label=gettext_lazy("Tệp"))
