"""The two forms before the add form: the pasted text with its source, and what is taken of it."""

from hashlib import sha256

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.new_source import source_boxes
from partnerships.choices import Direction, SourceLevel
from partnerships.models import Agreement, Delegation, Event, Source
from partnerships.services.drafting import MOST_CHARACTERS
from partnerships.services.from_text import Accepted, GivenSource
from partnerships.text import fold, storable

MOST_PUBLISHERS = 300


class PastedText(forms.CharField):
    """A text as copied from anywhere; what cannot be stored becomes a blank."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Text"),
            widget=forms.Textarea(
                attrs={"rows": 10, "class": "vLargeTextField", "autofocus": True, "dir": "auto"}
            ),
            help_text=gettext_lazy(
                "A release, article, post or minutes in English, Japanese or Hindi."
            ),
            error_messages={"required": gettext_lazy("Paste the text first.")},
            strip=False,
        )

    def to_python(self, value):
        text = storable(super().to_python(value))
        return text if text.strip() else ""

    def validate(self, value):
        super().validate(value)
        if len(value) > MOST_CHARACTERS:
            raise forms.ValidationError(
                _(
                    "The text has %(length)d characters; at most %(limit)d are read. Paste the "
                    "part that tells of the visit, meeting or agreement."
                )
                % {"length": len(value), "limit": MOST_CHARACTERS}
            )


class PasteForm(forms.Form):
    """The text and what is known of its source; all but the text may be left empty."""

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        boxes = source_boxes()
        self.fields["text"] = PastedText()
        for name in ("url", "published", "publisher"):
            self.fields[name] = boxes[name]
        self.fields["level"] = forms.ChoiceField(
            label=gettext_lazy("Who speaks"),
            required=False,
            choices=[("", _("As the address tells")), *SourceLevel.choices],
            widget=forms.RadioSelect,
        )
        for name in ("title", "file_name"):
            self.fields[name] = boxes[name]
        self._say_what_is_left_out()
        self.publishers = _publishers(user)
        self.fields["publisher"].widget = AdminTextInputWidget(attrs={"list": "publishers"})

    def _say_what_is_left_out(self):
        help_texts = {
            "published": _(
                "The day it appeared. Without it, weekdays and days without a year stay open."
            ),
            "publisher": _("Left empty, it is that of earlier sources from the same site."),
            "title": _("Left empty, the first line of the text."),
        }
        for name, words in help_texts.items():
            self.fields[name].help_text = words

    @property
    def day(self):
        """The day of the article, None where no single day is known."""
        published = self.cleaned_data["published"]
        return published.earliest if published.precision == "day" else None

    def carried(self) -> list[tuple[str, str]]:
        """(name, value) of what the next page takes along in hidden boxes."""
        return [
            (name, field.prepare_value(self.cleaned_data[name]) or "")
            for name, field in self.fields.items()
        ]

    def source(self) -> GivenSource:
        names = ("title", "publisher", "url", "file_name", "published", "level")
        return GivenSource(**{name: self.cleaned_data[name] for name in names})


def _publishers(user) -> list[str]:
    """The publishers on record, for the box to complete."""
    named = Source.objects.visible_to(user).exclude(publisher="").order_by("publisher")
    found = named.values_list("publisher", flat=True).distinct()
    return sorted(found[:MOST_PUBLISHERS], key=fold)


class TakeForm(forms.Form):
    """What is taken over: the kind of record, the direction, and the proposals ticked.

    A key that the text does not propose is refused. `seen` tells whether the text still proposes
    what the page showed.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, proposals, addable):
        self.proposals = proposals
        self.stamp = _stamp(proposals)
        super().__init__(data, initial=self._proposed(addable), prefix="take")
        self.fields["kind"] = forms.ChoiceField(
            choices=[(kind, label) for kind, label in kinds() if kind in addable],
            error_messages={"required": _("Choose what the text tells of.")},
            widget=forms.RadioSelect(attrs={"autofocus": True}),
        )
        self.fields["direction"] = forms.ChoiceField(
            choices=[*Direction.choices, ("", _("Not told, or nobody travelled"))],
            required=False,
            widget=forms.RadioSelect,
        )
        for group in proposals.groups:
            keys = [(proposal.key, proposal.value) for proposal in group.proposals]
            field = (
                forms.ChoiceField(choices=[*keys, ("", _("None of these"))], required=False)
                if group.single
                else forms.MultipleChoiceField(choices=keys, required=False)
            )
            field.error_messages["invalid_choice"] = _(
                "Something was ticked that the text does not propose. Look at the list again."
            )
            self.fields[group.name] = field

    def _proposed(self, addable) -> dict:
        draft = self.proposals.draft
        initial = {
            "kind": draft.kind.value if draft.kind and draft.kind.value in addable else "",
            "direction": draft.direction.value if draft.direction else "",
            "seen": self.stamp,
        }
        for group in self.proposals.groups:
            sure = [proposal.key for proposal in group.proposals if proposal.sure]
            initial[group.name] = next(iter(sure), "") if group.single else sure
        return initial

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.stamp:
            raise forms.ValidationError(
                _(
                    "The text or the records changed since the list was drawn, so nothing was "
                    "taken over. This is the new list: look at it and go on."
                )
            )
        return self.stamp

    def chosen(self, name: str) -> set[str]:
        """What is ticked in a group, as posted or as proposed."""
        value = self[name].value()
        return {value} if isinstance(value, str) else set(value or ())

    def accepted(self) -> Accepted:
        keys = set().union(*(self._taken(group) for group in self.proposals.groups))
        cleaned = self.cleaned_data
        return Accepted(cleaned["kind"], cleaned["direction"], frozenset(keys))

    def _taken(self, group) -> set[str]:
        value = self.cleaned_data[group.name]
        return ({value} if group.single else set(value)) - {""}


def kinds() -> list[tuple[str, str]]:
    return [
        ("delegation", _("A delegation: somebody travelled between the countries")),
        ("event", _("An event: people met or gathered")),
        ("agreement", _("An agreement: a paper was signed, or is to be")),
    ]


MODELS = {"delegation": Delegation, "event": Event, "agreement": Agreement}


def _stamp(proposals) -> str:
    """A short name for what the page shows, the same as long as text and records are."""
    shown = [proposals.text, *(f"{one.key} {one.value}" for one in proposals)]
    return sha256("\0".join(shown).encode()).hexdigest()[:32]
