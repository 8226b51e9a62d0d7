"""`/data-quality/`: what is missing or doubtful, each number a list of the records it counts."""

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dateforms import quoted
from partnerships.metrics.quality import SHOWN, Check, anchor, flawed_rows, rule_of, summary
from partnerships.models import Delegation
from partnerships.models.visibility import may_enter_admin
from partnerships.sections import section_of
from partnerships.sections.data_quality import CHECKED, DataQualityFilters
from partnerships.views.frame import frame

#: The parameters that the lists understand too.
REGIONS = ("state", "prefecture")


def data_quality(request):
    asked = DataQualityFilters(request.GET, Delegation.objects.none(), request=request)
    context = _checked(request, asked) if asked.is_valid() else {"checks": []}
    return render(
        request,
        "partnerships/data_quality.html",
        {
            **frame(request),
            "page_title": _("Data quality"),
            "filter": asked,
            "is_valid": asked.is_valid(),
            "chips": _chips(request, asked),
            "clear_url": request.path,
            **context,
        },
    )


def _checked(request, asked) -> dict:
    """What data_quality.html draws of the sections asked; see the head of that template."""
    user, values = request.user, asked.form.cleaned_data
    chosen = [section for section in CHECKED if values["section"] in ("", section.slug)]
    regions = {name: values[name] for name in REGIONS if values[name]}
    sections = [one for one in chosen if all(name in one.filters.base_filters for name in regions)]
    records = [_records(section, user, regions) for section in sections]
    findings = summary(records, user, request.today)
    rows = _rows(records[0], request) if values["section"] and records else {}
    checks = [_check(check, findings, rows, request, regions) for check in Check]
    return {
        "checks": [check for check in checks if check["lines"]],
        "clean": [check for check in checks if check["asked"] and not check["lines"]],
        "asked": [section.label for section in sections],
        "left_out": [section.label for section in chosen if section not in sections],
        "one_section": bool(values["section"]),
    }


def _records(section, user, regions):
    """The records of the section that the reader sees and that count for the regions chosen."""
    found = section.model.objects.visible_to(user)
    for codes in regions.values():
        found = found.touching_regions(codes, user)
    return found


def _check(check, findings, rows, request, regions) -> dict:
    asked = [finding for finding in findings if finding.check == check]
    found = [finding for finding in asked if finding.value]
    return {
        "key": check.value,
        "title": check.label,
        "rule": rule_of(check),
        "asked": ", ".join(str(section_of(finding.model).label) for finding in asked),
        "lines": [_line(finding, request, regions) for finding in found],
        "rows": rows.get(check, []),
        "more": _more(found, rows.get(check, [])),
    }


def _line(finding, request, regions) -> dict:
    """A number that leads to the list of just these records, and to what mends them."""
    section = section_of(finding.model)
    return {
        "text": section.count_words(finding.value),
        "url": _address(section.list_url(), {"quality": [finding.check], **regions}),
        "rows_url": _address(request.path, {"section": [section.slug], **regions})
        + f"#{finding.check}",
    }


def _more(found, rows) -> str:
    left = sum(finding.value for finding in found) - len(rows)
    if not rows or not left:
        return ""
    words = ngettext(
        "The first %(shown)d are shown; %(number)d more stands in the list.",
        "The first %(shown)d are shown; %(number)d more stand in the list.",
        left,
    )
    return words % {"shown": SHOWN, "number": left}


def _rows(records, request) -> dict:
    """{check: the first records that have the flaw}, for those who may edit with their form."""
    user = request.user
    found = flawed_rows(records, user, request.today)
    editable = _editable({one.pk for rows in found.values() for one in rows}, records, user)
    return {
        check: [_row(record, anchor(check, records.model), editable) for record in rows]
        for check, rows in found.items()
    }


def _editable(keys, records, user) -> set:
    if not (keys and may_enter_admin(user)):
        return set()
    return set(
        records.model.objects.editable_by(user).filter(pk__in=keys).values_list("pk", flat=True)
    )


def _row(record, box, editable) -> dict:
    form = ""
    if record.pk in editable:
        form = reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])
    return {
        "text": getattr(record, "shown_title", "") or str(record),
        "key": record.key,
        "url": record.get_absolute_url(),
        "mend_url": f"{form}#{box}" if form and box else form,
    }


def _chips(request, asked) -> list[dict]:
    chips = []
    for name, raw, label, words in asked.chosen():
        query = request.GET.copy()
        query.setlist(name, [value for value in query.getlist(name) if value.strip() != raw])
        address = f"{request.path}?{query.urlencode()}"
        chips.append({"label": label, "value": quoted(words), "remove_url": address})
    return chips


def _address(path, parameters) -> str:
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, values)
    return f"{path}?{query.urlencode()}"
