"""Answers `?_export=`: the rows and order of the list as a file, logged, or why not."""

from http import HTTPStatus

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from partnerships.exports.formats import TooLargeError, write_csv, write_json, write_xlsx
from partnerships.exports.reading import Lines
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
    name = "-".join(filter(None, [listing.section.slug, listing.query.get("rows")]))
    return send(listing.request, listing.extract(), listing.logged_as, name)


def send(request, lines: Lines, section: str, name: str):
    """The lines as the file that `?_export=` asks for, logged; 400 where they do not fit it."""
    form = str(request.GET["_export"])
    try:
        response = _response(request, lines, form)
    except TooLargeError as error:
        return refused([str(error)])
    file_name = f"{name}-{request.today.isoformat()}.{form}"
    response["X-Total-Rows"] = str(lines.line_count)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    log_export(section, form, lines.line_count, request)
    return response


def refused(problems: list[str]) -> HttpResponse:
    text = "".join(f"{problem}\n" for problem in problems)
    return HttpResponse(text, "text/plain; charset=utf-8", HTTPStatus.BAD_REQUEST)


def _response(request, lines, form):
    base = f"{request.scheme}://{request.get_host()}"
    kind = CONTENT_TYPES[form]
    if request.method == "HEAD":
        return HttpResponse(content_type=kind)
    if form == "xlsx":
        return FileResponse(write_xlsx(lines, base), content_type=kind)
    pieces = (
        write_csv(lines, base, bom=request.GET.get("bom") != "0")
        if form == "csv"
        else write_json(lines, base)
    )
    return StreamingHttpResponse(pieces, content_type=kind)
