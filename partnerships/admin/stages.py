"""The status of several records, or who sees them, changed at once after a page that shows each."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.admin.announcing import AnnouncedForm
from partnerships.choices import Visibility
from partnerships.services import announcing
from partnerships.services.stages import STATE_OF, change_state
from partnerships.text import validate_text

#: The column that says who sees a record; without it the action is about how the record stands.
SIGHT = "visibility"
#: More lines than anybody reads before confirming.
MOST_AT_ONCE = 200


_ASKED = ("column", "value", "reason", "all_or_none")


class StateForm(AnnouncedForm):
    """Asked before the change; `chosen` carries each record with the version that was shown."""

    column = forms.ChoiceField(
        widget=forms.HiddenInput, required=False, choices=[(SIGHT, SIGHT), ("", "")]
    )
    value = forms.ChoiceField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        max_length=500,
        validators=[validate_text],
        help_text=gettext_lazy("One line for the history of each of them."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    all_or_none = forms.BooleanField(
        label=gettext_lazy("Change all of them or none"),
        required=False,
        help_text=gettext_lazy(
            "Set: if one was changed by somebody else meanwhile, none is changed. "
            "Not set: that one is left as it is, the others are changed."
        ),
    )

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["value"].choices = choices


class StatesAtOnce:
    """An action for each status or stage of the model, and for each level of who sees it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.change_state_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_change_state"
        return [path("change-state/", view, name=name), *super().get_urls()]

    def _field(self, column: str):
        return self.opts.get_field(SIGHT if column == SIGHT else STATE_OF[self.model])

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not actions or not self.has_change_permission(request):
            return actions
        state = self._field("")
        for value, label in state.choices:
            words = {"state": state.verbose_name, "value": label}
            told = _("Change the %(state)s to “%(value)s”") % words
            name = f"state_{value}"
            actions[name] = (partial(_ask, value=value, column=""), name, told)
        for value, label in self._field(SIGHT).choices:
            name, told = f"sight_{value}", _("Let it be seen by “%(value)s”") % {"value": label}
            actions[name] = (partial(_ask, value=value, column=SIGHT), name, told)
        return actions

    def ask_state(self, request, queryset, value, column=""):
        """The page that shows each record before and after, and asks why."""
        chosen = list(queryset[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            told = _("Choose at most %(count)d records at once.") % {"count": MOST_AT_ONCE}
            self.message_user(request, told, messages.ERROR)
            return None
        self._refuse_foreign(request, chosen)
        given = {"value": value, "column": column}
        form = StateForm(initial=given, choices=self._field(column).choices)
        return self._draw_states(
            request, form, [(record, record.version) for record in chosen], value, column
        )

    def change_state_view(self, request):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        chosen, gone = self._chosen(request)
        self._refuse_foreign(request, [record for record, _version in chosen])
        column = request.POST.get("column", "")
        form = StateForm(request.POST, choices=self._field(column).choices)
        if not form.is_valid() and not {"value", "column"} & set(form.errors):
            return self._draw_states(request, form, chosen, request.POST["value"], column)
        if form.is_valid() and gone and form.cleaned_data["all_or_none"]:
            self.message_user(request, _("Nothing was changed."), messages.WARNING)
        elif form.is_valid():
            self._tell_outcome(request, self._change(request, form, chosen))
        if gone:
            told = ngettext(
                "%(count)d of the chosen records is not there any more.",
                "%(count)d of the chosen records are not there any more.",
                gone,
            )
            self.message_user(request, told % {"count": gone}, messages.WARNING)
        return HttpResponseRedirect(self._page("changelist"))

    def _change(self, request, form, chosen):
        asked = {name: form.cleaned_data[name] for name in _ASKED}
        return change_state(chosen, by=request.user, announced=form.announced, **asked)

    def _chosen(self, request) -> tuple[list, int]:
        """The records with the versions that were shown, by key; and how many are gone by now."""
        seen = dict(_keys_and_versions(request.POST.getlist("chosen")[:MOST_AT_ONCE]))
        found = self.get_queryset(request).filter(pk__in=seen).order_by("pk")
        chosen = [(record, seen[record.pk]) for record in found]
        return chosen, len(seen) - len(chosen)

    def _refuse_foreign(self, request, chosen):
        keys = {record.pk for record in chosen}
        if self.editable(request.user).filter(pk__in=keys).count() != len(keys):
            raise PermissionDenied

    def _draw_states(self, request, form, chosen, value, column):
        field = self._field(column)
        labels, name = dict(field.choices), field.name
        lines = [
            {
                "record": record,
                "key": f"{record.pk}:{version}",
                "before": labels[getattr(record, name)],
                "is_same": getattr(record, name) == value,
            }
            for record, version in chosen
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change the %(state)s of several records") % {"state": field.verbose_name},
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "address": self._page("change_state"),
            "form": form,
            "lines": lines,
            "after": labels[value],
            "asks_announcement": self._may_open_a_plan(value, column),
            "sight": _sight_in_words(value) if column == SIGHT else "",
            "changing": sum(not line["is_same"] for line in lines),
        }
        return TemplateResponse(request, "admin/partnerships/change_state.html", context)

    def _may_open_a_plan(self, value, column) -> bool:
        if column == SIGHT:
            return value == Visibility.PUBLIC and self.model in announcing.PLANNED
        return value in announcing.PLANNED.get(self.model, ())

    def _tell_outcome(self, request, outcome):
        if outcome.changed:
            told = ngettext(
                "%(count)d record was changed: %(records)s.",
                "%(count)d records were changed: %(records)s.",
                len(outcome.changed),
            ) % {"count": len(outcome.changed), "records": ", ".join(map(str, outcome.changed))}
        else:
            told = _("Nothing was changed.")
        self.message_user(request, told, messages.SUCCESS if outcome.changed else messages.WARNING)
        for record, why in outcome.left:
            left = _("“%(record)s” was left as it is: %(why)s") % {"record": record, "why": why}
            self.message_user(request, left, messages.WARNING)


def _sight_in_words(level: str) -> str:
    """Who sees the records after it, whoever saw them before."""
    return (
        {
            Visibility.PUBLIC: _("Everybody will see them, from the day they are shown from."),
            Visibility.OFFICIALS: _("Visitors will not see them; everybody who signs in will."),
            Visibility.PARTIES: _(
                "Only the offices that each concerns, and its own, will see them."
            ),
            Visibility.OFFICE: _("Only the office that owns each, or filed it, will see it."),
        }[Visibility(level)]
        + " "
        + _("Figures, files, follow-ups and notes keep who sees them, within their record.")
    )


def _ask(model_admin, request, queryset, *, value, column):
    return model_admin.ask_state(request, queryset, value, column)


def _keys_and_versions(posted):
    for line in posted:
        key, _colon, version = line.partition(":")
        if key.isdecimal() and version.isdecimal() and len(line) < 30:
            yield int(key), int(version)
