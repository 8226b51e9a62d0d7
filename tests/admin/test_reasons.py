"""The admin asks why a date, a status or a target is changed, beside the box for the reason."""

from partnerships.models import Delegation
from tests.admin.posting import admin_url, errors_of, post
from tests.factories import DelegationFactory, StateGovernmentFactory


def test_a_status_changed_without_a_reason_is_told_at_the_reason(administrator):
    delegation = DelegationFactory(lead=StateGovernmentFactory())
    url = admin_url(Delegation, "change", delegation.pk)

    response = post(administrator, url, status="cancelled")

    assert errors_of(response) == {"reason": ["Say why you change this: Status."]}
    assert Delegation.objects.get().status == "planned"
    assert post(administrator, url, status="cancelled", reason="Typhoon").status_code == 302
