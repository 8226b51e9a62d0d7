"""The add form of a record logged from a text: with its new source and the pledges made in it."""

from django.utils.translation import gettext_lazy as _

from partnerships.admin import new_source
from partnerships.admin.evidence import CitationFormSet, CitationRows
from partnerships.admin.layout import section
from partnerships.admin.rows import RowsInBlocks
from partnerships.models import Pledge
from partnerships.services import from_text


class MadePledgeRows(RowsInBlocks):
    """Pledges that are recorded with the record they were made in."""

    model = Pledge
    fields = [("made_by", "made_to", "due"), "text", "quote", "quote_language"]
    named_by = ("made_by__region", "made_to__region")


PLEDGES = section(
    _("What was promised"),
    MadePledgeRows,
    note=_("Each is recorded as a pledge when you save. Shorten it to your own words."),
)


def _asks_pledges(request) -> bool:
    filled = getattr(request, "filled", None)
    return "pledges" in filled.rows if filled else "pledges-TOTAL_FORMS" in request.POST


class LoggedFromText:
    """A record's admin whose add form may come filled from a text; its list leads there."""

    change_list_template = "admin/partnerships/change_list_from_text.html"

    def get_sections(self, request, obj=None):
        sections = super().get_sections(request, obj)
        if obj is not None and obj.pk is not None:
            return sections
        added = [PLEDGES] if _asks_pledges(request) else []
        added += [new_source.SECTION] if new_source.is_asked(request) else []
        place = next(n for n, part in enumerate(sections) if CitationRows in part.parts)
        return (*sections[:place], *added, *sections[place:])

    def get_form(self, request, obj=None, change=False, **options):
        if not change and new_source.is_asked(request):
            options["form"] = new_source.with_new_source(self.form, request.user)
        return super().get_form(request, obj, change, **options)

    def save_related(self, request, form, formsets, change):
        """The rows of pledges are records of their own, saved after this one."""
        made = [formset for formset in formsets if formset.model is Pledge]
        form.pledges = [pledge for formset in made for pledge in formset.save(commit=False)]
        form.source = _cited(form, formsets)
        others = [formset for formset in formsets if formset not in made]
        super().save_related(request, form, others, change)

    def write(self, request, form, relations):
        return from_text.save(
            form.instance,
            relations,
            source=form.source,
            pledges=form.pledges,
            **self.saving(request, form),
        )


def _cited(form, formsets):
    """The new source, None where no citation names it."""
    source = getattr(form.instance, "new_source", None)
    citations = [formset for formset in formsets if isinstance(formset, CitationFormSet)]
    return source if source and any(rows.cites(source) for rows in citations) else None
