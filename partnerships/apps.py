from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not loaded before this point.
        from django.contrib.auth.signals import user_logged_in

        from partnerships.admin import registration
        from partnerships.services import history, sign_ins  # noqa: F401 - it listens
        from partnerships.services.signing_in import second_factor, sessions

        user_logged_in.connect(sessions.begun)
        user_logged_in.connect(second_factor.begun)
        history.register()
        registration.register()
