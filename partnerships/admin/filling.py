"""The add form opened with values: a repeated mission, a renewal, what a text says.

`open_filled(request, Filled(...))` answers with the ordinary add form, whose save goes the ordinary
way; nothing is written before.
"""

from copy import copy


class FilledForms:
    """A model's add form that other pages may open with values in it."""

    def open_filled(self, request, filled):
        """The add form holding `filled`, also as the answer to a POST; needs the right to add."""
        asking = copy(request)
        asking.method = "GET"
        asking.filled = filled
        return self.changeform_view(asking, None, self._page("add"), {"filled_note": filled.note})

    def get_changeform_initial_data(self, request):
        filled = getattr(request, "filled", None)
        return dict(filled.fields) if filled else super().get_changeform_initial_data(request)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = filled_rows(request, inline)
        return options if rows is None else {**options, "initial": rows}


def filled_rows(request, inline) -> list[dict] | None:
    """The values for the rows of `inline` on the form being opened, None where none are given."""
    filled = getattr(request, "filled", None)
    return filled.rows.get(relation_of(inline)) if filled else None


def relation_of(inline) -> str:
    """The name by which a record knows the rows of `inline`: "parties", "citations"."""
    fields = inline.parent_model._meta.get_fields()
    found = (f.name for f in fields if f.one_to_many and f.related_model is inline.model)
    return next(found, "")
