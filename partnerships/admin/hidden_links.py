"""Links of a record that whoever edits it may not see stay as they are."""

from django import forms


class KeepsHiddenLinks:
    """A form that leaves a link which is none of its choices as it was, unless another is chosen.

    The box of such a link is empty: were that taken at its word, each save by one office would
    undo what another has linked.
    """

    def leave_out_hidden(self):
        """Begin without the links that are none of the choices, as the boxes do.

        Else leaving a box alone would read as taking them out.
        """
        for name, field in self.fields.items():
            held = self.initial.get(name)
            if held and self.instance.pk and _is_limited(field):
                self.initial[name] = _seen(field, held)

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


def _seen(field, held):
    """What of the held link, or links, is among the choices; None for a single one that is not."""
    links = held if isinstance(held, list) else [held]
    keys = [getattr(link, "pk", link) for link in links]
    seen = set(field.queryset.filter(pk__in=keys).values_list("pk", flat=True))
    found = [link for link, key in zip(links, keys, strict=True) if key in seen]
    return found if isinstance(held, list) else next(iter(found), None)


def _is_limited(field) -> bool:
    """Whether the choices of a field are not all there are."""
    return isinstance(field, forms.ModelChoiceField) and field.queryset.query.has_filters()
