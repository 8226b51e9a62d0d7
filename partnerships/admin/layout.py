"""The order of a form: sections titled by questions, fields and rows in the order of a release."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten


def is_rows(part) -> bool:
    return isinstance(part, type) and issubclass(part, InlineModelAdmin)


@dataclass(frozen=True)
class Section:
    """`parts` are names of fields, tuples of names shown in one row, and classes of inline rows;
    `note` is one line under the title; `fold` the words under which its boxes wait while all of
    them are empty, "" where they are always open.
    """

    title: str
    parts: tuple
    note: str = ""
    fold: str = ""

    def without(self, rows) -> "Section":
        """The section without this class of rows."""
        return replace(self, parts=tuple(part for part in self.parts if part is not rows))

    def runs(self):
        """(is rows, parts) in order: fields that follow each other, or one class of rows."""
        for rows, parts in groupby(self.parts, is_rows):
            if rows:
                yield from ((True, part) for part in parts)
            else:
                yield False, list(parts)


def section(title, *parts, note="", fold="") -> Section:
    return Section(title, parts, note, fold)


def fieldsets_of(sections) -> list:
    """Nameless fieldsets as Django wants them, one a run of fields."""
    return [
        (None, {"fields": parts}) for part in sections for rows, parts in part.runs() if not rows
    ]


def inlines_of(sections) -> list:
    return [parts for part in sections for rows, parts in part.runs() if rows]


def arranged(sections, adminform, inline_formsets) -> list[dict]:
    """What the template draws: each section with its fieldsets and rows in their order.

    Rows that the user may not see are left out, and a section without anything to show.
    """
    fieldsets = iter(adminform)
    by_class = {type(formset.opts): formset for formset in inline_formsets}
    drawn = []
    for part in sections:
        shown = [
            {"rows": by_class.get(parts)} if rows else {"fieldset": next(fieldsets)}
            for rows, parts in part.runs()
        ]
        shown = [piece for piece in shown if any(piece.values())]
        if shown:
            wrong = any(has_errors(**piece) for piece in shown)
            fold = "" if wrong or not all(is_empty(**piece) for piece in shown) else part.fold
            told = {"title": part.title, "note": part.note, "fold": fold}
            drawn.append({**told, "parts": shown, "has_errors": wrong})
    return drawn


def is_empty(fieldset=None, rows=None) -> bool:
    """Whether no box of the fieldset holds anything; rows always count as something."""
    if rows:
        return False
    form = fieldset.form
    return not any(
        form[name].value() if name in form.fields else getattr(form.instance, name, None)
        for name in flatten(fieldset.fields)
    )


def has_errors(fieldset=None, rows=None) -> bool:
    """Whether something in the fieldset, or in the rows, was refused."""
    if rows:
        return bool(rows.formset.is_bound and rows.formset.total_error_count())
    return any(name in fieldset.form.errors for name in flatten(fieldset.fields))
