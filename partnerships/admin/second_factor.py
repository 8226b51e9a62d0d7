"""Resetting somebody's second factor in the admin: for a lost phone, by another administrator."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models.access import AccessKind
from partnerships.models.visibility import is_administrator
from partnerships.services.access_log import record_access
from partnerships.services.signing_in import second_factor


class SecondFactorReset:
    """Says on the form of an account whether it has a second factor, and leads to its reset."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.reset_second_factor_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_reset_second_factor"
        return [path("<path:object_id>/reset-second-factor/", view, name=name), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "has_second_factor"]

    def has_second_factor(self, account):
        if not account.pk or not second_factor.is_on(account):
            return _("No")
        address = reverse(
            f"admin:{self.opts.app_label}_user_reset_second_factor", args=[account.pk]
        )
        return format_html('{} · <a href="{}">{}</a>', _("Yes"), address, _("Reset"))

    has_second_factor.short_description = gettext_lazy("second factor")

    def reset_second_factor_view(self, request, object_id):
        if not is_administrator(request.user):
            raise PermissionDenied
        account = self.get_object(request, object_id)
        if account is None:
            raise Http404
        if account == request.user:  # their own page asks for a code
            return HttpResponseRedirect(reverse("account_security"))
        if request.method == "POST":
            return self._reset(request, account)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Reset the second factor of %(account)s") % {"account": account},
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": account,
        }
        return TemplateResponse(request, "admin/partnerships/reset_second_factor.html", context)

    def _reset(self, request, account):
        second_factor.switch_off(account)
        self.log_change(request, account, _("Second factor reset."))
        told = f"Second factor of {account.get_username()} reset."
        record_access(AccessKind.ACCOUNT, request, reason=told)
        done = _("The second factor of %(account)s is reset and all their sessions have ended.")
        messages.success(request, done % {"account": account})
        address = reverse(f"admin:{self.opts.app_label}_user_change", args=[account.pk])
        return HttpResponseRedirect(address)
