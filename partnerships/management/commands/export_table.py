"""Writes the table of a section into a file, as its list exports it."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import IO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import timezone

from partnerships.exports.formats import TooLargeError, write_csv, write_json, write_xlsx
from partnerships.exports.taken import log_export
from partnerships.exports.templates import write_template
from partnerships.management.acting import REFUSED, acting_user, add_user_argument
from partnerships.sections import SECTIONS, Section
from partnerships.sections.asking import FORMATS, Asked
from partnerships.sections.importing import import_table

_PIECE = 2**20


class Command(BaseCommand):
    help = (
        "Write a table into a file: the rows and columns that the export of its list has, for the "
        "same filters. What is wrong with the call ends it with exit code 2."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("section", help=f"one of: {', '.join(_sections())}")
        parser.add_argument(
            "--filter", default="", help='as in the address of the list: "state=IN-UP&year=2025"'
        )
        parser.add_argument("--format", default="csv", help=f"one of: {', '.join(FORMATS)}")
        parser.add_argument("--rows", default="", help="one row each of these: parties, stops ...")
        parser.add_argument(
            "--output", default="-", help="the file to write (default: standard output)"
        )
        parser.add_argument(
            "--no-bom", action="store_true", help="leave out the mark at the start that Excel needs"
        )
        parser.add_argument(
            "--template", action="store_true", help="write the workbook to start an import from"
        )
        add_user_argument(parser)

    def handle(self, *args, section, output, user, verbosity, template, **options):
        if template:
            _write_template(_known(section), output)
            return
        asked = _asked(section, _query(**options), acting_user(user))
        problems = asked.export_problems()
        if problems:
            raise CommandError("\n".join(problems), returncode=REFUSED)
        extract = asked.extract()
        with _opened(output) as file:
            for piece in _pieces(extract, asked.query):
                file.write(piece)
        form, query = asked.query["_export"], asked.query.urlencode()
        log_export(asked.logged_as, form, extract.line_count, asked.request, query)
        if verbosity:
            self.stderr.write(f"{section}: {extract.line_count} rows as {form}.", self._plain)

    @staticmethod
    def _plain(text: str) -> str:
        """Told beside the data, but no error."""
        return text


def _sections() -> dict[str, Section]:
    return {section.slug: section for section in SECTIONS}


def _query(*, filter: str, format: str, rows: str, no_bom: bool, **_others) -> QueryDict:  # noqa: A002 - as the options are called
    query = QueryDict(filter, mutable=True)
    query["_export"] = format
    if rows:
        query["rows"] = rows
    if no_bom:
        query["bom"] = "0"
    return query


def _known(slug: str) -> Section:
    section = _sections().get(slug)
    if section is None:
        message = f"There is no table {slug!r}; write one of: {', '.join(_sections())}."
        raise CommandError(message, returncode=REFUSED)
    return section


def _write_template(section: Section, output: str) -> None:
    with _opened(output) as file, write_template(import_table(section)) as template:
        shutil.copyfileobj(template, file)


def _asked(slug: str, query: QueryDict, user) -> Asked:
    return Asked(_known(slug), SimpleNamespace(GET=query, user=user, today=timezone.localdate()))


def _pieces(extract, query: QueryDict) -> Iterable[bytes]:
    base, form = settings.SETUHASHI_ADDRESS, query["_export"]
    if form == "xlsx":
        return _read_workbook(extract, base)
    if form == "json":
        return write_json(extract, base)
    return write_csv(extract, base, bom=query.get("bom") != "0")


def _read_workbook(extract, base) -> Iterator[bytes]:
    try:
        with write_xlsx(extract, base) as file:
            while piece := file.read(_PIECE):
                yield piece
    except TooLargeError as error:
        raise CommandError(str(error), returncode=REFUSED) from None


@contextmanager
def _opened(output: str) -> Iterator[IO[bytes]]:
    """Where the table goes; a file takes its name only when it is whole."""
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = Path(f"{output}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(output)
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror}."
        raise CommandError(message, returncode=REFUSED) from None
    finally:
        part.unlink(missing_ok=True)
