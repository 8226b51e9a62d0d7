"""Takes pictures of the main pages with the seed records; `make screenshots` runs it.

Not collected by a plain pytest run: it checks nothing that a machine can judge.
"""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

FOLDER = settings.SETUHASHI_VAR / "screenshots"
PAGES = {
    "home": "/",
    "states": "/states/",
    "state": "/states/IN-UP/",
    "prefectures": "/prefectures/",
    "prefecture": "/prefectures/JP-19/",
    "initiatives": "/initiatives/",
    "initiative": "/initiatives/nine-prefecture-framework/",
    "partnerships": "/partnerships/",
    "partnership": "/partnerships/uttar-pradesh-yamanashi/",
    "agreements": "/agreements/",
    "delegations": "/delegations/",
    "events": "/events/",
    "programmes": "/programmes/",
    "targets": "/targets/",
    "organisations": "/organisations/",
    "sources": "/sources/",
    "not-found": "/nowhere/",
    "admin": "/admin/",
    "admin-delegation": "/admin/partnerships/delegation/add/",
}
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_take_pictures(chromium, live_server, client):
    call_command("load_seeds")
    client.force_login(get_user_model().objects.create_superuser("administrator"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for size, viewport in SIZES.items():
        for scheme in ("light", "dark"):
            folder = FOLDER / f"{size}-{scheme}"
            folder.mkdir(parents=True, exist_ok=True)
            context = chromium.new_context(
                base_url=live_server.url, viewport=viewport, color_scheme=scheme
            )
            page = context.new_page()
            for name, path in PAGES.items():
                if name.startswith("admin"):
                    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session}
                    context.add_cookies([cookie | {"url": live_server.url}])
                page.goto(path)
                page.screenshot(path=folder / f"{name}.png", full_page=True)
            context.close()
    print(f"Pictures are in {FOLDER}.")  # noqa: T201 - says where to look
