"""Reading the files that lists give, as their users do."""

import csv
import io

from partnerships.csvtext import unescape


def content(response) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def total(client, address) -> str:
    """How many rows a file holds."""
    response = client.get(address)
    content(response)
    return response["X-Total-Rows"]


def text_of(client, address) -> str:
    return content(client.get(address)).decode("utf-8-sig")


def rows_of(client, address) -> list[dict]:
    """The rows of a CSV file, apostrophes removed as the importer does."""
    reader = csv.DictReader(io.StringIO(text_of(client, address), newline=""))
    return [{name: unescape(cell) for name, cell in row.items()} for row in reader]
