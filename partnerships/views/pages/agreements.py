"""The page of an agreement."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.metrics.endings import ending_of
from partnerships.metrics.members import signatories_of
from partnerships.models import RegionSuccession
from partnerships.tables.base import party, state_badge
from partnerships.views.pages import pledges
from partnerships.views.pages.parts import RecordPage, line_of, link, sector_links
from partnerships.views.pages.timelines import period_text


def context(agreement, user, today) -> dict:
    page = RecordPage(agreement, user, today, title=agreement.shown_title)
    page.badges = [state_badge(agreement, today), *ending_badges(agreement, today)]
    if agreement.term_ended(today):
        page.notices.append({"kind": "warning", "text": term_ended_text(agreement)})
    if agreement.outcome_not_recorded(today):
        page.notices.append({"kind": "warning", "text": _not_recorded(agreement)})
    page.notices.extend({"kind": "info", "text": text} for text in _splits(agreement))
    _add_facts(page)
    _add_links(page)
    declared = signatories_of(agreement, list(agreement.signatures.all()))
    page.sections = {
        "signatures": [_signature(page, row) for row in agreement.signatures.all()],
        "pledges": pledges.of(agreement.pledges, user, today),
        "unnamed": declared.unnamed,
        "delegations": [
            line_of(
                delegation,
                today,
                text=delegation.shown_title,
                about=period_text(delegation.start, delegation.end),
                badge=state_badge(delegation, today),
            )
            for delegation in agreement.delegations.all()
        ],
        "events": [
            line_of(event, today, text=event.shown_title, about=period_text(event.start, event.end))
            for event in agreement.events.all()
        ],
        "programmes": [
            line_of(programme, today, text=programme.shown_title)
            for programme in agreement.programmes.all()
        ],
    }
    return page.context()


def ending_badges(agreement, today) -> list[dict]:
    """The warning that its term comes to an end, where there is one."""
    ending = ending_of(agreement, today)
    return [{"kind": ending.kind, "text": ending.text}] if ending else []


def _not_recorded(agreement) -> str:
    return _(
        "It was to be signed on %(date)s, which is past. "
        "No source recorded here says whether it was."
    ) % {"date": agreement.signed.display()}


def term_ended_text(agreement) -> str:
    """Says that the stated term is over, and whether a renewal is recorded."""
    date = agreement.ends.display()
    if agreement.superseded_by.all():
        return _("Its term ended on %(date)s; it was renewed.") % {"date": date}
    return _("Its term ended on %(date)s; no renewal is recorded here.") % {"date": date}


def _splits(agreement) -> list[str]:
    """Regions that parted from a party after the signing: the document does not name them."""
    if not agreement.signed.is_known:
        return []
    regions = [
        organisation.region_id
        for organisation in agreement.parties()
        if organisation.is_regional_government
    ]
    later = RegionSuccession.objects.filter(
        predecessor__in=regions, took_effect_earliest__gt=agreement.signed_latest
    ).select_related("predecessor", "successor")
    return [
        _(
            "%(successor)s was made from %(predecessor)s on %(date)s, after the signing; "
            "the agreement names %(predecessor)s."
        )
        % {
            "successor": row.successor.name,
            "predecessor": row.predecessor.name,
            "date": row.took_effect.display(),
        }
        for row in later
    ]


def _add_facts(page) -> None:
    record = page.record
    page.fact(_("Kind"), record.get_kind_display(), "kind", note=record.kind_as_stated)
    page.fact(_("Signed"), _date(record.signed), "signed", unknown_text=record.signed.text)
    page.fact_if(_("Signed at"), record.place, "place")
    ends = _("without an end") if record.is_open_ended else _date(record.ends)
    page.fact(_("Ends"), ends, "ends", unknown_text=record.ends.text or _("not stated"))
    for label, title, language in (
        (_("Title as signed in English"), record.title_signed_en, "en"),
        (_("Title as signed in Japanese"), record.title_signed_ja, "ja"),
        (_("Title as signed in Hindi"), record.title_signed_hi, "hi"),
    ):
        page.fact_if(label, title, "title", lang=language)
    if record.declared_parties is not None or record.declared_parties_text:
        page.fact(
            _("Parties declared"),
            record.declared_parties_text or record.declared_parties,
            "declared_parties",
        )
    page.prose(_("What it says"), record.shown_summary, "summary")


def _add_links(page) -> None:
    record = page.record
    if record.partnership:
        page.links(_("Partnership"), [link(record.partnership)], "partnership")
    if record.supersedes:
        page.links(_("Renews or replaces"), [link(record.supersedes)], "supersedes")
    page.links(_("Renewed or replaced by"), map(link, record.superseded_by.all()))
    page.links(_("Sectors"), sector_links(record, reverse("agreements_list")), "sectors")
    page.links(_("Initiatives"), map(link, record.initiatives.all()), "initiatives")
    for label, name in (
        (_("Signed by the heads"), "signed_by_heads"),
        (_("Limited to a single topic"), "single_topic"),
        (_("Approved by the assembly"), "assembly_approved"),
    ):
        answer = getattr(record, name)
        words = getattr(record, f"get_{name}_display")()
        page.fact(label, "" if answer == "unknown" else words, name)


def _date(partial) -> str:
    return partial.display() if partial.is_known else ""


def _signature(page, row) -> dict:
    return {
        "party": party(row.organisation),
        "on_behalf_of": party(row.on_behalf_of) if row.on_behalf_of else None,
        "name": row.name or (str(row.person) if row.person else ""),
        "url": row.person.get_absolute_url() if row.person else "",
        "title": row.title,
        "date_text": row.signed.display() if row.signed.is_known else "",
        **page.marks("signatures", row.pk),
    }
