"""The real records, as a visitor reads them on the pages and in the files."""

import csv
import io
import re

import pytest
from django.test import Client

from partnerships.models import Delegation
from tests.filtered import found
from tests.weight import serve_as_in_production, weigh

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("real_records", "today"),
    pytest.mark.xdist_group("real records"),  # loading them is slow: one worker does it
]


def words(path) -> str:
    """The words of a page, white space and tags folded."""
    response = Client().get(path)
    assert response.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rows(path) -> list[dict]:
    response = Client().get(path)
    assert response.status_code == 200, path
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_framework_declares_nine_and_six_are_identified_by_another_report():
    page = words("/initiatives/nine-prefecture-framework/")

    assert "9 declared, 6 identified by another report, 3 unnamed." in page
    for member in ("Yamanashi", "Tottori", "Miyagi", "Toyama", "Iwate", "Shizuoka"):
        assert member in page
    for place in ("New Delhi", "Mumbai", "Bengaluru"):
        assert place in page
    for mode in ("egular meetings", "oint missions", "nformation-sharing platforms"):
        assert mode in page
    for field in ("Renewable energy", "Smart cities", "Automotive components", "Food processing"):
        assert field.lower() in page.lower()
    assert "no source" in page.lower()


def test_each_member_and_aim_of_the_framework_names_its_report():
    html = Client().get("/initiatives/nine-prefecture-framework/").content.decode()

    named = html.count('class="member member--')
    assert named == 9
    assert html.count("member--empty") == 3
    for item in re.findall(r'<li class="member member--japan">.*?</li>', html, re.DOTALL):
        assert "#source-" in item
    aims = re.findall(r"records__name--text.*?</li>", html, re.DOTALL)
    assert len(aims) > 10
    for aim in aims:
        assert "#source-" in aim


def test_the_governors_network_is_a_record_of_its_own():
    page = words("/initiatives/governors-network/")

    assert "9 declared, 6 identified, 3 unnamed." in page
    assert "identified by another report" not in page


def test_the_list_of_a_prefecture_and_its_file_hold_the_same_rows():
    page = Client().get("/delegations/?prefecture=JP-19&per_page=200").content.decode()
    in_file = [row["ref"] for row in rows("/delegations/?prefecture=JP-19&_export=csv")]

    shown = list(dict.fromkeys(re.findall(r'href="/delegations/(DEL-\d{4}-\d{4,})/"', page)))
    assert shown == in_file
    assert len(in_file) >= 6


def test_the_partnership_page_tells_the_whole_story_of_uttar_pradesh_and_yamanashi():
    page = words("/partnerships/uttar-pradesh-yamanashi/")

    for date in ("23-25 Dec 2024", "28-29 Jul 2025", "28 Jan 2026", "25-26 Feb 2026", "Aug 2026"):
        assert date in page
    assert "23 Dec 2024" in page  # the first agreement
    assert "26 Feb 2026" in page  # the second
    assert "Outcome not recorded" in page


def test_nothing_planned_is_shown_as_done():
    planned = Delegation.objects.get(start_text="2026-08")

    page = words(planned.get_absolute_url())

    assert "200 CEOs (planned)" in page
    assert "Outcome not recorded" in page
    assert "Completed" not in page


@pytest.mark.parametrize("article", ["seed-000", "seed-001", "seed-002", "seed-003", "seed-004"])
def test_every_record_that_rests_on_an_article_shows_it(article):
    """From the article's page to each record resting on it, and back by its mark."""
    html = Client().get(f"/sources/{article}/").content.decode()
    uses = html.split('id="uses"')[1]
    paths = set(re.findall(r'href="(/(?!sources)[a-z]+/[^"]+/)"', uses))

    assert paths
    for path in paths:
        assert f"/sources/{article}/" in Client().get(path).content.decode(), path


@pytest.mark.prove
def test_every_page_of_every_record_answers(full_size):
    """No record of the seeds breaks its page; at the small size every tenth of each section."""
    from partnerships.sections import SECTIONS

    for section in SECTIONS:
        for record in section.model.objects.order_by("pk")[:: 1 if full_size else 10]:
            response = Client().get(record.get_absolute_url())
            assert response.status_code == 200, record
            assert b"<h1" in response.content


def test_each_number_of_the_data_quality_leads_to_a_list_of_as_many_records():
    client = Client()
    checks = client.get("/data-quality/").context["checks"]
    lines = [line for check in checks for line in check["lines"]]

    assert len(lines) > 20
    for line in lines:
        assert len(found(client, line["url"])) == int(line["text"].split()[0]), line


@pytest.mark.any_database
def test_the_home_page_is_light_and_asks_nobody_else(settings, tmp_path):
    """With the seeds: under 150 kB on a first visit, headers and all that it loads included."""
    home = weigh(serve_as_in_production(settings, tmp_path), "/")

    assert home.size < 150_000
    assert 3 < home.requests < 10  # its style sheets come as one
    assert home.foreign == []
