"""Which addresses are let through: judged without asking anybody."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.agenda.addresses import AddressPolicy, checked, is_public, leads_to_login
from bot.agenda.reading_faults import ReadingFault, ReadingFaultKind

BAD, INSIDE = ReadingFaultKind.BAD_ADDRESS, ReadingFaultKind.INSIDE


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1",
        "198.18.0.1", "203.0.113.5", "224.0.0.1", "239.1.1.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::a00:1",
        "64:ff9b:1::1", "fe80::1", "fe80::1%eth0", "2a00:1450::1%3", "fec0::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1", "5f00::1",
    ],
)  # fmt: skip
def test_what_is_inside(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "2a00:1450:4001::1"])
def test_what_is_outside(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", BAD), ("words", BAD), ("http://news.example/a", BAD), ("ftp://news.example/a", BAD),
        ("file:///etc/passwd", BAD), ("https://", BAD), ("https:///a", BAD),
        ("https://u:p@news.example/", BAD), ("https://news.example@127.0.0.1/", BAD),
        ("https://news.example:8443/", BAD), ("https://news.example:99999/", BAD),
        ("https://news.example\\@127.0.0.1/", BAD), ("https://news.example/a b", BAD),
        ("https://news.example/\x00", BAD), ("https://[::1", BAD),
        ("https://news.example/" + "a" * 3000, BAD),
        ("https://127.0.0.1/", INSIDE), ("https://[::1]/", INSIDE), ("https://localhost/", INSIDE),
        ("https://localhost./", INSIDE), ("https://10.0.0.1:443/", INSIDE),
        ("https://[::ffff:7f00:1]/", INSIDE), ("https://printer.local/", INSIDE),
        ("https://169.254.169.254/latest/meta-data", INSIDE),
        ("https://metadata.google.internal/", INSIDE),
    ],
)  # fmt: skip
def test_what_is_refused(address: str, kind: ReadingFaultKind) -> None:
    assert checked(address, AddressPolicy()) == ReadingFault(kind)


def test_what_is_let_through() -> None:
    found = checked(" https://News.example/a?b=c#part ", AddressPolicy())
    assert str(found) == "https://news.example/a?b=c"
    assert isinstance(checked("https://пример.рф/статья", AddressPolicy()), URL)


@given(st.text(max_size=60).map(lambda text: "https://" + text))
def test_any_text_is_an_address_or_a_fault(text: str) -> None:
    found = checked(text, AddressPolicy())
    assert isinstance(found, ReadingFault) or (found.scheme == "https" and found.port == 443)


def test_which_redirects_lead_to_a_login() -> None:
    page = URL("https://news.example/2031/ferry")
    assert leads_to_login(page, URL("https://news.example/login?next=/2031/ferry"))
    assert leads_to_login(page, URL("https://accounts.news.example/x"))
    assert not leads_to_login(page, URL("https://news.example/2031/ferry/"))
    assert not leads_to_login(page, URL("https://news.example/authors/merrin"))
