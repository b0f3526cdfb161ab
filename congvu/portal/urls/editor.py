"""Everything under /bien-tap/: Wagtail's editor, each address behind our gate.

Names and passwords are the office's: what Wagtail has for them leads there.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from wagtail.admin.urls import urlpatterns as theirs
from wagtail.utils.urlpatterns import decorate_urlpatterns

from congvu.portal.views import editor
from congvu.portal.views.gate import editors_only

# Whose doors are in the office, the words of scripts, which are ours, and the draft
# that is approved without its form.
_OURS: list[URLPattern | URLResolver] = [
    path("login/", editor.to_the_office, name="wagtailadmin_login"),
    path("logout/", editor.to_the_office, name="wagtailadmin_logout"),
    path("account/", editor.to_settings, name="wagtailadmin_account"),
    path("jsi18n/", editor.words_of_scripts, name="wagtailadmin_javascript_catalog"),
    path("tep/<path:path>", editors_only(editor.media), name="portal-media"),
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        editors_only(editor.judged),
    ),
]
_GONE = ("login/", "logout/", "account/", "password_reset/", "jsi18n/", "^")


def _is_kept(pattern: URLPattern | URLResolver) -> bool:
    return not str(pattern.pattern).startswith(_GONE)


urlpatterns = [
    *_OURS,
    *decorate_urlpatterns([p for p in theirs if _is_kept(p)], editors_only),
    re_path(r"^.*$", editors_only(editor.nothing)),
]
