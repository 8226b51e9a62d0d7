"""The site map: the home page, then each section's list and records."""

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from partnerships.models.base import Record
from partnerships.sections import PRIVATE, SECTIONS, Section
from partnerships.views.account.passwords import NewPasswordView, PasswordView, ResetView
from partnerships.views.account.second_factor import CodeView, SetUpView
from partnerships.views.account.security import SecurityView
from partnerships.views.attachments import attachment
from partnerships.views.browse import DetailView, ListView
from partnerships.views.calendar import calendar
from partnerships.views.changes import ChangesView, HistoryView
from partnerships.views.coverage import CoverageView
from partnerships.views.data_quality import data_quality
from partnerships.views.documents.annexure import AnnexureView
from partnerships.views.documents.views import BriefingView, PeriodReportView
from partnerships.views.home import home
from partnerships.views.invitations import InvitationView
from partnerships.views.methods import methods
from partnerships.views.reporting import ReportView
from partnerships.views.search import search
from partnerships.views.signing_in import SignInView

#: What a key looks like; any case is understood and sent on to the canonical one.
KEYS = {
    "code": r"[A-Za-z]{2}-[A-Za-z0-9]{1,3}",
    "ref": r"[A-Za-z]{3}-[0-9]{4}-[0-9]{4,10}",
    "slug": r"[A-Za-z0-9_-]{1,80}",
}


def _list_of(section: Section):
    given = {"section_slug": section.slug}
    return path(f"{section.slug}/", ListView.as_view(), given, name=f"{section.slug}_list")


def _of(section: Section) -> list:
    given = {"section_slug": section.slug}
    return [
        *_history_of(section, given),
        re_path(
            rf"^{section.slug}/(?P<key>{KEYS[section.key]})/report-an-error/$",
            ReportView.as_view(),
            given,
            name=f"{section.slug}_report_error",
        ),
        _list_of(section),
        re_path(
            rf"^{section.slug}/(?P<key>{KEYS[section.key]})/$",
            DetailView.as_view(),
            given,
            name=f"{section.slug}_detail",
        ),
    ]


def _history_of(section: Section, given: dict) -> list:
    """The history of a record; reference data keeps none."""
    if not issubclass(section.model, Record):
        return []
    address = rf"^{section.slug}/(?P<key>{KEYS[section.key]})/history/$"
    return [re_path(address, HistoryView.as_view(), given, name=f"{section.slug}_history")]


#: Papers to hand over, as pages and as files.
PAPERS = [
    path("annexure/", AnnexureView.as_view(), name="annexure"),
    re_path(r"^annexure\.(?P<form>docx|xlsx)$", AnnexureView.as_view(), name="annexure_file"),
    re_path(
        rf"^partnerships/(?P<key>{KEYS['slug']})/briefing/$",
        BriefingView.as_view(),
        name="briefing",
    ),
    re_path(
        rf"^partnerships/(?P<key>{KEYS['slug']})/briefing\.(?P<form>docx)$",
        BriefingView.as_view(),
        name="briefing_file",
    ),
    *(
        re_path(
            rf"^{section.slug}/(?P<key>{KEYS[section.key]})/report{ending}$",
            PeriodReportView.as_view(),
            {"section_slug": section.slug},
            name=f"{section.slug}_{name}",
        )
        for section in SECTIONS
        if section.slug in ("states", "prefectures", "initiatives")
        for ending, name in (("/", "report"), (r"\.(?P<form>docx|xlsx)", "report_file"))
    ),
]

urlpatterns = [
    path("", home, name="home"),
    re_path(r"^attachments/(?P<key>[0-9a-f]{32})/$", attachment, name="attachment"),
    path("calendar/", calendar, name="calendar"),
    path("coverage/", CoverageView.as_view(), name="coverage"),
    path("changes/", ChangesView.as_view(), name="changes_list"),
    path("data-quality/", data_quality, name="data_quality"),
    path("search/", search, name="search"),
    path("methods/", methods, name="methods"),
    path("sign-in/", SignInView.as_view(), name="sign_in"),
    path("invitation/<str:token>/", InvitationView.as_view(), name="invitation"),
    path("sign-out/", LogoutView.as_view(next_page="home"), name="sign_out"),
    path("sign-in/code/", CodeView.as_view(), name="second_factor_code"),
    path("account/password/", PasswordView.as_view(), name="account_password"),
    path("password-reset/", ResetView.as_view(), name="password_reset"),
    path(
        "password-reset/<uidb64>/<token>/",
        NewPasswordView.as_view(),
        name="password_reset_confirm",
    ),
    path("account/security/", SecurityView.as_view(), name="account_security"),
    path("account/security/set-up/", SetUpView.as_view(), name="second_factor_set_up"),
    *PAPERS,
    *(pattern for section in SECTIONS for pattern in _of(section)),
    *map(_list_of, PRIVATE),
]
