"""A form that turned stale: drawn again with what was saved meanwhile, side by side."""

from copy import copy

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.admin import merging_edits
from partnerships.admin.filling import relation_of
from partnerships.admin.merging_edits import Rows, merge
from partnerships.models import Change
from partnerships.models.base import Record
from partnerships.services import book
from partnerships.services.states import Columns, Reader, State, read_states


class TellsConflicts:
    """Before a posted form is checked, what others saved since it was opened is put into it."""

    def settle_edits(self, request, object_id, *, stale: bool = False) -> None:
        """Mix a stale form with what stands now and let it be refused with both side by side.

        `stale` says that the write path has found it stale under the lock.
        """
        record = self.get_object(request, unquote(object_id))
        if record is None or not self.has_change_permission(request, record):
            return
        began = _number(request.POST.get("expected_version"))
        data = request.POST.copy()
        waiting = merging_edits.answer(data)
        request.POST = data
        if began is None or (began == record.version and not waiting and not stale):
            return
        since = _number(data.get(merging_edits.SINCE)) or began
        merged = self._merged(request, record, since)
        merged.data["expected_version"] = str(record.version)
        is_stale = began != record.version or stale
        told = self.stale_text(record, request.user) if is_stale else _unanswered()
        request.refusal = ValidationError(told)
        changes = _since(record, since, request.user)
        request.conflict = {"merged": merged, "since": since, "changes": changes}

    def _merged(self, request, record, since):
        """What was posted with what stands now; compared with what the writer began with."""
        asking = copy(request)
        asking.method = "GET"
        form_class = self.get_form(asking, record, change=True)
        state = _state_at(record, since, request.user)
        before = _form_at(form_class, type(record), state.columns, record.pk) if state else None
        formsets, inlines = self._create_formsets(asking, record, change=True)
        kinds = [
            _rows(formset, inline, state) for formset, inline in zip(formsets, inlines, strict=True)
        ]
        return merge(request.POST, form_class(instance=record), before, kinds)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["conflict"] = getattr(request, "conflict", None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # A record that is gone

    def refuse_to_lose(self, request, object_id) -> str:
        """Let the form of a removed record come back as that of a new one, with all that was typed.

        Returns where it is to be posted. Raises Http404 for a record that was never there, or was
        hidden, and for who may not add one.
        """
        change = _removal(self.model, unquote(object_id), request.user)
        if change is None or not self.has_add_permission(request):
            raise Http404
        request.POST = self._as_new(request)
        told = _(
            "%(user)s removed this record while you were editing it. Nothing of yours was saved; "
            "your text is still here. Saving it adds it as a new record."
        )
        who = change.revision.user or _("Somebody")
        request.refusal = ValidationError(told % {"user": who})
        return self._page("add")

    def _as_new(self, request):
        """What was posted, without the keys of the record and of its rows."""
        data = request.POST.copy()
        asking = copy(request)
        asking.method = "GET"
        formsets, _inlines = self._create_formsets(asking, self.model(), change=False)
        for formset in formsets:
            owner = getattr(getattr(formset, "fk", None), "name", "")
            keys = ("-id", f"-{owner}") if owner else ("-id",)
            for name in [
                n for n in data if n.startswith(f"{formset.prefix}-") and n.endswith(keys)
            ]:
                data[name] = ""
            data[f"{formset.prefix}-INITIAL_FORMS"] = "0"
        return data


def _unanswered() -> str:
    return _("Nothing was saved yet: choose what to keep where both of you changed the same.")


def _number(text) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _removal(model, key, user) -> Change | None:
    if not _number(key) or not issubclass(model, Record):
        return None
    return book.removal_known_to(user, model(pk=int(key)))


def _since(record, version, user) -> list[book.Entry]:
    """Who saved the record since, when and why, as far as `user` is told.

    Nothing for what keeps no history.
    """
    if not isinstance(record, Record):
        return []
    changes = Change.objects.visible_to(user).of(record)
    return [
        book.Entry(change, None, user)
        for change in changes.filter(number__gt=version).for_list(user)
    ]


def _state_at(record, version, user) -> State | None:
    """The record as it was at this version, as far as `user` may know.

    None where the history does not tell, or the record was hidden from `user`.
    """
    if not isinstance(record, Record):
        return None
    change = Change.objects.shown_to(user).of(record).filter(number=version).first()
    state = read_states([change]).get(change.pk) if change else None
    return Reader(user, [state], in_full=True).seen(state) if state else None


def _rows(formset, inline, state: State | None) -> Rows:
    label = capfirst(str(inline.verbose_name_plural))
    if state is None:
        return Rows(label, formset, None)
    stood = state.rows.get(relation_of(inline), {})
    options = formset.get_form_kwargs(0)
    return Rows(
        label,
        formset,
        {
            key: _form_at(formset.form, formset.model, columns, key, **options)
            for key, columns in stood.items()
        },
    )


def _form_at(form_class, model, columns: Columns, key, **options):
    """The unbound form of a record or row as it was."""
    instance = model(pk=key)
    for column in model._meta.concrete_fields:
        if column.name in columns and not column.primary_key:
            setattr(instance, column.attname, column.to_python(columns[column.name]))
    form = form_class(instance=instance, **options)
    for link in model._meta.many_to_many:
        form.initial[link.name] = columns.get(link.name, [])
    return form
