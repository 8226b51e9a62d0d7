"""What the parts of a page promise to the pages that include them."""

import re
from pathlib import Path

import django_tables2
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
UTTAR_PRADESH = {"name": "Uttar Pradesh", "url": "/states/IN-UP/", "side": "India"}
YAMANASHI = {"name": "Yamanashi", "url": "/prefectures/JP-19/", "side": "Japan"}


def drawn(name, **context):
    return render_to_string(f"partnerships/components/{name}.html", context)


def words(html):
    """The text of some markup as a reader meets it, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_what_the_content_policy_forbids(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


def test_every_style_sheet_is_linked_and_every_link_is_there():
    linked = set(re.findall(r"partnerships/css/[\w/-]+\.css", drawn("styles")))
    folder = Path(finders.find("partnerships/css/tokens.css")).parent
    imported = re.findall(r'@import url\("([^"]+)"\);', Path(folder, "site.css").read_text())
    linked |= {f"partnerships/css/{name}" for name in imported if not name.startswith("../")}
    there = {f"partnerships/css/{path.relative_to(folder)}" for path in folder.rglob("*.css")}
    linked.add("partnerships/css/print-landscape.css")  # of the matrix alone, linked by its page
    assert linked == {name for name in there if "/admin/" not in name}


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [
        ("active", "●"),
        ("cooling", "◐"),
        ("quiet", "○"),
        ("none", "–"),
        ("completed", "✓"),
        ("in_force", "✓"),
        ("exploratory", "…"),
        ("planned", "○"),
        ("cancelled", "×"),
        ("unrecorded", "?"),
    ],
)
def test_a_state_is_told_by_symbol_and_words(kind, symbol):
    assert words(drawn("badge", kind=kind, text="its words")) == f"{symbol}its words"


@pytest.mark.parametrize(
    ("level", "symbol"), [("public", "□"), ("officials", "◧"), ("parties", "▣"), ("office", "■")]
)
def test_who_sees_a_record_is_told_by_symbol_and_words(level, symbol):
    assert words(drawn("badge", kind=level, text="its words")) == f"{symbol}its words"


def test_parties_read_from_one_side_to_the_other():
    html = drawn("parties", first=[UTTAR_PRADESH], second=[YAMANASHI, {"name": "Kofu"}])
    assert words(html) == "Uttar Pradesh → to Yamanashi, Kofu"


def test_a_fact_without_value_is_written_as_unknown():
    assert words(drawn("fact", label="Headcount", value=None)) == "Headcount unknown"


def test_zero_is_a_value():
    assert words(drawn("fact", label="Firms", value=0)) == "Firms 0"


def test_a_fact_links_to_its_sources_and_to_their_difference():
    html = drawn("fact", label="Signed", value="2024", marks=[2], differs_url="#differs-signed")
    assert 'href="#source-2"' in html
    assert 'href="#differs-signed"' in html


def test_unnamed_members_are_empty_places():
    html = drawn("members", members=[YAMANASHI], unnamed=3)
    assert html.count("member--empty") == 3
    assert html.count("<li") == 4


def test_markup_in_a_name_stays_text():
    assert "<b>" not in drawn("parties", first=[{"name": "<b>", "url": "/"}], second=[])


def test_each_chip_is_the_way_out_of_its_filter():
    chip = {"label": "Prefecture", "value": "Yamanashi", "remove_url": "?year=2025"}
    html = drawn("chips", chips=[chip], clear_url="?")
    assert 'href="?year=2025"' in html
    assert "Remove filter: Prefecture: Yamanashi" in words(html)


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_needs_no_context(name):
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert "Go to the start page" in html


class Missions(django_tables2.Table):
    title = django_tables2.Column()
    people = django_tables2.Column(attrs={"cell": {"class": "number"}})
    caption = "Missions of a test"


def mission_table(query=""):
    request = RequestFactory().get(f"/delegations/?{query}")
    table = Missions([{"title": "A", "people": 1}, {"title": "B", "people": 2}])
    django_tables2.RequestConfig(request, paginate={"per_page": 1}).configure(table)
    table.context = {}
    return render_to_string("django_tables2/setuhashi.html", {"table": table}, request)


def test_a_sorted_column_says_so_to_screen_readers():
    html = mission_table("sort=-people")
    assert re.findall(r'aria-sort="(\w+)"', html) == ["descending"]
    assert "sorted, descending" in html


def test_sorting_goes_back_to_the_first_page_and_keeps_the_filter():
    links = re.findall(r'<a href="([^"]+)"', mission_table("state=IN-UP&page=2"))
    assert links == ["?state=IN-UP&amp;sort=title", "?state=IN-UP&amp;sort=people"]


def test_the_first_column_names_the_row_and_the_cells_carry_labels():
    html = mission_table()
    assert '<th scope="row" role="rowheader"' in html
    assert 'data-label="People"' in html
    assert "Missions of a test</caption>" in html
