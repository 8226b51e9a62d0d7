"""Links of a record that whoever edits it may not see stay as they are."""

from django import forms


class KeepsHiddenLinks:
    """A form that leaves a link which is none of its choices as it was, unless another is chosen.

    The box of such a link is empty: were that taken at its word, each save by one office would
    undo what another has linked.
    """

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if self.instance.pk and name in self.cleaned_data and _is_limited(field):
                self.cleaned_data[name] = self._with_hidden(name, field, self.cleaned_data[name])
        return cleaned

    def _with_hidden(self, name, field, chosen):
        if isinstance(field, forms.ModelMultipleChoiceField):
            stored = getattr(self.instance, name)
            return [*chosen, *stored.exclude(pk__in=field.queryset.order_by().values("pk"))]
        stored = getattr(self.instance, f"{name}_id", None)
        if chosen is None and stored and not field.queryset.filter(pk=stored).exists():
            return getattr(self.instance, name)
        return chosen


def _is_limited(field) -> bool:
    """Whether the choices of a field are not all there are."""
    return isinstance(field, forms.ModelChoiceField) and field.queryset.query.has_filters()
