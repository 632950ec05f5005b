"""ETags, `"<version>-<hash of the body>"`, and the two conditions that name them (D15)."""

import re
from hashlib import blake2b

from gateway.errors import IfMatchInvalid, IfMatchMissing

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"\s*{_TAG}\s*(?:,\s*{_TAG}\s*)*")
_OPAQUE = re.compile(r'"([^"]*)"')
OUR_TAG = '(W/)?"[0-9]{1,15}-[0-9a-f]{16}"'
_OURS = re.compile(r"(\d{1,15})-[0-9a-f]{16}")


def etag(version: int, body: bytes) -> str:
    return f'"{version}-{blake2b(body, digest_size=8).hexdigest()}"'


def is_known(if_none_match: str, tag: str) -> bool:
    """Whether the client has this very body; weak and strong count alike (RFC 9110 §13.1.2)."""
    if if_none_match.strip() == "*":
        return True
    return tag[1:-1] in _OPAQUE.findall(if_none_match)


def seen_version(if_match: str | None) -> int:
    """The version that the client saw; the service compares it. Raises IfMatchMissing or IfMatchInvalid.

    A proxy that compresses weakens tags, so a weak one counts; `*` would overwrite what nobody saw.
    """
    if if_match is None:
        raise IfMatchMissing
    if _TAGS.fullmatch(if_match) is None:
        raise IfMatchInvalid
    ours = [_OURS.fullmatch(tag) for tag in _OPAQUE.findall(if_match)]
    versions = {tag[1] if tag else None for tag in ours}
    version = versions.pop()
    if versions or version is None:
        raise IfMatchInvalid
    return int(version)
