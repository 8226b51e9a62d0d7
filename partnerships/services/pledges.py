"""Reviews of pledges: what somebody found, and taking the last one back."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.choices import PledgeState, ReviewFinding
from partnerships.models import Pledge, PledgeReview
from partnerships.services import history, records


def review(
    pledge: Pledge,
    found: str,
    *,
    day: date,
    by,
    words: str = "",
    expected_version: int | None = None,
) -> None:
    """Record what a look at the pledge found; without news its state stays.

    `words` are the remark; for a pledge found kept they are its evidence, for one found dropped
    the reason, unless these are on record already. Raises ValidationError where one is missing,
    and `records.StaleVersion` like every save.
    """
    before = pledge.state, pledge.evidence, pledge.dropped_because
    state = pledge.state
    if found != ReviewFinding.NO_NEWS:
        pledge.state = PledgeState(found)
    if found == ReviewFinding.KEPT:
        pledge.evidence = pledge.evidence or words
    elif found == ReviewFinding.DROPPED:
        pledge.dropped_because = pledge.dropped_because or words
    row = PledgeReview(pledge=pledge, day=day, by=by, found=found, remark=words, state_before=state)
    reason = _("Reviewed: %(found)s") % {"found": row.get_found_display()}
    try:
        records.save(
            pledge,
            [lambda: _write(row)],
            by=by,
            expected_version=expected_version,
            reason=reason,
        )
    except Exception:
        pledge.state, pledge.evidence, pledge.dropped_because = before
        raise


def _write(row: PledgeReview) -> None:
    row.full_clean()
    row.save()


def undo_review(pledge: Pledge, *, by, expected_version: int) -> None:
    """Take back the review that was the last save of the pledge, with all that it changed.

    Raises ValidationError when the last save was another's or no review, and
    `records.StaleVersion` when somebody saved the pledge after `expected_version`.
    """
    latest, *earlier = history.versions_of(pledge)[:2]
    is_own = latest.revision.user_id == by.pk and latest.field_dict["version"] == expected_version
    if not (earlier and is_own and _reviews_at(latest) > _reviews_at(earlier[0])):
        raise ValidationError(_("There is no review of yours to take back."))
    records.restore(
        pledge,
        earlier[0],
        by=by,
        expected_version=expected_version,
        reason=_("Took the last review back"),
    )


def _reviews_at(version) -> int:
    """How many reviews the pledge had at a state of its history."""
    kind = ContentType.objects.get_for_model(PledgeReview)
    return version.revision.version_set.filter(content_type=kind).count()
