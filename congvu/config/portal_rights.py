"""What the role of the public process may do, table by table; else nothing."""

from __future__ import annotations

PORTAL_ROLE = "congvu_portal"

_READ = "SELECT"
PORTAL_RIGHTS: dict[str, str] = {
    # papers, their days, the search
    "portal_publicboard": _READ,
    "portal_publicday": _READ,
    "portal_publicdocument": _READ,
    "portal_searchrow": _READ,
    # Wagtail: the tree, languages, what stands in pages
    "django_content_type": _READ,
    "wagtailcore_locale": _READ,
    "wagtailcore_page": _READ,
    "wagtailcore_site": _READ,
    "portal_articlepage": _READ,
    "portal_bodypage": _READ,
    "portal_portalfile": _READ,
    "portal_portalimage": _READ,
    "portal_portalrendition": _READ,
    "portal_provincepage": _READ,
    "portal_publicalert": _READ,
    "portal_sectionpage": _READ,
    # what stands in the sections
    "portal_contactline": _READ,
    "portal_contactspage": _READ,
    "portal_datasetpage": _READ,
    "portal_guidancepage": _READ,
    "portal_organisationpage": _READ,
    "portal_organisationpart": _READ,
    "portal_planpage": _READ,
    "portal_procedureform": _READ,
    "portal_procedurepage": _READ,
    "portal_procedurestep": _READ,
    "portal_projectpage": _READ,
    "portal_sciencepage": _READ,
    "portal_servicepage": _READ,
    "portal_statisticspage": _READ,
}
