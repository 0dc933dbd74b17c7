from healthplan_cli.library import *  # noqa: F403
from healthplan_cli.library import __all__ as __all__

__version__: str
