from congvu.portal.models.images import PortalFile, PortalImage, PortalRendition
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
    "PortalFile",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "ProvincePage",
    "PublicAlert",
    "PublicPage",
    "SectionPage",
    "SiteEditor",
    "SitePage",
]
