from partnerships.admin.scope import AdministratorsAdmin


class FollowUpTemplateAdmin(AdministratorsAdmin):
    fields = [("direction", "days_before"), "what"]
    search_fields = ["what"]
    list_display = ["what", "direction", "days_before"]
    list_filter = ["direction"]
