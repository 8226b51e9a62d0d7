"""`/methods/`: what sources, marks, lights and numbers mean, with the rules' own numbers."""

from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.choices import Light
from partnerships.dates import day_display
from partnerships.metrics import clashes, completeness, endings, quality, three_and_three
from partnerships.metrics.coverage import Cover
from partnerships.metrics.lights import rule_in_words
from partnerships.sections import section_of
from partnerships.services.error_reports import LOOKED_AT_WITHIN
from partnerships.views.frame import frame
from partnerships.views.front.meter import aim_context


def methods(request):
    today = day_display(request.today)
    address = request.build_absolute_uri(get_script_prefix())
    return render(
        request,
        "partnerships/methods.html",
        {
            **frame(request),
            "page_title": _("How this is counted"),
            "light_rule": rule_in_words(),
            "lights": [{"kind": light.value, "text": light.label} for light in Light],
            "covers": Cover.labels,
            "bands": ", ".join(str(band) for band in endings.BANDS),
            "aims": [aim_context(aim) for aim in _aims(request.user)],
            "travel_rule": three_and_three.rule_in_words(),
            "clash_days": clashes.NEAR,
            "expected": _expected(),
            "checks": [_check(check) for check in quality.Check],
            "look_days": LOOKED_AT_WITHIN,
            "cite": _("Setuhashi, as of %(date)s. %(address)s")
            % {"date": today, "address": address},
        },
    )


def _aims(user) -> list:
    """The targets of three and three that are on record, the Indian side first."""
    found = three_and_three.aims(user)
    return [found[side] for side in three_and_three.AIMS if side in found]


def _expected() -> list[dict]:
    """What a record of each kind is expected to say."""
    return [
        {
            "kind": capfirst(section_of(model).label),
            "parts": ", ".join(str(one.missing) for one in expectations),
        }
        for model, expectations in completeness.EXPECTED.items()
    ]


def _check(check) -> dict:
    return {"key": check.value, "title": check.label, "rule": quality.rule_of(check)}
