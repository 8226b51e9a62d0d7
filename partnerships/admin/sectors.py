from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ReferenceAdmin
from partnerships.admin.layout import section
from partnerships.text import fold


class SectorAdmin(ReferenceAdmin):
    sections = (
        section(_("What"), "name_en", ("name_ja", "name_hi"), "synonyms", "slug", "parent"),
    )
    list_display = ["__str__", "parent", "slug"]
    list_select_related = ["parent"]
    prepopulated_fields = {"slug": ["name_en"]}

    def search(self, queryset, text, user):
        for word in text.split():
            queryset = queryset.filter(search_text__contains=fold(word))
        return queryset
