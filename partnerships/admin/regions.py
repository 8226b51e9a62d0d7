from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.base import ReferenceAdmin
from partnerships.admin.forms import RowForm
from partnerships.admin.layout import section
from partnerships.admin.rows import RowFormSet, RowsInTable
from partnerships.models import RegionAlias, RegionSuccession
from partnerships.models.reach import regions_named
from partnerships.text import fold


class AliasForm(RowForm):
    """A folded name belongs to one region; the column of it is not on the form, so it is asked."""

    def clean_text(self):
        text = self.cleaned_data["text"]
        others = RegionAlias.objects.exclude(pk=self.instance.pk).filter(folded=fold(text))
        other = others.select_related("region").first()
        if other:
            told = _("This name belongs to %(region)s already.")
            raise forms.ValidationError(told % {"region": other.region})
        return text


class AliasFormSet(RowFormSet):
    def clean(self):
        super().clean()
        seen = set()
        for form in self.filled():
            folded = fold(form.cleaned_data.get("text", ""))
            if folded and folded in seen:
                form.add_error("text", _("This name is given above already."))
            seen.add(folded)


class AliasRows(RowsInTable):
    model = RegionAlias
    form = AliasForm
    formset = AliasFormSet
    fields = ["text", "kind", "language", "source_text"]


class PredecessorRows(RowsInTable):
    model = RegionSuccession
    fk_name = "successor"
    fields = ["predecessor", "took_effect", "source_text"]
    named_by = ("predecessor", "successor")
    verbose_name = gettext_lazy("region it was made from")
    verbose_name_plural = gettext_lazy("regions it was made from")


class RegionAdmin(ReferenceAdmin):
    sections = (
        section(
            gettext_lazy("What"),
            ("code", "kind"),
            ("name_en", "name_ja", "name_hi"),
            ("capital_en", "capital_ja", "capital_hi"),
            AliasRows,
        ),
        section(
            gettext_lazy("Since when"), ("valid_from", "valid_to"), PredecessorRows, "source_text"
        ),
        section(gettext_lazy("Where on the tile map"), ("tile_row", "tile_column")),
    )
    list_display = ["code", "__str__", "name_ja", "name_hi", "capital", "kind"]
    list_display_links = ["code", "__str__"]
    list_filter = ["kind"]

    def search(self, queryset, text, user):
        for word in text.split():
            queryset = queryset.filter(Q(pk__in=regions_named(fold(word)).values("pk")))
        return queryset

    @admin.display(description=gettext_lazy("capital"), ordering="capital_en")
    def capital(self, region):
        return region.capital or "-"


class AllRegionsAdmin(RegionAdmin):
    """Serves links to a region of either country; its lists are the states and the prefectures."""

    def has_module_permission(self, request):
        return False
