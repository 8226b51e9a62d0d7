"""What is sent to each address by somebody who means no good, or whose program is broken."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

BIG, LONG = "9" * 30, "東" * 700
VALUES = [
    "", "0", "-1", "2147483648", "9223372036854775808", BIG, "1e400", "NaN", "٣", "１２",
    "\u202eabc", "\ufeff", "😀" * 50, "a\r\nX-Made-Up: 1", "[[[[" * 200, '{"a":' * 200, "((((", "%",
    "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "../../etc/passwd", "//evil.example/",
    "0001-01-01", "9999-12-31", "2025-02-30", "FY99999", "javascript:alert(1)", LONG,
]  # fmt: skip
RAW = ["%ED%A0%80", "%FF%FE", "%C0%AF", "%", "%zz", "%u0000", "a%00b"]
NAMES = [
    "q", "page", "per_page", "sort", "rows", "match", "_export", "bom", "next", "on", "year",
    "month", "from", "to", "state", "prefecture", "sector", "office", "section", "status", "term",
    "app_label", "model_name", "field_name", "text", "day", "o", "p", "all", "e", "id", "pk",
    "title", "_popup", "_to_field", "_changelist_filters", "ids", "kept", "gone", "verdict", "as",
    "at__year", "at__month", "at__day", "kind", "quality", "view", "see_as", "from_text", "beside",
]  # fmt: skip


@dataclass(frozen=True)
class Probe:
    name: str
    method: str = "GET"
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, client, address: str):
        more: dict[str, Any] = {"headers": self.headers}
        joined = f"{address}{'&' if '?' in address else '?'}{self.query}" if self.query else address
        if self.content_type:
            more["content_type"] = self.content_type
        return client.generic(self.method, joined, self.body, **more)


METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "X")


def _query(value: str, third: int) -> str:
    """A third of the names with the value; as much as a server takes in one line."""
    names = NAMES[third::3]
    return "&".join(f"{name}={value}" for name in names[: max(1, 7_000 // (len(value) + 12))])


FORM, JSON, BOUND = "application/x-www-form-urlencoded", "application/json", "made-up"
MULTIPART = f"multipart/form-data; boundary={BOUND}"
ROWS = ("parties", "stops", "followup_set", "form", "members", "holdings")
COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


def _form(value: str, extra: str = "") -> bytes:
    names = [*NAMES, "expected_version", "seen_version", "reason", "username", "password", "action"]
    names += ["_selected_action", "index", "post", "sure", "asked", "policy", "successor"]
    names += [f"{rows}-{count}" for rows in ROWS for count in COUNTS]
    names += [f"{rows}-0-{name}" for rows in ROWS for name in ("id", "DELETE", "ORDER", "office")]
    told = quote(value)
    return ("&".join(f"{name}={told}" for name in names) + extra).encode()


def _multipart(*parts: bytes) -> bytes:
    lines = b"".join(b"--made-up\r\nContent-Disposition: form-data; " + part for part in parts)
    return lines + b"\r\n--made-up--\r\n"


def _upload(name: bytes, content: bytes) -> bytes:
    return _multipart(SECTION, POLICY, _file(name, content))


def _file(name: bytes, content: bytes, kind=b"application/octet-stream") -> bytes:
    head = b'name="file"; filename="' + name + b'"\r\nContent-Type: ' + kind
    return head + b"\r\n\r\n" + content + b"\r\n"


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 5_000_000)
    return file.getvalue()


SECTION = b'name="section"\r\n\r\ndelegations\r\n'
POLICY = b'name="policy"\r\n\r\nboth\r\n'

HEADERS = {
    "accept": {"accept": "*/*;q=9e999, " + "a/b," * 3_000},
    "language": {
        "accept-language": "xx-" * 300 + ",en;q=1e9,\u00e9",
        "cookie": "django_language=../..",
    },
    "cookies": {"cookie": f'setuhashi_session={"x" * 5_000}; setuhashi_csrf="\\\\; a=b=c; =;;'},
    "range": {"range": "bytes=99999999999999999999-,-1,a-b", "if-range": '"x'},
    "conditions": {
        "if-none-match": 'W/"' + "x" * 2_000 + ', *, "',
        "if-modified-since": "Mon, 99 Foo 99999 99:99:99 GMT",
        "if-match": "*",
        "if-unmodified-since": "Thu, 01 Jan 0001 00:00:00 GMT",
    },
    "forwarded": {
        "x-forwarded-for": "not-an-address, ::ffff:999.1.1.1, " + "1.2.3.4," * 500 + "fe80::1%eth0",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "javascript",
        "x-request-id": "a" * 5_000,
        "forwarded": 'for="[::1]";by=',
    },
    "htmx": {
        "hx-request": "true", "hx-target": "<b>", "hx-trigger-name": "x" * 4_000,
        "hx-current-url": "javascript:alert(1)", "hx-boosted": "perhaps", "hx-prompt": "\u00ff",
    },
    "referer": {"referer": "http://[::1", "origin": "null", "user-agent": ""},
    "length": {"content-length": "-1"},
    "encoding": {"accept-encoding": "gzip;q=x, *;q=9", "content-encoding": "gzip", "te": "x"},
}  # fmt: skip

FORMS = {
    "raw": b"&".join(f"{name}=%ED%A0%80%FF".encode() for name in NAMES),
    "NUL": b"title=a%00b",
    "nothing": b"",
    "many": b"&".join(b"a%d=1" % number for number in range(10_050)),
}
TYPED = {
    "UTF-16": (f"{FORM}; charset=utf-16", "title=é".encode("utf-16")),
    "no charset": (f"{FORM}; charset=made-up", b"title=1"),
    "JSON": (JSON, b'{"a":' * 5_000),
    "a strange type": ("\u00e9/;;=\u00ff", b"a"),
    "multipart cut off": (MULTIPART, _multipart(_file(b"a.csv", b"x"))[:60]),
    "multipart of no bounds": ("multipart/form-data", b"x"),
    "multipart of odd bounds": (f"{MULTIPART}{'x' * 300}", b"x"),
    "multipart NUL": (MULTIPART, _multipart(b'name="title"\r\n\r\na\0b\r\n')),
    "multipart NUL name": (MULTIPART, _multipart(b'name="ti\0tle"\r\n\r\na\r\n')),
}
FILES = {
    b"a.csv": b"title\0,\xff\xfe\r\n",
    b"b.csv": b"\xff\xfet\x00i",
    b"empty.csv": b"",
    b"a.xlsx": b"PK\x03\x04 no workbook",
    b"bomb.xlsx": _bomb(),
    b"wrong.xlsx": b"title,status\r\na,b\r\n",
    b"../../x\xff\xfe.csv": b"title\r\n" + b"x" * 40_000,
    "\u202ecsv.exe".encode(): b"MZ",
    b"a" * 400 + b".csv": b"title,title,title\r\n=1,@x,\t\r\n",
}

PROBES = [
    Probe("plain"),
    *(
        Probe(f"query {value[:12]!r} {third}", query=_query(quote(value), third))
        for value in VALUES
        for third in range(3)
    ),
    *(
        Probe(f"raw query {raw} {third}", query=_query(raw, third))
        for raw in RAW
        for third in range(3)
    ),
    Probe("many names", query="&".join(f"a{number}=1" for number in range(900))),
    Probe("many values", query="&".join(f"state=v{number}" for number in range(900))),
    Probe("deep names", query="a" + "[b]" * 800 + "=1"),
    *(Probe(f"headers {name}", headers=headers) for name, headers in HEADERS.items()),
    *(Probe(method, method) for method in METHODS),
    *(Probe(f"form {value[:12]!r}", "POST", "", _form(value), FORM) for value in VALUES),
    *(Probe(f"form of {name}", "POST", "", body, FORM) for name, body in FORMS.items()),
    *(Probe(name, "POST", "", body, kind) for name, (kind, body) in TYPED.items()),
    *(
        Probe(f"file {name!r}", "POST", "", _upload(name, b), MULTIPART)
        for name, b in FILES.items()
    ),
]
