"""The site map: what does not change with the language, then what does."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from config.health import healthz
from partnerships.views import feeds
from partnerships.views.account import openid
from partnerships.views.errors import server_error
from partnerships.views.sitemap import SITEMAPS

handler500 = server_error

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path(
        "sitemap.xml",
        index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("calendar.ics", feeds.feed, name="calendar_feed"),
    path("calendar/download.ics", feeds.download, name="calendar_download"),
    *(
        path(
            f"{slug}/<str:key>/calendar.ics",
            feeds.of_record,
            {"section_slug": slug},
            name=f"{slug}_calendar",
        )
        for slug in feeds.MEETINGS
    ),
    path("sign-in/openid/", openid.start, name="openid"),
    path("sign-in/openid/callback/", openid.callback, name="openid_callback"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("partnerships.urls")),
        prefix_default_language=False,
    ),
]
