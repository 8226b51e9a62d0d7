"""Every section's list: it answers, and what its records reach is shown."""

import pytest

from partnerships.sections import SECTIONS
from tests import sections_world

SLUGS = [section.slug for section in SECTIONS]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_every_list_answers_and_names_its_records(visitor, slug):
    record = sections_world.make(slug)

    page = visitor.get(f"/{slug}/")

    assert page.status_code == 200
    assert sections_world.name_of(record) in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_list_is_exported_in_every_format(visitor, slug, form):
    sections_world.make(slug)

    response = visitor.get(f"/{slug}/?_export={form}")

    assert response.status_code == 200
    assert response["X-Total-Rows"] == "1"
    assert b"".join(response.streaming_content)
