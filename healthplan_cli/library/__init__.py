"""The library: what `import healthplan_cli` gives, with what is promised about it in docs/library.md.

It speaks the language of HPCHECK_LANG, Chinese without it: chosen here, before anything is imported whose words are in it.
"""

from __future__ import annotations

import os

from healthplan_cli.base.i18n import LANGUAGES, choose
from healthplan_cli.base.optionwords import meant

choose(meant(os.environ.get("HPCHECK_LANG") or "zh", LANGUAGES))
