"""Where attached files lie, and how large and how many they may be."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from config.environment import Environment, SettingError

LOCAL_DISK = "config.storage.DurableStorage"
EXAMPLE = "s3://key:secret@s3.example/bucket?region=ap-south-1"


def whole_number(environment: Environment, name: str, default: int, most: int) -> int:
    """The setting as a number from 1 to `most`; raises SettingError for anything else."""
    text = environment.optional(name, str(default))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if not 1 <= number <= most:
        raise SettingError(f"{name} is {text!r}; write a whole number from 1 to {most}.")
    return number


#: Seconds to wait for the server, so that a save is refused and no worker hangs for minutes.
TO_CONNECT, TO_ANSWER = 5, 30


def _client():
    """How Amazon's library speaks: as servers of others, which know less, understand it too."""
    from botocore.config import Config  # noqa: PLC0415 - only a site with a bucket has it

    return Config(
        s3={"addressing_style": "path"},
        signature_version="s3v4",
        connect_timeout=TO_CONNECT,
        read_timeout=TO_ANSWER,
        retries={"mode": "standard", "total_max_attempts": 2},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def file_storage(name: str, url: str, *, production: bool) -> dict[str, Any]:
    """Django's default storage for the address `url` of the setting `name`; "" is the local disk.

    `s3://key:secret@host:port/bucket?region=...&tls=0` is a bucket of a server that speaks S3;
    without key and secret they are looked for where Amazon's library looks. Objects stay private:
    the site alone reads them. Raises SettingError for what is not understood, without repeating
    the secret, and in production for a server that would be spoken to in the clear.
    """
    if not url:
        return {"BACKEND": LOCAL_DISK}
    try:
        parts = urlsplit(url)
        host, port, query = parts.hostname, parts.port, parse_qs(parts.query, strict_parsing=False)
    except ValueError:
        raise SettingError(f"{name} is not understood; write it as {EXAMPLE}.") from None
    bucket = parts.path.strip("/")
    tls = query.get("tls", ["1"])[-1]
    known = query.keys() <= {"region", "tls"} and tls in ("0", "1")
    if parts.scheme != "s3" or not host or not bucket or "/" in bucket or not known:
        raise SettingError(f"{name} is not understood; write it as {EXAMPLE}.")
    if production and tls == "0":
        raise SettingError(f"{name} would send files in the clear; leave tls=0 out.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise SettingError(f"{name} needs what requirements-s3.txt lists; install it.")
    server = f"{'https' if tls == '1' else 'http'}://{host}" + (f":{port}" if port else "")
    options = {
        "endpoint_url": server,
        "bucket_name": bucket,
        "region_name": query.get("region", [None])[-1],
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "client_config": _client(),
        "querystring_auth": True,
        "file_overwrite": False,
    }
    given = {key: value for key, value in options.items() if value is not None}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": given}
