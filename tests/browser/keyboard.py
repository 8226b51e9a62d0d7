"""Hands for the keyboard: every step by key alone, as somebody without a mouse takes it."""

import re

from django.conf import settings

MOST_STOPS = 250


def sign_in(page, client) -> None:
    """Give the browser the session of a test client."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    # Asked beside the page: a browser that shows it looks for its icon and complains.
    address = page.request.get("/healthz").url
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}]
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


class Counted:
    """Hands on a page that count: each key pressed, each click; a chord is its keys, a paste one.

    `count` is what was done so far.
    """

    def __init__(self, page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += len(key.split("+"))
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.count += len(text)
        self.page.keyboard.type(text)

    def paste(self, text: str) -> None:
        self.count += 1
        self.page.keyboard.insert_text(text)

    def click(self, selector: str) -> None:
        self.count += 1
        self.page.locator(selector).click()

    def fill(self, selector: str, text: str) -> None:
        """Click into a box and type."""
        self.click(selector)
        self.type(text)

    def pick(self, selector: str, value: str) -> None:
        """Open a list and click a line of it."""
        self.count += 2
        self.page.locator(selector).select_option(value)

    def complete(self, name: str, typed: str) -> None:
        """Click into a box that completes what is typed, type, take what it finds."""
        several = self.page.locator(f"#id_{name}[multiple]").count()
        box = f"#id_{name} + .select2-container"
        self.click(f"{box} .select2-search__field" if several else f"{box} .select2-selection")
        self.page.locator(".select2-search__field:focus").wait_for()
        self.type(typed)
        found = self.page.locator(".select2-results__option:not(.loading-results)")
        self.count += 1
        found.filter(has_text=re.compile(rf"^\s*{re.escape(typed)}")).first.click()
        self.page.locator(".select2-dropdown").wait_for(state="detached")

    def go(self, *, click: str = "", press: str = "") -> None:
        """Click or press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            if click:
                self.click(click)
            else:
                self.press(press)
