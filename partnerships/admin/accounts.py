from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.members.pages import MembersPages
from partnerships.admin.rows import RowsInTable
from partnerships.admin.scope import AdministratorsAdmin, ReadOnlyAdmin, ScopedAdmin
from partnerships.models import OfficeMember
from partnerships.models.visibility import is_administrator, jurisdiction_of


class MemberRows(RowsInTable):
    model = OfficeMember
    fields = ["user", "office", "role"]
    named_by = ("user", "office")


class AccountAdmin(AdministratorsAdmin, UserAdmin):
    """Django's own for users. Rights come from offices, so groups and permissions are left out."""

    fieldsets = [
        (_("Who"), {"fields": ["username", "password", ("first_name", "last_name"), "email"]}),
        (_("How"), {"fields": ["language"]}),
        (_("What they may do"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("When"), {"fields": [("last_login", "date_joined")]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ()
    inlines = [MemberRows]
    list_display = ["username", "first_name", "last_name", "email", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_superuser", "is_active"]

    def lookup_allowed(self, lookup, value, request=None):
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)


class OfficeAdmin(MembersPages, ScopedAdmin):
    """Administrators set offices up, leads look after their members; officers choose among them."""

    fields = ["name", "side", "regions", "initiatives"]
    inlines = [MemberRows]
    search_fields = ["name"]
    list_display = ["name", "side"]
    list_filter = ["side"]

    def has_module_permission(self, request):
        return is_administrator(request.user) or bool(jurisdiction_of(request.user).leading_offices)

    def has_add_permission(self, request):
        return is_administrator(request.user)

    def get_inlines(self, request, obj=None):
        """Who is a member is told to administrators here, to leads on a page of its own."""
        return self.inlines if is_administrator(request.user) else []


class ReferenceCounterAdmin(ReadOnlyAdmin):
    fields = ["prefix", "year", "last"]
    list_display = ["prefix", "year", "last"]
    list_filter = ["prefix"]
    ordering = ["prefix", "-year"]


class ReminderAdmin(ReadOnlyAdmin):
    fields = ["user", "day", "begun_at", "sent_at", "changes_until", "failure"]
    list_display = ["user", "day", "sent_at", "failure"]
    list_filter = ["day"]
    list_select_related = ["user"]
    search_fields = ["user__username"]


class SeededRowAdmin(ReadOnlyAdmin):
    fields = ["file", "key", "values"]
    list_display = ["file", "key"]
    list_filter = ["file"]
    search_fields = ["key"]
    ordering = ["file", "key"]
