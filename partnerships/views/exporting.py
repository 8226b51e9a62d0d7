"""Answers `?_export=`: the rows and order of the list as a file, logged, or why not."""

import logging
from http import HTTPStatus

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from partnerships.dateforms import quoted
from partnerships.exports.formats import TooLargeError, write_csv, write_json, write_xlsx
from partnerships.exports.reading import Extract
from partnerships.models import ExportLog
from partnerships.views.listing import Listing

logger = logging.getLogger("partnerships.exports")

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_LOGGED = 2_000


def export(listing: Listing):
    """The file of a listing; 400 in plain words when something in the query string is wrong."""
    problems = _problems(listing)
    if problems:
        return refused(problems)
    extract = Extract(listing.records, _sheet(listing), listing.request.user)
    try:
        response = _response(listing, extract)
    except TooLargeError as error:
        return refused([str(error)])
    response["X-Total-Rows"] = str(extract.line_count)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(listing)}"'
    if listing.request.method != "HEAD":
        _log(listing, extract)
    return response


def refused(problems: list[str]) -> HttpResponse:
    text = "".join(f"{problem}\n" for problem in problems)
    return HttpResponse(text, "text/plain; charset=utf-8", HTTPStatus.BAD_REQUEST)


def _problems(listing) -> list[str]:
    query, sheet = listing.query, listing.section.sheet
    problems = listing.errors() + listing.notices
    problems += [
        _("This list has no filter “%(name)s”.") % {"name": name}
        for name in listing.unknown_names()
    ]
    problems += _unless_listed("_export", query["_export"], CONTENT_TYPES)
    if query.get("rows"):
        problems += _unless_listed("rows", query["rows"], sheet.rows)
    if query.get("bom"):
        problems += _unless_listed("bom", query["bom"], ("0", "1"))
    return problems


def _unless_listed(name, value, accepted) -> list[str]:
    if value in accepted:
        return []
    if not accepted:
        return [_("%(name)s: this list has no such rows.") % {"name": name}]
    return [
        _("%(name)s: “%(value)s” is not known; write one of: %(accepted)s.")
        % {"name": name, "value": quoted(value), "accepted": ", ".join(accepted)}
    ]


def _sheet(listing):
    sheet, rows = listing.section.sheet, listing.query.get("rows")
    return sheet.rows[rows] if rows else sheet


def _response(listing, extract):
    request, form = listing.request, listing.query["_export"]
    base = f"{request.scheme}://{request.get_host()}"
    kind = CONTENT_TYPES[form]
    if request.method == "HEAD":
        return HttpResponse(content_type=kind)
    if form == "xlsx":
        return FileResponse(write_xlsx(extract, base), content_type=kind)
    pieces = (
        write_csv(extract, base, bom=listing.query.get("bom") != "0")
        if form == "csv"
        else write_json(extract, base)
    )
    return StreamingHttpResponse(pieces, content_type=kind)


def _file_name(listing) -> str:
    name = "-".join(filter(None, [listing.section.slug, listing.query.get("rows")]))
    return f"{name}-{listing.request.today.isoformat()}.{listing.query['_export']}"


def _log(listing, extract) -> None:
    user = listing.request.user
    ExportLog.objects.create(
        user=user if user.is_authenticated else None,
        section=listing.section.slug,
        format=listing.query["_export"],
        query=listing.request.META.get("QUERY_STRING", "")[:MOST_LOGGED],
        rows=extract.line_count,
    )
    logger.info(
        "export of %s as %s: %d rows for %s",
        listing.section.slug,
        listing.query["_export"],
        extract.line_count,
        user if user.is_authenticated else "a visitor",
    )
