"""The tables of the portal."""

from congvu.portal.models.boards import PublicBoard
from congvu.portal.models.documents import (
    PublicDay,
    PublicDocument,
    SearchRow,
)
from congvu.portal.models.images import (
    PortalFile,
    PortalImage,
    PortalRendition,
)
from congvu.portal.models.publishing import (
    PersonalFinding,
    Publishing,
)
from congvu.portal.models.sites import (
    ArticlePage,
    BodyPage,
    PortalPage,
    ProvincePage,
    PublicAlert,
    PublicPage,
    SectionPage,
    SiteEditor,
    SitePage,
)

__all__ = [
    "ArticlePage",
    "BodyPage",
    "PersonalFinding",
    "PortalFile",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "ProvincePage",
    "PublicAlert",
    "PublicBoard",
    "PublicDay",
    "PublicDocument",
    "PublicPage",
    "Publishing",
    "SearchRow",
    "SectionPage",
    "SiteEditor",
    "SitePage",
]
