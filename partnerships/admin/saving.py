"""How the admin saves: one call of the write path; what it refuses is told on the form."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.admin.conflicts import TellsConflicts
from partnerships.admin.filling import FilledForms
from partnerships.admin.forms import EditForm, with_date_boxes
from partnerships.admin.layout import arranged, fieldsets_of, inlines_of, section
from partnerships.admin.scope import ScopedAdmin
from partnerships.services.records import StaleVersion


class SavingAdmin(FilledForms, TellsConflicts, ScopedAdmin):
    """A form in sections whose save is `write`; refusals come back with everything typed."""

    form = EditForm
    #: The form from top to bottom; see `layout`.
    sections: tuple = ()
    #: One line on top of the form of a new record, saying what belongs here.
    intro = ""
    change_form_template = "admin/partnerships/change_form.html"

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.form = with_date_boxes(model, self.form)

    def write(self, request, form, relations) -> bool:
        """Save `form.instance` with its relations; returns whether anything changed."""
        raise NotImplementedError

    def record_tools(self, request, record) -> list[dict]:
        """Buttons above the form of a stored record, as {label, url}; add to `super()`."""
        return []

    def panels(self, request, record) -> list[dict]:
        """What stands beside the form, each {template, ...}; `record` is None on a new one's form.

        Add to `super()`.
        """
        return []

    def stale_text(self, record, reader=None) -> str:
        return _("This was changed while you were editing it. Nothing of yours was saved.")

    # The form

    def get_sections(self, request, obj=None):
        if obj is None or self.has_change_permission(request, obj):
            return (*self.sections, self._closing(obj))
        return self.sections

    def _closing(self, obj):
        title = _("Why you change it") if obj else _("A word for the history")
        return section(title, "reason", "expected_version")

    def get_fieldsets(self, request, obj=None):
        return fieldsets_of(self.get_sections(request, obj))

    def get_inlines(self, request, obj=None):
        return inlines_of(self.get_sections(request, obj))

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change, **options)
        form.refusal = getattr(request, "refusal", None)
        form.stale_text = staticmethod(partial(self.stale_text, reader=request.user))
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["sections"] = arranged(
            self.get_sections(request, obj),
            context["adminform"],
            context["inline_admin_formsets"],
        )
        context["intro"] = self.intro if add else ""
        context["panels"] = self.panels(request, obj)
        context["record_tools"] = self.record_tools(request, obj) if change else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    # The save

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Without Django's transaction around the whole page: forms are checked before the lock.

        What the write path refuses is drawn again as an error of the form; it wrote nothing.
        """
        if request.method == "POST" and object_id:
            if self.get_object(request, unquote(object_id)) is None:
                form_url = self.refuse_to_lose(request, object_id)
                return self._changeform_view(request, None, form_url, extra_context)
            self.settle_edits(request, object_id)
        try:
            return self._changeform_view(request, object_id, form_url, extra_context)
        except StaleVersion:
            self.settle_edits(request, object_id, stale=True)
        except ValidationError as refusal:
            request.refusal = refusal
        return self._changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """Nothing yet: the record is saved with its rows, in `save_related`."""

    def save_related(self, request, form, formsets, change):
        relations = [form.save_m2m, *(formset.save for formset in formsets)]
        request.was_changed = self.write(request, form, relations)

    # What is told afterwards

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self._tell(request, obj, _("{name} “{record}” was added."))
        return self._next_page(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        told = _("{name} “{record}” was saved.")
        if not request.was_changed:
            told = _("{name} “{record}” is as it was: nothing was changed.")
        self._tell(request, obj, told)
        return self._next_page(request, obj)

    def _tell(self, request, record, told):
        link = format_html('<a href="{}">{}</a>', self._address(record), record)
        sentence = format_html(told, name=capfirst(self.opts.verbose_name), record=link)
        sentences = [sentence, *self.told_after(request, record)]
        text = format_html_join(" ", "{}", ((part,) for part in sentences))
        self.message_user(request, text, messages.SUCCESS)

    def told_after(self, request, record) -> list:
        """Further sentences after a save."""
        return []

    def _address(self, record) -> str:
        return self._page("change", quote(record.pk))

    def _page(self, page, *key) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=key)

    def _next_page(self, request, record):
        if "_continue" in request.POST:
            return HttpResponseRedirect(self._address(record))
        if "_addanother" in request.POST:
            return HttpResponseRedirect(self._page("add"))
        return self.response_post_save_change(request, record)
