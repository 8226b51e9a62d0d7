from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.admin.forms import RowForm
from partnerships.admin.members.handing import DisablingPage, disable_url, end_url, is_key
from partnerships.admin.members.pages import MembersPages
from partnerships.admin.rows import RowsInTable
from partnerships.admin.scope import AdministratorsAdmin, ReadOnlyAdmin, ScopedAdmin
from partnerships.admin.second_factor import SecondFactorReset
from partnerships.metrics.accounts import unused
from partnerships.models import OfficeMember, OpenIdIdentity
from partnerships.models.visibility import is_administrator, jurisdiction_of
from partnerships.services import members


class MemberForm(RowForm):
    """A stored membership stays that of its account in its office."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in {"user", "office"} & self.fields.keys():
            self.fields[name].disabled = self.instance.pk is not None


class MemberRows(RowsInTable):
    """A membership is ended on a page that asks for the open work."""

    model = OfficeMember
    form = MemberForm
    fields = ["user", "office", "role", "exports_personal", "end_of_it"]
    readonly_fields = ["end_of_it"]
    named_by = ("user", "office")

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("End"), empty_value="")
    def end_of_it(self, member):
        if not member.pk:
            return ""
        return format_html('<a href="{}">{}</a>', end_url(member), gettext("End the membership"))


class IdentityRows(RowsInTable):
    """Filled by the first sign-in, or by hand where a provider does not vouch for addresses."""

    model = OpenIdIdentity
    fields = ["issuer", "subject"]


class UseFilter(admin.SimpleListFilter):
    """Accounts that nobody used for long."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("unused", _("Not used for long"))]

    def queryset(self, request, queryset):
        return unused(queryset, request.today) if self.value() == "unused" else queryset


class AccountAdmin(SecondFactorReset, DisablingPage, AdministratorsAdmin, UserAdmin):
    """Django's own for users. Rights come from offices, so groups and permissions are left out.

    An account is disabled on a page that asks for its open work, and enabled on its form.
    """

    empty_value_display = ""
    fieldsets = [
        (_("Who"), {"fields": ["username", "password", ("first_name", "last_name"), "email"]}),
        (_("How"), {"fields": ["language", "has_second_factor"]}),
        (_("What they may do"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("When"), {"fields": [("last_login", "date_joined")]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ()
    inlines = [MemberRows]
    list_display = ["username", "first_name", "last_name", "email", "last_signed_in", "is_active"]
    list_filter = [UseFilter, "is_staff", "is_superuser", "is_active"]

    @admin.display(description=_("Last signed in"), ordering="last_login")
    def last_signed_in(self, account):
        return account.last_login or gettext("never")

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "is_active"] if obj and obj.is_active else fields

    def change_view(self, request, object_id, form_url="", extra_context=None):
        account = self._account(request, object_id)
        tools = []
        if account and account.is_active and account != request.user:
            tools = [{"label": gettext("Disable"), "url": disable_url(object_id)}]
        deletable = bool(account and members.may_delete(account, request.user))
        context = {"record_tools": tools, "show_delete": deletable, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def get_actions(self, request):
        """Accounts are removed one by one: most of them have to stay."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def delete_view(self, request, object_id, extra_context=None):
        account = self._account(request, object_id)
        if account and not members.may_delete(account, request.user):
            return self._refuse_to_delete(request, account)
        return super().delete_view(request, object_id, extra_context)

    def _refuse_to_delete(self, request, account):
        """Tells what to do instead, and leads there."""
        told = gettext(
            "The account %(account)s stays, since what was done with it names it. "
            "Disable it instead."
        )
        address = reverse("admin:partnerships_user_change", args=[account.pk])
        if account == request.user:
            told = gettext("Nobody removes their own account, %(account)s.")
        elif account.is_active:
            address = disable_url(account.pk)
        else:
            told = gettext(
                "The account %(account)s is disabled. "
                "It stays, since what was done with it names it."
            )
        self.message_user(request, told % {"account": account}, messages.WARNING)
        return HttpResponseRedirect(address)

    def _account(self, request, object_id):
        if not is_key(object_id):
            return None
        return self.visible(request.user).filter(pk=object_id).first()

    def get_inlines(self, request, obj=None):
        return [*self.inlines, IdentityRows] if settings.OPENID_PROVIDER else self.inlines

    def lookup_allowed(self, lookup, value, request=None):
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)


class OfficeAdmin(MembersPages, ScopedAdmin):
    """Administrators set offices up, leads look after their members; officers choose among them."""

    fields = ["name", "side", "regions", "initiatives", "default_visibility"]
    inlines = [MemberRows]
    search_fields = ["name"]
    list_display = ["name", "side"]
    list_filter = ["side"]

    def has_module_permission(self, request):
        return is_administrator(request.user) or bool(jurisdiction_of(request.user).leading_offices)

    def has_add_permission(self, request):
        return is_administrator(request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"hides_history": not is_administrator(request.user), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def history_view(self, request, object_id, extra_context=None):
        """Django's list of past actions, which names members: for administrators alone."""
        if not is_administrator(request.user):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

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
