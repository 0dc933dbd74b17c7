"""Plans and data with text that a terminal, a page or a sheet would act on."""

from __future__ import annotations

import re

from healthplan_cli.base.visible import UNSEEN

ODD = re.compile(f"[{UNSEEN}]")
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNREAL = "\u200b\u200c\u200d\u2060\ufeff\xad\U000e0041"  # no width
COMMAND = "::stop-commands::zzz"
# What a YAML may hold: line ends, what has no width, and words that a CI server listens to.
SAID = f"年报\n{COMMAND}\n  ::add-mask::x\t##[add-mask]y ##vso[task.complete] ##teamcity[z]\u200b\u200e\ufeff"
# What a sheet may hold besides.
TYPED = f"{SAID}\r\n{COMMAND}\x1b[31m\x1b]0;title\x07\x9b31m\x85::a::b\u2028::c::d{BIDI}\u202e"


def check(text: str, colors: bool = False) -> None:
    """No control character but line ends (and colours where there are any), no line that is a CI server's command."""
    if colors:
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    found = ODD.search(text.replace("\n", ""))
    assert found is None, f"{found[0]!r} in {text[max(found.start() - 40, 0) : found.end() + 40]!r}"
    for line in text.split("\n"):
        assert not re.match(r"\s*::(?:stop-commands|add-mask|a|c)::", line), line
        assert not re.search(r"##[A-Za-z]*\[", line), line
