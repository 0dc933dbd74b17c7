"""hpcheck: what a five-year health plan promised against what happened, judged exactly.

The command line is `hpcheck`; the library is the names below (docs/library.md), each loaded when it is first asked for.
"""

import sys

__version__ = "0.1.0"
__all__ = [
    "Actuals",
    "Draft",
    "Evaluation",
    "Gate",
    "InvalidInput",
    "Plan",
    "Problem",
    "Record",
    "__version__",
    "draft",
    "evaluate",
    "lint",
    "load_actuals",
    "load_plan",
    "read_target",
]

_Module = type(sys)


class _Package(_Module):
    """The package as it is imported: its names are the library's, though rooms of it are called `draft` and `panel` too."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, _Module)):  # what importing a room would put here
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"{__name__}.library"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
