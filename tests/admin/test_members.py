"""Who is a member of an office: told to leads and administrators, and not undone by a tick."""

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.urls import reverse

from partnerships.choices import OfficeRole
from partnerships.models import Office, OfficeMember, User
from tests.admin.posting import admin_url, post
from tests.admin.test_officers import officer_of
from tests.factories import DelegationFactory, OfficeFactory, OfficeMemberFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def member():
    return OfficeMemberFactory(office=OfficeFactory(name="Made-up Division"))


@pytest.mark.parametrize("of", ["user", "office"])
def test_a_membership_is_neither_removed_nor_given_away_on_a_form(administrator, member, of):
    kept, other = getattr(member, of), {"user": "office", "office": "user"}[of]
    made = {"user": UserFactory, "office": OfficeFactory}[other]()
    row = {"members-0-DELETE": "on", f"members-0-{other}": made.pk, "members-0-role": "lead"}
    if of == "user":
        row = {name.replace("members", "memberships"): value for name, value in row.items()}

    answer = post(administrator, admin_url(type(kept), "change", kept.pk), **row)

    assert answer.status_code == 302
    stored = OfficeMember.objects.get()
    assert (stored.user, stored.office, stored.role) == (member.user, member.office, "lead")


def test_the_row_leads_to_the_page_that_asks_for_the_open_work(administrator, member):
    page = administrator.get(admin_url(Office, "change", member.office_id)).content.decode()

    end = reverse("admin:partnerships_office_end_membership", args=[member.office_id, member.pk])
    assert f'href="{end}"' in page


@pytest.mark.parametrize("role", [OfficeRole.OFFICER, OfficeRole.LEAD])
def test_past_actions_on_an_office_are_told_to_administrators_alone(administrator, member, role):
    history = admin_url(Office, "history", member.office_id)
    client = officer_of(OfficeFactory(), role)

    assert client.get(history).status_code == 403
    assert history not in client.get(admin_url(Office, "change", member.office_id)).content.decode()
    assert administrator.get(history).status_code == 200


def test_the_list_of_what_one_did_names_nothing_that_is_hidden_since(member):
    client = officer_of(member.office)
    hidden = DelegationFactory(title="Hidden since", for_office=True)
    LogEntry.objects.log_actions(client.user.pk, [hidden], ADDITION, single_object=True)

    for name, args in (("index", []), ("app_list", ["partnerships"])):
        assert (
            "Hidden since" not in client.get(reverse(f"admin:{name}", args=args)).content.decode()
        )


def test_an_account_that_a_lead_does_not_know_of_answers_as_none(member):
    lead = officer_of(OfficeFactory(), OfficeRole.LEAD)
    page = reverse("admin:partnerships_user_disable")
    missing = User.objects.latest("pk").pk + 1

    for key in (member.user_id, missing):
        assert lead.get(page, {"account": key}).status_code == 404
