from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ACCORDING_TO_WHOM, WHO_SEES_IT, RecordAdmin
from partnerships.admin.evidence import FigureRows
from partnerships.admin.layout import section


class OrganisationAdmin(RecordAdmin):
    intro = _("Every party there can be: a government, city, assembly, chamber, school or firm.")
    sections = (
        section(
            _("What"), "name", ("name_ja", "name_hi"), "other_names", "kind", "website", "remark"
        ),
        section(_("Where"), ("country", "region")),
        section(_("What it belongs to"), "parent"),
        section(_("What was reported"), FigureRows),
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )
    named_by = ("region",)
    list_display = ["__str__", "kind", "country", "region", "visibility"]
    list_filter = ["kind", "visibility"]
