"""Answers `?_export=`: the rows and order of the list as a file, logged, or why not."""

from http import HTTPStatus

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from partnerships.exports.formats import TooLargeError, write_csv, write_json, write_xlsx
from partnerships.exports.taken import log_export
from partnerships.views.listing import Listing

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(listing: Listing):
    """The file of a listing; 400 in plain words when something in the query string is wrong."""
    problems = listing.export_problems()
    if problems:
        return refused(problems)
    extract = listing.extract()
    try:
        response = _response(listing, extract)
    except TooLargeError as error:
        return refused([str(error)])
    response["X-Total-Rows"] = str(extract.line_count)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(listing)}"'
    if listing.request.method != "HEAD":
        query = listing.request.META.get("QUERY_STRING", "")
        form = str(listing.query["_export"])
        log_export(listing.section.slug, form, query, extract.line_count, listing.request.user)
    return response


def refused(problems: list[str]) -> HttpResponse:
    text = "".join(f"{problem}\n" for problem in problems)
    return HttpResponse(text, "text/plain; charset=utf-8", HTTPStatus.BAD_REQUEST)


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
