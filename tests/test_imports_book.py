"""The book of imports: whose they are."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import ImportBatch
from tests.factories import ImportBatchFactory, UserFactory


@pytest.mark.django_db
def test_everybody_sees_their_own_imports_and_administrators_all():
    user, administrator = UserFactory(), UserFactory(is_superuser=True)
    own, other = ImportBatchFactory(user=user), ImportBatchFactory(user=UserFactory())
    nobodys = ImportBatchFactory()

    assert set(ImportBatch.objects.visible_to(user)) == {own}
    assert set(ImportBatch.objects.visible_to(administrator)) == {own, other, nobodys}
    assert not ImportBatch.objects.visible_to(AnonymousUser()).exists()
    user.is_active = False
    assert not ImportBatch.objects.visible_to(user).exists()
