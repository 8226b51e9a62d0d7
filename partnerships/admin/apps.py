from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class RegisterAdminConfig(AdminConfig):
    """Django's admin with the site of this register: its order of models, its first page."""

    default_site = "partnerships.admin.site.RegisterSite"

    def ready(self) -> None:
        super().ready()
        # The keys of phones are nobody's to look at; a reset is a page of the account.
        admin.site.unregister(apps.get_model("otp_totp", "TOTPDevice"))
