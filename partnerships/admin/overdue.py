"""What is overdue, on the first page of the admin."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.metrics.due import overdue

SHOWN = 4


def overdue_lines(user, today) -> dict:
    """The longest overdue pledges and follow-ups, each a way to its form, and how many more."""
    found = overdue(user, today, SHOWN)
    return {
        "lines": [
            *(_line(pledge, pledge.text, pledge, _("Pledge")) for pledge in found.pledges),
            *(
                _line(follow_up, follow_up.what, follow_up.record, str(follow_up.record))
                for follow_up in found.follow_ups
            ),
        ],
        "more_pledges": found.more_pledges,
        "more_follow_ups": found.more_follow_ups,
        "pledges_url": reverse("pledges_list") + "?overdue=yes",
        "follow_ups_url": reverse("follow-ups_list") + "?overdue=yes",
    }


def _line(row, title, record, about) -> dict:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return {
        "title": title,
        "url": reverse(name, args=[record.pk]),
        "about": about,
        "due": _("due %(date)s") % {"date": row.due.display()},
    }
