"""The names that `import healthplan_cli` gives; docs/library.md says what is promised about them.

Messages are in the language of HPCHECK_LANG, else Chinese: chosen here, before any module with messages is
imported.
"""

from __future__ import annotations

import os

from healthplan_cli.base.i18n import LANGUAGES, choose
from healthplan_cli.base.optionwords import meant

choose(meant(os.environ.get("HPCHECK_LANG") or "zh", LANGUAGES))
