"""hpcheck: compares what a five-year health plan promised with what happened, exactly.

The command line is `hpcheck`; the library is the names below (docs/library.md), each loaded when it is first asked
for.
"""

import sys

__version__ = "0.1.0"
# The library's names with the modules that they are in; typed in __init__.pyi.
_PLACES = {
    "Actuals": "library.data",
    "Draft": "library.drafts",
    "Evaluation": "library.evaluation",
    "Gate": "library.evaluation",
    "InvalidInput": "base.errors",
    "Panel": "library.panel",
    "Plan": "library.plans",
    "Problem": "base.errors",
    "Record": "views.records",
    "draft": "library.drafts",
    "evaluate": "library.evaluation",
    "lint": "library.faults",
    "load_actuals": "library.data",
    "load_plan": "library.plans",
    "panel": "library.panel",
    "read_target": "library.plans",
}
__all__ = [*_PLACES, "__version__"]

_Module = type(sys)


class _Package(_Module):
    """The type of the package's module: `healthplan_cli.draft` and `.panel` stay the library's functions when the
    subpackages of those names are imported.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _PLACES and isinstance(value, _Module)):  # what importing a room would put here
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    import_module(f"{__name__}.library")  # chooses the language
    found: object = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
