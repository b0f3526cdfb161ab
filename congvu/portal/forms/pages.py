"""What an editor types, looked at once more before it goes out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from congvu.portal.queries.pages_found import page_text
from congvu.portal.rules import PersonalData, found_in

_GOES_OUT = ("action-publish", "action-submit", "action-restart-workflow")
_NAMED = 5


class PublicPageForm(WagtailAdminPageForm):
    """Nobody says that a page has no personal data in it while it has: by the rules
    that look through papers. A draft may be kept as it is.
    """

    def _post_clean(self) -> None:
        super()._post_clean()
        says: Any = self.cleaned_data.get("personal_data")
        if says != PersonalData.NONE or not any(one in self.data for one in _GOES_OUT):
            return
        page = self.instance
        found = found_in(f"{page.title}\n{page_text(page)}")
        named = list(dict.fromkeys(one.words for one in found))[:_NAMED]
        if named:
            words = _(
                "Trong trang có điều dường như là dữ liệu cá nhân: %(words)s. Bỏ đi, "
                "hoặc chọn là có và ghi căn cứ."
            )
            self.add_error("personal_data", words % {"words": "; ".join(named)})
