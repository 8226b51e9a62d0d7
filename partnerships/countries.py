"""Names of countries by ISO 3166-1 code, in the reader's language."""

from babel import Locale
from babel.core import UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def country_name(code: str) -> str:
    """The country's name in the active language; "" for no code, the code itself if unknown."""
    return _territories().get(code, code) if code else ""


def validate_country(code: str) -> None:
    """Refuse what is no ISO 3166-1 code of two letters, naming what is expected."""
    if len(code) != 2 or not code.isalpha() or code not in _territories():
        raise ValidationError(
            _("“%(code)s” is no country; write its two capital letters, such as IN or JP.")
            % {"code": code}
        )


def _territories():
    try:
        return Locale.parse(get_language() or "en", sep="-").territories
    except UnknownLocaleError:
        return Locale("en").territories
