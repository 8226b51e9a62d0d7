"""Posts the forms of the admin as a browser does: what the page shows, with some of it changed."""

from unittest import mock

from django.db import connection
from django.forms import NullBooleanSelect
from django.template.response import TemplateResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def admin_url(model, page, *key) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=key)


def shown(client, url) -> dict:
    """Every value that the form at this address shows, by the name it is posted under.

    The page is not drawn for that, which would take four fifths of the time.
    """
    with mock.patch.object(TemplateResponse, "rendered_content", ""):
        return held(client.get(url))


def held(response) -> dict:
    """Every value of the form that was answered, by the name it is posted under."""
    context = response.context_data
    forms = [context["adminform"].form]
    for rows in context["inline_admin_formsets"]:
        formset = rows.formset
        forms += [formset.management_form, *formset.forms]
    values = {}
    for form in forms:
        for field in form:
            values |= _posted(field)
    return values


def _posted(field) -> dict:
    value = field.value()
    if value is None or value is False or value == []:
        return {}
    if isinstance(field.field.widget, NullBooleanSelect):
        return {field.html_name: str(value).lower()}
    if hasattr(value, "pk"):
        value = value.pk
    if isinstance(value, list):
        value = [getattr(item, "pk", item) for item in value]
    return {field.html_name: "on" if value is True else value}


def post(client, url, /, follow=False, **changed):
    """Post the form with these values changed; a value of None takes the field out."""
    values = {**shown(client, url), **changed}
    kept = {name: value for name, value in values.items() if value is not None}
    return client.post(url, kept, follow=follow)


def errors_of(response) -> dict:
    """{name as posted: [sentences]} of everything the form refused."""
    context = response.context
    form = context["adminform"].form
    told = {name: list(errors) for name, errors in form.errors.items()}
    for rows in context["inline_admin_formsets"]:
        formset = rows.formset
        if formset.non_form_errors():
            told[formset.prefix] = list(formset.non_form_errors())
        for row in formset.forms:
            told |= {row.add_prefix(name): list(errors) for name, errors in row.errors.items()}
    return told


def queries_of(client, url) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
