"""What a page of ours may load: its own style and script, known by checksum, and nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256


def page_policy(style: str, script: str = "") -> str:
    """The content security policy of a page with this style and script within it."""
    scripts = f"script-src {_checksum(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {_checksum(style)}; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )


def _checksum(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
