"""Which addresses an article may be fetched from: https, and nothing that points inside.

Pure: nothing is resolved or opened here. What is let through is listed, not what is refused; so a range
that somebody invents tomorrow is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from yarl import URL

from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

IPAddress = IPv4Address | IPv6Address

LONGEST = 2000
"""Characters of an address."""

# RFC 6890 and the registries that it began; the last is a cloud's own service, at a public address.
_INSIDE_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    )
)  # fmt: skip
# Mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96), local and multicast addresses lie outside 2000::/3.
_GLOBAL_6 = IPv6Network("2000::/3")
_INSIDE_6 = tuple(
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$", re.IGNORECASE)
"""What ends in a number is no name, whatever it is: 2130706433, 127.1 and 0x7f.1 are this machine to
many a program, and aiohttp would not ask its resolver about the first two."""
_LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|logon|sso|oauth2?|openid|saml2?|auth|authenticate|authorize|"
    r"idp|accounts?|paywall)(?:$|[/._-])",
    re.IGNORECASE,
)


def is_public(address: IPAddress) -> bool:
    """Whether it is an address of the open internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _INSIDE_4)
    if address.scope_id is not None or address not in _GLOBAL_6:
        return False
    return not any(address in network for network in _INSIDE_6)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """How far the reader goes for an article. Times in seconds, sizes in bytes.

    `allows` judges the addresses that a name stands for; `port` is the only one that is spoken to.
    """

    allows: Callable[[IPAddress], bool] = is_public
    port: int = 443
    deadline: float = 15.0
    most_bytes: int = 5_000_000
    most_redirects: int = 5


def checked(text: str, policy: AddressPolicy) -> URL | ReadingFault:
    """The address, without its fragment; or why nobody goes there. Called for every redirect too."""
    bad = ReadingFault(ReadingFaultKind.BAD_ADDRESS)
    text = text.strip()
    if not text or len(text) > LONGEST or any(c.isspace() or not c.isprintable() for c in text):
        return bad
    try:
        # Programs disagree about what a backslash or an @ in odd places means; both readers must agree.
        plain, url = urlsplit(text), URL(text)
        host, port = url.host, url.port
        agree = (plain.hostname or "").rstrip(".") != "" and "\\" not in text
    except ValueError:
        return bad
    if (
        url.scheme != "https"
        or not host
        or not agree
        or url.user is not None
        or "@" in plain.netloc
    ):
        return bad
    if port != policy.port:
        return bad
    if (literal := _literal(host)) is not None:
        if not policy.allows(literal):
            return ReadingFault(ReadingFaultKind.INSIDE)
    elif (
        _NUMBER.search(host.rstrip(".")) is not None
        or "." not in host.rstrip(".")
        or host.rstrip(".").endswith((".local", ".internal"))
    ):
        return ReadingFault(ReadingFaultKind.INSIDE)
    return url.with_fragment(None)


def _literal(host: str) -> IPAddress | None:
    """The host as a number in its one proper spelling."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def leads_to_login(before: URL, after: URL) -> bool:
    """Whether this redirect goes to a page to log in, as its address says."""

    def looks(url: URL) -> bool:
        return _LOGIN.search(url.path) is not None or _LOGIN.search(url.host or "") is not None

    return looks(after) and not looks(before)
