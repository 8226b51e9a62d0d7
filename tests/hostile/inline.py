"""What a strict policy on contents would not run or draw, found in a page."""

from html.parser import HTMLParser

#: Elements whose text is run or drawn unless it comes from a file; JSON is data.
DATA = ("application/json", "application/ld+json")
#: Attributes whose value is an address, opened, loaded or posted to; a box may hold any text.
ADDRESSES = {
    "action", "background", "cite", "data", "formaction", "href", "manifest", "ping", "poster",
    "src", "srcdoc", "srcset", "xlink:href",
}  # fmt: skip


class _Parts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "style" or (tag == "script" and not self._is_allowed(values)):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            is_handler = name.startswith("on") or name == "style"
            is_script = name in ADDRESSES and _plain(value).startswith("javascript:")
            if is_handler or is_script:
                self.found.append(f"<{tag} {name}>")

    def _is_allowed(self, values) -> bool:
        return bool(values.get("src")) or values.get("type") in DATA


def _plain(value) -> str:
    """An address as a browser reads it: signs that it passes over left out."""
    return "".join(sign for sign in value or "" if sign > " ").lower()


def inline_parts(page: str) -> list[str]:
    """Inline styles, scripts and handlers of the page, as tags."""
    parser = _Parts()
    parser.feed(page)
    return parser.found
