"""Where a request comes from, as far as our own proxies are to be believed."""

import ipaddress

from django.conf import settings


def address_of(request) -> str:
    """The network address that a request comes from, "" where none is known.

    Behind a proxy of ours it is what that proxy added last to `X-Forwarded-For`.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if forwarded and settings.TRUSTED_PROXIES & {address, "*"}:
        address = forwarded
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


def network_of(address: str) -> str:
    """What one sender can hardly leave: an IPv4 address, or the network of an IPv6 one."""
    if not address:
        return "unknown"
    known = ipaddress.ip_address(address)
    return str(ipaddress.ip_network((known, 64), strict=False) if known.version == 6 else known)
