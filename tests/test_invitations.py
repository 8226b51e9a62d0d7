"""An office's lead invites; who follows the link joins, and nobody learns who has an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from partnerships.choices import OfficeRole
from partnerships.models import AccessEvent, Invitation, OfficeMember, User
from partnerships.services import inviting
from tests import factories as make
from tests.admin.posting import queries_of
from tests.offices_world import member

pytestmark = pytest.mark.django_db
PASSWORD = "made-up-Pass-word-7"
NEW = {
    "first_name": "Nobody", "last_name": "Real", "language": "ja",
    "new_password1": PASSWORD, "new_password2": PASSWORD,
}  # fmt: skip


@pytest.fixture
def office():
    return make.OfficeFactory(name="Made-up Division")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def lead(office):
    return signed_in(member(office, OfficeRole.LEAD))


def page_of(office) -> str:
    return f"/admin/partnerships/office/{office.pk}/members/"


def invite(client, office, email="new@office.example", role="officer"):
    values = {"action": "invite", "email": email, "role": role, "language": "en"}
    return client.post(page_of(office), values)


def link_in(text: str) -> str:
    return re.search(r"/invitation/[\w-]+/", text)[0]


def test_a_lead_invites_and_the_link_makes_an_account_once(visitor, lead, office):
    link = link_in(invite(lead, office).content.decode())

    assert visitor.get(link).status_code == 200
    assert visitor.post(link, NEW)["Location"] == "/sign-in/"
    account = User.objects.get(username="new@office.example")
    assert (account.email, account.language, account.get_full_name()) == (
        "new@office.example", "ja", "Nobody Real",
    )  # fmt: skip
    assert account.check_password(PASSWORD)
    assert account.memberships.get(office=office).role == "officer"
    assert visitor.get(link).status_code == visitor.post(link, NEW).status_code == 404
    told = "\n".join(AccessEvent.objects.order_by("pk").values_list("reason", flat=True))
    assert "invited new@office.example into Made-up Division as officer" in told
    assert "made an account by invitation" in told
    assert link.split("/")[2] not in str(AccessEvent.objects.values())


def test_the_link_is_mailed_where_there_is_a_mail_server_and_kept_as_a_digest(
    lead, office, settings
):
    settings.EMAIL_HOST = "mail.office.example"

    page = invite(lead, office)

    assert page.status_code == 302
    link = link_in(mail.outbox[0].body)
    assert mail.outbox[0].to == ["new@office.example"]
    assert link.split("/")[2] not in str(Invitation.objects.values())
    assert Invitation.objects.get().sent_at is not None


def test_the_page_and_the_answers_are_alike_for_who_has_an_account(visitor, lead, office):
    make.UserFactory(username="somebody", email="Qqq1@office.example", is_active=False)
    answers = []
    for email in ("qqq1@office.example", "qqq2@office.example"):
        shown = invite(lead, office, email).content.decode()
        link = link_in(shown)
        page = visitor.get(link).content.decode()
        done = visitor.post(link, NEW)
        told = visitor.get(done["Location"]).content.decode()
        answers.append([plain(text, email, link) for text in (shown, page, told)])

    assert answers[0][1:] == answers[1][1:]
    assert User.objects.filter(email__iexact="qqq1@office.example").count() == 1


def plain(text, email, link) -> str:
    """The page without what is of this address and this moment alone."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return text.replace(link, "").replace(email, "")


def test_who_has_an_account_joins_after_signing_in(lead, office):
    account = make.UserFactory(email="Has@office.example")
    link = link_in(invite(lead, office, "has@office.example", "lead").content.decode())
    other = signed_in(make.UserFactory(email="other@office.example"))

    assert other.post(link).status_code == 403
    assert signed_in(account).post(link)["Location"] == "/"
    assert account.memberships.get().role == "lead"
    assert signed_in(account).get(link).status_code == 404


@pytest.mark.parametrize("how", ["run out", "taken back", "sent again", "lead gone", "mistyped"])
def test_a_link_that_does_not_hold_leads_nowhere(visitor, lead, office, how):
    link = link_in(invite(lead, office).content.decode())
    row = Invitation.objects.get()
    if how == "run out":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "taken back":
        lead.post(page_of(office), {"action": "revoke", "invitation": row.pk})
    elif how == "sent again":
        lead.post(page_of(office), {"action": "renew", "invitation": row.pk})
    elif how == "lead gone":
        OfficeMember.objects.filter(user=lead.user).delete()
    else:
        link = f"{link[:-3]}xx/"

    assert visitor.get(link).status_code == visitor.post(link, NEW).status_code == 404
    assert not User.objects.filter(email="new@office.example").exists()


