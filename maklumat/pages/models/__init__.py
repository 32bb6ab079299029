"""Pages of microsites, and the files on them."""

from maklumat.pages.models.files import Paper, Picture, PictureSize
from maklumat.pages.models.site import (
    AgencyHome,
    DownloadRow,
    Downloads,
    FreePage,
    NewsIndex,
    NewsItem,
    SiteHost,
    SitePage,
)

__all__ = [
    "AgencyHome",
    "DownloadRow",
    "Downloads",
    "FreePage",
    "NewsIndex",
    "NewsItem",
    "Paper",
    "Picture",
    "PictureSize",
    "SiteHost",
    "SitePage",
]
