"""What the frame of every page needs: navigation, languages, the day it speaks of."""

from django.conf import settings
from django.urls import get_script_prefix, reverse, translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from partnerships.dates import day_display
from partnerships.models.visibility import is_administrator, jurisdiction_of
from partnerships.sections import PRIVATE, SECTIONS

#: The pages beside the sections that stand in the navigation: name of the address, and words.
PAGES = (("coverage", _("Coverage")), ("calendar", _("Calendar")))
#: Pages about the register itself, linked from the foot of every page: name of the address, label.
ABOUT = (("methods", _("How this is counted")), ("data_quality", _("Data quality")))


def frame(request) -> dict:
    """The context of base.html; views add it. Reads what the user's offices are, once."""
    return {
        "navigation": _navigation(request),
        "account_links": _account_links(request),
        "language_links": _language_links(request),
        "as_of": day_display(request.today),
        "guise": getattr(request, "guise", None),
        "about_links": [{"label": label, "url": reverse(name)} for name, label in ABOUT],
    }


def demonstration(request) -> dict:
    """A context processor: whether pages, those of the admin too, say that this is one."""
    return {"demonstration": settings.DEMONSTRATION}


def _navigation(request) -> list[dict]:
    name = request.resolver_match.url_name if request.resolver_match else ""
    return [
        *_links(request, SECTIONS),
        *({"label": label, "url": reverse(page), "current": page == name} for page, label in PAGES),
    ]


def _account_links(request) -> list[dict]:
    """What only those who sign in have; stands beside their account, not among the sections."""
    if not request.user.is_authenticated:
        return []
    links = _links(request, PRIVATE)
    if _leads(request.user):
        links.append(
            {"label": _("Members"), "url": reverse("admin:partnerships_office_own_members")}
        )
    match = request.resolver_match
    is_here = bool(match) and match.url_name in ("account_security", "second_factor_set_up")
    links.append({"label": _("Account"), "url": reverse("account_security"), "current": is_here})
    return links


def _leads(user) -> bool:
    """Whether the user leads an office; administrators find all offices in the admin."""
    return not is_administrator(user) and bool(jurisdiction_of(user).leading_offices)


def _links(request, sections) -> list[dict]:
    match = request.resolver_match
    slug = match.kwargs.get("section_slug") if match else ""
    return [
        {"label": section.label, "url": section.list_url(), "current": section.slug == slug}
        for section in sections
        if section.in_navigation
    ]


def _language_links(request) -> list[dict]:
    address = request.get_full_path()
    return [
        {
            "label": get_language_info(code)["name_local"],
            "lang": code,
            "url": _in_language(address, code),
            "current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def _in_language(address: str, code: str) -> str:
    # Django looks the address up as it is, and knows it without the site's own prefix alone.
    prefix = get_script_prefix()
    found = translate_url(f"/{address.removeprefix(prefix)}", code)
    return found if found.startswith(prefix) else address
