"""The site map: the home page, then each section's list and records."""

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from partnerships.sections import SECTIONS, Section
from partnerships.views.browse import DetailView, ListView
from partnerships.views.home import home
from partnerships.views.signing_in import SignInView

#: What a key looks like; any case is understood and sent on to the canonical one.
KEYS = {
    "code": r"[A-Za-z]{2}-[A-Za-z0-9]{1,3}",
    "ref": r"[A-Za-z]{3}-[0-9]{4}-[0-9]{4,10}",
    "slug": r"[A-Za-z0-9_-]{1,80}",
}


def _of(section: Section) -> list:
    given = {"section_slug": section.slug}
    return [
        path(f"{section.slug}/", ListView.as_view(), given, name=f"{section.slug}_list"),
        re_path(
            rf"^{section.slug}/(?P<key>{KEYS[section.key]})/$",
            DetailView.as_view(),
            given,
            name=f"{section.slug}_detail",
        ),
    ]


urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", SignInView.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(next_page="home"), name="sign_out"),
    *(pattern for section in SECTIONS for pattern in _of(section)),
]
