"""What a page costs a first visit: bytes as the server sends them, requests, and to whom."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.core.management import call_command
from django.test import Client

#: What the test client calls the site.
OWN = "http://testserver"
SENT = {"accept-encoding": "gzip, deflate, br"}
FROM_STYLE_SHEET = re.compile(rb"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
#: Where an element of a page names a file that a browser then asks for.
ASKED_BY = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src"}
LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


@dataclass
class Weight:
    """Of one page with all that it asks for; `foreign` are addresses of other hosts."""

    size: int
    requests: int
    foreign: list[str]


def serve_as_in_production(settings, folder) -> Client:
    """A client of the site with its static files collected, named and compressed."""
    storage = "config.static.BundledStaticFilesStorage"
    settings.STATIC_ROOT = folder
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return Client(headers=SENT)


def weigh(client: Client, path: str) -> Weight:
    """The page at the path with its style sheets, scripts and pictures, nothing cached."""
    weight, waiting, seen = Weight(0, 0, []), [f"{OWN}{path}"], set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith("data:"):
            continue
        seen.add(address)
        if not address.startswith(f"{OWN}/"):
            weight.foreign.append(address)
            continue
        size, asked = _fetch(client, address)
        weight.size += size
        weight.requests += 1
        waiting += [urljoin(address, one) for one in asked]
    return weight


def _fetch(client, address) -> tuple[int, list[str]]:
    """How many bytes come, headers included, and what the answer makes a browser ask for."""
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert response.status_code == 200, address
    body = b"".join(response) if response.streaming else response.content
    head = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    return head + len(body), _asked(client, address, response["Content-Type"])


def _asked(client, address, kind) -> list[str]:
    if not kind.startswith(("text/html", "text/css")):
        return []
    plain = client.get(address.removeprefix(OWN), headers={"accept-encoding": "identity"})
    body = b"".join(plain) if plain.streaming else plain.content
    if kind.startswith("text/css"):
        return [(one or two).decode() for one, two in FROM_STYLE_SHEET.findall(body)]
    reader = _Reader()
    reader.feed(body.decode())
    return reader.asked


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        loads = tag == "link" and LINKS & set((values.get("rel") or "").split())
        name = "href" if loads else ASKED_BY.get(tag)
        if name and values.get(name):
            self.asked.append(values[name])