def test_a_closed_site_lets_the_invited_in(visitor, lead, office, settings):
    settings.SETUHASHI_PUBLIC = False
    link = link_in(invite(lead, office).content.decode())

    assert visitor.get(link).status_code == 200


def test_a_weak_password_is_refused_and_nothing_is_used_up(visitor, lead, office):
    link = link_in(invite(lead, office).content.decode())
    weak = {**NEW, "new_password1": "1234567890", "new_password2": "1234567890"}

    assert visitor.post(link, weak).status_code == 200
    assert visitor.post(link, NEW).status_code == 302


@pytest.mark.parametrize("role", ["secretariat", "administrator", ""])
def test_a_lead_gives_no_higher_right(lead, office, role):
    office.initiatives.add(make.InitiativeFactory())

    assert invite(lead, office, role=role).status_code == 200
    assert not Invitation.objects.exists()


def test_an_administrator_invites_a_secretariat_where_the_office_is_one(administrator, office):
    assert invite(administrator, office, role="secretariat").status_code == 200
    assert not Invitation.objects.exists()
    office.initiatives.add(make.InitiativeFactory())
    invite(administrator, office, role="secretariat")

    assert Invitation.objects.get().role == "secretariat"


@pytest.mark.parametrize("who", ["officer", "secretariat", "official", "stranger", "visitor"])
def test_the_members_of_an_office_are_for_its_leads(visitor, office, who):
    someone = member(office, OfficeRole.OFFICIAL)
    client = visitor
    if who == "stranger":
        client = signed_in(member(make.OfficeFactory(), OfficeRole.LEAD))
    elif who != "visitor":
        client = signed_in(member(office, OfficeRole(who)))

    assert client.get(page_of(office)).status_code in (302, 404)
    assert invite(client, office).status_code in (302, 404)
    end = client.post(f"{page_of(office)}{someone.memberships.get().pk}/end/")
    assert end.status_code in (302, 404)
    assert not Invitation.objects.exists()
    assert someone.memberships.count() == 1


def test_a_lead_changes_roles_below_and_ends_memberships_after_asking(lead, office):
    one = member(office, OfficeRole.OFFICIAL).memberships.get()
    lead.post(page_of(office), {"action": "role", "member": one.pk, "role": "officer"})
    one.refresh_from_db()
    assert one.role == "officer"
    refused = lead.post(page_of(office), {"action": "role", "member": one.pk, "role": "lead"})
    one.refresh_from_db()
    assert (refused.status_code, one.role) == (403, "officer")

    end = f"{page_of(office)}{one.pk}/end/"
    assert "End the membership" in lead.get(end).content.decode()
    assert lead.post(end).status_code == 302
    assert not OfficeMember.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("role", [OfficeRole.LEAD, OfficeRole.SECRETARIAT])
def test_a_lead_touches_no_other_lead_and_no_secretariat(lead, office, role):
    other = member(office, role).memberships.get()

    values = {"action": "role", "member": other.pk, "role": "official"}
    assert lead.post(page_of(office), values).status_code == 403
    assert lead.post(f"{page_of(office)}{other.pk}/end/").status_code == 403
    other.refresh_from_db()
    assert other.role == role


def test_a_lead_reaches_no_member_and_no_invitation_of_another_office(lead, office):
    foreign = make.OfficeMemberFactory(role=OfficeRole.OFFICIAL)
    invited = make.InvitationFactory()

    role = {"action": "role", "member": foreign.pk, "role": "officer"}
    for values in (role, {"action": "revoke", "invitation": invited.pk}, {"action": "nonsense"}):
        assert lead.post(page_of(office), values).status_code == 404
    foreign.refresh_from_db()
    invited.refresh_from_db()
    assert (foreign.role, invited.revoked_at) == ("official", None)


def test_an_address_of_a_member_is_not_invited_again(lead, office):
    one = member(office)
    User.objects.filter(pk=one.pk).update(email="in@office.example")

    assert "member of the office" in invite(lead, office, "IN@office.example").content.decode()


@pytest.mark.any_database
def test_the_page_takes_the_same_queries_however_many_members(lead, office):
    few = queries_of(lead, page_of(office))
    for _number in range(3):
        member(office)
        make.InvitationFactory(office=office)
    assert queries_of(lead, page_of(office)) == few


def test_unanswered_addresses_are_forgotten(office):
    old = make.InvitationFactory(office=office, expires_at=timezone.now() - timedelta(days=91))
    kept = make.InvitationFactory(office=office)

    inviting.forget(timezone.now())

    assert list(Invitation.objects.all()) == [kept]
    assert old.pk
