"""Prints what the drafting rules read out of a release or article; writes nothing."""

import json
import sys
from datetime import date
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from partnerships.services.drafting import MOST_CHARACTERS, TextTooLongError, as_json, draft
from partnerships.services.drafting.items import Draft, Found

REFUSED = 2  # the exit code of a wrong call
_MOST_BYTES = 4 * MOST_CHARACTERS


class Command(BaseCommand):
    help = (
        "Read a release or article (English, Japanese or Hindi) and print what it tells: regions, "
        "dates, head-counts, people, sectors, initiatives and pledges. Nothing is written."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text file in UTF-8; - for standard input")
        parser.add_argument(
            "--published", help="the day of the article, such as 2025-08-30 (default: unknown)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, file, published, json: bool, **options):
        found = _drafted(_text(file), _day(published))
        self.stdout.write(_as_json_text(found) if json else "\n".join(_listing(found)))


def _drafted(text: str, published: date | None) -> Draft:
    try:
        return draft(text, published=published, user=AnonymousUser())
    except TextTooLongError as error:
        raise CommandError(str(error), returncode=REFUSED) from None


def _text(file: str) -> str:
    try:
        raw = _bytes(file)
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise CommandError(message, returncode=REFUSED) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = (
            f"{file} is not UTF-8 text: byte {error.start + 1} is not valid. Save it as UTF-8."
        )
        raise CommandError(message, returncode=REFUSED) from None


def _bytes(file: str) -> bytes:
    """Read no more than could be drafted and a little, so that a huge file is refused early."""
    if file == "-":
        return sys.stdin.buffer.read(_MOST_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(_MOST_BYTES + 1)


def _day(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError:
        message = f"--published: '{published}' is not a day; write it like 2025-08-30."
        raise CommandError(message, returncode=REFUSED) from None


def _as_json_text(found: Draft) -> str:
    return json.dumps(as_json(found), ensure_ascii=False, indent=2)


def _listing(found: Draft):
    """A line for each thing found: what it is, its value, the words it comes from."""
    if found.is_empty:
        yield "Nothing about a visit, meeting or agreement was found."
    for name, value in as_json(found).items():
        if isinstance(value, list):
            for item in value:
                yield _line(name, item)
        elif value and name not in ("spans", "period"):
            yield f"{name}: {value}"


def _line(name: str, item: dict | str) -> str:
    if isinstance(item, str):
        return f"{name}: {item}"
    hidden = {*Found.__dataclass_fields__}
    values = ", ".join(str(value) for key, value in item.items() if key not in hidden and value)
    words = " ".join(item["text"].split())
    return f"{name}: {values or '-'}  «{words}» {item['start']}-{item['end']}"
