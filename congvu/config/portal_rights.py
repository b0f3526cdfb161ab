"""What the role of the public process may do, table by table; else nothing."""

from __future__ import annotations

PORTAL_ROLE = "congvu_portal"

_READ = "SELECT"
_ADD = "INSERT"
PORTAL_RIGHTS: dict[str, str] = {
    # papers, their days, the search
    "portal_publicboard": _READ,
    "portal_publicday": _READ,
    "portal_publicdocument": _READ,
    "portal_publicset": _READ,
    "portal_searchrow": _READ,
    # certificates of courses, by code or by file
    "portal_publiccertificate": _READ,
    # Wagtail: the tree, languages, what stands in pages
    "django_content_type": _READ,
    "wagtailcore_locale": _READ,
    "wagtailcore_page": _READ,
    "wagtailcore_referenceindex": _READ,
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
    # What people send comes in and is read by nobody here.
    "portal_sending": _ADD,
    "portal_sentfile": _ADD,
    "portal_confirmation": _ADD,
    "portal_rating": _ADD,
    "portal_sendingcount": "SELECT, INSERT, UPDATE",
    # what the office shows of it
    "portal_tracking": _READ,
    "portal_publishedanswer": _READ,
    "portal_opendraft": _READ,
    "portal_commentgroup": _READ,
    "portal_showncomment": _READ,
    "portal_sitevisits": _READ,
}
