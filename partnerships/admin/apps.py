from django.contrib.admin.apps import AdminConfig


class RegisterAdminConfig(AdminConfig):
    """Django's admin with the site of this register: its order of models, its first page."""

    default_site = "partnerships.admin.site.RegisterSite"
