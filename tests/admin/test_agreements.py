"""Agreements in the admin: the warning of their end, and the renewal that begins filled in."""

import pytest
from django.urls import reverse

from partnerships.models import Agreement
from tests.admin.posting import admin_url, shown
from tests.factories import (
    AgreementFactory,
    InitiativeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PersonFactory,
    SectorFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db


def renew_url(agreement) -> str:
    return admin_url(Agreement, "renew", agreement.pk)


@pytest.fixture
def agreement():
    """A signed agreement with everything on it."""
    record = AgreementFactory(
        title="Memo of Nowhere", title_signed_ja="覚書", signed="2021-11", ends="2026-12",
        place="Nowhere", summary="What it says", partnership=PartnershipFactory(),
        signed_by_heads="yes", single_topic="no", sectors=[SectorFactory()],
        initiatives=[InitiativeFactory()],
    )  # fmt: skip
    SignatureFactory(
        agreement=record, person=PersonFactory(), title="Governor", signed="2021-11-01",
        on_behalf_of=OrganisationFactory(),
    )  # fmt: skip
    return record


def test_renewing_opens_the_add_form_with_what_carries_over(administrator, agreement):
    page = administrator.get(renew_url(agreement))
    signature = agreement.signatures.get()

    form = page.context["adminform"].form
    values = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    assert (values["title"], values["title_signed_ja"]) == ("Memo of Nowhere", "覚書")
    assert (values["supersedes"], values["partnership"]) == (agreement, agreement.partnership)
    assert (values["kind"], values["single_topic"], values["stage"]) == ("mou", "no", "planned")
    assert [list(values[name]) for name in ("sectors", "initiatives")] == [
        list(agreement.sectors.all()), list(agreement.initiatives.all()),
    ]  # fmt: skip
    posted = shown(administrator, renew_url(agreement))
    assert posted["signatures-0-organisation"] == signature.organisation_id
    assert posted["signatures-0-on_behalf_of"] == signature.on_behalf_of_id
    assert Agreement.objects.count() == 1


def test_dates_persons_and_content_are_asked_anew(administrator, agreement):
    posted = shown(administrator, renew_url(agreement))

    for name in ("signed", "ends", "place", "summary", "signatures-0-person"):
        assert not posted.get(name)
    assert not posted.get("signatures-0-title")
    assert not posted.get("signatures-0-signed")
    assert posted["signed_by_heads"] == "unknown"


def test_saving_the_form_makes_the_successor(administrator, agreement):
    values = shown(administrator, renew_url(agreement))
    administrator.post(admin_url(Agreement, "add"), values)

    successor = Agreement.objects.exclude(pk=agreement.pk).get()
    assert successor.supersedes == agreement
    assert successor.stage == "planned"
    assert not successor.signed.is_known
    assert [row.organisation_id for row in successor.signatures.all()] == [
        agreement.signatures.get().organisation_id
    ]
    agreement.refresh_from_db()
    assert agreement.version == 1


def test_the_page_of_an_agreement_leads_to_its_renewal(administrator, staff, agreement):
    assert (
        renew_url(agreement)
        in administrator.get(admin_url(Agreement, "change", agreement.pk)).content.decode()
    )
    assert (
        renew_url(agreement)
        not in staff.get(admin_url(Agreement, "change", agreement.pk)).content.decode()
    )


def test_nobody_renews_what_they_may_not_see_or_add(staff, agreement):
    hidden = AgreementFactory(for_office=True)

    assert staff.get(renew_url(agreement)).status_code == 403
    assert staff.get(renew_url(hidden)).status_code == 404


@pytest.mark.usefixtures("today")
def test_the_list_tells_and_filters_by_the_end(administrator, agreement):
    AgreementFactory(title="Runs on", is_open_ended=True)
    url = admin_url(Agreement, "changelist")

    page = administrator.get(url).content.decode()
    assert "59 days left" in page
    assert "without an end" in page
    found = administrator.get(f"{url}?ending=180").context["cl"].result_list
    assert list(found) == [agreement]


@pytest.mark.usefixtures("today")
def test_the_first_page_tells_the_nearest_ends_and_hides_hidden_ones(
    administrator, staff, agreement
):
    AgreementFactory(title="Hidden memo", for_office=True, ends="2026-11")
    AgreementFactory(title="Long over", ends="2019")

    told = administrator.get(reverse("admin:index")).context["to_renew"]["lines"]
    assert [line["title"].split(" ", 1)[1] for line in told] == ["Hidden memo", "Memo of Nowhere"]
    seen = staff.get(reverse("admin:index")).content.decode()
    assert "Memo of Nowhere" in seen
    assert "Hidden memo" not in seen
