"""How many rows a posted form may hold: refused, it is drawn again, and rows are dear to draw."""

import re

from django.core.exceptions import ValidationError
from django.forms import IntegerField
from django.forms.formsets import TOTAL_FORM_COUNT

#: New rows of all kinds together that one save takes: more than anybody types, and so few that a
#: refused form, which is drawn again with a sentence at every box, answers within five seconds.
MOST_NEW_ROWS = 100
#: Digits of a row's number: forms write few, and no name is read as a huge one.
ROW = re.compile(r"([0-9]{1,6})-")


class LimitsRows:
    """Posted rows are counted by what was posted of them, and all kinds share one limit."""

    def get_formset_kwargs(self, request, obj, inline, prefix):
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in options:  # Django's own copy of what was posted
            leave_out_unposted(options["data"], prefix)
        return options

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        limit_rows(formsets)
        return formsets, inlines


def leave_out_unposted(data, prefix: str) -> None:
    """Lower the number of rows in `data` to those of which anything was posted.

    A browser posts the key of each row that it shows, an empty one too. A row that stands and of
    which nothing came is left as it is.
    """
    name = f"{prefix}-{TOTAL_FORM_COUNT}"
    try:
        total = IntegerField().to_python(data.get(name))
    except ValidationError:
        return
    if total is None:
        return
    rows = (ROW.match(box, len(prefix) + 1) for box in data if box.startswith(f"{prefix}-"))
    posted = max((int(row[1]) + 1 for row in rows if row), default=0)
    data[name] = str(min(total, posted))


def limit_rows(formsets) -> None:
    """Let each formset take the rows that stand and what the ones before it left of the limit."""
    room = MOST_NEW_ROWS
    for formset in formsets:
        if not formset.is_bound and formset.max_num:  # none where none may be added
            formset.max_num = formset.initial_form_count() + max(MOST_NEW_ROWS, formset.extra)
        if not formset.is_bound:
            continue
        rows = formset.management_form.cleaned_data[TOTAL_FORM_COUNT]
        standing = len(formset.get_queryset()) if formset.initial_form_count() else 0
        formset.absolute_max = standing + room
        room -= max(0, min(rows, formset.absolute_max) - standing)
