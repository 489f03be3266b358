"""Which addresses the worker may connect to."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.errors import Refused
from recognition.resources.address_guard import Target, may_connect, target

_INSIDE = """
0.0.0.0 0.255.255.255 10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1
127.0.0.2 127.255.255.255 169.254.0.1 169.254.169.254 172.16.0.0 172.31.255.255 192.0.0.1 192.0.2.1
192.88.99.1 192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 1fff:ffff:: 2001::1 2001:0:7f00:1:: 2001:1ff:ffff:: 2001:db8::1 2002:7f00:1::
2002:808:808::1 3fff::1 4000:: fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
"""
_OUTSIDE = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1
169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 198.17.255.255
198.20.0.0 223.255.255.255 2001:200:: 2001:4860:4860::8888 2003::1 2606:4700::1 3ffe:ffff::
"""
INSIDE, OUTSIDE = _INSIDE.split(), _OUTSIDE.split()


@pytest.mark.parametrize("address", INSIDE)
@pytest.mark.parametrize("port", [80, 443])
def test_nothing_inside_a_network_is_connected_to(address: str, port: int) -> None:
    assert not may_connect(address, port)


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_open_web_is_connected_to_up_to_the_edge_of_what_is_not(address: str) -> None:
    assert may_connect(address, 80)
    assert may_connect(address, 443)


@pytest.mark.parametrize("port", [0, 1, 22, 25, 79, 81, 442, 444, 3306, 5432, 8080, 8443, 65535])
def test_only_the_ports_that_pages_are_served_on(port: int) -> None:
    assert not may_connect("8.8.8.8", port)


@pytest.mark.parametrize(
    "text", ["", "example.org", "2130706433", "0x7f.1", "127.1", "010.0.0.1", "8.8.8.8 ", "[::1]"]
)
def test_what_is_no_address_in_numbers_is_not_connected_to(text: str) -> None:
    assert not may_connect(text, 80)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:", "64:ff9b::", "::"]))
def test_no_way_of_writing_an_ipv4_address_in_ipv6_is_connected_to(
    number: ipaddress.IPv4Address, prefix: str
) -> None:
    assert not may_connect(f"{prefix}{number}", 80)


@given(st.ip_addresses())
def test_whatever_is_connected_to_is_known_as_global(
    number: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if may_connect(str(number), 443):
        assert number.is_global
        assert not number.is_private
        assert not number.is_multicast


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://example.org", Target("http", "example.org", 80)),
        ("https://Example.org./a?b#c", Target("https", "example.org", 443)),
        ("https://example.org:8443/", Target("https", "example.org", 8443)),
        ("http://[::1]/", Target("http", "::1", 80)),
        ("http://8.8.8.8/", Target("http", "8.8.8.8", 80)),
        ("http://bücher.example/", Target("http", "xn--bcher-kva.example", 80)),
    ],
)
def test_a_web_address_leads_to_a_host_and_a_port(url: str, found: Target) -> None:
    assert target(url) == found


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "http:///path",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://8.8.8.8@127.0.0.1/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: inside",
        "http://[fe80::1%25eth0]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1.1/",
        "http://①②⑦.1/",
        f"http://example.org/{'a' * 2000}",
    ],
)
def test_what_programs_read_differently_is_not_looked_at(url: str) -> None:
    with pytest.raises(Refused):
        target(url)
