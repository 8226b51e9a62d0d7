"""What a list shows for a query string, read from its file, and what it says is wrong."""

import json


def found(client, address) -> set[str]:
    """The keys that a list shows, read from its file."""
    joiner = "&" if "?" in address else "?"
    rows = client.get(f"{address}{joiner}_export=json")
    assert rows.status_code == 200, rows.content
    objects = json.loads(b"".join(rows.streaming_content))
    return {next(iter(row.values())) for row in objects}


def errors(client, address) -> str:
    """What the page says about a wrong filter; its file is refused with the same words."""
    page = client.get(address)
    refused = client.get(f"{address}&_export=csv")
    assert (page.status_code, refused.status_code) == (200, 400)
    assert refused["Content-Type"].startswith("text/plain")
    assert page.context["table"].paginator.count == 0
    reasons = [error for errors in page.context["filter"].errors.values() for error in errors]
    for reason in reasons:
        assert reason in refused.content.decode()
    return " ".join(reasons)
