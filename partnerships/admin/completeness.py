"""How complete a record is: beside its form with the way to what is missing, and in the lists."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.metrics.completeness import EXPECTED, LINKS, completeness_of, with_expected


class CompletenessShown:
    """For every model of which `metrics.completeness` expects something; others show nothing."""

    def panels(self, request, record):
        beside = super().panels(request, record)
        if record is None or record.pk is None or self.model not in EXPECTED:
            return beside
        visible = with_expected(self.model.objects.visible_to(request.user), request.user)
        seen = visible.filter(pk=record.pk).first()
        if seen is None:  # removed while the form was drawn
            return beside
        found = completeness_of(seen, request.today)
        panel = {"template": "admin/partnerships/completeness_panel.html", "completeness": found}
        return [panel, *beside]

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return [*shown, "complete"] if self.model in EXPECTED else shown

    @admin.display(description=_("complete"))
    def complete(self, record):
        return f"{record.completeness.value} %"

    def with_list_links(self, found, user):
        if self.model not in EXPECTED:
            return super().with_list_links(found, user)
        links = dict.fromkeys((*self.list_links, *LINKS[self.model]))
        return found.with_best_source(user).prefetch_visible(user, *links)

    def get_changelist_instance(self, request):
        lines = super().get_changelist_instance(request)
        if self.model in EXPECTED:
            for record in lines.result_list:
                record.completeness = completeness_of(record, request.today)
        return lines
