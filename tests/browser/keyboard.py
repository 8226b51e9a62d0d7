"""Hands for the keyboard: every step by key alone, as somebody without a mouse takes it."""

from django.conf import settings

MOST_STOPS = 250


def sign_in(page, client) -> None:
    """Give the browser the session of a test client."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("/healthz")
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.url}]
    )


def tab_to(page, selector: str) -> None:
    """Press Tab until what matches the selector has the focus."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def fill(page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def choose(page, name: str, typed: str) -> None:
    """Open the box of a form field that completes what is typed; take what it finds."""
    open_box(page, name)
    page.keyboard.type(typed)
    page.locator(".select2-results__option--highlighted").filter(has_text=typed).wait_for()
    page.keyboard.press("Enter")
    page.locator(f"#select2-id_{name}-container[title]").wait_for()


def open_box(page, name: str) -> None:
    """Go to a box that completes what is typed, and open its list."""
    tab_to(page, f"[aria-labelledby~='select2-id_{name}-container']")
    page.keyboard.press("Enter")
    page.locator(".select2-search__field:focus").wait_for()


def follow(page, selector: str) -> None:
    """Go to a link or button and press Enter; waits for the page it leads to."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
