"""What each check looks for, in whole sentences, with the numbers of its rule."""

from django.utils.translation import gettext as _

from partnerships.metrics.quality.checks import Check
from partnerships.metrics.quality.posts import STALE_AFTER


def rule_of(check: Check) -> str:
    """The rule of the check in the reader's language."""
    return _RULES[check]()


_RULES = {
    Check.UNNAMED: lambda: _(
        "A number of members or parties is declared, and fewer are named. Unnamed ones are "
        "counted, never made up: name them once a source does."
    ),
    Check.UNDATED: lambda: _(
        "Nothing is known of when it was; of pledges, when they are due. Agreements are asked once "
        "they are signed."
    ),
    Check.UNSOURCED: lambda: _(
        "No source is cited, or none but word of mouth. Cite the release, paper or own record that "
        "states it."
    ),
    Check.PRESS_ONLY: lambda: _(
        "The strongest source is a press report. An official release or an own record would "
        "confirm it."
    ),
    Check.LOOK_ALIKE: lambda: _(
        "Missions and meetings between the same two regions, of the same direction or kind, on "
        "overlapping days that are known to the month at least; organisations and people of the "
        "same name; sources of the same address. Merge them where they are one."
    ),
    Check.STALE_POST: lambda: (
        _(
            "A post is recorded without an end, and somebody else is recorded in it since, nothing "
            "shows it for %(months)d months, or it carries no date. Record when it ended, or a "
            "day on which a source shows it."
        )
        % {"months": STALE_AFTER}
    ),
    Check.SOURCES_DIFFER: lambda: _(
        "Two sources state different values of one fact, and nobody decided which one the record "
        "follows."
    ),
    Check.DATES_DIFFER: lambda: _(
        "Dates that cannot all be right: a stop or sub-party outside the days of its mission, a "
        "cohort outside its programme, a renewal signed before what it renews, a pledge due before "
        "it was made, a person shown in a post before or after holding it."
    ),
}
