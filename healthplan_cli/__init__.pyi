from healthplan_cli.base.errors import InvalidInput as InvalidInput
from healthplan_cli.base.errors import Problem as Problem
from healthplan_cli.library.data import Actuals as Actuals
from healthplan_cli.library.data import load_actuals as load_actuals
from healthplan_cli.library.drafts import Draft as Draft
from healthplan_cli.library.drafts import draft as draft
from healthplan_cli.library.evaluation import Evaluation as Evaluation
from healthplan_cli.library.evaluation import Gate as Gate
from healthplan_cli.library.evaluation import evaluate as evaluate
from healthplan_cli.library.faults import lint as lint
from healthplan_cli.library.panel import Panel as Panel
from healthplan_cli.library.panel import panel as panel
from healthplan_cli.library.plans import Plan as Plan
from healthplan_cli.library.plans import load_plan as load_plan
from healthplan_cli.library.plans import read_target as read_target
from healthplan_cli.views.records import Record as Record

__version__: str
__all__: list[str]
