"""Takes pictures of the main pages with the seed records; `make screenshots` runs it.

Not collected by a plain pytest run: it checks nothing that a machine can judge.
"""

import shutil
import subprocess

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from partnerships.models import Delegation

FOLDER = settings.SETUHASHI_VAR / "screenshots"
PAGES = {
    "home": "/",
    "coverage": "/coverage/",
    "search": "/search/?q=yamanashi",
    "search-nothing": "/search/?q=qqzzqq",
    "state": "/states/IN-GJ/",
    "prefecture": "/prefectures/JP-19/",
    "initiative": "/initiatives/nine-prefecture-framework/",
    "partnership": "/partnerships/uttar-pradesh-yamanashi/",
    "calendar": "/calendar/?month=2026-02",
    "briefing": "/partnerships/uttar-pradesh-yamanashi/briefing/",
    "report": "/prefectures/JP-19/report/?year=FY2025",
    "annexure": "/annexure/",
    "delegations": "/delegations/",
    "partnerships": "/partnerships/",
    "sources": "/sources/",
    "people": "/people/",
    "changes": "/changes/",
    "data-quality": "/data-quality/",
    "methods": "/methods/",
    "sign-in": "/sign-in/",
    "not-found": "/nowhere/",
    "japanese": "/ja/partnerships/uttar-pradesh-yamanashi/",
    "admin": "/admin/",
    "admin-delegations": "/admin/partnerships/delegation/",
    "admin-delegation": "/admin/partnerships/delegation/add/",
    "admin-import": "/admin/partnerships/importbatch/add/?section=delegations",
}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = {
    "wide": {"viewport": WIDE, "color_scheme": "light"},
    "narrow": {"viewport": NARROW, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "narrow-dark": {"viewport": NARROW, "color_scheme": "dark"},
}
PRINTED = (
    "home",
    "coverage",
    "search",
    "state",
    "briefing",
    "report",
    "annexure",
    "calendar",
    "prefecture",
    "initiative",
    "partnership",
    "delegations",
    "delegation",
)
#: What fits a README: the upper part of two pages.
SHOWN_OFF = ("home", "partnership")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_take_pictures(chromium, live_server, client):
    call_command("load_seeds")
    client.force_login(get_user_model().objects.create_superuser("administrator"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    for look, options in LOOKS.items():
        context = chromium.new_context(base_url=live_server.url, **options)
        take(context.new_page(), look, cookie)
        context.close()
    context = chromium.new_context(base_url=live_server.url)
    print_pages(context.new_page())
    context.close()
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 1260}
    )
    show_off(context.new_page())
    context.close()
    print(f"Pictures are in {FOLDER}.")  # noqa: T201 - says where to look


def pages() -> dict[str, str]:
    """The pages by name; the delegation with most parties is one of them."""
    delegation = max(Delegation.objects.all(), key=lambda one: one.parties.count())
    return {"delegation": delegation.get_absolute_url(), **PAGES}


def folder(name):
    made = FOLDER / name
    made.mkdir(parents=True, exist_ok=True)
    return made


def take(page, look, cookie) -> None:
    """The public pages as a visitor sees them, then the admin's as an administrator."""
    for name, path in pages().items():
        if name.startswith("admin"):
            session = {"name": settings.SESSION_COOKIE_NAME, "value": cookie}
            page.goto("/")
            page.context.add_cookies([session | {"url": page.url}])
        page.goto(path)
        page.screenshot(path=folder(look) / f"{name}.png", full_page=True)


def print_pages(page) -> None:
    """PDF files as a reader prints them, and pictures of their sheets where poppler is there."""
    poppler = shutil.which("pdftoppm")
    for name, path in pages().items():
        if name in PRINTED:
            page.goto(path)
            file = folder("print") / f"{name}.pdf"
            page.pdf(path=file, format="A4")
            if poppler:
                arguments = [poppler, "-png", "-r", "70", file, file.with_suffix("")]
                subprocess.run(arguments, check=True)


def show_off(page) -> None:
    for name in SHOWN_OFF:
        page.goto(PAGES[name])
        page.screenshot(path=folder("readme") / f"{name}.png")
